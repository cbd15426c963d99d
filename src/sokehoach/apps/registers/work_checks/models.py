"""Checks of the work (kiểm tra công tác): what was found at a unit, what must be mended by when, until it is."""

from django.db import models
from django.db.models import F, Q
from django.utils.translation import gettext_lazy as _

from sokehoach.apps.indicators.models import Option
from sokehoach.apps.orgunits.models import Unit
from sokehoach.apps.registers.core.models import Entry
from sokehoach.apps.shell.free_text import FreeLine


class WorkCheck(Entry):
    """`unit` checked how `checked` does the work. It is about a unit's work, never about a person."""

    checked = models.ForeignKey(Unit, models.PROTECT, related_name="+", verbose_name=_("Đơn vị được kiểm tra"))
    village = FreeLine(_("Thôn, bản, tổ dân phố"), max_length=100, blank=True)
    result = models.ForeignKey(Option, models.PROTECT, related_name="+", verbose_name=_("Kết luận"))
    conclusion = FreeLine(_("Nội dung kết luận"), max_length=500)
    remedy_by = models.DateField(_("Hạn khắc phục"), null=True, blank=True)
    remedied_on = models.DateField(_("Ngày khắc phục xong"), null=True, blank=True)

    class Meta(Entry.Meta):
        constraints = (
            models.CheckConstraint(
                condition=Q(remedied_on__isnull=True) | Q(remedy_by__isnull=False, remedied_on__gte=F("day")),
                name="work_checks_remedied_after_the_check",
            ),
            models.CheckConstraint(
                condition=Q(remedy_by__isnull=True) | Q(remedy_by__gte=F("day")),
                name="work_checks_time_to_remedy",
            ),
        )

    def __str__(self) -> str:
        return self.checked.name
