"""Decides about the proposals of a plan, one by one, and makes a draft of what was accepted."""

import uuid
from collections.abc import Mapping
from dataclasses import dataclass, replace
from datetime import date, datetime
from typing import Any

from sokehoach.adapters.programme_files.definition import ProgrammeDefinition
from sokehoach.adapters.programme_files.proposed import ProgrammeHead, build_proposed_programme
from sokehoach.adapters.programme_files.writing import write_programme
from sokehoach.apps.accounts.models import User
from sokehoach.apps.audit.services import ServiceResult, write
from sokehoach.apps.orgunits.models import Unit
from sokehoach.apps.orgunits.queries.heirs import list_whole_predecessors
from sokehoach.apps.orgunits.queries.units import get_unit_area
from sokehoach.apps.plans.models import Clause, Plan, ProposalDecision
from sokehoach.apps.programmes.models import Programme
from sokehoach.apps.programmes.queries.versions import find_current_version
from sokehoach.apps.programmes.services import drafts
from sokehoach.apps.setup.queries.exports import build_published_programme
from sokehoach.apps.setup.queries.proposals import access_proposing_plan, list_outside_receivers, list_proposals
from sokehoach.apps.setup.services.drafts import check_files, find_problems
from sokehoach.apps.shell import pii_filter
from sokehoach.apps.shell.outcomes import ActionRefused, InvalidInput, VersionConflictError
from sokehoach.domain.messages import say
from sokehoach.domain.plans.proposals.proposal import (
    ProgrammeProposal,
    ProposalContent,
    ProposalKind,
    find_content_problems,
    to_json,
)

_OPEN = "open"


@write("proposal.decide")
def decide_proposal(
    *,
    plan: uuid.UUID,
    proposal: str,
    version: int,
    state: str,
    content: ProposalContent | None,
    by: User,
    at: datetime,
) -> ServiceResult:
    """Accept a proposal with this content, or drop it, or («open») take the decision back.

    Raises VersionConflictError where somebody decided after that version, InvalidInput by field where the content lacks
    something or a word names a person, NotFoundError where `by` may not make programmes of the plan.
    """
    row = access_proposing_plan(by, plan)
    decision = ProposalDecision.objects.filter(plan=row, key=proposal).select_related("decided_by").first()
    if (decision.version if decision is not None else 0) != version:
        raise VersionConflictError(_name_first(decision), version=0 if decision is None else decision.version)
    if state == _OPEN:
        ProposalDecision.objects.filter(plan=row, key=proposal).delete()
        return _build_result(row, proposal, state, 0)
    if state == ProposalDecision.State.ACCEPTED:
        _check_content(row, content)
    decision = decision or ProposalDecision(plan=row, key=proposal, version=0)
    _fill_decision(decision, state, content, by, at)
    decision.save()
    return _build_result(row, proposal, state, decision.version)


@write("proposal.accept_sure")
def accept_sure_proposals(*, plan: uuid.UUID, by: User, at: datetime) -> ServiceResult:
    """Accept every proposal that nobody has decided about, that lacks nothing and is likely."""
    row = access_proposing_plan(by, plan)
    decided = list_proposals(row, at.date())
    accepted = [item for item in decided if item.is_open and item.proposal.is_sure]
    pii_filter.allow_places_of(row.text)  # what the signed plan prints may stand
    for item in accepted:
        decision = ProposalDecision(plan=row, key=item.key, version=0)
        _fill_decision(decision, ProposalDecision.State.ACCEPTED, item.content, by, at)
        decision.save()
    return ServiceResult(
        subject=f"plan:{row.pk}",
        unit=row.unit.code,
        detail={"title": row.name, "accepted": [item.key for item in accepted]},
        answer={"accepted": len(accepted)},
    )


@dataclass(frozen=True, slots=True)
class DraftHead:
    """The head of the draft. `programme`: code of the one to be changed, «» for a new one with `code`."""

    programme: str
    code: str
    name: str
    short_name: str
    standing_office: str
    valid_from: date


