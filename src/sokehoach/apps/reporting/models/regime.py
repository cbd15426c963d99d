"""Report regimes (chế độ báo cáo) as programmes supply them."""

from django.db import models
from django.utils.translation import gettext_lazy as _

from sokehoach.apps.orgunits.models import Unit
from sokehoach.apps.programmes.models import Programme


class Regime(models.Model):
    """A report regime; `queries.forms` parses `definition` into `domain.reporting.regime.Regime`."""

    programme = models.ForeignKey(Programme, models.PROTECT, related_name="regimes", verbose_name=_("chương trình"))
    code = models.CharField(_("mã"), max_length=40)
    name = models.CharField(_("tên"), max_length=300)
    unit = models.ForeignKey(Unit, models.PROTECT, related_name="regimes", verbose_name=_("đơn vị tổng hợp"))
    definition = models.JSONField()

    class Meta:
        ordering = ("programme_id", "code")
        constraints = (models.UniqueConstraint(fields=("programme", "code"), name="reporting_regime_code_once"),)

    def __str__(self) -> str:
        return self.code
