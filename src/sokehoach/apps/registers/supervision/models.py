"""Supervision by the Front and the organisations (giám sát): programmes, visits, recommendations, replies."""

from django.db import models
from django.db.models import F, Q
from django.utils.translation import gettext_lazy as _

from sokehoach.apps.accounts.models import User
from sokehoach.apps.indicators.models import Option
from sokehoach.apps.orgunits.models import Unit
from sokehoach.apps.registers.core.models import Entry
from sokehoach.apps.shell.free_text import FreeLine


class SupervisionProgramme(Entry):
    """The programme of a year; `day` is the day of its document."""

    title = models.CharField(_("Số, ký hiệu chương trình"), max_length=60)
    year = models.PositiveSmallIntegerField(_("Năm"))
    visits = models.PositiveSmallIntegerField(_("Số cuộc dự kiến"))

    class Meta(Entry.Meta):
        constraints = (
            models.UniqueConstraint(
                fields=("unit", "year"), condition=Q(voided=False), name="supervision_one_programme_a_year"
            ),
        )

    def __str__(self) -> str:
        return self.title


class SupervisionVisit(Entry):
    """A visit and, where it led to one, the recommendation with its reply. About a unit's work, never a person.

    `replied_by` is the account of the addressee that replied here; it is None where the supervisor has written down
    a reply that came on paper.
    """

    subject = models.ForeignKey(Option, models.PROTECT, related_name="+", verbose_name=_("Nội dung giám sát"))
    programme = models.ForeignKey(
        SupervisionProgramme,
        models.PROTECT,
        related_name="+",
        null=True,
        blank=True,
        verbose_name=_("Theo chương trình"),
    )
    visited = models.ForeignKey(Unit, models.PROTECT, related_name="+", verbose_name=_("Đơn vị được giám sát"))
    recommendation = FreeLine(_("Kiến nghị"), max_length=500, blank=True)
    addressee = models.ForeignKey(
        Unit, models.PROTECT, related_name="+", null=True, blank=True, verbose_name=_("Gửi kiến nghị đến")
    )
    reply_by = models.DateField(_("Đề nghị trả lời trước ngày"), null=True, blank=True)
    replied_on = models.DateField(_("Ngày trả lời"), null=True, blank=True)
    reply = models.CharField(_("Số văn bản trả lời"), max_length=60, blank=True)
    remedy = FreeLine(_("Nội dung trả lời"), max_length=500, blank=True)
    replied_by = models.ForeignKey(User, models.PROTECT, related_name="+", null=True, blank=True)

    class Meta(Entry.Meta):
        constraints = (
            models.CheckConstraint(
                condition=Q(addressee__isnull=False)
                | Q(recommendation="", reply_by__isnull=True, replied_on__isnull=True),
                name="supervision_recommended_to_someone",
            ),
            models.CheckConstraint(
                condition=Q(replied_on__isnull=True) | Q(replied_on__gte=F("day")),
                name="supervision_replied_after_the_visit",
            ),
            models.CheckConstraint(
                condition=Q(replied_by__isnull=True) | (Q(replied_on__isnull=False) & ~Q(reply="")),
                name="supervision_reply_has_day_and_number",
            ),
        )

    def __str__(self) -> str:
        return f"{self.subject}, {self.visited.short_name}"