def begin_proposed_draft(*, plan: Plan, typed: DraftHead, by: User, at: datetime, key: str = "") -> ServiceResult:
    """Make the draft of a programme of what was accepted; from there it is edited, checked and published as any draft.

    Raises ActionRefused where nothing was accepted, the code is taken or the programme has a draft; InvalidInput
    where a text names a person.
    """
    plan = access_proposing_plan(by, plan.pk)
    area = get_unit_area(plan.unit)
    programme = (
        Programme.objects.filter(code=typed.programme, unit__code=area.code).first() if typed.programme else None
    )
    if typed.programme and programme is None:
        raise ActionRefused(say("Không có chương trình này, hoặc chương trình không thuộc địa bàn của kế hoạch."))
    if programme is None and Programme.objects.filter(code=typed.code).exists():
        raise InvalidInput({"code": [say("Đã có chương trình mã «%(code)s». Hãy ghi mã khác.", code=typed.code)]})
    source = programme or _find_source(area, at.date())
    version = find_current_version(source) if source is not None else None
    if source is None or version is None:
        raise ActionRefused(say("Địa bàn chưa có chương trình nào để lấy đơn vị và vai trò."))
    decided = list_proposals(plan, at.date(), programme)
    accepted = [item.proposal.replace_content(item.content) for item in decided if item.is_accepted]
    if not any(proposal.content.kind in _IN_FORMS for proposal in accepted):
        raise ActionRefused(say("Chưa nhận chỉ tiêu hay nhiệm vụ nào, nên chưa có gì để lập biểu."))
    base = build_published_programme(source.code, version.number)
    head = _build_head(plan, typed, programme, base, area)
    own_rules = [row.key for row in accepted if row.content.reporters == (head.standing_office,)]
    place = "" if area.has_committee else plan.place
    head = replace(head, copies=list_outside_receivers(plan, own_rules, at.date()), place=place)
    clauses = [(row.path, row.heading) for row in Clause.objects.filter(plan=plan)]
    files = write_programme(
        build_proposed_programme(base, head, _keep_known(accepted, base, programme), clauses=clauses)
    )
    names = {"name": typed.name, "short_name": typed.short_name}
    pii_filter.allow_places_of(plan.text)  # what the signed plan prints may stand in the forms
    pii_filter.check_texts(names if programme is None else {})
    check_files(write_programme(base), files)
    return drafts.create_draft(
        code=head.code,
        programme=programme,
        unit=area,
        base=version.number if programme is not None else 0,
        files=files,
        problems=find_problems(files, head.code),
        by=by,
        at=at,
        key=key,
    )


def _find_source(area: Unit, day: date) -> Programme | None:
    """The programme whose units and roles a new one takes: of the area, else of one that the area alone took over."""
    programmes = Programme.objects.order_by("pk")
    if source := programmes.filter(unit__code=area.code).first():
        return source
    return programmes.filter(unit__in=list_whole_predecessors([area], day)[area.pk]).first()


_IN_FORMS = (ProposalKind.INDICATOR, ProposalKind.COUNT, ProposalKind.NARRATIVE)


def _build_head(
    plan: Plan, typed: DraftHead, programme: Programme | None, base: ProgrammeDefinition, area: Unit
) -> ProgrammeHead:
    signed = f" ngày {plan.signed_on:%d/%m/%Y}" if plan.signed_on else ""
    document = f"{plan.name}{signed}"[:250]
    if programme is not None:
        return ProgrammeHead(
            programme.code, base.name, programme.short_name, typed.standing_office or base.standing_office,
            max(typed.valid_from, base.valid_from), document, base.unit,
        )  # fmt: skip
    return ProgrammeHead(
        typed.code, typed.name, typed.short_name, typed.standing_office, typed.valid_from, document, area.code
    )


def _keep_known(
    accepted: list[ProgrammeProposal], base: ProgrammeDefinition, programme: Programme | None
) -> list[ProgrammeProposal]:
    """Without codes of elements that the programme does not have: they are those of another one."""
    codes = {element.code for element in base.elements} if programme is not None else set()
    return [
        proposal
        if proposal.content.numerator_code in codes
        else proposal.replace_content(replace(proposal.content, numerator_code="", denominator_code=""))
        for proposal in accepted
    ]


def _check_content(plan: Plan, content: ProposalContent | None) -> None:
    if content is None or not content.makes_something:
        raise InvalidInput({"kind": [say("Chọn lập gì từ nội dung này, hoặc bỏ.")]})
    problems: dict[str, list[str]] = {}
    for field, reason in find_content_problems(content):
        problems.setdefault(field, []).append(reason)
    if problems:
        raise InvalidInput(problems)
    texts = {"name": content.name, "denominator": content.denominator, "unit": content.unit}
    pii_filter.check_texts(texts, stored_text=plan.text)


def _fill_decision(
    decision: ProposalDecision, state: str, content: ProposalContent | None, by: User, at: datetime
) -> None:
    plain: Mapping[str, Any] = {} if content is None else to_json(content)
    decision.state = state
    decision.name = "" if content is None else content.name
    decision.denominator = "" if content is None else content.denominator
    decision.unit = "" if content is None else content.unit
    decision.content = dict(plain)
    decision.version += 1
    decision.decided_by, decision.decided_at = by, at


def _name_first(decision: ProposalDecision | None) -> str:
    if decision is None:
        return say("Người khác vừa mở lại đề xuất này. Hãy xem lại trước khi lưu; điều bạn ghi vẫn còn trên trang.")
    return say(
        "%(name)s vừa quyết định đề xuất này: %(state)s. Hãy xem lại; điều bạn ghi vẫn còn trên trang.",
        name=decision.decided_by.full_name or decision.decided_by.username,
        state=decision.get_state_display(),
    )


def _build_result(plan: Plan, key: str, state: str, version: int) -> ServiceResult:
    return ServiceResult(
        subject=f"plan:{plan.pk}",
        unit=plan.unit.code,
        detail={"title": plan.name, "key": key, "state": state},
        answer={"key": key, "state": state, "version": version},
    )
