"""Conclusions of a meeting become duties: followed like those of any plan, with lead, deadline and result."""

import uuid
from datetime import datetime
from typing import NamedTuple

from sokehoach.apps.accounts.models import User
from sokehoach.apps.accounts.queries.scopes import scope_of
from sokehoach.apps.audit.services import OutdatedError, ServiceResult, write
from sokehoach.apps.orgunits.queries.levels import get_place_name
from sokehoach.apps.orgunits.queries.units import get_unit_area
from sokehoach.apps.plans.models import Clause, Duty, Plan
from sokehoach.apps.plans.permissions import may_import
from sokehoach.apps.plans.queries.items import list_items
from sokehoach.apps.plans.services import items as settling
from sokehoach.apps.plans.services import plans
from sokehoach.apps.registers.inspections.teams.models import Conclusion, Meeting
from sokehoach.apps.registers.inspections.teams.queries import access_meeting, list_conclusions, may_assign_duties
from sokehoach.apps.shell.outcomes import ActionRefused, NotFoundError
from sokehoach.domain.messages import say
from sokehoach.domain.notation import write_day


class PreparedDocument(NamedTuple):
    """The document of a meeting's conclusions, and what the reader of plans understood of it."""

    text: str
    understood: plans.PreparedImport


def _read_conclusions(*, meeting: uuid.UUID, by: User, at: datetime, **_parameters: object) -> PreparedDocument:
    """In the parser's process, as every plan, before the write lock is taken."""
    row, unassigned = _access_unassigned(meeting, by, at)
    text = _build_document(row, unassigned)
    return PreparedDocument(text, plans.prepare_import(unit=get_unit_area(row.unit), text=text, by=by, at=at))


def _access_unassigned(meeting: uuid.UUID, by: User, at: datetime) -> tuple[Meeting, list[Conclusion]]:
    row = access_meeting(by, meeting)
    if not may_assign_duties(by, row) or not may_import(scope_of(by, at.date()), get_unit_area(row.unit).pk):
        raise NotFoundError
    unassigned = [conclusion for conclusion in list_conclusions(row) if conclusion.plan_id is None]
    if not unassigned:
        raise ActionRefused(say("Cuộc họp không còn kết luận nào chưa giao."))
    return row, unassigned


@write("conclusion.follow", prepare=_read_conclusions)
def assign_duties(
    *, meeting: uuid.UUID, by: User, at: datetime, prepared: PreparedDocument | None = None
) -> ServiceResult:
    """Make duties of the conclusions that are none yet: one document in force, one duty for each.

    They go the way of every plan (`plans.services`): imported, confirmed by whoever asks, brought into force, so
    that the unit in charge finds its duty among the others. ActionRefused where nothing is left to give.
    """
    row, unassigned = _access_unassigned(meeting, by, at)
    text = _build_document(row, unassigned)
    if prepared is None or prepared.text != text:
        raise OutdatedError
    imported = plans.import_text(
        unit=get_unit_area(row.unit), file_name=f"ket-luan-{row.day:%Y-%m-%d}.txt", text=text, by=by, at=at,
        origin=Plan.Origin.MEETING, level=plans.OWN_PLAN, prepared=prepared.understood,
    )  # fmt: skip
    plan = Plan.objects.get(pk=str(imported.answer["plan"]))
    for item in list_items(plan):
        settling.dismiss_item(plan=plan.pk, code=item.code, version=item.version, by=by, at=at)
    for conclusion in unassigned:
        code = _as_duty(plan, conclusion, by, at)
        Conclusion.objects.filter(pk=conclusion.pk).update(plan=plan, duty=code)
    plans.bring_into_force(plan=plan.pk, version=plan.version, by=by, at=at)
    return ServiceResult(
        subject=f"meetings:{row.pk}",
        unit=row.unit.code,
        detail={"plan": str(plan.pk), "given": len(unassigned)},
        answer={"plan": str(plan.pk), "given": len(unassigned)},
    )


def _as_duty(plan: Plan, conclusion: Conclusion, by: User, at: datetime) -> str:
    """The conclusion's own lead and deadline, whatever the reader made of its words."""
    place = Clause.objects.filter(plan=plan, start__lte=plan.text.index(conclusion.title)).latest("start")
    duty_result = settling.add_item(
        plan=plan.pk, kind="duty", clause=place.position, quote=conclusion.title, by=by, at=at
    )
    code = str(duty_result.answer["code"])
    duty = Duty.objects.get(plan=plan, code=code)
    settling.confirm_duty(
        plan=plan.pk,
        code=code,
        version=duty.version,
        title=conclusion.title,
        lead=f"u:{conclusion.lead_id}",
        coordinating=(),
        nature=Duty.Nature.STANDING if conclusion.due_on is None else Duty.Nature.DATED,
        due_on=conclusion.due_on,
        by=by,
        at=at,
    )
    return code


def _build_document(meeting: Meeting, conclusions: list[Conclusion]) -> str:
    """The conclusions as a plan to carry them out, in the shape that the reader of plans reads."""
    body = []
    for number, conclusion in enumerate(conclusions, 1):
        due = say("Hạn: %(day)s.", day=write_day(conclusion.due_on)) if conclusion.due_on else say("Thường xuyên.")
        body += [f"{number}. {conclusion.lead.name}", f"- {conclusion.title}", due]
    params = {
        "issuer": meeting.unit.letterhead or meeting.unit.name,
        "place": get_place_name(get_unit_area(meeting.unit)),
        "day": f"ngày {meeting.day:%d} tháng {meeting.day:%m} năm {meeting.day:%Y}",
        "number": meeting.number,
        "title": meeting.title,
        "held": write_day(meeting.day),
    }
    head = [
        str(params["issuer"]).upper(),
        say("Số: %(number)s") % params if meeting.number else "",
        say("%(place)s, %(day)s") % params,
        "KẾ HOẠCH",
        say("Thực hiện kết luận cuộc họp ngày %(held)s: %(title)s") % params,
        say("I. PHÂN CÔNG THỰC HIỆN"),
    ]
    return "\n".join([*(line for line in head if line), *body]) + "\n"
