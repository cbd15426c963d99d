"""A reviewer's remarks on cells and boxes."""

from django.db import models
from django.utils.translation import gettext_lazy as _

from sokehoach.apps.reporting.models.submission import Step
from sokehoach.apps.shell.free_text import FreeLine


class Remark(models.Model):
    """A remark made when the report was returned: `step` is that return, `place` a cell's code or a heading."""

    step = models.ForeignKey(Step, models.CASCADE, related_name="remarks")
    place = models.CharField(max_length=40)
    text = FreeLine(_("ý kiến"), max_length=300)

    class Meta:
        ordering = ("step", "place")
        constraints = (
            models.UniqueConstraint(fields=("step", "place"), name="reporting_remark_once"),
            models.CheckConstraint(condition=~models.Q(text=""), name="reporting_remark_says_something"),
        )

    def __str__(self) -> str:
        return self.place
