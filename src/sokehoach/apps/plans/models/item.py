"""Items understood from a plan's text: targets, duties and reporting rules, each with its offsets."""

import uuid
from datetime import date
from typing import Any, ClassVar

from django.db import models
from django.db.models import F, Q
from django.db.models.functions import Length
from django.utils.functional import Promise
from django.utils.translation import gettext_lazy as _

from sokehoach.apps.accounts.models import User
from sokehoach.apps.orgunits.models import Group, Unit
from sokehoach.apps.plans.models.plan import Plan
from sokehoach.apps.programmes.models import Programme
from sokehoach.apps.shell.message_fields import MessagesField
from sokehoach.apps.shell.numbers import write_number
from sokehoach.domain.plans.proposals.yearly_rows import is_row
from sokehoach.domain.plans.reporting import says_periodic_only


class ItemState(models.TextChoices):
    OPEN = "open", _("chưa xác nhận")
    CONFIRMED = "confirmed", _("đã xác nhận")
    DISMISSED = "dismissed", _("không phải nội dung giao việc")


SURE = 0.9  # minimum likelihood of an agency, that it is the one meant
SURE_ITEM = 0.95  # minimum likelihood of an item to be confirmed unseen with others; below it many are wrong
_SUGGESTED = 0.75  # minimum likelihood of an agency that a form offers as chosen
_OFFERED = 0.3  # minimum likelihood of an agency that a form offers at all


class Item(models.Model):
    """An item of a plan. `choices` holds the reader's matches: [{"party", "name", "likelihood"}], best first.

    `party` is «u:<id of a unit>» or «g:<id of a group>». `programme`: one that its plan serves; of a measured target
    that of its indicator.
    """

    class Kind(models.TextChoices):
        TARGET = "target", _("Chỉ tiêu")
        DUTY = "duty", _("Nhiệm vụ")
        RULE = "rule", _("Chế độ báo cáo")

    kind: ClassVar[Kind]

    id = models.UUIDField(primary_key=True, default=uuid.uuid4, editable=False)
    plan = models.ForeignKey(Plan, models.CASCADE, related_name="%(class)ss")
    programme = models.ForeignKey(
        Programme, models.PROTECT, related_name="+", null=True, blank=True, verbose_name=_("chương trình")
    )
    code = models.CharField(_("mã"), max_length=12)  # CT1, NV18, BC1
    path = models.CharField(_("số mục"), max_length=40, blank=True)
    start = models.PositiveIntegerField()
    end = models.PositiveIntegerField()
    text = models.TextField(_("nguyên văn"))
    likelihood = models.FloatField(_("độ chắc"))
    doubts = MessagesField(_("điều chưa rõ"), default=list)
    choices = models.JSONField(_("đơn vị khớp"), default=list)
    state = models.CharField(_("trạng thái"), max_length=20, choices=ItemState, default=ItemState.OPEN)
    version = models.PositiveIntegerField(default=1)
    settled_by = models.ForeignKey(User, models.PROTECT, related_name="+", null=True, blank=True)
    settled_at = models.DateTimeField(null=True, blank=True)

    class Meta:
        abstract = True
        ordering = ("plan", "start", Length("code"), "code")  # CT9 before CT10
        constraints: ClassVar[tuple[models.BaseConstraint, ...]] = (
            models.UniqueConstraint(fields=("plan", "code"), name="plans_%(class)s_code_once"),
            models.CheckConstraint(condition=Q(end__gt=F("start")), name="plans_%(class)s_span"),
            models.CheckConstraint(
                condition=Q(state="open", settled_by__isnull=True, settled_at__isnull=True)
                | Q(~Q(state="open"), settled_by__isnull=False, settled_at__isnull=False),
                name="plans_%(class)s_settled_who_when",
            ),
        )

    def __str__(self) -> str:
        return self.code

    @property
    def open(self) -> bool:
        return self.state == ItemState.OPEN

    @property
    def clear(self) -> bool:
        """Whether exactly one agency matches the name well."""
        return bool(self.choices) and self.choices[0]["likelihood"] >= SURE

    @property
    def offered_choices(self) -> list[dict[str, Any]]:
        """The parties that are similar enough to the name to be worth a look; only the one where one matches well."""
        return [choice for choice in self.choices[: 1 if self.clear else None] if choice["likelihood"] >= _OFFERED]

    @property
    def suggested_lead(self) -> str:
        """The party that matches the name well enough to be offered as chosen; «» for none."""
        best = self.choices[0] if self.choices else None
        return str(best["party"]) if best and best["likelihood"] >= _SUGGESTED else ""

    @property
    def sure(self) -> bool:
        """Whether it may be confirmed together with others."""
        return self.likelihood >= SURE_ITEM and not self.doubts

    @property
    def unassigned(self) -> bool:
        return False

    @property
    def heading(self) -> str:
        return self.text


