"""Queries policy: the confidential groups of the installation, and where counts of persons of a programme may exist."""

from collections import defaultdict
from collections.abc import Mapping
from dataclasses import dataclass, fields

from django.utils.translation import get_language
from django.utils.translation import gettext as _

from sokehoach.apps.orgunits.queries.levels import get_levels
from sokehoach.apps.programmes.models import InstallationGroup, PolicyRule
from sokehoach.apps.shell import clock
from sokehoach.apps.shell.thread_cache import keep_in_thread
from sokehoach.domain.orgtree.level import Levels
from sokehoach.domain.policy import groups
from sokehoach.domain.policy.groups import GENERAL, ConfidentialGroups
from sokehoach.domain.policy.persons import DEFAULT_POLICY, LegalBasis, PersonsPolicy, PersonsRule

_GROUP_COLUMNS = tuple(field.name for field in fields(groups.ConfidentialGroup))


@dataclass(frozen=True, slots=True)
class _StoredPolicies:
    groups: ConfidentialGroups
    by_programme: Mapping[int, PersonsPolicy]


def get_groups() -> ConfidentialGroups:
    """Returns the confidential groups. Two queries, with the policies."""
    return _load_policies().groups


def get_persons_policy(programme: int) -> PersonsPolicy:
    """Returns the rules of a programme (row id); the strict default where it has stated none."""
    return _load_policies().by_programme.get(programme, DEFAULT_POLICY)


def list_functions() -> tuple[str, ...]:
    """Returns the codes of all functions, the general one first."""
    return get_groups().functions


def get_function_name(function: str) -> str:
    """Returns the name of a function in the language of the page; its code where nobody defined it."""
    if function == GENERAL:
        return _("chung")
    group = get_groups().get(function)
    return function if group is None else group.format_name(english=(get_language() or "").startswith("en"))


def name_groups() -> str:
    """Returns the names of all confidential groups: «kiểm tra, xử lý; y tế, hỗ trợ»."""
    return "; ".join(get_function_name(group.code) for group in get_groups())


def build_rule(row: PolicyRule, levels: Levels) -> PersonsRule:
    """Returns the rule of a row; without a level it is the strict default from its day on."""
    basis = LegalBasis(row.document, row.clause, row.decided_by)
    return PersonsRule(
        levels[row.lowest_level] if row.lowest_level else None, row.valid_from, basis if basis.is_complete else None
    )


@keep_in_thread
def _load_policies() -> _StoredPolicies:
    levels = get_levels()
    rules: dict[int, list[PersonsRule]] = defaultdict(list)
    for row in PolicyRule.objects.filter(valid_from__lte=clock.today()).order_by("pk"):
        rules[row.programme_id].append(build_rule(row, levels))
    return _StoredPolicies(
        ConfidentialGroups(
            groups.ConfidentialGroup(**row) for row in InstallationGroup.objects.values(*_GROUP_COLUMNS)
        ),
        {programme: PersonsPolicy(tuple(programme_rules)) for programme, programme_rules in rules.items()},
    )
