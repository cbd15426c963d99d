"""A direction («ý kiến chỉ đạo») becomes a duty at once: who leads it, by when, and it is followed like any other."""

import hashlib
from datetime import date, datetime

from django.http import Http404
from django.utils.translation import gettext as _

from sokehoach.apps.accounts.models import User
from sokehoach.apps.accounts.selectors.scopes import scope_of
from sokehoach.apps.audit.services import Done, write
from sokehoach.apps.orgunits.models import Unit
from sokehoach.apps.plans import permissions
from sokehoach.apps.plans.models import Assignment, Clause, Duty, ItemState, Plan
from sokehoach.apps.plans.selectors.directions import receivers
from sokehoach.apps.shell import guard
from sokehoach.apps.shell.outcomes import Invalid, Refused

LONGEST = 300  # letters, as much as a duty's title holds


@write("direction.give")
def give(*, unit: Unit, text: str, lead: int | None, due_on: date | None, by: User, at: datetime) -> Done:
    """Give a direction in the name of the area `unit` to one unit of it (`lead`, a row id).

    It is a plan of one sentence in force, with one duty whose words are all of it: dated where a day is given,
    else standing; a request where the lead is one that is asked and not ordered (Plan VI.8: the Front). Invalid
    (fields «text», «lead», «due_on»); Refused where the same was given the same day.
    """
    if not permissions.may_direct(scope_of(by, at.date()), unit.pk):
        raise Http404
    words = " ".join(text.split())
    offered = {one.pk: one for one in receivers(unit, at.date())}
    wrong = _wrong(words, due_on, at.date())
    if lead not in offered:
        wrong["lead"] = [_("Chọn đơn vị nhận việc trong danh sách.")]
    if wrong:
        raise Invalid(wrong)
    assert lead is not None
    receiver = offered[lead]
    head = _("%(kind)s ngày %(day)s, giao %(lead)s") % {
        "kind": Plan.Origin.DIRECTION.label.capitalize(),
        "day": f"{at:%d/%m/%Y}",
        "lead": receiver.name,
    }
    whole = f"{head}\n{words}\n"
    digest = hashlib.sha256(whole.encode()).hexdigest()
    if Plan.objects.filter(unit=unit, digest=digest).exists():
        raise Refused(_("Hôm nay đã giao đúng ý kiến này cho %(lead)s.") % {"lead": receiver.name})
    duty = _in_force(unit, words, whole, digest, receiver, due_on, by, at)
    return Done(
        subject=f"plan:{duty.plan_id}",
        unit=unit.code,
        detail={"lead": receiver.code, "due_on": due_on.isoformat() if due_on else ""},
        answer={"plan": str(duty.plan_id), "assignment": str(duty.assignments.get().pk)},
    )


def _wrong(words: str, due_on: date | None, day: date) -> dict[str, list[str]]:
    wrong: dict[str, list[str]] = {}
    if not words:
        wrong["text"] = [_("Ghi ý kiến chỉ đạo.")]
    elif len(words) > LONGEST:
        told = {"n": len(words), "most": LONGEST}
        wrong["text"] = [_("Ý kiến dài %(n)s chữ cái, nhiều nhất %(most)s: tách thành nhiều ý kiến.") % told]
    elif said := guard.say(words):
        wrong["text"] = [said]
    if due_on is not None and due_on < day:
        wrong["due_on"] = [_("Hạn phải từ hôm nay (%(day)s) trở đi.") % {"day": f"{day:%d/%m/%Y}"}]
    return wrong


def _in_force(
    unit: Unit, words: str, whole: str, digest: str, lead: Unit, due_on: date | None, by: User, at: datetime
) -> Duty:
    start = whole.index(words, whole.index("\n"))
    plan = Plan.objects.create(
        unit=unit, origin=Plan.Origin.DIRECTION, kind=Plan.Origin.DIRECTION.label.upper(), title=words,
        issuer=unit.letterhead or unit.name, signed_on=at.date(), file_name="", text=whole, digest=digest,
        paragraphs=[[0, whole.index("\n")], [start, start + len(words)]],
        state=Plan.State.IN_FORCE, created_by=by, created_at=at, in_force_by=by,
        in_force_at=at,
    )  # fmt: skip
    Clause.objects.create(plan=plan, position=0, path="1", heading=words, start=start, end=start + len(words))
    nature = Duty.Nature.DATED if due_on is not None else Duty.Nature.STANDING
    if lead.asked:
        nature = Duty.Nature.REQUEST
    dated = due_on if nature == Duty.Nature.DATED else None
    duty = Duty.objects.create(
        plan=plan, code="NV1", path="1", start=start, end=start + len(words), text=words, likelihood=1.0,
        state=ItemState.CONFIRMED, settled_by=by, settled_at=at, title=words, agency_text=lead.name, lead=lead,
        nature=nature, due_on=dated,
    )  # fmt: skip
    Assignment.objects.create(duty=duty, unit=lead, part=Assignment.Part.LEAD, due_on=dated)
    return duty
