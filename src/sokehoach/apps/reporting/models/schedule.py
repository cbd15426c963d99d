"""What an official decided on the reporting rules of a plan, and the dated schedules that follow from it."""

from typing import ClassVar

from django.db import models
from django.db.models import F, Q
from django.utils.translation import gettext_lazy as _

from sokehoach.apps.accounts.models import User
from sokehoach.apps.plans.models import ReportingRule
from sokehoach.apps.programmes.models import Programme
from sokehoach.apps.reporting.models.form import Form
from sokehoach.apps.shell.free_text import FreeLine


class RuleDecision(models.Model):
    """The decision on one reporting rule of a plan in force; `version` counts how often it was decided."""

    rule = models.OneToOneField(ReportingRule, models.PROTECT, related_name="+", verbose_name=_("chế độ báo cáo"))
    accepted = models.BooleanField(_("chấp nhận"))
    reason = FreeLine(_("lý do"), max_length=300, blank=True)
    version = models.PositiveIntegerField(default=1)
    decided_by = models.ForeignKey(User, models.PROTECT, related_name="+")
    decided_at = models.DateTimeField()

    class Meta:
        ordering = ("rule",)
        constraints = (
            models.CheckConstraint(
                condition=Q(accepted=True) | ~Q(reason=""),
                name="reporting_rule_dropped_with_a_reason",
                violation_error_message=_("Ghi lý do không lập lịch theo quy định này."),
                violation_error_code="reason",
            ),
        )

    def __str__(self) -> str:
        return f"{self.rule_id} {self.accepted}"


class PlanSchedule(models.Model):
    """By when reports by one form or outline are due while a plan's rule is in force; never deleted.

    It applies to periods of its type whose last counted day is one of [valid_from, valid_until); a schedule that ended
    on its first day never applied. `due` is a domain due rule as JSON; `levels` and `codes` of units restrict it to
    these reporters.
    """

    decision = models.ForeignKey(RuleDecision, models.PROTECT, related_name="schedules")
    programme = models.ForeignKey(Programme, models.PROTECT, related_name="+", verbose_name=_("chương trình"))
    form = models.ForeignKey(Form, models.PROTECT, related_name="+", null=True, blank=True)
    outline = models.CharField(max_length=40, blank=True)  # uid
    report = models.CharField(_("báo cáo"), max_length=340)  # code and name of the form or outline when accepted
    period_type = models.CharField(_("kỳ"), max_length=20)
    due = models.JSONField()
    levels = models.JSONField(default=list)
    codes = models.JSONField(default=list)
    valid_from = models.DateField(_("từ ngày"))
    valid_until = models.DateField(_("đến trước ngày"), null=True, blank=True)

    class Meta:
        ordering = ("decision", "id")
        constraints: ClassVar[tuple[models.BaseConstraint, ...]] = (
            models.CheckConstraint(
                condition=Q(form__isnull=False, outline="") | (Q(form__isnull=True) & ~Q(outline="")),
                name="reporting_plan_schedule_of_one_report",
            ),
            models.CheckConstraint(
                condition=Q(valid_until__isnull=True) | Q(valid_until__gte=F("valid_from")),
                name="reporting_plan_schedule_days",
                violation_error_message=_("Ngày hết hiệu lực phải sau ngày có hiệu lực."),
                violation_error_code="valid_until",
            ),
        )

    def __str__(self) -> str:
        return f"{self.report} {self.period_type} {self.valid_from:%d/%m/%Y}"
