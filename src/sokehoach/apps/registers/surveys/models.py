"""Survey rounds (điều tra, khảo sát): by whose decision, how, what was covered, and what was estimated."""

from django.db import models
from django.db.models import F, Q
from django.utils.translation import gettext_lazy as _

from sokehoach.apps.indicators.models import Option
from sokehoach.apps.registers.core.models import Entry


class Survey(Entry):
    """One round; `day` is its first day. People are one estimate of the whole district with its range.

    An estimate is no count of persons met, and has no commune: `unit` is the standing office of the district.
    """

    title = models.CharField(_("Số quyết định, văn bản"), max_length=60)
    ended_on = models.DateField(_("Ngày kết thúc"), null=True, blank=True)
    method = models.ForeignKey(Option, models.PROTECT, related_name="+", verbose_name=_("Phương pháp"))
    establishments = models.PositiveIntegerField(_("Cơ sở được khảo sát"))
    low = models.PositiveIntegerField(_("Ước tính người bán dâm, mức thấp"), null=True, blank=True)
    best = models.PositiveIntegerField(_("Ước tính người bán dâm"), null=True, blank=True)
    high = models.PositiveIntegerField(_("Ước tính người bán dâm, mức cao"), null=True, blank=True)

    class Meta(Entry.Meta):
        constraints = (
            models.CheckConstraint(
                condition=Q(ended_on__isnull=True) | Q(ended_on__gte=F("day")), name="surveys_end_after_begin"
            ),
            models.CheckConstraint(
                condition=Q(low__isnull=True, best__isnull=True, high__isnull=True)
                | Q(
                    low__isnull=False,
                    best__isnull=False,
                    high__isnull=False,
                    best__gte=F("low"),
                    high__gte=F("best"),
                    ended_on__isnull=False,
                ),
                name="surveys_estimate_with_its_range",
            ),
        )

    def __str__(self) -> str:
        return self.title
