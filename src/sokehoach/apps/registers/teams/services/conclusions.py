"""Conclusions of a meeting become duties: followed like those of any plan, with lead, deadline and result."""

import uuid
from datetime import datetime
from typing import NamedTuple

from django.http import Http404
from django.utils.translation import gettext as _

from sokehoach.apps.accounts.models import User
from sokehoach.apps.accounts.selectors.scopes import scope_of
from sokehoach.apps.audit.services import Done, OutdatedError, write
from sokehoach.apps.orgunits.selectors.units import area_of
from sokehoach.apps.plans.models import Clause, Duty, Plan
from sokehoach.apps.plans.permissions import may_import
from sokehoach.apps.plans.selectors.items import items
from sokehoach.apps.plans.services import items as settling
from sokehoach.apps.plans.services import plans
from sokehoach.apps.registers.teams.models import Conclusion, Meeting
from sokehoach.apps.registers.teams.selectors.meetings import conclusions_of, may_follow, meeting_for
from sokehoach.apps.shell.outcomes import Refused


class ReadDocument(NamedTuple):
    """The document of a meeting's conclusions, and what the reader of plans understood of it."""

    text: str
    understood: plans.Understood


def _read_conclusions(*, meeting: uuid.UUID, by: User, at: datetime, **_others: object) -> ReadDocument:
    """In the parser's process, as every plan, before the write lock is taken."""
    row, fresh = _to_follow(meeting, by, at)
    text = _document(row, fresh)
    return ReadDocument(text, plans.understand_text(unit=area_of(row.unit), text=text, by=by, at=at))


def _to_follow(meeting: uuid.UUID, by: User, at: datetime) -> tuple[Meeting, list[Conclusion]]:
    row = meeting_for(by, meeting)
    if not may_follow(by, row) or not may_import(scope_of(by, at.date()), area_of(row.unit).pk):
        raise Http404
    fresh = [one for one in conclusions_of(row) if one.plan_id is None]
    if not fresh:
        raise Refused(_("Cuộc họp không còn kết luận nào chưa giao."))
    return row, fresh


@write("conclusion.follow", prepare=_read_conclusions)
def follow(*, meeting: uuid.UUID, by: User, at: datetime, prepared: ReadDocument | None = None) -> Done:
    """Make duties of the conclusions that are none yet: one document in force, one duty for each.

    They go the way of every plan (`plans.services`): imported, confirmed by whoever asks, brought into force, so
    that the unit in charge finds its duty among the others. Refused where nothing is left to give.
    """
    row, fresh = _to_follow(meeting, by, at)
    text = _document(row, fresh)
    if prepared is None or prepared.text != text:
        raise OutdatedError
    done = plans.import_text(
        unit=area_of(row.unit), file_name=f"ket-luan-{row.day:%Y-%m-%d}.txt", text=text, by=by, at=at,
        origin=Plan.Origin.MEETING, whose=plans.OWN, prepared=prepared.understood,
    )  # fmt: skip
    plan = Plan.objects.get(pk=str(done.answer["plan"]))
    for item in items(plan):
        settling.dismiss(plan=plan.pk, code=item.code, version=item.version, by=by, at=at)
    for one in fresh:
        code = _as_duty(plan, one, by, at)
        Conclusion.objects.filter(pk=one.pk).update(plan=plan, duty=code)
    plans.bring_into_force(plan=plan.pk, version=plan.version, by=by, at=at)
    return Done(
        subject=f"meetings:{row.pk}",
        unit=row.unit.code,
        detail={"plan": str(plan.pk), "given": len(fresh)},
        answer={"plan": str(plan.pk), "given": len(fresh)},
    )


def _as_duty(plan: Plan, one: Conclusion, by: User, at: datetime) -> str:
    """The conclusion's own lead and deadline, whatever the reader made of its words."""
    place = Clause.objects.filter(plan=plan, start__lte=plan.text.index(one.title)).latest("start")
    done = settling.add(plan=plan.pk, kind="duty", clause=place.position, quote=one.title, by=by, at=at)
    code = str(done.answer["code"])
    duty = Duty.objects.get(plan=plan, code=code)
    settling.confirm_duty(
        plan=plan.pk,
        code=code,
        version=duty.version,
        title=one.title,
        lead=f"u:{one.lead_id}",
        coordinating=(),
        nature=Duty.Nature.STANDING if one.due_on is None else Duty.Nature.DATED,
        due_on=one.due_on,
        by=by,
        at=at,
    )
    return code


def _document(meeting: Meeting, conclusions: list[Conclusion]) -> str:
    """The conclusions as a plan to carry them out, in the shape that the reader of plans reads."""
    body = []
    for number, one in enumerate(conclusions, 1):
        due = _("Hạn: %(day)s.") % {"day": f"{one.due_on:%d/%m/%Y}"} if one.due_on else _("Thường xuyên.")
        body += [f"{number}. {one.lead.name}", f"- {one.title}", due]
    told = {
        "issuer": meeting.unit.letterhead or meeting.unit.name,
        "place": area_of(meeting.unit).short_name,
        "day": f"ngày {meeting.day:%d} tháng {meeting.day:%m} năm {meeting.day:%Y}",
        "number": meeting.number,
        "title": meeting.title,
        "held": f"{meeting.day:%d/%m/%Y}",
    }
    head = [
        str(told["issuer"]).upper(),
        _("Số: %(number)s") % told if meeting.number else "",
        _("%(place)s, %(day)s") % told,
        "KẾ HOẠCH",
        _("Thực hiện kết luận cuộc họp ngày %(held)s: %(title)s") % told,
        _("I. PHÂN CÔNG THỰC HIỆN"),
    ]
    return "\n".join([*(line for line in head if line), *body]) + "\n"
