"""Visits in an account's scope, without those that do not exist for it (NotFoundError), and what their forms offer."""

from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from datetime import date, datetime, timedelta
from typing import cast
from uuid import UUID

from django.db.models import QuerySet
from django.utils import timezone
from django.utils.translation import gettext as _

from sokehoach.apps.accounts.models import User
from sokehoach.apps.orgunits.models import Unit
from sokehoach.apps.registers.core import permissions
from sokehoach.apps.registers.core.catalogue import RegisterDefinition, get_register
from sokehoach.apps.registers.core.models import Revision
from sokehoach.apps.registers.core.queries import entries
from sokehoach.apps.registers.core.queries.register_owners import get_register_scope
from sokehoach.apps.registers.inspections.establishments.models import Establishment
from sokehoach.apps.registers.inspections.establishments.queries import list_existing
from sokehoach.apps.registers.inspections.models import ChecklistVersion, Sanction, Visit
from sokehoach.apps.registers.inspections.queries.reference import checklist_of, find_checklist_on, list_frames
from sokehoach.apps.registers.inspections.queries.secrets import without_secrets
from sokehoach.apps.registers.inspections.teams.queries import TeamOnDay, find_inspecting_team, list_inspectors
from sokehoach.apps.shell.outcomes import NotFoundError
from sokehoach.domain.notation import write_day
from sokehoach.domain.registers.checklists import ChecklistItem
from sokehoach.domain.registers.inspections import FollowUp, VisitRecord, compute_follow_up
from sokehoach.domain.registers.sanctions import Advice, Frame, judge_fine, judge_warning
from sokehoach.domain.text import sort_key


def get_visits_register() -> RegisterDefinition:
    return get_register("inspections")


def list_visits(user: User) -> QuerySet[Visit]:
    """Not voided, with all that a page shows of each: three queries."""
    rows = cast("QuerySet[Visit]", entries.list_entries(user, get_visits_register()))
    return (
        rows.filter(voided=False)
        .select_related("unit", "establishment__unit", "establishment__kind", "manner", "body", "lead", "programme")
        .prefetch_related("members", "sanctions")
    )


def access_visit(user: User, pk: UUID, day: date | None = None) -> Visit:
    """As the account may know of it on the day (today). Also a voided one: it stays readable."""
    readable = permissions.list_readable_unit_ids(
        get_register_scope(user, get_visits_register().code, day), get_visits_register()
    )
    visit = (
        without_secrets(Visit.objects.filter(unit__in=readable, pk=pk), user, day)
        .select_related(
            "unit__parent", "establishment__unit", "establishment__kind", "establishment__subkind",
            "manner", "body", "lead", "programme", "checklist", "recheck_of", "held_by", "remedied_by",
            "created_by", "updated_by",
        )
        .prefetch_related("members__unit", "sanctions", "answers")
        .first()
    )  # fmt: skip
    if visit is None:
        raise NotFoundError
    return visit


def can_write_visit(user: User, visit: Visit, day: date | None = None) -> bool:
    return visit.unit_id in entries.list_writable_unit_ids(user, get_visits_register(), day)


def units_to_write(user: User, day: date | None = None) -> list[Unit]:
    """For which the account inspects: its own unit first."""
    units = Unit.objects.filter(pk__in=entries.list_writable_unit_ids(user, get_visits_register(), day))
    return sorted(units, key=lambda unit: unit.pk != user.unit_id)


def access_units_to_write(user: User) -> list[Unit]:
    """The same; NotFoundError where there is none."""
    if not (units := units_to_write(user)):
        raise NotFoundError
    return units


def visit_to_write(user: User, pk: UUID) -> Visit:
    visit = access_visit(user, pk)
    if not can_write_visit(user, visit):
        raise NotFoundError
    return visit


def list_history(visit: Visit) -> list[tuple[Revision, list[entries.FieldChange]]]:
    return entries.list_revisions(get_visits_register(), visit)


def list_week(user: User, monday: date) -> list[tuple[date, list[Visit]]]:
    """Seven days, each with its visits."""
    rows = list(list_visits(user).filter(day__gte=monday, day__lt=monday + timedelta(days=7)).order_by("day"))
    days = [monday + timedelta(days=number) for number in range(7)]
    return [(day, [row for row in rows if row.day == day]) for day in days]


def list_held(rows: Iterable[Visit]) -> list[VisitRecord]:
    """Visits that were held, as the domain knows them."""
    return [
        VisitRecord(
            establishment=str(row.establishment_id),
            day=row.held_on,
            wanting=bool(row.wanting),
            remedy_by=row.remedy_by,
            remedied_on=row.remedied_on,
            recheck=row.recheck_of_id is not None,
        )
        for row in rows
        if row.held_on is not None
    ]


def get_follow_up(visit: Visit, day: date) -> FollowUp:
    held_visits = list_held([visit])
    return compute_follow_up(held_visits[0], day) if held_visits else FollowUp.NONE