# The display form of each bound.
BOUND_SIGNS: dict[str, str | Promise] = {"=": "=", "==": _("đúng"), ">=": "≥", "<=": "≤", ">": ">", "<": "<"}


class Target(Item):
    """A share or number that must be reached, or a goal in words (`value` None). Without an owner: «chưa phân công»."""

    value = models.DecimalField(_("mức"), max_digits=14, decimal_places=3, null=True, blank=True)
    unit_of_measure = models.CharField(_("đơn vị tính"), max_length=100, blank=True)
    bound = models.CharField(_("so sánh"), max_length=2, default="=")
    baseline = models.DecimalField(_("mức gốc"), max_digits=14, decimal_places=3, null=True, blank=True)
    owner = models.ForeignKey(Unit, models.PROTECT, related_name="targets", null=True, blank=True)
    due_on = models.DateField(_("đạt vào ngày"), null=True, blank=True)
    indicator = models.CharField(
        _("chỉ số"), max_length=40, blank=True
    )  # indicator code; «» for a target that is not measured
    kind = Item.Kind.TARGET

    class Meta(Item.Meta):
        pass

    @property
    def is_row(self) -> bool:
        """Whether its words are a row of a table, one of the levels of which it is."""
        return is_row(self.text)

    @property
    def proposed_owner(self) -> str:
        """The key of the unit that an annex names beside an open target; «» for none."""
        return self.suggested_lead if self.open else ""

    @property
    def level_text(self) -> str:
        """«≥ 60 %», «bằng lời» for a goal in words; of a row of a table by year «= 60 % (2026)»."""
        if self.value is None:
            return str(_("bằng lời"))
        sign = BOUND_SIGNS.get(self.bound, self.bound)
        year = f"({self.due_on.year})" if self.is_row and self.due_on is not None else ""
        return " ".join(f"{sign} {write_number(self.value.normalize())} {self.unit_of_measure} {year}".split())

    @property
    def sure(self) -> bool:
        # Plans seen so far name no owner of a target: a person chooses one, or says that there is none.
        return False

    @property
    def unassigned(self) -> bool:
        return self.owner_id is None


