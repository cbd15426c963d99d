"""Confirmed answers to the demands of an upper plan."""

from django.db import models
from django.db.models import F, Q
from django.utils.translation import gettext_lazy as _

from sokehoach.apps.accounts.models import User
from sokehoach.apps.plans.models.plan import Plan
from sokehoach.apps.shell.free_text import FreeLine


class DemandAnswer(models.Model):
    """The items of a plan that answer a demand, as a person confirmed.

    `demand` is the code of an item of `upper`; `own` are codes of items of `plan`, [] where nothing answers it.
    """

    plan = models.ForeignKey(Plan, models.CASCADE, related_name="demand_answers")
    upper = models.ForeignKey(Plan, models.CASCADE, related_name="+", verbose_name=_("kế hoạch trên"))
    demand = models.CharField(_("nội dung của kế hoạch trên"), max_length=12)
    own = models.JSONField(_("nội dung trả lời"), default=list)
    note = FreeLine(_("ghi chú"), max_length=300, blank=True)
    version = models.PositiveIntegerField(default=1)
    answered_by = models.ForeignKey(User, models.PROTECT, related_name="+")
    answered_at = models.DateTimeField()

    class Meta:
        ordering = ("plan", "upper", "demand")
        constraints = (
            models.UniqueConstraint(fields=("plan", "upper", "demand"), name="plans_demand_answered_once"),
            models.CheckConstraint(
                condition=~Q(plan=F("upper")),
                name="plans_demand_of_another_plan",
                violation_error_message=_("Kế hoạch không trả lời nội dung của chính nó. Hãy chọn kế hoạch khác."),
                violation_error_code="demand",
            ),
        )

    def __str__(self) -> str:
        return f"{self.demand}: {', '.join(self.own)}"
