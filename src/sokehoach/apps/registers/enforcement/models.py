"""Law-enforcement counts of the district (số liệu đấu tranh, xử lý): integers, no name, no place, no commune."""

from functools import reduce
from operator import add, or_
from typing import Any

from django.db import models
from django.db.models import F, Q
from django.db.models.functions import Coalesce
from django.utils.translation import gettext_lazy as _

from sokehoach.apps.indicators.models import Option
from sokehoach.apps.registers.core.models import Entry

POLICE = (
    *("cases", "hot_spots", "hot_spots_handled", "tips", "tips_settled"),
    *("persons", "organisers", "brokers", "sellers", "buyers", "others"),
    *("fined", "fined_sellers", "fined_buyers", "fines"),
    *("criminal_cases", "harbouring_cases", "brokering_cases", "buying_minor_cases"),
    *("accused", "accused_harbouring", "accused_brokering", "accused_buying_minor"),
    *("trafficking_cases", "accused_trafficking", "child_exploitation_cases", "accused_child_exploitation"),
    *("victims", "victims_referred", "victims_trafficked", "minors", "minors_referred", "minors_trafficked"),
)
# Lines written before these were asked for say nothing of them.
ASKED_LATER = (
    *("trafficking_cases", "accused_trafficking", "child_exploitation_cases", "accused_child_exploitation"),
    *("victims_trafficked", "minors_trafficked"),
)
# What each source tells, all of it and nothing else.
NUMBERS_BY_SOURCE = {
    "police": POLICE,
    "procuracy": ("indicted_cases",),
    "court": ("tried_cases", "tried_persons"),
}
NUMBERS = tuple(name for names in NUMBERS_BY_SOURCE.values() for name in names)


def _one_source() -> Q:
    """The numbers of one source, whole but for ASKED_LATER, and none of the others'."""
    return reduce(
        or_,
        (
            Q(
                **{
                    f"{name}__isnull": name not in source_numbers
                    for name in NUMBERS
                    if name not in {*source_numbers} & {*ASKED_LATER}
                }
            )
            for source_numbers in NUMBERS_BY_SOURCE.values()
        ),
    )


def _sum_parts(*names: str) -> Any:
    """Their sum; what a line does not tell adds nothing."""
    return reduce(add, (Coalesce(F(name), 0) for name in names))


def _number_field(label: Any) -> models.PositiveIntegerField:
    return models.PositiveIntegerField(label, null=True, blank=True)


