"""Briefings and directives (quán triệt, chỉ đạo): documents and conferences of a committee or an authority."""

from django.db import models
from django.utils.translation import gettext_lazy as _

from sokehoach.apps.indicators.models import Option
from sokehoach.apps.registers.core.models import Entry
from sokehoach.apps.shell.free_text import FreeLine


class Briefing(Entry):
    """What was said to whom by `unit`. «Đã quán triệt» is that it was told; that it was understood nobody measured."""

    title = FreeLine(_("Nội dung"), max_length=300)
    kind = models.ForeignKey(Option, models.PROTECT, related_name="+", verbose_name=_("Hình thức"))
    briefed = models.ManyToManyField(Option, related_name="+", verbose_name=_("Nơi được quán triệt"))
    number = models.CharField(_("Số, ký hiệu văn bản"), max_length=60, blank=True)
    people = models.PositiveIntegerField(_("Lượt cán bộ dự"), null=True, blank=True)

    def __str__(self) -> str:
        return self.title
