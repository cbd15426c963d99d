"""Figures consolidated from accepted reports, with their inputs. Private to this app (contract C09)."""

from django.db import models
from django.db.models import Q
from django.utils.translation import gettext_lazy as _

from sokehoach.apps.accounts.models import User
from sokehoach.apps.orgunits.models import Unit
from sokehoach.apps.shell.free_text import FreeText


class Figure(models.Model):
    """A consolidated number of a unit above the reporters. None where nobody has reported, never 0.

    `answered` and `not_applicable`: how many reporters, through whatever areas, gave the numbers of which it is made,
    and how many answered «không áp dụng».
    """

    unit = models.ForeignKey(Unit, models.PROTECT, related_name="figures")
    form = models.CharField(_("biểu"), max_length=20)
    period = models.CharField(_("kỳ"), max_length=10)
    element = models.CharField(_("chỉ tiêu thống kê"), max_length=20)
    disaggregation = models.CharField(max_length=120, blank=True)
    number = models.DecimalField(_("số"), max_digits=18, decimal_places=3, null=True, blank=True)
    answered = models.PositiveIntegerField(default=0)
    not_applicable = models.PositiveIntegerField(default=0)
    updated_at = models.DateTimeField()

    class Meta:
        ordering = ("unit", "form", "period", "element", "disaggregation")
        constraints = (
            models.UniqueConstraint(
                fields=("unit", "form", "period", "element", "disaggregation"),
                name="consolidation_figure_once",
            ),
        )

    def __str__(self) -> str:
        return f"{self.element} {self.disaggregation} {self.period}"


class FigureInput(models.Model):
    """The input of one sender to a figure: a number, or the gap with which it answered.

    A reporter gives a cell of its report. An area below gives its own figure as closed, without a report.
    """

    figure = models.ForeignKey(Figure, models.CASCADE, related_name="inputs")
    unit = models.ForeignKey(Unit, models.PROTECT, related_name="+")
    submission = models.UUIDField(null=True, blank=True)
    cell = models.CharField(max_length=20, blank=True)
    number = models.DecimalField(max_digits=18, decimal_places=3, null=True, blank=True)
    gap = models.CharField(max_length=20, blank=True)

    class Meta:
        ordering = ("figure", "unit")
        # A rate of an area is made of its figures and of the few reporters that gave no number.
        # The condition is one of a column of the index, so that the table is not read.
        indexes = (models.Index(fields=("figure", "unit", "gap"), condition=Q(gap__gt=""), name="consolidation_gaps"),)
        constraints = (
            models.UniqueConstraint(fields=("figure", "unit"), name="consolidation_input_once"),
            models.CheckConstraint(
                condition=Q(number__isnull=False, gap="")
                | Q(number__isnull=True, gap__in=("not_reported", "not_applicable")),
                name="consolidation_input_xor_gap",
            ),
            models.CheckConstraint(
                condition=Q(submission__isnull=True, cell="") | (Q(submission__isnull=False) & ~Q(cell="")),
                name="consolidation_input_of_a_report_or_an_area",
            ),
        )

    def __str__(self) -> str:
        return f"{self.figure_id} {self.unit_id}"


class Closing(models.Model):
    """A unit has closed a form's period with the reports present, and so sent its figures to the area above.

    A later change closes it again as the next edition, with a reason.
    """

    unit = models.ForeignKey(Unit, models.PROTECT, related_name="+")
    form = models.CharField(_("biểu"), max_length=20)
    period = models.CharField(_("kỳ"), max_length=10)
    edition = models.PositiveSmallIntegerField(_("lần"))
    why = FreeText(_("lý do chốt lại"), blank=True)
    received = models.JSONField(default=list)  # keys of the senders whose numbers are included
    missing = models.JSONField(default=list)  # keys of the senders whose numbers are not
    by = models.ForeignKey(User, models.PROTECT, related_name="+")
    at = models.DateTimeField()

    class Meta:
        ordering = ("unit", "form", "period", "edition")
        constraints = (
            models.UniqueConstraint(fields=("unit", "form", "period", "edition"), name="consolidation_closing_once"),
            models.CheckConstraint(
                condition=Q(edition=1, why="") | (Q(edition__gt=1) & ~Q(why="")),
                name="consolidation_closing_again_has_a_reason",
            ),
        )

    def __str__(self) -> str:
        return f"{self.form} {self.period} {self.edition}"