def list_open_demands(user: User, day: date) -> list[tuple[Visit, FollowUp]]:
    """What is still to be put right, the longest overdue first."""
    rows = list_visits(user).filter(remedy_by__isnull=False, remedied_on__isnull=True).order_by("remedy_by")
    return [(row, get_follow_up(row, day)) for row in rows]


@dataclass(frozen=True, slots=True)
class ChecklistQuestion:
    """An item of the visit's checklist, its answer in words («» before the visit) and where it comes from."""

    item: ChecklistItem
    answer: str
    words: str


def list_answered_questions(visit: Visit) -> list[ChecklistQuestion]:
    """What the visit asked, once it was held."""
    if visit.checklist is None:
        return []
    answers = {row.item: row for row in visit.answers.all()}
    return [
        ChecklistQuestion(item, answers[item.code].answer, str(answers[item.code].get_answer_display()))
        for item in _checklist_items(visit, visit.checklist)
        if item.code in answers
    ]


def list_questions(visit: Visit) -> list[ChecklistQuestion]:
    """What is to be asked on the visit's day, or today where the day is past: one query."""
    version = find_checklist_on(visit.day)
    return [ChecklistQuestion(item, "", "") for item in _checklist_items(visit, version)] if version else []


def _checklist_items(visit: Visit, version: ChecklistVersion) -> list[ChecklistItem]:
    return checklist_of(version).items_for(kind=visit.establishment.kind.code, body=visit.body.code)


def build_steps(visit: Visit) -> list[dict[str, str]]:
    """Planned, invited (a planned one), held, put right (where something was demanded); by the server's clock."""
    all_steps = [_build_step(_("Lập lịch"), visit.created_at, visit.created_by.full_name)]
    if visit.invited_at or not (visit.surprise or visit.held):
        all_steps.append(_build_step(_("Giấy mời"), visit.invited_at, visit.invitation))
    held_by = visit.held_by.full_name if visit.held_by else ""
    all_steps.append(_build_step(_("Kiểm tra"), visit.held_at, held_by, visit.held_on))
    if visit.remedy_by is not None:
        closed_by = visit.remedied_by.full_name if visit.remedied_by else ""
        all_steps.append(_build_step(_("Khắc phục"), visit.remedied_at, closed_by, visit.remedied_on))
    finished_steps = [step for step in all_steps if step["when"]]
    for step in all_steps:
        step["state"] = "done" if step["when"] else "next"
    if len(finished_steps) < len(all_steps) and not visit.voided:
        after_last = all_steps.index(finished_steps[-1]) + 1 if finished_steps else 0
        all_steps[after_last]["state"] = "current"
    return all_steps


def _build_step(name: str, at: datetime | None, who: str, day: date | None = None) -> dict[str, str]:
    when = "" if at is None else write_day(day or timezone.localtime(at))
    return {"name": name, "when": when, "who": who}


@dataclass(frozen=True, slots=True)
class JudgedSanction:
    """A sanction, and what the frame of its day says; None where no frame is looked for."""

    sanction: Sanction
    act: str
    advice: Advice | None


def judge_sanctions(visit: Visit) -> list[JudgedSanction]:
    """Against the frames as they are known now: one query where there is a sanction."""
    sanctions = list(visit.sanctions.all())
    if not sanctions:
        return []
    penalty_frames = list_frames()
    names = {frame.act: frame.name for frame in penalty_frames}
    return [
        JudgedSanction(sanction, names.get(sanction.act, ""), judge_sanction(sanction, penalty_frames))
        for sanction in sanctions
    ]


def judge_sanction(sanction: Sanction, penalty_frames: list[Frame]) -> Advice | None:
    if sanction.kind == Sanction.Kind.FINE:
        return judge_fine(penalty_frames, act=sanction.act, amount=sanction.amount or 0, day=sanction.act_on)
    if sanction.kind == Sanction.Kind.WARNING:
        return judge_warning(penalty_frames, act=sanction.act, day=sanction.act_on)
    return None


def list_places(units: Iterable[Unit], day: date) -> list[Establishment]:
    """Establishments that exist on the day where the units inspect, each once, by commune."""
    places_by_id = {row.pk: row for unit in units for row in list_existing(unit, day)}
    return sorted(places_by_id.values(), key=lambda row: (row.unit.code, row.title))


def list_people(units: Sequence[Unit], going: Visit | None = None) -> list[User]:
    """All who ever stood in a team of the units, and those of the visit: the day of the visit decides who may go."""
    users_by_id = {user.pk: user for unit in units for user in list_inspectors(unit)}
    if going is not None:
        users_by_id |= {user.pk: user for user in [going.lead, *going.members.all()]}
    return sorted(users_by_id.values(), key=lambda user: sort_key(user.full_name))


def list_teams(units: Sequence[Unit], day: date) -> list[tuple[Unit, TeamOnDay | None]]:
    return [(unit, find_inspecting_team(unit, day)) for unit in units]
