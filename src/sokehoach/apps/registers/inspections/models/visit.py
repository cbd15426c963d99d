"""A visit to an establishment, from its planning to what was put right."""

import uuid

from django.db import models
from django.db.models import F, Q
from django.utils.translation import gettext_lazy as _

from sokehoach.apps.accounts.models import User
from sokehoach.apps.indicators.models import Option
from sokehoach.apps.registers.core.models import Entry
from sokehoach.apps.registers.inspections.establishments.models import Establishment
from sokehoach.apps.registers.inspections.models.programme import InspectionProgramme
from sokehoach.apps.registers.inspections.models.reference import ChecklistVersion
from sokehoach.apps.shell.free_text import FreeLine, FreeText
from sokehoach.domain.registers.inspections import ItemAnswer

_IS_HELD = Q(held_on__isnull=False, held_by__isnull=False, held_at__isnull=False, wanting__isnull=False)
_NOT_HELD = Q(held_on__isnull=True, held_by__isnull=True, held_at__isnull=True, wanting__isnull=True)
_REMEDIED = Q(remedied_on__isnull=False, remedied_by__isnull=False, remedied_at__isnull=False)
_NOT_REMEDIED = Q(remedied_on__isnull=True, remedied_by__isnull=True, remedied_at__isnull=True)


class Visit(Entry):
    """`unit` inspects; `day` is the day planned until the visit is held, then the day of the visit.

    Nobody is named but staff who inspect and, by the establishment, the licence holder: persons fined are counts of
    the district (limits.md, 2). What happened when is told by the server's clock (`…_at`).
    """

    establishment = models.ForeignKey(Establishment, models.PROTECT, related_name="visits", verbose_name=_("cơ sở"))
    manner = models.ForeignKey(Option, models.PROTECT, related_name="+", verbose_name=_("định kỳ, đột xuất"))
    body = models.ForeignKey(Option, models.PROTECT, related_name="+", verbose_name=_("đội, tổ kiểm tra"))
    programme = models.ForeignKey(InspectionProgramme, models.PROTECT, related_name="visits", null=True, blank=True)
    recheck_of = models.ForeignKey("self", models.PROTECT, related_name="rechecks", null=True, blank=True)
    lead = models.ForeignKey(User, models.PROTECT, related_name="+", verbose_name=_("người dẫn đầu"))
    members = models.ManyToManyField(User, related_name="+", verbose_name=_("thành viên"))
    invitation = models.CharField(_("số giấy mời"), max_length=60, blank=True)
    invited_at = models.DateTimeField(null=True, blank=True)
    checklist = models.ForeignKey(ChecklistVersion, models.PROTECT, related_name="visits", null=True, blank=True)
    held_on = models.DateField(_("ngày kiểm tra"), null=True, blank=True)
    held_by = models.ForeignKey(User, models.PROTECT, related_name="+", null=True, blank=True)
    held_at = models.DateTimeField(null=True, blank=True)
    record = models.CharField(_("số biên bản"), max_length=60, blank=True)
    reminded = models.BooleanField(_("nhắc nhở tại chỗ"), default=False)
    cultural = models.PositiveIntegerField(_("vụ vi phạm về sản phẩm, hoạt động văn hóa"), default=0)
    findings = FreeText(_("nhận xét, yêu cầu"), blank=True)
    wanting = models.BooleanField(_("có nội dung không đạt hoặc vi phạm"), null=True, blank=True)
    remedy_by = models.DateField(_("phải khắc phục trước hết ngày"), null=True, blank=True)
    remedied_on = models.DateField(_("khắc phục xong ngày"), null=True, blank=True)
    remedied_by = models.ForeignKey(User, models.PROTECT, related_name="+", null=True, blank=True)
    remedied_at = models.DateTimeField(null=True, blank=True)
    remedy = FreeLine(_("kết quả khắc phục"), max_length=300, blank=True)

    class Meta(Entry.Meta):
        constraints = (
            # With the manner: that a day is taken by a surprise must not be told by a refusal.
            models.UniqueConstraint(
                fields=("unit", "establishment", "day", "manner"),
                condition=Q(voided=False),
                name="inspections_one_visit_a_day",
            ),
            models.CheckConstraint(condition=_IS_HELD | _NOT_HELD, name="inspections_held_who_when"),
            models.CheckConstraint(
                condition=Q(held_on__isnull=True) | Q(held_on=F("day")), name="inspections_held_on_its_day"
            ),
            models.CheckConstraint(
                condition=Q(held_at__isnull=True) | Q(held_at__gte=F("created_at")),
                name="inspections_held_after_planned",
            ),
            models.CheckConstraint(
                condition=Q(held_on__isnull=False)
                | Q(record="", findings="", reminded=False, cultural=0, remedy_by__isnull=True),
                name="inspections_found_when_held",
            ),
            models.CheckConstraint(
                condition=Q(remedy_by__isnull=True) | Q(remedy_by__gt=F("day")),
                name="inspections_remedy_after_visit",
            ),
            models.CheckConstraint(condition=_REMEDIED | _NOT_REMEDIED, name="inspections_remedied_who_when"),
            models.CheckConstraint(
                condition=Q(remedied_on__isnull=True)
                | Q(remedy_by__isnull=False, remedied_on__gte=F("held_on"), remedied_at__gte=F("held_at")),
                name="inspections_remedied_after_visit",
            ),
        )

    def names_that_may_stand(self) -> tuple[str, str]:
        return self.establishment.names_that_may_stand()

    def __str__(self) -> str:
        return str(self.establishment)

    @property
    def surprise(self) -> bool:
        return self.manner.code == "surprise"

    @property
    def held(self) -> bool:
        return self.held_on is not None


