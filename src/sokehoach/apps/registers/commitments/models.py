"""Commitments (ký cam kết) of households and establishments: how many signed, never who did not."""

from django.db import models
from django.db.models import F, Q
from django.utils.translation import gettext_lazy as _

from sokehoach.apps.registers.core.models import Entry
from sokehoach.apps.shell.free_text import FreeLine


class CommitmentRound(Entry):
    """One round of signing. Signing is free: a round tells numbers, keeps no name and has no bar to reach."""

    title = FreeLine(_("Đợt vận động"), max_length=200)
    village = FreeLine(_("Thôn, bản, tổ dân phố"), max_length=100, blank=True)
    households = models.PositiveIntegerField(_("Hộ ký cam kết"))
    households_known = models.PositiveIntegerField(_("Số hộ tại nơi vận động"), null=True, blank=True)
    establishments = models.PositiveIntegerField(_("Cơ sở ký cam kết"))

    class Meta(Entry.Meta):
        constraints = (
            models.CheckConstraint(
                condition=Q(households_known__isnull=True) | Q(households__lte=F("households_known")),
                name="commitments_within_known",
            ),
        )

    def __str__(self) -> str:
        return self.title