class Duty(Item):
    """Work that the plan gives to an agency or group, or asks without naming one (`named` is false: a task).

    Standing work has a result each period and is never late; a request gets no reminders; dated work has a due date. A
    task may have no lead («chưa phân công»); one that another duty covers is dismissed and `joined` to it.
    """

    class Nature(models.TextChoices):
        STANDING = "standing", _("Thường xuyên")
        DATED = "dated", _("Có hạn")
        REQUEST = "request", _("Đề nghị")

    title = models.CharField(_("nhiệm vụ"), max_length=300)
    agency_text = models.CharField(_("cơ quan, như văn bản ghi"), max_length=500)
    agency_start = models.PositiveIntegerField(null=True, blank=True)
    agency_end = models.PositiveIntegerField(null=True, blank=True)
    lead = models.ForeignKey(Unit, models.PROTECT, related_name="led_duties", null=True, blank=True)
    lead_group = models.ForeignKey(Group, models.PROTECT, related_name="duties", null=True, blank=True)
    named = models.BooleanField(_("kế hoạch nêu tên cơ quan"), default=True)
    joined = models.ForeignKey(
        "self",
        models.SET_NULL,
        related_name="joins",
        null=True,
        blank=True,
        verbose_name=_("gộp vào nhiệm vụ"),
    )
    outside = models.BooleanField(_("cơ quan ngoài phần mềm"), default=False)
    coordinating = models.ManyToManyField(Unit, related_name="coordinated_duties", blank=True)
    coordinating_groups = models.ManyToManyField(Group, related_name="coordinated_duties", blank=True)
    coordinating_outside = models.JSONField(_("phối hợp, ngoài phần mềm"), default=list)
    nature = models.CharField(_("loại nhiệm vụ"), max_length=20, choices=Nature)
    due_text = models.CharField(_("thời hạn, như văn bản ghi"), max_length=200, blank=True)
    due_on = models.DateField(_("hạn"), null=True, blank=True)
    later_due_on = models.JSONField(_("các hạn sau"), default=list, blank=True)  # ISO days after due_on, ascending
    recurs = models.CharField(_("định kỳ"), max_length=20, blank=True)
    kind = Item.Kind.DUTY

    class Meta(Item.Meta):
        constraints: ClassVar[tuple[models.BaseConstraint, ...]] = (
            *Item.Meta.constraints,
            models.CheckConstraint(
                condition=Q(due_on__isnull=True) | Q(nature="dated"),
                name="plans_duty_only_dated_work_is_due",
                violation_error_message=_("Chỉ nhiệm vụ có hạn mới đặt ngày."),
                violation_error_code="due_on",
            ),
            models.CheckConstraint(
                condition=Q(lead__isnull=True) | Q(lead_group__isnull=True), name="plans_duty_one_lead"
            ),
            models.CheckConstraint(
                condition=Q(outside=False) | Q(lead__isnull=True, lead_group__isnull=True),
                name="plans_duty_outside_has_no_lead",
            ),
            models.CheckConstraint(
                condition=Q(joined__isnull=True) | Q(named=False, state="dismissed"),
                name="plans_duty_only_a_dismissed_task_is_joined",
            ),
        )

    @property
    def due_days(self) -> tuple[date, ...]:
        """The days by which dated work has a result each, earliest first."""
        return () if self.due_on is None else (self.due_on, *map(date.fromisoformat, self.later_due_on))

    @property
    def sure(self) -> bool:
        dated = self.nature == self.Nature.DATED
        return self.named and super().sure and self.clear and not (dated and self.due_on is None)

    @property
    def unassigned(self) -> bool:
        return self.lead_id is None and self.lead_group_id is None and not self.outside

    @property
    def heading(self) -> str:
        return self.title

    @property
    def rhythm(self) -> str:
        """Returns how often results of standing work are due: «hằng quý», «6 tháng»; «» where the plan does not say."""
        labels = dict(ReportingRule.Every.choices)
        return str(labels.get(self.recurs, "")) if self.nature == self.Nature.STANDING else ""

    @property
    def lead_name(self) -> str:
        if self.lead is not None:
            return self.lead.short_name
        return self.lead_group.name if self.lead_group is not None else self.agency_text


class ReportingRule(Item):
    """Who reports to whom, through whom, how often."""

    class Every(models.TextChoices):
        WEEK = "week", _("hằng tuần")
        MONTH = "month", _("hằng tháng")
        QUARTER = "quarter", _("hằng quý")
        SIX_MONTH = "six-month", _("6 tháng")
        NINE_MONTH = "nine-month", _("9 tháng")
        YEAR = "year", _("hằng năm")
        AD_HOC = "ad-hoc", _("đột xuất, không ghi kỳ")

    who = models.CharField(_("ai báo cáo"), max_length=500)
    to = models.CharField(_("gửi đến"), max_length=300, blank=True)
    via = models.CharField(_("qua"), max_length=300, blank=True)
    every = models.CharField(_("kỳ báo cáo"), max_length=20, choices=Every)
    due_text = models.CharField(_("thời hạn, như văn bản ghi"), max_length=200, blank=True)
    kind = Item.Kind.RULE

    class Meta(Item.Meta):
        pass

    @property
    def has_unnamed_period(self) -> bool:
        """Whether the plan says «định kỳ» and names no period: neither a month, quarter, year nor on request."""
        return self.every == self.Every.AD_HOC and says_periodic_only(self.text)

    @property
    def frequency(self) -> str:
        return str(_("định kỳ, không ghi kỳ")) if self.has_unnamed_period else self.get_every_display()
