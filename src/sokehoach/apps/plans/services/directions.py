"""Turns a direction («ý kiến chỉ đạo») into a duty with a lead and a due date, followed like any other."""

import hashlib
from datetime import date, datetime

from sokehoach.apps.accounts.models import User
from sokehoach.apps.accounts.queries.scopes import scope_of
from sokehoach.apps.audit.services import ServiceResult, write
from sokehoach.apps.orgunits.models import Unit
from sokehoach.apps.plans import permissions
from sokehoach.apps.plans.models import Assignment, Clause, Duty, ItemState, Plan
from sokehoach.apps.plans.queries.assignments import list_direction_receivers
from sokehoach.apps.shell import pii_filter
from sokehoach.apps.shell.outcomes import ActionRefused, InvalidInput, NotFoundError
from sokehoach.domain.messages import say
from sokehoach.domain.notation import write_day

MAX_LETTERS = 300  # letters; the length of a duty's title


@write("direction.give")
def give_direction(
    *, unit: Unit, text: str, lead: int | None, due_on: date | None, by: User, at: datetime
) -> ServiceResult:
    """Give a direction in the name of the area `unit` to one unit of it (`lead`, a row id).

    It is stored as a plan of one sentence in force, with one duty of the whole text: dated with a day, else standing;
    a request where the lead can only be asked (Plan VI.8: the Front). Raises InvalidInput (fields «text», «lead»,
    «due_on»), and ActionRefused where the same was given the same day.
    """
    if not permissions.may_direct(scope_of(by, at.date()), unit.pk):
        raise NotFoundError
    sentence = " ".join(text.split())
    receivers_by_id = {candidate.pk: candidate for candidate in list_direction_receivers(unit, at.date())}
    problems = _find_problems(sentence, due_on, at.date())
    if lead not in receivers_by_id:
        problems["lead"] = [say("Chọn đơn vị nhận việc trong danh sách.")]
    if problems:
        raise InvalidInput(problems)
    assert lead is not None
    receiver = receivers_by_id[lead]
    head = say(
        "%(kind)s ngày %(day)s, giao %(lead)s",
        kind=Plan.Origin.DIRECTION.label.capitalize(),
        day=write_day(at),
        lead=receiver.name,
    )
    full_text = f"{head}\n{sentence}\n"
    digest = hashlib.sha256(full_text.encode()).hexdigest()
    if Plan.objects.filter(unit=unit, digest=digest).exists():
        raise ActionRefused(say("Hôm nay đã giao đúng ý kiến này cho %(lead)s.", lead=receiver.name))
    duty = _create_duty(unit, sentence, full_text, digest, receiver, due_on, by, at)
    return ServiceResult(
        subject=f"plan:{duty.plan_id}",
        unit=unit.code,
        detail={"lead": receiver.code, "due_on": due_on.isoformat() if due_on else ""},
        answer={"plan": str(duty.plan_id), "assignment": str(duty.assignments.get().pk)},
    )


def _find_problems(sentence: str, due_on: date | None, day: date) -> dict[str, list[str]]:
    problems: dict[str, list[str]] = {}
    if not sentence:
        problems["text"] = [say("Ghi ý kiến chỉ đạo.")]
    elif len(sentence) > MAX_LETTERS:
        params = {"n": len(sentence), "most": MAX_LETTERS}
        problems["text"] = [say("Ý kiến dài %(n)s ký tự, nhiều nhất %(most)s: tách thành nhiều ý kiến.") % params]
    elif privacy_message := pii_filter.find_text_problem(sentence):
        problems["text"] = [privacy_message]
    if due_on is not None and due_on < day:
        problems["due_on"] = [say("Hạn phải từ hôm nay (%(day)s) trở đi.", day=write_day(day))]
    return problems


def _create_duty(
    unit: Unit,
    sentence: str,
    full_text: str,
    digest: str,
    lead: Unit,
    due_on: date | None,
    by: User,
    at: datetime,
) -> Duty:
    start = full_text.index(sentence, full_text.index("\n"))
    plan = Plan.objects.create(
        unit=unit, origin=Plan.Origin.DIRECTION, kind=Plan.Origin.DIRECTION.label.upper(), title=sentence,
        issuer=unit.letterhead or unit.name, signed_on=at.date(), file_name="", text=full_text, digest=digest,
        paragraphs=[[0, full_text.index("\n")], [start, start + len(sentence)]],
        state=Plan.State.IN_FORCE, created_by=by, created_at=at, in_force_by=by,
        in_force_at=at,
    )  # fmt: skip
    Clause.objects.create(plan=plan, position=0, path="1", heading=sentence, start=start, end=start + len(sentence))
    nature = Duty.Nature.DATED if due_on is not None else Duty.Nature.STANDING
    if lead.asked:
        nature = Duty.Nature.REQUEST
    dated = due_on if nature == Duty.Nature.DATED else None
    duty = Duty.objects.create(
        plan=plan, code="NV1", path="1", start=start, end=start + len(sentence), text=sentence, likelihood=1.0,
        state=ItemState.CONFIRMED, settled_by=by, settled_at=at, title=sentence, agency_text=lead.name, lead=lead,
        nature=nature, due_on=dated,
    )  # fmt: skip
    Assignment.objects.create(duty=duty, unit=lead, part=Assignment.Part.LEAD, due_on=dated)
    return duty
