"""Waivers of hard findings: explained by the unit, granted by the office."""

from django.db import models
from django.db.models import Q
from django.utils.translation import gettext_lazy as _

from sokehoach.apps.accounts.models import User
from sokehoach.apps.reporting.models.submission import Submission
from sokehoach.apps.shell.free_text import FreeLine


class Waiver(models.Model):
    """A waiver for one set of figures: `finding` is the finding's sentence, which is another for other figures."""

    submission = models.ForeignKey(Submission, models.CASCADE, related_name="waivers")
    cell = models.CharField(max_length=20)
    rule = models.CharField(max_length=40)
    finding = models.TextField(_("phép kiểm tra"), db_column="said")
    reason = FreeLine(_("giải trình"), max_length=300)
    asked_by = models.ForeignKey(User, models.PROTECT, related_name="+")
    asked_at = models.DateTimeField()
    granted_by = models.ForeignKey(User, models.PROTECT, related_name="+", null=True, blank=True)
    granted_at = models.DateTimeField(null=True, blank=True)

    class Meta:
        ordering = ("submission", "cell", "rule")
        constraints = (
            models.UniqueConstraint(fields=("submission", "cell", "rule"), name="reporting_waiver_once"),
            models.CheckConstraint(condition=~Q(reason=""), name="reporting_waiver_has_a_reason"),
            models.CheckConstraint(
                condition=Q(granted_by__isnull=True, granted_at__isnull=True)
                | Q(granted_by__isnull=False, granted_at__isnull=False),
                name="reporting_waiver_granted_by_and_at",
            ),
        )

    def __str__(self) -> str:
        return f"{self.cell} {self.rule}"
