"""Which units a reporting rule means: who reports, and to whom."""

import re
from dataclasses import dataclass
from datetime import date

from sokehoach.apps.orgunits.models import Group
from sokehoach.apps.orgunits.queries import units as orgunits
from sokehoach.apps.orgunits.queries.heirs import list_members_today
from sokehoach.apps.orgunits.queries.levels import is_attached
from sokehoach.apps.orgunits.queries.units import get_unit_area
from sokehoach.apps.plans.models import Plan, ReportingRule
from sokehoach.apps.plans.models.item import SURE
from sokehoach.apps.plans.queries.parties import Directory, build_directory_of_day, build_upper_directory
from sokehoach.apps.plans.queries.plans import get_named_day, list_units_before
from sokehoach.domain.plans.agencies import names_everybody, split_names
from sokehoach.domain.text import fold_accents

# «Ủy ban MTTQ, các phòng, ban, ngành và UBND các xã»: among others all agencies of the area.
_ALL_AGENCIES = re.compile(
    r"(?<!\w)cac (?:so|ban|nganh|phong|co quan)(?!\w)[^;]*?(?:nganh|co quan|don vi|phong|ban)(?!\w)"
)


@dataclass(frozen=True, slots=True)
class RuleParties:
    """Units by code.

    reporters   None: all units that have to report
    receivers   empty where the rule names none that the software knows
    unknown     names of reporters that mean no unit
    through     those who collect the reports for the receiver
    unknown_receivers  names of receivers that the software does not know, such as a ministry
    """

    reporters: frozenset[str] | None
    receivers: frozenset[str]
    unknown: tuple[str, ...] = ()
    through: frozenset[str] = frozenset()
    unknown_receivers: tuple[str, ...] = ()


class RulePartyFinder:
    """Finds the parties of the rules of one plan as of a day; names of before mean who took these units over.

    Six queries, whatever the number of rules; three more where the plan is older than the day, and those of its groups.
    """

    def __init__(self, plan: Plan, day: date) -> None:
        area, named_on = get_unit_area(plan.unit), min(get_named_day(plan), day)
        self._below, self._above = build_directory_of_day(area, day, named_on), build_upper_directory(area, day)
        rows = list(orgunits.as_of(day))
        self._codes = {f"u:{row.pk}": frozenset({row.code}) for row in rows}
        self._agencies = frozenset(row.code for row in rows if row.parent_id == area.pk and is_attached(row))
        areas = [area, *list_units_before(area, named_on, day)]
        for group in Group.objects.filter(within__in=areas).select_related("within"):
            self._codes[f"g:{group.pk}"] = frozenset(unit.code for unit in list_members_today(group, day))

    def find(self, rule: ReportingRule) -> RuleParties:
        codes_by_receiver = {
            name: self._match(name, self._below) or self._match(name, self._above) for name in split_names(rule.to)
        }
        receivers = frozenset[str]().union(*codes_by_receiver.values())
        unknown_receivers = tuple(name for name, codes in codes_by_receiver.items() if not codes)
        through = self._match(rule.via, self._below) if rule.via else frozenset()
        if names_everybody(rule.who):
            return RuleParties(None, receivers, through=through, unknown_receivers=unknown_receivers)
        reporters = self._agencies if _ALL_AGENCIES.search(fold_accents(rule.who)) else frozenset()
        unknown = []
        for name in split_names(rule.who):
            codes = self._match(name, self._below)
            reporters |= codes
            if not codes and not _ALL_AGENCIES.search(fold_accents(name)):
                unknown.append(name)
        return RuleParties(reporters, receivers, tuple(unknown), through, unknown_receivers)

    def _match(self, name: str, directory: Directory) -> frozenset[str]:
        best = next(iter(directory.match(name)), None)
        return self._codes.get(best.party, frozenset()) if best and best.likelihood >= SURE else frozenset()
