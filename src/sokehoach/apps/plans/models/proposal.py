"""What officials decided about the proposals for a programme that is made from a plan."""

from django.db import models
from django.utils.translation import gettext_lazy as _

from sokehoach.apps.accounts.models import User
from sokehoach.apps.plans.models.plan import Plan
from sokehoach.apps.shell.free_text import FreeLine


class ProposalDecision(models.Model):
    """One proposal that somebody accepted, changed or dropped; without a row it is open.

    `key`: code of the item of the plan on which it rests, or one of the plan as a whole. `name`, `denominator` and
    `unit` are the words that may be typed, `content` the rest of `domain.plans.proposals.ProposalContent` as JSON.
    """

    class State(models.TextChoices):
        ACCEPTED = "accepted", _("nhận")
        DROPPED = "dropped", _("bỏ")

    plan = models.ForeignKey(Plan, models.CASCADE, related_name="proposal_decisions")
    key = models.CharField(_("mã"), max_length=12)
    state = models.CharField(_("trạng thái"), max_length=20, choices=State)
    name = FreeLine(_("tên"), max_length=300, blank=True)
    denominator = FreeLine(_("mẫu số"), max_length=300, blank=True)
    unit = FreeLine(_("đơn vị tính"), max_length=60, blank=True)
    content = models.JSONField(_("nội dung"), default=dict)
    version = models.PositiveIntegerField(default=1)
    decided_by = models.ForeignKey(User, models.PROTECT, related_name="+")
    decided_at = models.DateTimeField()

    class Meta:
        ordering = ("plan", "key")
        constraints = (models.UniqueConstraint(fields=("plan", "key"), name="plans_proposal_decided_once"),)

    def __str__(self) -> str:
        return f"{self.key} {self.state}"
