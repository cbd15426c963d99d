"""The layout of a unit's own tables, so that the next pasted block is recognised."""

from django.db import models

from sokehoach.apps.orgunits.models import Unit
from sokehoach.apps.reporting.models.form import Form


class Layout(models.Model):
    """The layout of one unit and form: its name and number columns, and the cells that its own row names mean."""

    unit = models.ForeignKey(Unit, models.CASCADE, related_name="+")
    form = models.ForeignKey(Form, models.CASCADE, related_name="+")
    names = models.PositiveSmallIntegerField()  # columns are counted from 0
    numbers = models.PositiveSmallIntegerField()
    lines = models.JSONField(default=dict)  # folded name of a row → code of a cell, «» left out

    class Meta:
        ordering = ("unit", "form")
        constraints = (models.UniqueConstraint(fields=("unit", "form"), name="reporting_layout_once"),)

    def __str__(self) -> str:
        return f"{self.unit_id} {self.form_id}"
