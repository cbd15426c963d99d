"""Services that decide on the reporting rules of plans: accepted ones become dated schedules."""

import uuid
from collections.abc import Collection
from datetime import date, datetime

from django.utils import timezone

from sokehoach.apps.accounts.models import User
from sokehoach.apps.accounts.queries.scopes import scope_of
from sokehoach.apps.audit.services import Json, ServiceResult, write
from sokehoach.apps.plans.models import Plan, ReportingRule
from sokehoach.apps.plans.permissions import may_confirm
from sokehoach.apps.plans.queries.succession import match_rules
from sokehoach.apps.reporting.models import Form, PlanSchedule, RuleDecision
from sokehoach.apps.reporting.queries.schedule_proposals import RuleProposal, get_default_days, list_proposals
from sokehoach.apps.reporting.queries.schedule_targets import FORM, ScheduleTarget
from sokehoach.apps.reporting.services.submission_lock import day_of
from sokehoach.apps.shell import pii_filter
from sokehoach.apps.shell.outcomes import ActionRefused, InvalidInput, NotFoundError, VersionConflictError
from sokehoach.apps.shell.thread_cache import forget_answers
from sokehoach.domain.messages import say
from sokehoach.domain.notation import write_moment
from sokehoach.domain.periods.due import DueRule, find_plan_due_problems, format_due_rule
from sokehoach.domain.periods.serialization import serialize_due
from sokehoach.domain.reporting.form import Reporters


@write("schedule.accept")
def accept_rule(
    *,
    plan: uuid.UUID,
    code: str,
    version: int,
    targets: Collection[str],
    due: DueRule | None,
    valid_from: date | None,
    valid_until: date | None,
    by: User,
    at: datetime,
) -> ServiceResult:
    """Let the reports of these forms and outlines (keys of `ScheduleTarget`) be due by the rule from the day on.

    What was accepted by the plan's rule before ends on that day. `version` is that of the decision, 0 for none yet.
    Raises NotFoundError outside what `by` may decide, VersionConflictError where somebody decided meanwhile,
    InvalidInput for no target, a day that has passed, an end before it, or a due day that does not suit a target.
    """
    row, proposal = _lock_rule(plan, code, version, by, at)
    available = {target.key: target for target in _list_choices(proposal)}
    chosen_targets = [available[key] for key in dict.fromkeys(targets) if key in available]
    assert proposal.kind is not None or not chosen_targets
    problems: dict[str, list[str]] = {}
    if not chosen_targets or len(chosen_targets) < len(set(targets)):
        problems["targets"] = [say("Chọn ít nhất một biểu hoặc đề cương trong danh sách.")]
    if due is None:
        problems["due"] = [say("Ghi hạn, ví dụ: 15/12; 15/6, 15/12; ngày 20 tháng cuối kỳ; 3 ngày làm việc.")]
    elif proposal.kind is not None:
        problems |= _find_due_problems(due, proposal, chosen_targets)
    if valid_from is None or valid_from < day_of(at):
        problems["valid_from"] = [say("Áp dụng từ hôm nay hoặc một ngày sau: kỳ đã chốt số liệu giữ hạn cũ.")]
    elif valid_until is not None and valid_until <= valid_from:
        problems["valid_until"] = [say("Ngày hết hiệu lực phải sau ngày có hiệu lực.")]
    if problems:
        raise InvalidInput(problems)
    assert due is not None
    assert valid_from is not None
    decision = _store_decision(proposal, accepted=True, reason="", by=by, at=at)
    _end_schedules(decision, valid_from)
    reporters = {entry.target.key: entry.reporters for entry in proposal.proposals}
    assert proposal.kind is not None
    for target in chosen_targets:
        bound = reporters.get(target.key, Reporters())
        PlanSchedule.objects.create(
            decision=decision, programme_id=target.programme, report=target.label, period_type=proposal.kind.value,
            form=Form.objects.get(uid=target.uid) if target.kind == FORM else None,
            outline="" if target.kind == FORM else target.uid, due=serialize_due(due), levels=list(bound.levels),
            codes=list(bound.codes), valid_from=valid_from, valid_until=valid_until,
        )  # fmt: skip
    forget_answers()
    return _build_result(
        row,
        decision,
        code,
        {
            "targets": [target.key for target in chosen_targets],
            "due": format_due_rule(due),
            "from": valid_from.isoformat(),
            "until": "" if valid_until is None else valid_until.isoformat(),
        },
    )


