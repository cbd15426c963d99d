"""The narrative texts of a report."""

from django.db import models

from sokehoach.apps.accounts.models import User
from sokehoach.apps.reporting.models.submission import Submission
from sokehoach.apps.shell.free_text import FreeText


class NarrativeText(models.Model):
    """A unit's text under one heading of the form."""

    submission = models.ForeignKey(Submission, models.CASCADE, related_name="narratives")
    heading = models.CharField(max_length=40)
    text = FreeText(blank=True)
    version = models.PositiveIntegerField(default=1)
    updated_by = models.ForeignKey(User, models.PROTECT, related_name="+")
    updated_at = models.DateTimeField()

    class Meta:
        ordering = ("submission", "heading")
        constraints = (models.UniqueConstraint(fields=("submission", "heading"), name="reporting_narrative_once"),)

    def __str__(self) -> str:
        return self.heading
