"""Health-check rounds (khám sức khỏe định kỳ cho người lao động): occupational checks, counted and no more."""

from django.db import models
from django.db.models import F, Q
from django.utils.translation import gettext_lazy as _

from sokehoach.apps.registers.core.models import Entry


class HealthRound(Entry):
    """The checks of the whole district in a quarter; `day` closes it. Of no commune (limits.md, 4), of no
    establishment, never a result. `communes` counts each once in a half-year, so that two quarters add up to it.
    """

    communes = models.PositiveIntegerField(_("Số địa bàn có đợt khám"))
    due = models.PositiveIntegerField(_("Người lao động đến hạn khám"), null=True, blank=True)
    checked = models.PositiveIntegerField(_("Người lao động đã được khám"))
    conditions = models.PositiveIntegerField(_("Lượt cơ sở được kiểm tra điều kiện về y tế"))

    class Meta(Entry.Meta):
        constraints = (
            models.CheckConstraint(
                condition=Q(day__day=14, day__month__in=(3, 6, 9, 12)),
                name="health_checks_no_finer_than_the_quarter",
            ),
            models.CheckConstraint(
                condition=Q(due__isnull=True) | Q(checked__lte=F("due")), name="health_checks_within_due"
            ),
            models.UniqueConstraint(
                fields=("unit", "day"), condition=Q(voided=False), name="health_checks_quarter_told_once"
            ),
        )

    def __str__(self) -> str:
        return f"{self.day:%m/%Y}"