class CaseTally(Entry):
    """What one source counted from `since` to `day`, both included. `unit` is the police of the district."""

    source = models.ForeignKey(Option, models.PROTECT, related_name="+", verbose_name=_("Nguồn số liệu"))
    since = models.DateField(_("Từ ngày"))

    cases = _number_field(_("Vụ việc"))
    hot_spots = _number_field(_("Tụ điểm đang theo dõi"))
    hot_spots_handled = _number_field(_("Tụ điểm đã giải quyết"))
    tips = _number_field(_("Tin tiếp nhận"))
    tips_settled = _number_field(_("Tin đã giải quyết"))

    persons = _number_field(_("Người vi phạm"))
    organisers = _number_field(_("Người vi phạm: chủ chứa"))
    brokers = _number_field(_("Người vi phạm: môi giới"))
    sellers = _number_field(_("Người vi phạm: người bán dâm"))
    buyers = _number_field(_("Người vi phạm: người mua dâm"))
    others = _number_field(_("Người vi phạm: vai trò khác"))

    fined = _number_field(_("Người bị xử phạt hành chính"))
    fined_sellers = _number_field(_("Bị xử phạt hành chính: người bán dâm"))
    fined_buyers = _number_field(_("Bị xử phạt hành chính: người mua dâm"))
    fines = models.PositiveBigIntegerField(_("Tiền phạt (đồng)"), null=True, blank=True)

    criminal_cases = _number_field(_("Vụ án khởi tố"))
    harbouring_cases = _number_field(_("Vụ án khởi tố: chứa mại dâm"))
    brokering_cases = _number_field(_("Vụ án khởi tố: môi giới mại dâm"))
    buying_minor_cases = _number_field(_("Vụ án khởi tố: mua dâm người dưới 18 tuổi"))
    accused = _number_field(_("Bị can khởi tố"))
    accused_harbouring = _number_field(_("Bị can khởi tố: chứa mại dâm"))
    accused_brokering = _number_field(_("Bị can khởi tố: môi giới mại dâm"))
    accused_buying_minor = _number_field(_("Bị can khởi tố: mua dâm người dưới 18 tuổi"))

    trafficking_cases = _number_field(_("Vụ án khởi tố: mua bán người vì mục đích mại dâm, bóc lột tình dục"))
    accused_trafficking = _number_field(_("Bị can khởi tố: mua bán người vì mục đích mại dâm, bóc lột tình dục"))
    child_exploitation_cases = _number_field(_("Vụ án khởi tố: bóc lột tình dục người dưới 18 tuổi, ngoài mua dâm"))
    accused_child_exploitation = _number_field(_("Bị can khởi tố: bóc lột tình dục người dưới 18 tuổi, ngoài mua dâm"))

    # Victims and minors stand apart: they are in none of the roles above (limits.md, 5).
    victims = _number_field(_("Nạn nhân từ đủ 18 tuổi"))
    victims_referred = _number_field(_("Nạn nhân từ đủ 18 tuổi được chuyển hỗ trợ"))
    victims_trafficked = _number_field(_("Nạn nhân từ đủ 18 tuổi bị mua bán"))
    minors = _number_field(_("Nạn nhân dưới 18 tuổi"))
    minors_referred = _number_field(_("Nạn nhân dưới 18 tuổi được chuyển hỗ trợ"))
    minors_trafficked = _number_field(_("Nạn nhân dưới 18 tuổi bị mua bán"))

    indicted_cases = _number_field(_("Vụ án truy tố"))
    tried_cases = _number_field(_("Vụ án xét xử"))
    tried_persons = _number_field(_("Bị cáo xét xử"))

    class Meta(Entry.Meta):
        constraints = (
            models.CheckConstraint(condition=Q(since__lte=F("day")), name="enforcement_stretch_runs_forward"),
            models.CheckConstraint(condition=Q(tips_settled__lte=F("tips")), name="enforcement_settled_within_tips"),
            models.CheckConstraint(
                condition=Q(persons=F("organisers") + F("brokers") + F("sellers") + F("buyers") + F("others")),
                name="enforcement_roles_are_the_persons",
            ),
            models.CheckConstraint(
                condition=Q(fined__gte=F("fined_sellers") + F("fined_buyers")),
                name="enforcement_roles_within_fined",
            ),
            models.CheckConstraint(
                condition=Q(
                    criminal_cases__gte=_sum_parts(
                        "harbouring_cases",
                        "brokering_cases",
                        "buying_minor_cases",
                        "trafficking_cases",
                        "child_exploitation_cases",
                    )
                ),
                name="enforcement_crimes_within_cases",
            ),
            models.CheckConstraint(
                condition=Q(
                    accused__gte=_sum_parts(
                        "accused_harbouring",
                        "accused_brokering",
                        "accused_buying_minor",
                        "accused_trafficking",
                        "accused_child_exploitation",
                    )
                ),
                name="enforcement_crimes_within_accused",
            ),
            models.CheckConstraint(
                condition=Q(victims_referred__lte=F("victims"), minors_referred__lte=F("minors")),
                name="enforcement_referred_within_victims",
            ),
            models.CheckConstraint(
                condition=Q(victims_trafficked__lte=F("victims"), minors_trafficked__lte=F("minors")),
                name="enforcement_trafficked_within_victims",
            ),
            models.CheckConstraint(condition=_one_source(), name="enforcement_one_source_a_line"),
            models.UniqueConstraint(
                fields=("unit", "source", "day"), condition=Q(voided=False), name="enforcement_day_told_once"
            ),
        )

    def __str__(self) -> str:
        return f"{self.source}, {self.since:%d/%m/%Y}–{self.day:%d/%m/%Y}"