class ChecklistAnswer(models.Model):
    """What was found of one item of the visit's checklist."""

    visit = models.ForeignKey(Visit, models.CASCADE, related_name="answers")
    item = models.CharField(_("mã nội dung"), max_length=40)
    answer = models.CharField(
        _("trả lời"),
        max_length=20,
        choices=[
            (ItemAnswer.MET.value, _("đạt")),
            (ItemAnswer.NOT_MET.value, _("không đạt")),
            (ItemAnswer.NOT_APPLICABLE.value, _("không áp dụng")),
        ],
    )

    class Meta:
        constraints = (models.UniqueConstraint(fields=("visit", "item"), name="inspections_answer_once"),)

    def __str__(self) -> str:
        return f"{self.item}: {self.answer}"


class Sanction(models.Model):
    """Of the holder of the licence, and of nobody else: who he is the establishment tells."""

    class Kind(models.TextChoices):
        """The codes of the programme's set `sanction`."""

        WARNING = "warning", _("Cảnh cáo")
        FINE = "fine", _("Phạt tiền")
        SUSPENSION = "suspension", _("Đình chỉ hoạt động")
        LICENCE = "licence", _("Thu hồi giấy phép")

    id = models.UUIDField(primary_key=True, default=uuid.uuid4, editable=False)
    visit = models.ForeignKey(Visit, models.PROTECT, related_name="sanctions")
    kind = models.CharField(_("hình thức"), max_length=20, choices=Kind)
    act = models.CharField(_("mã hành vi"), max_length=40, blank=True)  # of a frame; «» where no frame knows it
    act_on = models.DateField(_("ngày thực hiện hành vi"))
    amount = models.PositiveBigIntegerField(_("số tiền, đồng"), null=True, blank=True)
    number = models.CharField(_("số quyết định"), max_length=60)
    decided_on = models.DateField(_("ngày quyết định"))
    created_by = models.ForeignKey(User, models.PROTECT, related_name="+")
    created_at = models.DateTimeField()

    class Meta:
        ordering = ("decided_on", "created_at")
        constraints = (
            models.CheckConstraint(
                condition=Q(kind="fine", amount__isnull=False, amount__gt=0)
                | (~Q(kind="fine") & Q(amount__isnull=True)),
                name="inspections_a_fine_has_its_amount",
            ),
            models.CheckConstraint(condition=Q(decided_on__gte=F("act_on")), name="inspections_decided_after_the_act"),
            models.UniqueConstraint(fields=("visit", "kind", "number"), name="inspections_sanction_once"),
        )

    def __str__(self) -> str:
        return f"{self.get_kind_display()} {self.number}"
