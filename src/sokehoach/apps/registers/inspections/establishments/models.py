"""Licensed establishments and what changed with them."""

from django.db import models
from django.db.models import F, Q
from django.utils.translation import gettext_lazy as _

from sokehoach.apps.indicators.models import Option
from sokehoach.apps.registers.core.models import Entry
from sokehoach.apps.shell.free_text import FreeLine, NameLine

_NUMBERS = Q(contracts__isnull=True) | Q(workers__isnull=False, contracts__lte=F("workers"))


class Establishment(Entry):
    """A licence and its holder, from the day on which it opened; `unit` is the commune in which it stands.

    The one place besides staff where a name stands: that of the holder of a business licence (limits.md, 1). It
    stands in this row and in the rows about the establishment, and licenses nothing elsewhere.
    """

    title = NameLine(_("tên cơ sở"), max_length=200)
    holder = NameLine(_("người, tổ chức đứng tên giấy phép"), max_length=200)
    kind = models.ForeignKey(Option, models.PROTECT, related_name="+", verbose_name=_("loại hình"))
    subkind = models.ForeignKey(
        Option,
        models.PROTECT,
        related_name="+",
        null=True,
        blank=True,
        verbose_name=_("loại hình chi tiết"),
    )
    place = FreeLine(_("bản, khối, tổ dân phố"), max_length=120, blank=True)
    licence = models.CharField(_("số giấy phép"), max_length=60, blank=True)
    licensed_on = models.DateField(_("ngày cấp phép"), null=True, blank=True)
    workers = models.PositiveIntegerField(_("người lao động"), null=True, blank=True)
    contracts = models.PositiveIntegerField(_("hợp đồng lao động"), null=True, blank=True)
    committed = models.BooleanField(_("đã ký cam kết"))

    class Meta(Entry.Meta):
        constraints = (models.CheckConstraint(condition=_NUMBERS, name="establishments_contracts_within_workers"),)

    def names_that_may_stand(self) -> tuple[str, str]:
        """In this row and in those about it: a text elsewhere names the holder no more than anybody."""
        return self.holder, self.title

    def __str__(self) -> str:
        # Without the commune: lists show its name beside it, and a line of a list must not cost a query.
        return f"{self.title} ({self.place})" if self.place else self.title


class EstablishmentChange(Entry):
    """From `day` on the establishment stands so. What is left blank is as it was before."""

    establishment = models.ForeignKey(Establishment, models.PROTECT, related_name="changes", verbose_name=_("cơ sở"))
    state = models.ForeignKey(Option, models.PROTECT, related_name="+", verbose_name=_("tình trạng"))
    workers = models.PositiveIntegerField(_("người lao động"), null=True, blank=True)
    contracts = models.PositiveIntegerField(_("hợp đồng lao động"), null=True, blank=True)
    committed = models.BooleanField(_("đã ký cam kết"), null=True, blank=True)
    note = FreeLine(_("văn bản, ghi chú"), max_length=200, blank=True)

    class Meta(Entry.Meta):
        constraints = (
            models.CheckConstraint(condition=_NUMBERS, name="establishments_change_contracts_within_workers"),
        )

    def names_that_may_stand(self) -> tuple[str, str]:
        return self.establishment.names_that_may_stand()

    def __str__(self) -> str:
        return f"{self.establishment.title}: {self.state.name}"
