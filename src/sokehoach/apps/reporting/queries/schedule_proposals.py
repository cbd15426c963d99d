"""What each reporting rule of a plan asks of the schedules: which reports, by when, and what differs today."""

from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from datetime import date

from django.utils.translation import gettext as _

from sokehoach.apps.accounts.permissions import Scope
from sokehoach.apps.plans.models import ItemState, Plan, ReportingRule
from sokehoach.apps.plans.queries.rule_parties import RuleParties, RulePartyFinder
from sokehoach.apps.reporting import models
from sokehoach.apps.reporting.queries.schedule_targets import OUTLINE, ScheduleTarget, list_targets
from sokehoach.domain.periods.due import DueRule, find_due_problems
from sokehoach.domain.periods.period import PeriodType
from sokehoach.domain.plans.due_rules import build_plan_due, find_last_year
from sokehoach.domain.reporting.form import Reporters


@dataclass(frozen=True, slots=True)
class TargetProposal:
    """One form or outline to which the rule applies.

    codes       the reporters that the rule means
    due         None where the plan prints no day, or none that suits the target
    dues_now    the rules in force today for these reporters
    problems    why the printed day does not suit
    notes       what is unusual in one that does
    """

    target: ScheduleTarget
    codes: frozenset[str]
    due: DueRule | None
    dues_now: tuple[DueRule, ...]
    problems: tuple[str, ...] = ()
    notes: tuple[str, ...] = ()

    @property
    def reporters(self) -> Reporters:
        return self.target.build_reporters(self.codes)

    @property
    def is_met(self) -> bool:
        """Whether the reports are due on the plan's day already, or the plan prints none."""
        return not self.problems and (self.due is None or self.dues_now == (self.due,))


@dataclass(frozen=True, slots=True)
class RuleProposal:
    """A confirmed rule with its proposals. Without any, `reason` says why; nothing is guessed.

    kind    None: a report of no period
    other_targets  further forms and outlines with such periods, which an official may choose instead
    """

    rule: ReportingRule
    kind: PeriodType | None
    proposals: tuple[TargetProposal, ...] = ()
    other_targets: tuple[ScheduleTarget, ...] = ()
    reason: str = ""
    decision: models.RuleDecision | None = None

    @property
    def due(self) -> DueRule | None:
        return next((proposal.due for proposal in self.proposals if proposal.due is not None), None)

    @property
    def is_ambiguous(self) -> bool:
        """Whether forms of several programmes fit, so that an official must choose."""
        return len({proposal.target.programme for proposal in self.proposals}) > 1

    @property
    def is_open(self) -> bool:
        """Whether an official has to decide: something differs from the schedules, and nobody has decided."""
        return self.decision is None and any(not proposal.is_met for proposal in self.proposals)


def list_proposals(plan: Plan, scope: Scope, day: date) -> tuple[RuleProposal, ...]:
    """The proposals of each confirmed rule of the plan, in text order. A dozen queries, however many rules."""
    rules = list(ReportingRule.objects.filter(plan=plan, state=ItemState.CONFIRMED).order_by("start", "code"))
    if not rules:
        return ()
    finder, targets = RulePartyFinder(plan, day), list_targets(plan, scope, day)
    decisions = {
        decision.rule_id: decision
        for decision in models.RuleDecision.objects.filter(rule__in=rules)
        .select_related("decided_by")
        .prefetch_related("schedules__form")
    }
    return tuple(
        _build_proposal(rule, rules, plan, finder.find(rule), targets, day, decisions.get(rule.pk)) for rule in rules
    )


def get_default_days(plan: Plan, day: date) -> tuple[date, date | None]:
    """From which day a schedule applies, and the day on which it ends.

    The plan's own day, but none that has passed: periods counted by then keep the day that was in force for them. It
    ends with the last year that the title names.
    """
    last_year = find_last_year(plan.title)
    return max(plan.signed_on or day, day), None if last_year is None else date(last_year + 1, 1, 1)


def _build_proposal(
    rule: ReportingRule,
    rules: Sequence[ReportingRule],
    plan: Plan,
    parties: RuleParties,
    targets: Iterable[ScheduleTarget],
    day: date,
    decision: models.RuleDecision | None,
) -> RuleProposal:
    kind = PeriodType(rule.every) if rule.every in _PERIODIC else None
    if kind is None:
        return RuleProposal(rule, None, reason=_explain_no_period(rule), decision=decision)
    candidates = [target for target in targets if kind in target.period_types]
    other_texts = [
        other.due_text for other in rules if other.pk != rule.pk and (other.who, other.to) == (rule.who, rule.to)
    ]
    proposals = []
    for target in candidates:
        codes = frozenset(target.reporters) & (
            frozenset(target.reporters) if parties.reporters is None else parties.reporters
        )
        if target.kind == OUTLINE:
            codes -= parties.through  # who collects the reports writes another one of them, later
        if not codes or not (parties.receivers & target.receivers):
            continue
        plan_due = build_plan_due(rule.due_text, kind, target.window, signed_on=plan.signed_on, other_texts=other_texts)
        unusual = find_due_problems(plan_due.due, [kind], target.window) if plan_due.due is not None else []
        dues_now = target.list_dues_in_force(kind, day, sorted(codes))
        proposals.append(TargetProposal(target, codes, plan_due.due, dues_now, plan_due.problems, tuple(unusual)))
    chosen_keys = {proposal.target.key for proposal in proposals}
    return RuleProposal(
        rule,
        kind,
        tuple(proposals),
        tuple(target for target in candidates if target.key not in chosen_keys),
        "" if proposals else _explain_no_target(rule, kind, parties, candidates),
        decision,
    )


def _explain_no_period(rule: ReportingRule) -> str:
    if rule.has_unnamed_period:
        return _(
            "Kế hoạch ghi định kỳ nhưng không nêu tháng, quý, 6 tháng hay năm nên không thành lịch: đơn vị báo cáo "
            "theo kỳ và hạn của từng biểu. Khi cần thêm số liệu, hỏi bằng báo cáo nhanh."
        )
    return _("Báo cáo không theo kỳ nên không thành lịch. Khi cần số liệu, hỏi bằng báo cáo nhanh.")


def _explain_no_target(
    rule: ReportingRule, kind: PeriodType, parties: RuleParties, candidates: Sequence[ScheduleTarget]
) -> str:
    if not candidates:
        return _("Không biểu, đề cương nào của địa bàn làm theo kỳ %(kind)s: cần lập biểu hoặc phiên bản mới.") % {
            "kind": _(kind.label_vi)
        }
    if parties.reporters is not None and not parties.reporters:
        return _("Không nhận ra «%(who)s» là đơn vị nào trong phần mềm.") % {"who": rule.who}
    if not parties.receivers:
        return _("Kế hoạch không nêu nơi nhận, hoặc phần mềm không nhận ra nơi nhận.")
    return _("Không biểu, đề cương nào do «%(who)s» gửi «%(to)s».") % {"who": rule.who, "to": rule.to}


_PERIODIC = frozenset(kind.value for kind in PeriodType if kind is not PeriodType.AD_HOC)
