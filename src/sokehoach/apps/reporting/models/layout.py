"""How a unit's own tables are laid out, so that a block pasted again needs no telling."""

from django.db import models

from sokehoach.apps.orgunits.models import Unit
from sokehoach.apps.reporting.models.form import Form


class Layout(models.Model):
    """Of one unit and form: which column names the line, which holds the number, and what its own names mean."""

    unit = models.ForeignKey(Unit, models.CASCADE, related_name="+")
    form = models.ForeignKey(Form, models.CASCADE, related_name="+")
    names = models.PositiveSmallIntegerField()  # columns are counted from 0
    numbers = models.PositiveSmallIntegerField()
    lines = models.JSONField(default=dict)  # folded name of a line → code of a cell, «» left out

    class Meta:
        ordering = ("unit", "form")
        constraints = (models.UniqueConstraint(fields=("unit", "form"), name="reporting_layout_once"),)

    def __str__(self) -> str:
        return f"{self.unit_id} {self.form_id}"
