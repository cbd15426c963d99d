"""The outlines that reports are written from."""

from django.db import models
from django.utils.translation import gettext_lazy as _

from sokehoach.apps.orgunits.models import Unit


class ReportOutline(models.Model):
    """The outline of one office's periodic report, as a pack supplies it; `definition` is read in selectors."""

    code = models.CharField(_("mã"), max_length=40, unique=True)
    title = models.CharField(_("trích yếu"), max_length=300)
    issuer = models.ForeignKey(Unit, models.PROTECT, related_name="report_outlines")
    unit = models.ForeignKey(Unit, models.PROTECT, related_name="+", verbose_name=_("địa bàn"))
    due_days = models.PositiveSmallIntegerField(_("số ngày làm việc sau ngày chốt"))
    definition = models.JSONField()

    class Meta:
        ordering = ("code",)

    def __str__(self) -> str:
        return self.title
