"""Reporting schedules (chế độ báo cáo) as programmes supply them."""

from django.db import models
from django.utils.translation import gettext_lazy as _

from sokehoach.apps.orgunits.models import Unit
from sokehoach.apps.programmes.models import Programme


class ReportingSchedule(models.Model):
    """`queries.forms` parses `definition` into the domain's `ReportingSchedule`."""

    programme = models.ForeignKey(
        Programme, models.PROTECT, related_name="reporting_schedules", verbose_name=_("chương trình")
    )
    code = models.CharField(_("mã"), max_length=40)
    name = models.CharField(_("tên"), max_length=300)
    unit = models.ForeignKey(
        Unit, models.PROTECT, related_name="reporting_schedules", verbose_name=_("đơn vị tổng hợp")
    )
    definition = models.JSONField()

    class Meta:
        db_table = "reporting_regime"  # as it was called
        ordering = ("programme_id", "code")
        constraints = (models.UniqueConstraint(fields=("programme", "code"), name="reporting_regime_code_once"),)

    def __str__(self) -> str:
        return self.code
