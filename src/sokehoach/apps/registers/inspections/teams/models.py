"""Decisions that set up teams and committees, their meetings, and what these conclude."""

from django.db import models
from django.db.models import F, Q
from django.utils.translation import gettext_lazy as _

from sokehoach.apps.accounts.models import User
from sokehoach.apps.indicators.models import Option
from sokehoach.apps.orgunits.models import Unit
from sokehoach.apps.plans.models import Plan
from sokehoach.apps.registers.core.models import Entry
from sokehoach.apps.shell.free_text import FreeLine


class TeamDecision(Entry):
    """A team or committee as it stands from `day` on, until the next decision on it. Staff alone are named."""

    title = models.CharField(_("số, ký hiệu quyết định"), max_length=60)
    body = models.ForeignKey(Option, models.PROTECT, related_name="+", verbose_name=_("ban, đội, tổ"))
    act = models.ForeignKey(Option, models.PROTECT, related_name="+", verbose_name=_("nội dung"))
    authority = FreeLine(_("cơ quan ký quyết định"), max_length=200)
    heads = models.ManyToManyField(User, related_name="+", verbose_name=_("trưởng"))
    deputies = models.ManyToManyField(User, related_name="+", blank=True, verbose_name=_("phó"))
    members = models.ManyToManyField(User, related_name="+", blank=True, verbose_name=_("thành viên"))

    class Meta(Entry.Meta):
        pass

    def __str__(self) -> str:
        return f"{self.title}: {self.act.name} {self.body.name}"


class Meeting(Entry):
    title = FreeLine(_("nội dung họp"), max_length=300)
    body = models.ForeignKey(Option, models.PROTECT, related_name="+", verbose_name=_("ban, đội, tổ"))
    attended = models.PositiveIntegerField(_("số người dự"))
    number = models.CharField(_("số thông báo kết luận"), max_length=60, blank=True)

    class Meta(Entry.Meta):
        pass

    def __str__(self) -> str:
        return f"{self.title} ({self.day:%d/%m/%Y})"


class Conclusion(Entry):
    """Work that a meeting gave to a unit. `plan` once it is followed as a duty: there it has its life."""

    meeting = models.ForeignKey(Meeting, models.PROTECT, related_name="conclusions", verbose_name=_("cuộc họp"))
    title = FreeLine(_("việc phải làm"), max_length=300)
    lead = models.ForeignKey(Unit, models.PROTECT, related_name="+", verbose_name=_("cơ quan chủ trì"))
    due_on = models.DateField(_("hạn"), null=True, blank=True)
    plan = models.ForeignKey(Plan, models.PROTECT, related_name="conclusions", null=True, editable=False)
    duty = models.CharField(_("mã nhiệm vụ"), max_length=20, blank=True, editable=False)

    class Meta(Entry.Meta):
        constraints = (
            models.CheckConstraint(
                condition=Q(due_on__isnull=True) | Q(due_on__gt=F("day")), name="teams_conclusion_due_after"
            ),
            models.CheckConstraint(
                condition=Q(plan__isnull=True, duty="") | (Q(plan__isnull=False) & ~Q(duty="")),
                name="teams_conclusion_followed_as_a_duty",
            ),
        )

    def __str__(self) -> str:
        return self.title
