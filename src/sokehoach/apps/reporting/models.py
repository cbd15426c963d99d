"""Forms, submissions and data values. Private: other apps ask the selectors (contract C10)."""

import uuid

from django.db import models
from django.db.models import Q
from django.utils.translation import gettext_lazy as _

from sokehoach.apps.accounts.models import User
from sokehoach.apps.indicators.models import DataElement
from sokehoach.apps.orgunits.models import Unit
from sokehoach.apps.shell.free_text import FreeLine, FreeText


class Form(models.Model):
    """A form as the pack defines it; `definition` is read into `domain.reporting.form.Form`."""

    code = models.CharField(_("mã biểu"), max_length=20, unique=True)
    name = models.CharField(_("tên biểu"), max_length=300)
    unit = models.ForeignKey(Unit, models.PROTECT, related_name="forms", verbose_name=_("đơn vị tổng hợp"))
    function = models.CharField(_("chức năng"), max_length=20)
    period_type = models.CharField(_("kỳ"), max_length=20)
    definition = models.JSONField()

    class Meta:
        ordering = ("code",)

    def __str__(self) -> str:
        return self.code


class Submission(models.Model):
    """A unit's report for a period. `version` grows with every change: the second of two is told."""

    class State(models.TextChoices):
        DRAFT = "draft", _("nháp")
        SENT = "sent", _("đã gửi, chờ duyệt")
        RETURNED = "returned", _("trả lại")
        ACCEPTED = "accepted", _("đã duyệt")

    id = models.UUIDField(primary_key=True, default=uuid.uuid4, editable=False)
    form = models.ForeignKey(Form, models.PROTECT, related_name="submissions")
    unit = models.ForeignKey(Unit, models.PROTECT, related_name="submissions")
    period = models.CharField(_("kỳ"), max_length=10)
    state = models.CharField(_("trạng thái"), max_length=20, choices=State, default=State.DRAFT)
    version = models.PositiveIntegerField(default=1)
    created_at = models.DateTimeField()

    class Meta:
        ordering = ("period", "form", "unit__code")
        constraints = (
            models.UniqueConstraint(fields=("form", "unit", "period"), name="reporting_submission_once"),
        )
        indexes = (models.Index(fields=("period", "form", "state"), name="reporting_by_state"),)

    def __str__(self) -> str:
        return f"{self.form_id} {self.unit_id} {self.period}"


class Step(models.Model):
    """One step in a submission's life: who, when, and why where a reason is owed."""

    submission = models.ForeignKey(Submission, models.CASCADE, related_name="steps")
    action = models.CharField(_("việc"), max_length=20)
    state = models.CharField(_("trạng thái sau đó"), max_length=20)
    reason = FreeText(_("lý do"), blank=True)
    by = models.ForeignKey(User, models.PROTECT, related_name="+")
    at = models.DateTimeField()

    class Meta:
        ordering = ("submission", "id")  # as they happened: a clock may be set back
        constraints = (
            models.CheckConstraint(
                condition=~Q(action="return") | ~Q(reason=""), name="reporting_return_has_a_reason"
            ),
        )

    def __str__(self) -> str:
        return f"{self.action} {self.at:%d/%m/%Y}"


class DataValue(models.Model):
    """One cell: a number or a gap, never both, never neither."""

    class Source(models.TextChoices):
        TYPED = "typed", _("nhập tay")
        REGISTER = "register", _("từ sổ")
        OVERRIDE = "override", _("sửa số từ sổ")
        COMPUTED = "computed", _("tự tính")

    submission = models.ForeignKey(Submission, models.CASCADE, related_name="values")
    element = models.ForeignKey(DataElement, models.PROTECT, related_name="values")
    disaggregation = models.CharField(max_length=120, blank=True)
    cell = models.CharField(_("ô"), max_length=20)
    number = models.DecimalField(_("số"), max_digits=15, decimal_places=3, null=True, blank=True)
    gap = models.CharField(max_length=20, blank=True)
    source = models.CharField(_("nguồn"), max_length=20, choices=Source)
    register_number = models.DecimalField(max_digits=15, decimal_places=3, null=True, blank=True)
    reason = FreeLine(_("lý do sửa"), max_length=300, blank=True)
    rows = models.JSONField(_("dòng sổ"), default=list)  # ids of register rows, written when sent
    digest = models.CharField(_("mã băm của các dòng"), max_length=64, blank=True)
    version = models.PositiveIntegerField(default=1)
    updated_by = models.ForeignKey(User, models.PROTECT, related_name="+", null=True, blank=True)
    updated_at = models.DateTimeField()

    class Meta:
        ordering = ("submission", "cell")
        constraints = (
            models.UniqueConstraint(fields=("submission", "cell"), name="reporting_value_cell_once"),
            models.UniqueConstraint(
                fields=("submission", "element", "disaggregation"), name="reporting_value_element_once"
            ),
            models.CheckConstraint(
                condition=Q(number__isnull=False, gap="")
                | Q(number__isnull=True, gap__in=("not_reported", "not_applicable")),
                name="reporting_value_xor_gap",
            ),
            models.CheckConstraint(
                condition=Q(number__isnull=True) | Q(number__gte=0), name="reporting_value_not_negative"
            ),
            models.CheckConstraint(
                condition=~Q(source="override") | ~Q(reason=""), name="reporting_override_has_a_reason"
            ),
        )

    def __str__(self) -> str:
        return f"{self.cell}={self.gap or self.number}"


class NarrativeText(models.Model):
    """Words of a unit under a heading of the outline."""

    submission = models.ForeignKey(Submission, models.CASCADE, related_name="narratives")
    heading = models.CharField(max_length=40)
    text = FreeText(blank=True)
    version = models.PositiveIntegerField(default=1)
    updated_by = models.ForeignKey(User, models.PROTECT, related_name="+")
    updated_at = models.DateTimeField()

    class Meta:
        ordering = ("submission", "heading")
        constraints = (
            models.UniqueConstraint(fields=("submission", "heading"), name="reporting_narrative_once"),
        )

    def __str__(self) -> str:
        return self.heading
