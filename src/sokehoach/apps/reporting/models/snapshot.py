"""Snapshots of a report, one for each time that it was sent."""

from django.db import models

from sokehoach.apps.accounts.models import User
from sokehoach.apps.reporting.models.submission import Submission


class SubmissionSnapshot(models.Model):
    """Every cell and box as it was sent, for comparing cell by cell later. A row never changes."""

    submission = models.ForeignKey(Submission, models.CASCADE, related_name="snapshots")
    number = models.PositiveSmallIntegerField()  # 1 is the first
    cells = models.JSONField(default=dict)  # code → number as typed, «-» not applicable, «» not reported
    words = models.JSONField(default=dict)  # heading → digest of the text; the text itself is stored only once
    by = models.ForeignKey(User, models.PROTECT, related_name="+")
    at = models.DateTimeField()

    class Meta:
        db_table = "reporting_sending"  # as it was called
        ordering = ("submission", "number")
        constraints = (models.UniqueConstraint(fields=("submission", "number"), name="reporting_sending_once"),)

    def __str__(self) -> str:
        return f"{self.submission_id} {self.number}"
