"""Rounds of the district's police (kiểm tra lưu trú, cư trú) and the guidance they gave: counts."""

from django.db import models
from django.utils.translation import gettext_lazy as _

from sokehoach.apps.indicators.models import Option
from sokehoach.apps.registers.core.models import Entry


class PoliceRound(Entry):
    """One round, counted for the whole district: `unit` is its police; no commune, no place, no name."""

    kind = models.ForeignKey(Option, models.PROTECT, related_name="+", verbose_name=_("Loại đợt"))
    places = models.PositiveIntegerField(_("Lượt kiểm tra"))
    guided = models.PositiveIntegerField(_("Lượt cơ sở được hướng dẫn"))

    class Meta(Entry.Meta):
        constraints = (
            models.CheckConstraint(
                condition=models.Q(places__gt=0) | models.Q(guided__gt=0), name="lodging_checks_did_something"
            ),
        )

    def __str__(self) -> str:
        return str(self.kind)
