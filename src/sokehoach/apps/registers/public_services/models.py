"""Services that anyone may turn to (dịch vụ hỗ trợ): what the public page lists."""

from django.db import models
from django.utils.translation import gettext_lazy as _

from sokehoach.apps.indicators.models import Option
from sokehoach.apps.registers.core.models import Entry
from sokehoach.apps.shell.free_text import FreeLine

LINES = r"^[0-9][0-9 .]{1,18}(;\s*[0-9][0-9 .]{1,18})*$"


class PublicService(Entry):
    """A free, confidential service of an office. `day` is the day on which `unit` last made sure of it."""

    kind = models.ForeignKey(Option, models.PROTECT, related_name="+", verbose_name=_("Loại dịch vụ"))
    title = FreeLine(_("Dịch vụ"), max_length=120)
    provider = FreeLine(_("Nơi cung cấp"), max_length=200)
    hotline = models.CharField(_("Điện thoại công khai"), max_length=60)
    hours = FreeLine(_("Thời gian phục vụ"), max_length=120, blank=True)
    published = models.BooleanField(_("Công khai"), default=False)

    class Meta(Entry.Meta):
        constraints = (
            models.CheckConstraint(
                condition=models.Q(hotline__regex=LINES), name="public_services_hotline_is_a_number"
            ),
        )

    def __str__(self) -> str:
        return self.title