@write("schedule.drop")
def drop_rule(*, plan: uuid.UUID, code: str, version: int, reason: str, by: User, at: datetime) -> ServiceResult:
    """Decide that the rule sets no due day, with the reason; what was accepted by it ends today.

    Raises what `accept_rule` raises; InvalidInput without a reason.
    """
    row, proposal = _lock_rule(plan, code, version, by, at)
    pii_filter.check_texts({"reason": reason})
    decision = _store_decision(proposal, accepted=False, reason=reason.strip(), by=by, at=at)
    _end_schedules(decision, day_of(at))
    forget_answers()
    return _build_result(row, decision, code, {"reason": reason.strip()})


@write("schedule.carry_over")
def carry_over_schedules(*, plan: Plan, by: User, at: datetime) -> ServiceResult:
    """Pass the schedules of the replaced plan on to a plan that has come into force, or end them.

    A rule with the same frequency and day goes on under the new plan from the day; any other ends with its plan, and
    the new plan's rule waits for a decision. No period has two schedules, and none is demanded twice.
    """
    day, ends = day_of(at), get_default_days(plan, day_of(at))[1]
    successors = match_rules(plan.replaces, plan) if plan.replaces is not None else {}
    continued = ended = 0
    for decision in RuleDecision.objects.filter(rule__plan=plan.replaces_id, accepted=True).select_related("rule"):
        running = [row for row in decision.schedules.all() if row.valid_until is None or row.valid_until > day]
        _end_schedules(decision, day)
        successor = successors.get(decision.rule_id)
        if successor is None or not running:
            ended += len(running)
            continue
        following = RuleDecision.objects.create(rule=successor, accepted=True, decided_by=by, decided_at=at)
        for row in running:
            row.pk, row.decision = None, following
            row.valid_from, row.valid_until = max(row.valid_from, day), ends
            row.save(force_insert=True)
        continued += len(running)
    forget_answers()
    return ServiceResult(
        subject=f"plan:{plan.pk}", unit=plan.unit.code, detail={"continued": continued, "ended": ended}
    )


def _lock_rule(plan: uuid.UUID, code: str, version: int, by: User, at: datetime) -> tuple[Plan, RuleProposal]:
    scope = scope_of(by, day_of(at))
    row = Plan.objects.select_for_update(of=("self",)).select_related("unit").filter(pk=plan).first()
    if row is None or not may_confirm(scope, row):
        raise NotFoundError
    if row.state != Plan.State.IN_FORCE:
        raise ActionRefused(say("Chỉ kế hoạch đang theo dõi mới đặt lịch báo cáo."))
    proposal = next(
        (proposal for proposal in list_proposals(row, scope, day_of(at)) if proposal.rule.code == code), None
    )
    if proposal is None:
        raise NotFoundError
    decision = proposal.decision
    if version != (decision.version if decision else 0):
        if decision is None:
            raise ActionRefused(say("Trang này không còn dùng được. Hãy tải lại trang rồi làm lại."))
        raise VersionConflictError(
            say(
                "%(who)s đã quyết định mục %(code)s lúc %(when)s: %(what)s. Phần vừa gõ chưa được lưu.",
                who=decision.decided_by,
                code=code,
                when=write_moment(timezone.localtime(decision.decided_at)),
                what=say("đã chấp nhận") if decision.accepted else say("đã bỏ"),
            ),
            theirs=decision.version,
        )
    return row, proposal


def _list_choices(proposal: RuleProposal) -> tuple[ScheduleTarget, ...]:
    return (*(entry.target for entry in proposal.proposals), *proposal.other_targets)


def _find_due_problems(
    due: DueRule, proposal: RuleProposal, targets: Collection[ScheduleTarget]
) -> dict[str, list[str]]:
    assert proposal.kind is not None
    problems = [
        f"{target.code}: {problem}"
        for target in targets
        for problem in find_plan_due_problems(due, proposal.kind, target.window)
    ]
    return {"due": problems} if problems else {}


def _store_decision(proposal: RuleProposal, *, accepted: bool, reason: str, by: User, at: datetime) -> RuleDecision:
    decision = proposal.decision or RuleDecision(rule=proposal.rule, version=0)
    decision.accepted, decision.reason = accepted, reason
    decision.decided_by, decision.decided_at = by, at
    decision.version += 1
    decision.save()
    return decision


def _end_schedules(decision: RuleDecision, day: date) -> None:
    for row in decision.schedules.all():
        if row.valid_until is None or row.valid_until > day:
            row.valid_until = max(row.valid_from, day)
            row.save(update_fields=["valid_until"])


def _build_result(row: Plan, decision: RuleDecision, code: str, detail: dict[str, Json]) -> ServiceResult:
    return ServiceResult(
        subject=f"plan:{row.pk}",
        unit=row.unit.code,
        detail={"code": code, "rule": ReportingRule.objects.get(pk=decision.rule_id).text[:200], **detail},
        answer={"version": decision.version},
    )
