"""Rounds of communes through their villages (rà soát địa bàn, hộ khẩu, tạm trú): counts, and guidance given."""

from django.db import models
from django.utils.translation import gettext_lazy as _

from sokehoach.apps.indicators.models import Option
from sokehoach.apps.registers.core.models import Entry
from sokehoach.apps.shell.free_text import FreeLine


class AreaRound(Entry):
    """One round of `unit` in one village. It tells what officials did, never what or whom they found."""

    kind = models.ForeignKey(Option, models.PROTECT, related_name="+", verbose_name=_("Loại rà soát"))
    village = FreeLine(_("Thôn, bản, tổ dân phố"), max_length=100)
    places = models.PositiveIntegerField(_("Nơi được rà soát"))
    guided = models.PositiveIntegerField(_("Cơ sở được hướng dẫn"))

    def __str__(self) -> str:
        return self.village
