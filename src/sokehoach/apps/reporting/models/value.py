"""The cell values of a report."""

from django.db import models
from django.db.models import Q
from django.utils.translation import gettext_lazy as _

from sokehoach.apps.accounts.models import User
from sokehoach.apps.indicators.models import DataElement
from sokehoach.apps.reporting.models.submission import Submission
from sokehoach.apps.shell.free_text import FreeLine


class DataValue(models.Model):
    """One cell: a number or a gap, always exactly one of them."""

    class Source(models.TextChoices):
        TYPED = "typed", _("nhập tay")
        REGISTER = "register", _("từ sổ")
        OVERRIDE = "override", _("sửa số từ sổ")
        COMPUTED = "computed", _("tự tính")
        SHARED = "shared", _("từ biểu khác")
        PARTS = "halves", _("tính từ các kỳ ngắn hơn")

    submission = models.ForeignKey(Submission, models.CASCADE, related_name="values")
    element = models.ForeignKey(DataElement, models.PROTECT, related_name="values")
    disaggregation = models.CharField(max_length=120, blank=True)
    cell = models.CharField(_("ô"), max_length=20)
    number = models.DecimalField(_("số"), max_digits=15, decimal_places=3, null=True, blank=True)
    gap = models.CharField(max_length=20, blank=True)
    source = models.CharField(_("nguồn"), max_length=20, choices=Source)
    register_number = models.DecimalField(max_digits=15, decimal_places=3, null=True, blank=True)
    reason = FreeLine(_("lý do sửa"), max_length=300, blank=True)
    rows = models.JSONField(_("dòng sổ"), default=list)  # ids of register entries, written when sent
    digest = models.CharField(_("mã băm của các dòng"), max_length=64, blank=True)
    version = models.PositiveIntegerField(default=1)
    updated_by = models.ForeignKey(User, models.PROTECT, related_name="+", null=True, blank=True)
    updated_at = models.DateTimeField()

    class Meta:
        ordering = ("submission", "cell")
        constraints = (
            models.UniqueConstraint(fields=("submission", "cell"), name="reporting_value_cell_once"),
            models.UniqueConstraint(
                fields=("submission", "element", "disaggregation"), name="reporting_value_element_once"
            ),
            models.CheckConstraint(
                condition=Q(number__isnull=False, gap="")
                | Q(number__isnull=True, gap__in=("not_reported", "not_applicable")),
                name="reporting_value_xor_gap",
            ),
            models.CheckConstraint(
                condition=Q(number__isnull=True) | Q(number__gte=0), name="reporting_value_not_negative"
            ),
            models.CheckConstraint(
                condition=~Q(source="override") | ~Q(reason=""), name="reporting_override_has_a_reason"
            ),
        )

    def __str__(self) -> str:
        return f"{self.cell}={self.gap or self.number}"
