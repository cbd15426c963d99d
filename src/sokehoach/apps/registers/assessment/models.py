"""Assessment of communes «lành mạnh»: schemes of points, registration, self-score, decision."""

from django.db import models
from django.db.models import F, Q
from django.utils.translation import gettext_lazy as _

from sokehoach.apps.accounts.models import User
from sokehoach.apps.indicators.models import Option
from sokehoach.apps.registers.core.models import Entry
from sokehoach.apps.shell.free_text import FreeLine


class Scheme(models.Model):
    """Never changed: a later one is another version, and an assessment keeps the one it was scored by.

    `added_by` is None for the programme's own.
    """

    code = models.CharField(_("mã"), max_length=40)
    name = FreeLine(_("tên thang điểm"), max_length=200)
    valid_from = models.DateField(_("dùng từ ngày"))
    basis = FreeLine(_("căn cứ"), max_length=300)
    source = FreeLine(_("nguồn"), max_length=300)
    illustrative = models.BooleanField(_("thang điểm minh họa"))
    threshold = models.PositiveSmallIntegerField(_("điểm đạt"))
    contents = models.JSONField(_("các nội dung"))  # [{code, name, most, registers}]
    added_by = models.ForeignKey(User, models.PROTECT, related_name="+", null=True, blank=True)
    added_at = models.DateTimeField()

    class Meta:
        ordering = ("code", "-valid_from")
        constraints = (models.UniqueConstraint(fields=("code", "valid_from"), name="assessment_scheme_once"),)

    def __str__(self) -> str:
        return self.name


class Assessment(Entry):
    """A commune registers (`day`), scores itself, and is decided upon. One a year.

    `ground`: why a class is not given, or given no more. The options tell of the process alone: cases, persons and tips
    are no ground (limits.md, 6).
    """

    year = models.PositiveSmallIntegerField(_("Năm"))
    aimed = models.ForeignKey(Option, models.PROTECT, related_name="+", verbose_name=_("Đăng ký đạt"))
    scheme = models.ForeignKey(Scheme, models.PROTECT, related_name="+", null=True, blank=True)
    scores = models.JSONField(_("điểm tự chấm"), default=dict)  # {code of the content: points}
    scored_on = models.DateField(_("ngày tự chấm"), null=True, blank=True)
    record = models.CharField(_("số biên bản"), max_length=60, blank=True)
    granted = models.ForeignKey(
        Option, models.PROTECT, related_name="+", null=True, blank=True, verbose_name=_("được công nhận")
    )
    disqualified = models.BooleanField(_("không xét"), default=False)
    ground = models.ForeignKey(
        Option,
        models.PROTECT,
        related_name="+",
        null=True,
        blank=True,
        verbose_name=_("lý do không công nhận"),
    )
    decided_on = models.DateField(_("ngày quyết định"), null=True, blank=True)
    decision = models.CharField(_("số quyết định"), max_length=60, blank=True)
    reason = FreeLine(_("nói rõ lý do"), max_length=300, blank=True)

    class Meta(Entry.Meta):
        constraints = (
            models.UniqueConstraint(fields=("unit", "year"), condition=Q(voided=False), name="assessment_one_a_year"),
            models.CheckConstraint(
                condition=Q(scored_on__isnull=True, scheme__isnull=True)
                | Q(scored_on__isnull=False, scheme__isnull=False),
                name="assessment_scored_by_a_scheme",
            ),
            models.CheckConstraint(
                condition=Q(decided_on__isnull=True, decision="", granted__isnull=True, disqualified=False)
                | (Q(decided_on__isnull=False, decided_on__gte=F("day")) & ~Q(decision="")),
                name="assessment_decided_by_a_decision",
            ),
            models.CheckConstraint(
                condition=Q(granted__isnull=True) | Q(scored_on__isnull=False, disqualified=False),
                name="assessment_granted_what_was_scored",
            ),
            models.CheckConstraint(
                condition=Q(ground__isnull=True) | Q(decided_on__isnull=False),
                name="assessment_ground_of_a_decision",
            ),
            models.CheckConstraint(
                condition=Q(disqualified=False) | ~Q(reason=""), name="assessment_disqualified_with_a_reason"
            ),
        )

    def __str__(self) -> str:
        return f"{self.unit.short_name}, {self.year}"
