"""Stores policy: the confidential groups of the installation, and the rules of a programme on counts of persons."""

from datetime import date, datetime
from typing import Any

from django.db.models import Model
from django.utils import timezone

from sokehoach.apps.audit.services import Json, ServiceResult, write
from sokehoach.apps.orgunits.queries.levels import get_levels
from sokehoach.apps.programmes import models
from sokehoach.apps.programmes.models import Programme
from sokehoach.apps.programmes.queries import policies
from sokehoach.apps.shell.outcomes import ActionRefused
from sokehoach.apps.shell.thread_cache import forget_answers
from sokehoach.domain.messages import say
from sokehoach.domain.notation import write_day
from sokehoach.domain.policy.groups import ConfidentialGroups, find_group_problems
from sokehoach.domain.policy.persons import PersonsPolicy, PersonsRule


@write("confidential_groups.keep")
def import_groups(
    *, groups: ConfidentialGroups, by: Model | str, at: datetime, keeps_existing: bool = False
) -> ServiceResult:
    """Store the groups by code; groups of the installation that are not among them stay as they are.

    A group may enter a wall, and never leave or change it. `keeps_existing`: the other facts of groups that are there
    stay as they are, since another programme uses them. Raises ActionRefused where a wall would move. The caller has
    checked that no account holds both sides; the database refuses it all the same.
    """
    forget_answers()  # the groups that are stored now, not those that a thread keeps
    installed_groups = policies.get_groups()
    if problems := find_group_problems(groups, installed_groups):
        raise ActionRefused(say("Quy định dữ liệu: %(reason)s.", reason=problems[0][1]))
    walls_by_group: dict[str, Json] = {}
    for position, group in enumerate(groups):
        values: dict[str, object] = {"wall": group.wall}
        if group.code not in installed_groups or not keeps_existing:
            values |= {
                "position": position,
                "name": group.name,
                "english": group.english,
                "in_trends": group.in_trends,
            }
        models.InstallationGroup.objects.update_or_create(code=group.code, defaults=values)
        walls_by_group[group.code] = group.wall
    forget_answers()
    return ServiceResult(subject="confidential_groups", detail={"walls": walls_by_group})


def import_persons_rule(
    *, programme: Programme, rule: PersonsRule, is_new: bool, by: Model | str, at: datetime
) -> ServiceResult | None:
    """Store the rule where it differs from the last one stored_policy; None where it does not.

    A rule without a level is the strict default, in force from today on. `is_new`: the programme has just been made and
    holds no data. Raises ActionRefused where a rule would loosen days on which a stricter one was in force.
    """
    last_row = programme.policy_rules.order_by("pk").last()
    columns = _read_columns(rule, timezone.localdate(at))
    if last_row is None:
        is_same = rule.lowest is None
    elif rule.lowest is None:
        is_same = last_row.lowest_level == ""
    else:
        is_same = all(getattr(last_row, name) == value for name, value in columns.items())
    if is_same:
        return None
    return save_persons_rule(programme=programme, rule=rule, is_new=is_new, by=by, at=at)


@write("policy.keep")
def save_persons_rule(
    *, programme: Programme, rule: PersonsRule, is_new: bool, by: Model | str, at: datetime
) -> ServiceResult:
    """Add a rule to those of the programme, as `import_persons_rule` says."""
    today = timezone.localdate(at)
    columns = _read_columns(rule, today)
    if not is_new:
        _check_past(programme, rule, columns["valid_from"], today)
    previous_row = programme.policy_rules.order_by("pk").last()
    models.PolicyRule.objects.create(programme=programme, loaded_at=at, **columns)
    forget_answers()
    return ServiceResult(
        subject=f"pack:{programme.code}",
        unit="" if programme.unit is None else programme.unit.code,
        detail={
            "programme": programme.code,
            "lowest_level": columns["lowest_level"],
            "valid_from": columns["valid_from"].isoformat(),
            "basis": "; ".join(filter(None, (columns["document"], columns["clause"], columns["decided_by"]))),
            "before": "" if previous_row is None else previous_row.lowest_level,
        },
    )


def _read_columns(rule: PersonsRule, today: date) -> dict[str, Any]:
    """The columns of the rule's row, without those that the service adds."""
    basis = rule.basis
    return {
        "lowest_level": "" if rule.lowest is None else rule.lowest.code,
        "valid_from": today if rule.lowest is None else rule.valid_from,
        "document": "" if basis is None else basis.document,
        "clause": "" if basis is None else basis.clause,
        "decided_by": "" if basis is None else basis.decided_by,
    }


def _check_past(programme: Programme, rule: PersonsRule, valid_from: date, today: date) -> None:
    """Raises ActionRefused where the rule allows a level on past days on which it was not allowed."""
    levels = get_levels()
    rows = programme.policy_rules.order_by("pk")
    stored_policy = PersonsPolicy(tuple(policies.build_rule(row, levels) for row in rows))
    past_days = {valid_from, *(day for day in (row.valid_from for row in rows) if day > valid_from)}
    for day in sorted(day for day in past_days if day < today):
        if any(rule.allows(level) and not stored_policy.get_rule(day).allows(level) for level in levels):
            raise ActionRefused(
                say(
                    "Chương trình «%(programme)s» đã có quy định chặt hơn từ ngày %(day)s: chỉ được nới từ ngày nạp "
                    "(%(today)s) trở đi.",
                    programme=programme,
                    day=write_day(day),
                    today=write_day(today),
                )
            )
