"""Communication activities (hoạt động truyền thông)."""

from django.db import models
from django.db.models import Q
from django.utils.translation import gettext_lazy as _

from sokehoach.apps.indicators.models import Option
from sokehoach.apps.registers.core.models import Entry
from sokehoach.apps.shell.free_text import FreeLine


class Activity(Entry):
    """One event has one organiser (`unit`), so nothing is counted twice."""

    title = FreeLine(_("tên hoạt động"), max_length=300)
    kind = models.ForeignKey(Option, models.PROTECT, related_name="+", verbose_name=_("hình thức"))
    channel = models.ForeignKey(Option, models.PROTECT, related_name="+", verbose_name=_("kênh"))
    audiences = models.ManyToManyField(Option, related_name="+", verbose_name=_("người nghe, người xem"))
    contents = models.ManyToManyField(Option, related_name="+", verbose_name=_("nội dung"))
    languages = models.ManyToManyField(Option, related_name="+", verbose_name=_("ngôn ngữ"))
    joint_programmes = models.ManyToManyField(
        Option, related_name="+", blank=True, verbose_name=_("chương trình, kế hoạch cùng thực hiện")
    )
    place = FreeLine(_("nơi tổ chức"), max_length=200)
    people = models.PositiveIntegerField(_("lượt người"), null=True, blank=True)
    women = models.PositiveIntegerField(_("trong đó nữ"), null=True, blank=True)
    items = models.PositiveIntegerField(_("số lượng (buổi phát, chiếc, tờ, tin bài)"), null=True, blank=True)

    minutes = models.PositiveIntegerField(_("số phút phát sóng"), null=True, blank=True)

    class Meta(Entry.Meta):
        constraints = (
            models.CheckConstraint(
                condition=Q(women__isnull=True) | Q(people__isnull=False, women__lte=models.F("people")),
                name="activities_women_within_people",
            ),
            models.CheckConstraint(
                condition=Q(people__isnull=False) | Q(items__isnull=False), name="activities_counts_something"
            ),
        )

    def __str__(self) -> str:
        return self.title
