"""The page on which an official decides on the reporting rules of a plan, and what other pages show of it."""

from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass, field
from datetime import date, timedelta
from typing import Any

from django.db.models import Q
from django.utils.translation import gettext as _

from sokehoach.apps.accounts.models import User
from sokehoach.apps.accounts.permissions import Scope
from sokehoach.apps.accounts.queries.scopes import filter_programmes, scope_of
from sokehoach.apps.plans.models import Plan, ReportingRule
from sokehoach.apps.reporting import models
from sokehoach.apps.reporting.queries.plan_schedules import build_schedule
from sokehoach.apps.reporting.queries.schedule_proposals import (
    RuleProposal,
    TargetProposal,
    get_default_days,
    list_proposals,
)
from sokehoach.domain.messages import join_messages, say
from sokehoach.domain.periods.due import DueRule, format_due_rule
from sokehoach.domain.periods.period import PeriodType


@dataclass(frozen=True, slots=True)
class TargetChoice:
    """A form or outline with its checkbox."""

    key: str
    label: str
    programme: str
    window: str
    units: int
    now: str
    planned: str
    is_met: bool
    is_ticked: bool
    problems: tuple[str, ...] = ()
    notes: tuple[str, ...] = ()


@dataclass(frozen=True, slots=True)
class PlanRuleForm:
    """A rule with what was decided, and the values of its form: those typed, if they were refused."""

    proposal: RuleProposal
    targets: tuple[TargetChoice, ...]
    other_targets: tuple[TargetChoice, ...]
    schedules: tuple["ScheduleEntry", ...]
    version: int
    due: str
    valid_from: str
    valid_until: str
    reason: str = ""
    wrong: Mapping[str, Sequence[str]] = field(default_factory=dict)

    @property
    def wrong_rule(self) -> Sequence[str]:
        return self.wrong.get("", ())

    @property
    def wrong_targets(self) -> Sequence[str]:
        return self.wrong.get("targets", ())

    @property
    def wrong_due(self) -> Sequence[str]:
        return self.wrong.get("due", ())

    @property
    def wrong_from(self) -> Sequence[str]:
        return self.wrong.get("valid_from", ())

    @property
    def wrong_until(self) -> Sequence[str]:
        return self.wrong.get("valid_until", ())

    @property
    def wrong_reason(self) -> Sequence[str]:
        return self.wrong.get("reason", ())

    @property
    def rule(self) -> ReportingRule:
        return self.proposal.rule

    @property
    def has_choices(self) -> bool:
        return bool(self.targets or self.other_targets)

    @property
    def is_met(self) -> bool:
        return bool(self.targets) and all(target.is_met for target in self.targets)


@dataclass(frozen=True, slots=True)
class ScheduleEntry:
    """What one decision set for several forms and outlines. `last_day` is None while no end is set."""

    reports: tuple[str, ...]  # codes
    kind: str
    due: str
    valid_from: date
    last_day: date | None
    rule: ReportingRule


@dataclass(frozen=True, slots=True)
class TypedDecision:
    """What was typed for one rule and refused, with the messages by field."""

    code: str
    params: Mapping[str, Any]
    targets: frozenset[str]
    wrong: Mapping[str, Sequence[str]]


def list_rule_forms(
    plan: Plan, scope: Scope, day: date, typed: TypedDecision | None = None
) -> tuple[PlanRuleForm, ...]:
    valid_from, ends = get_default_days(plan, day)
    days = (valid_from.isoformat(), "" if ends is None else (ends - timedelta(days=1)).isoformat())
    return tuple(
        _build_rule_form(proposal, days, day, typed if typed and typed.code == proposal.rule.code else None)
        for proposal in list_proposals(plan, scope, day)
    )


def list_rule_states(plan: Plan, rules: Iterable[ReportingRule]) -> dict[str, str]:
    """What was decided on the rules, by code; one without a decision is left out. Two queries."""
    decisions = models.RuleDecision.objects.filter(rule__plan=plan).select_related("rule").prefetch_related("schedules")
    codes = {rule.code for rule in rules}
    return {decision.rule.code: _describe(decision) for decision in decisions if decision.rule.code in codes}


