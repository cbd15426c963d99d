"""Proposals to block a website: domain, ground, to whom, what came of it."""

from django.db import models
from django.db.models import F, Q
from django.utils.translation import gettext_lazy as _

from sokehoach.apps.indicators.models import Option
from sokehoach.apps.registers.core.models import Entry
from sokehoach.apps.shell.free_text import FreeLine


class WebProposal(Entry):
    """One site and one proposal. Never a page or an account of a person: the domain alone."""

    title = models.CharField(_("tên miền"), max_length=253)
    ground = models.ForeignKey(Option, models.PROTECT, related_name="+", verbose_name=_("căn cứ"))
    sent_to = FreeLine(_("nơi nhận đề nghị"), max_length=200)
    number = models.CharField(_("số văn bản"), max_length=60, blank=True)
    answer = models.ForeignKey(
        Option, models.PROTECT, related_name="+", null=True, blank=True, verbose_name=_("trả lời")
    )
    answered_on = models.DateField(_("ngày trả lời"), null=True, blank=True)

    class Meta(Entry.Meta):
        constraints = (
            models.CheckConstraint(
                condition=Q(answer__isnull=True, answered_on__isnull=True)
                | Q(answer__isnull=False, answered_on__isnull=False),
                name="web_proposals_answer_has_its_day",
            ),
            models.CheckConstraint(
                condition=Q(answered_on__isnull=True) | Q(answered_on__gte=F("day")),
                name="web_proposals_answered_after",
            ),
            models.CheckConstraint(
                condition=Q(title__regex=r"^[a-z0-9.-]+\.[a-z0-9-]*[a-z][a-z0-9-]*$"),
                name="web_proposals_domain_alone",
            ),
        )

    def __str__(self) -> str:
        return self.title
