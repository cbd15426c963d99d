"""Support and harm-reduction services of the district, by quarter and kind. Closed lists only, no free text."""

from django.db import models
from django.db.models import Q
from django.utils.translation import gettext_lazy as _

from sokehoach.apps.indicators.models import Option
from sokehoach.apps.registers.core.models import Entry


class ServiceTally(Entry):
    """How many were helped in a quarter by one kind of service. `day` closes the quarter: no finer date."""

    kind = models.ForeignKey(Option, models.PROTECT, related_name="+", verbose_name=_("Dịch vụ"))
    people = models.PositiveIntegerField(_("Người được hỗ trợ"))
    times = models.PositiveIntegerField(_("Lượt hỗ trợ"), null=True, blank=True)
    groups = models.PositiveIntegerField(_("Nhóm, câu lạc bộ đang hoạt động"), null=True, blank=True)

    class Meta(Entry.Meta):
        constraints = (
            models.CheckConstraint(
                condition=Q(day__day=14, day__month__in=(3, 6, 9, 12)),
                name="support_no_finer_than_the_quarter",
            ),
            models.CheckConstraint(
                condition=Q(times__isnull=True) | Q(times__gte=models.F("people")),
                name="support_each_was_helped_once_at_least",
            ),
            models.UniqueConstraint(
                fields=("unit", "kind", "day"), condition=Q(voided=False), name="support_kind_told_once"
            ),
        )

    def __str__(self) -> str:
        return str(self.kind)
