"""Ad hoc reports (báo cáo nhanh): the question, its figures, the units asked, and their answers."""

import uuid

from django.db import models
from django.db.models import Q
from django.utils.translation import gettext_lazy as _

from sokehoach.apps.accounts.models import User
from sokehoach.apps.indicators.models import DataElement
from sokehoach.apps.orgunits.models import Unit
from sokehoach.apps.programmes.models import Programme
from sokehoach.apps.shell.free_text import FreeLine, FreeText
from sokehoach.domain.policy.groups import GENERAL


class AdHoc(models.Model):
    """One ad hoc question of an office. Its numbers stay separate: no figure of a period is computed from them.

    `programme`: that of its data elements. None: it names none, and its office works in no programme, or in several.
    """

    class State(models.TextChoices):
        OPEN = "open", _("đang nhận trả lời")
        CLOSED = "closed", _("đã đóng")

    id = models.UUIDField(primary_key=True, default=uuid.uuid4, editable=False)
    programme = models.ForeignKey(
        Programme, models.PROTECT, related_name="+", null=True, blank=True, verbose_name=_("chương trình")
    )
    office = models.ForeignKey(Unit, models.PROTECT, related_name="+", verbose_name=_("cơ quan hỏi"))
    title = FreeLine(_("nội dung"), max_length=200)
    function = models.CharField(_("chức năng"), max_length=20, default=GENERAL)
    due_at = models.DateTimeField(_("trả lời trước"))
    state = models.CharField(_("trạng thái"), max_length=10, choices=State, default=State.OPEN)
    asked_by = models.ForeignKey(User, models.PROTECT, related_name="+")
    asked_at = models.DateTimeField()
    closed_by = models.ForeignKey(User, models.PROTECT, related_name="+", null=True, blank=True)
    closed_at = models.DateTimeField(null=True, blank=True)

    class Meta:
        ordering = ("-asked_at", "id")
        constraints = (
            models.CheckConstraint(
                condition=~Q(title=""),
                name="reporting_ad_hoc_has_a_title",
                violation_error_message=_("Ghi việc cần nắm số liệu, ví dụ «Số liệu phục vụ họp giao ban»."),
                violation_error_code="title",
            ),
            models.CheckConstraint(
                condition=Q(due_at__gt=models.F("asked_at")),
                name="reporting_ad_hoc_due_after_asked",
                violation_error_message=_("Ghi ngày, giờ phải trả lời, sau lúc này."),
                violation_error_code="due",
            ),
            models.CheckConstraint(
                condition=Q(state="open", closed_by__isnull=True, closed_at__isnull=True)
                | Q(state="closed", closed_by__isnull=False, closed_at__isnull=False),
                name="reporting_ad_hoc_closed_by_and_at",
            ),
        )

    def __str__(self) -> str:
        return self.title


class AdHocFigure(models.Model):
    """`name`, `unit` and `kind` as asked: those of the data element where there is one."""

    ad_hoc = models.ForeignKey(AdHoc, models.CASCADE, related_name="figures")
    position = models.PositiveSmallIntegerField()
    element = models.ForeignKey(DataElement, models.PROTECT, related_name="+", null=True, blank=True)
    name = FreeLine(_("chỉ tiêu"), max_length=300)
    unit = FreeLine(_("đơn vị tính"), max_length=60)
    kind = models.CharField(_("loại"), max_length=20)

    class Meta:
        ordering = ("ad_hoc", "position")
        constraints = (
            models.UniqueConstraint(fields=("ad_hoc", "position"), name="reporting_ad_hoc_figure_once"),
            models.CheckConstraint(
                condition=~Q(name="") & ~Q(unit=""), name="reporting_ad_hoc_figure_has_a_name_and_unit"
            ),
        )

    def __str__(self) -> str:
        return f"{self.name} ({self.unit})"


class AdHocUnit(models.Model):
    """A unit that is asked. `version` grows with each of its answers, so that concurrent answers are detected."""

    ad_hoc = models.ForeignKey(AdHoc, models.CASCADE, related_name="units")
    unit = models.ForeignKey(Unit, models.PROTECT, related_name="+")
    note = FreeLine(_("ghi chú"), max_length=300, blank=True)
    version = models.PositiveIntegerField(default=0)
    answered_by = models.ForeignKey(User, models.PROTECT, related_name="+", null=True, blank=True)
    answered_at = models.DateTimeField(null=True, blank=True)

    class Meta:
        ordering = ("ad_hoc", "unit__code")
        constraints = (
            models.UniqueConstraint(fields=("ad_hoc", "unit"), name="reporting_ad_hoc_unit_once"),
            models.CheckConstraint(
                condition=Q(version=0, answered_by__isnull=True, answered_at__isnull=True)
                | Q(version__gt=0, answered_by__isnull=False, answered_at__isnull=False),
                name="reporting_ad_hoc_answered_by_and_at",
            ),
        )

    def __str__(self) -> str:
        return f"{self.ad_hoc_id} {self.unit_id}"


class AdHocValue(models.Model):
    """A number, or «không áp dụng»; a figure without an answer has no row. `first_at`: when it was first given."""

    asked = models.ForeignKey(AdHocUnit, models.CASCADE, related_name="values")
    figure = models.ForeignKey(AdHocFigure, models.CASCADE, related_name="+")
    number = models.DecimalField(_("số"), max_digits=15, decimal_places=3, null=True, blank=True)
    gap = models.CharField(max_length=20, blank=True)
    first_at = models.DateTimeField()

    class Meta:
        ordering = ("asked", "figure__position")
        constraints = (
            models.UniqueConstraint(fields=("asked", "figure"), name="reporting_ad_hoc_value_once"),
            models.CheckConstraint(
                condition=Q(number__isnull=False, number__gte=0, gap="") | Q(number__isnull=True, gap="not_applicable"),
                name="reporting_ad_hoc_value_xor_gap",
            ),
        )

    def __str__(self) -> str:
        return f"{self.figure_id}={self.gap or self.number}"


class AdHocSubmission(models.Model):
    """An answer that the unit's leader approves before it is sent, or wants corrected for a `reason`.

    It is the unit's own matter until it is sent: no page of the office that asks reads it. `typed`: what is typed, by
    figure (row id). Whoever writes it again makes another row, so that nobody approves what they have not seen.
    """

    id = models.UUIDField(primary_key=True, default=uuid.uuid4, editable=False)
    asked = models.OneToOneField(AdHocUnit, models.CASCADE, related_name="submission")
    typed = models.JSONField(_("số đã ghi"))
    note = FreeLine(_("ghi chú"), max_length=300, blank=True)
    by = models.ForeignKey(User, models.PROTECT, related_name="+")
    at = models.DateTimeField()
    reason = FreeText(_("lý do"), blank=True)
    declined_by = models.ForeignKey(User, models.PROTECT, related_name="+", null=True, blank=True)
    declined_at = models.DateTimeField(null=True, blank=True)

    class Meta:
        constraints = (
            models.CheckConstraint(
                condition=Q(declined_by__isnull=True, declined_at__isnull=True, reason="")
                | (Q(declined_by__isnull=False, declined_at__isnull=False) & ~Q(reason="")),
                name="reporting_ad_hoc_decline_has_a_reason",
                violation_error_message=_("Ghi rõ cần sửa gì."),
                violation_error_code="reason",
            ),
        )

    def __str__(self) -> str:
        return f"{self.asked_id} {self.at:%d/%m/%Y}"

    @property
    def is_waiting(self) -> bool:
        return self.declined_at is None
