"""The outlines by which periodic reports are written."""

from django.db import models
from django.db.models import Q
from django.utils.translation import gettext_lazy as _

from sokehoach.apps.accounts.models import User
from sokehoach.apps.orgunits.models import Unit
from sokehoach.apps.programmes.models import Programme
from sokehoach.apps.shell.free_text import FreeLine
from sokehoach.domain.messages import name_definition
from sokehoach.domain.titles import end_before_period


class ReportOutline(models.Model):
    """One version of the outline of a periodic report, whose `definition` is parsed by `queries.outlines`.

    A version never changes: a draft keeps the version with which it was begun. One version of each uid is in force
    (`stands`). `writers`: the issuer itself, or each commune or agency of the area, for which the issuer maintains the
    outline. `follows`: the code of the programme's outline whose sections this one copies whenever they change.
    """

    class Writers(models.TextChoices):
        ISSUER = "issuer", _("cơ quan ban hành")
        COMMUNES = "commune", _("từng địa bàn báo cáo")
        AGENCIES = "agency", _("từng cơ quan")

    programme = models.ForeignKey(
        Programme, models.PROTECT, related_name="report_outlines", verbose_name=_("chương trình")
    )
    uid = models.CharField(max_length=40)
    code = models.CharField(_("mã"), max_length=40)
    version = models.PositiveIntegerField(_("bản"), default=1)
    stands = models.BooleanField(_("đang dùng"), default=True)
    title = FreeLine(_("trích yếu"), max_length=300)
    issuer = models.ForeignKey(Unit, models.PROTECT, related_name="report_outlines")
    writers = models.CharField(_("ai báo cáo"), max_length=10, choices=Writers, default=Writers.ISSUER)
    unit = models.ForeignKey(Unit, models.PROTECT, related_name="+", verbose_name=_("địa bàn"))
    due_days = models.PositiveSmallIntegerField(_("số ngày làm việc sau ngày chốt"))
    follows = models.CharField(_("theo nội dung của mẫu"), max_length=40, blank=True)
    definition = models.JSONField()
    # Empty for a version that a programme supplied.
    saved_by = models.ForeignKey(User, models.PROTECT, related_name="+", null=True, blank=True, db_column="kept_by_id")
    saved_at = models.DateTimeField(null=True, blank=True, db_column="kept_at")

    class Meta:
        ordering = ("programme_id", "code", "-version")
        constraints = (
            models.UniqueConstraint(fields=("uid", "version"), name="documents_outline_version_once"),
            models.UniqueConstraint(fields=("uid",), condition=Q(stands=True), name="documents_outline_one_stands"),
            models.CheckConstraint(
                condition=Q(saved_by__isnull=True) | Q(saved_at__isnull=False),
                name="documents_outline_who_when",
            ),
        )

    def __str__(self) -> str:
        return self.title

    @property
    def shown_title(self) -> str:
        """The title as a page shows it: in English where the programme has its English."""
        return name_definition(self.title)

    @property
    def title_before_period(self) -> str:
        return end_before_period(self.shown_title)
