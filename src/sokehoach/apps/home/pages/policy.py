"""The page of the policy in force: who may see counts of persons at which level, and the walls between groups."""

from collections import defaultdict
from collections.abc import Sequence
from dataclasses import dataclass
from datetime import date
from typing import Literal

from sokehoach.apps.accounts.models import User
from sokehoach.apps.accounts.queries.scopes import filter_programmes, scope_of
from sokehoach.apps.orgunits.queries.levels import get_levels
from sokehoach.apps.programmes.models import PolicyRule, Programme
from sokehoach.apps.programmes.queries import policies
from sokehoach.domain.orgtree.level import Level
from sokehoach.domain.policy.groups import ConfidentialGroup
from sokehoach.domain.policy.persons import STRICT, PersonsRule, find_lowest_level

type Strictness = Literal["default", "looser", "stricter"]


@dataclass(frozen=True, slots=True)
class RuleText:
    """One rule. `lowest`: the lowest level in use at which counts of persons may exist by it; None for none."""

    rule: PersonsRule
    lowest: Level | None
    strictness: Strictness


@dataclass(frozen=True, slots=True)
class ProgrammePolicy:
    """The rules of a programme: the present one, those loaded before it (newest first), those that begin later.

    `places`: the levels of areas that have a unit, each with whether counts of persons may exist there today.
    """

    programme: Programme
    present: RuleText
    earlier_rules: tuple[RuleText, ...]
    later_rules: tuple[RuleText, ...]
    places: tuple[tuple[Level, bool], ...]


@dataclass(frozen=True, slots=True)
class PolicyPage:
    """`walls`: the groups of each wall; a group without a wall stands alone."""

    programmes: tuple[ProgrammePolicy, ...]
    walls: tuple[tuple[ConfidentialGroup, ...], ...]


def load_policy_page(user: User, day: date) -> PolicyPage:
    """Returns the policy of the account's programmes. Two queries beside those of its scope and of the levels."""
    rows_by_programme: dict[int, list[PolicyRule]] = defaultdict(list)
    for row in PolicyRule.objects.order_by("pk"):
        rows_by_programme[row.programme_id].append(row)
    walls: dict[str, list[ConfidentialGroup]] = defaultdict(list)
    for group in policies.get_groups():
        walls[group.wall or f"only {group.code}"].append(group)
    programmes = Programme.objects.filter(filter_programmes(scope_of(user), "pk"))
    return PolicyPage(
        tuple(_build_policy(programme, rows_by_programme[programme.pk], day) for programme in programmes),
        tuple(map(tuple, walls.values())),
    )


def _build_policy(programme: Programme, rows: Sequence[PolicyRule], day: date) -> ProgrammePolicy:
    levels = get_levels()
    rules_so_far = [policies.build_rule(row, levels) for row in rows if row.valid_from <= day]
    later_rules = [policies.build_rule(row, levels) for row in rows if row.valid_from > day]
    present, *earlier_rules = [*reversed(rules_so_far), STRICT]
    areas = [level for level in levels.list_used() if level.is_area]
    return ProgrammePolicy(
        programme,
        _describe_rule(present),
        tuple(map(_describe_rule, earlier_rules)),
        tuple(map(_describe_rule, later_rules)),
        tuple((level, present.allows(level)) for level in areas),
    )


def _describe_rule(rule: PersonsRule) -> RuleText:
    areas = [level for level in get_levels().list_used() if level.is_area]
    allowed_codes = {level.code for level in areas if rule.allows(level)}
    default_codes = {level.code for level in areas if STRICT.allows(level)}
    strictness: Strictness = (
        "default" if allowed_codes == default_codes else "looser" if allowed_codes > default_codes else "stricter"
    )
    return RuleText(rule, find_lowest_level(areas, rule), strictness)