def list_schedule_entries(user: User, day: date) -> tuple[ScheduleEntry, ...]:
    """The schedules accepted from plans that have not ended, of the account's programmes. One query."""
    rows = models.PlanSchedule.objects.filter(
        filter_programmes(scope_of(user, day)), Q(valid_until=None) | Q(valid_until__gt=day)
    )
    return _list_entries(rows.select_related("decision__rule__plan").defer("decision__rule__plan__text"))


def _describe(decision: models.RuleDecision) -> str:
    if not decision.accepted:
        return _("Không đặt hạn: %(reason)s") % {"reason": decision.reason}
    dues = dict.fromkeys(format_due_rule(build_schedule(row).due) for row in _list_latest(decision))
    return say("Hạn %(due)s", due=join_messages("; ", dues)) if dues else _("Đã hết hiệu lực")


def _list_latest(decision: models.RuleDecision) -> list[models.PlanSchedule]:
    """The schedules that the newest decision made: those that had not ended when it was made."""
    day = decision.decided_at.date()
    rows = [row for row in decision.schedules.all() if row.valid_until is None or row.valid_until > row.valid_from]
    newest = max((row.valid_from for row in rows), default=day)
    return [row for row in rows if row.valid_from == newest]


def _build_rule_form(
    proposal: RuleProposal, days: tuple[str, str], day: date, typed: TypedDecision | None
) -> PlanRuleForm:
    decision = proposal.decision
    latest = _list_latest(decision) if decision is not None and decision.accepted else []
    chosen_keys = {f"form:{row.form.uid}" if row.form else f"outline:{row.outline}" for row in latest}
    due = build_schedule(latest[0]).due if latest else proposal.due
    params = typed.params if typed else {}
    ticked = typed.targets if typed and typed.targets else frozenset(chosen_keys)
    return PlanRuleForm(
        proposal,
        tuple(_build_choice(entry, proposal, ticked) for entry in proposal.proposals),
        tuple(
            TargetChoice(
                target.key, target.label, target.programme_name, target.window.name, len(target.reporters),
                _format_dues(target.list_dues_in_force(proposal.kind, day, sorted(target.reporters))), "",
                is_met=False, is_ticked=target.key in ticked,
            )
            for target in proposal.other_targets if proposal.kind is not None
        ),
        _list_entries(latest),
        decision.version if decision else 0,
        params.get("due", "" if due is None else format_due_rule(due)),
        params.get("valid_from", days[0]),
        params.get("valid_until", days[1]),
        params.get("reason", ""),
        typed.wrong if typed else {},
    )  # fmt: skip


def _build_choice(entry: TargetProposal, proposal: RuleProposal, ticked: frozenset[str]) -> TargetChoice:
    target = entry.target
    is_proposed = entry.due is not None and not entry.is_met and not proposal.is_ambiguous
    return TargetChoice(
        target.key,
        target.label,
        target.programme_name,
        target.window.name,
        len(entry.codes),
        _format_dues(entry.dues_now),
        "" if entry.due is None else format_due_rule(entry.due),
        entry.is_met,
        target.key in ticked if ticked else is_proposed,
        entry.problems,
        entry.notes,
    )


def _format_dues(dues: Iterable[DueRule]) -> str:
    return join_messages("; ", [format_due_rule(due) for due in dues])


def _list_entries(rows: Iterable[models.PlanSchedule]) -> tuple[ScheduleEntry, ...]:
    """The rows of each decision with the same days as one entry."""
    groups: dict[tuple[int, str, date, date | None], list[models.PlanSchedule]] = {}
    for row in rows:
        due = format_due_rule(build_schedule(row).due)
        groups.setdefault((row.decision_id, due, row.valid_from, row.valid_until), []).append(row)
    return tuple(
        ScheduleEntry(
            tuple(row.report.partition(". ")[0] for row in group),
            PeriodType(group[0].period_type).label_vi,
            due,
            valid_from,
            None if valid_until is None else valid_until - timedelta(days=1),
            group[0].decision.rule,
        )
        for (_decision, due, valid_from, valid_until), group in groups.items()
    )
