"""Visits in an account's scope, without those that do not exist for it: 404."""

from collections.abc import Iterable
from dataclasses import dataclass
from datetime import date, datetime, timedelta
from typing import cast
from uuid import UUID

from django.db.models import QuerySet
from django.http import Http404
from django.utils import timezone
from django.utils.translation import gettext as _

from sokehoach.apps.accounts.models import User
from sokehoach.apps.accounts.selectors.scopes import scope_of
from sokehoach.apps.orgunits.models import Unit
from sokehoach.apps.registers.inspections.models import ChecklistVersion, Sanction, Visit
from sokehoach.apps.registers.inspections.selectors.reference import checklist_of, frames, version_on
from sokehoach.apps.registers.inspections.selectors.secrets import without_secrets
from sokehoach.apps.registers.shelf import permissions
from sokehoach.apps.registers.shelf.catalogue import Register, register
from sokehoach.apps.registers.shelf.models import Revision
from sokehoach.apps.registers.shelf.selectors import entries
from sokehoach.domain.registers.checklists import Item
from sokehoach.domain.registers.inspections import FollowUp, Held, follow_up
from sokehoach.domain.registers.sanctions import Advice, Frame, judge_fine, judge_warning


def described() -> Register:
    return register("inspections")


def visits(user: User) -> QuerySet[Visit]:
    """Not struck, with all that a page shows of each: three queries."""
    rows = cast("QuerySet[Visit]", entries.mine(user, described()))
    return (
        rows.filter(struck=False)
        .select_related(
            "unit", "establishment__unit", "establishment__kind", "manner", "body", "lead", "programme"
        )
        .prefetch_related("members", "sanctions")
    )


def visit_for(user: User, pk: UUID, day: date | None = None) -> Visit:
    """As the account may know of it on the day (today). Also a struck one: it stays readable."""
    readable = permissions.readable(scope_of(user, day), described())
    found = (
        without_secrets(Visit.objects.filter(unit__in=readable, pk=pk), user, day)
        .select_related(
            "unit__parent", "establishment__unit", "establishment__kind", "establishment__subkind",
            "manner", "body", "lead", "programme", "checklist", "recheck_of", "held_by", "remedied_by",
            "created_by", "updated_by",
        )
        .prefetch_related("members__unit", "sanctions", "answers")
        .first()
    )  # fmt: skip
    if found is None:
        raise Http404
    return found


def writes(user: User, visit: Visit, day: date | None = None) -> bool:
    return visit.unit_id in entries.writable(user, described(), day)


def units_to_write(user: User, day: date | None = None) -> list[Unit]:
    """For which the account inspects: its own unit first."""
    found = Unit.objects.filter(pk__in=entries.writable(user, described(), day))
    return sorted(found, key=lambda unit: unit.pk != user.unit_id)


def units_to_write_or_404(user: User) -> list[Unit]:
    if not (units := units_to_write(user)):
        raise Http404
    return units


def visit_to_write(user: User, pk: UUID) -> Visit:
    found = visit_for(user, pk)
    if not writes(user, found):
        raise Http404
    return found


def history(visit: Visit) -> list[tuple[Revision, list[entries.Change]]]:
    return entries.history(described(), visit)


def week_of(user: User, monday: date) -> list[tuple[date, list[Visit]]]:
    """Seven days, each with its visits."""
    rows = list(visits(user).filter(day__gte=monday, day__lt=monday + timedelta(days=7)).order_by("day"))
    days = [monday + timedelta(days=number) for number in range(7)]
    return [(day, [row for row in rows if row.day == day]) for day in days]


def as_held(rows: Iterable[Visit]) -> list[Held]:
    """Visits that were held, as the domain knows them."""
    return [
        Held(
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


def how_followed(visit: Visit, day: date) -> FollowUp:
    held = as_held([visit])
    return follow_up(held[0], day) if held else FollowUp.NONE


def open_demands(user: User, day: date) -> list[tuple[Visit, FollowUp]]:
    """What is still to be put right, the longest overdue first."""
    rows = visits(user).filter(remedy_by__isnull=False, remedied_on__isnull=True).order_by("remedy_by")
    return [(row, how_followed(row, day)) for row in rows]


@dataclass(frozen=True, slots=True)
class Asked:
    """An item of the visit's checklist, its answer in words («» before the visit) and where it comes from."""

    item: Item
    answer: str
    words: str


def asked(visit: Visit) -> list[Asked]:
    """What the visit asked, once it was held."""
    if visit.checklist is None:
        return []
    told = {row.item: row for row in visit.answers.all()}
    return [
        Asked(item, told[item.code].answer, str(told[item.code].get_answer_display()))
        for item in _items(visit, visit.checklist)
        if item.code in told
    ]


def to_ask(visit: Visit) -> list[Asked]:
    """What is to be asked on the visit's day, or today where the day is past: one query."""
    version = version_on(visit.day)
    return [Asked(item, "", "") for item in _items(visit, version)] if version else []


def _items(visit: Visit, version: ChecklistVersion) -> list[Item]:
    return checklist_of(version).items_for(kind=visit.establishment.kind.code, body=visit.body.code)


def steps(visit: Visit, day: date) -> list[dict[str, str]]:
    """Planned, invited (a planned one), held, put right (where something was demanded); by the server's clock."""
    found = [_step(_("Lập lịch"), visit.created_at, visit.created_by.full_name)]
    if visit.invited_at or not (visit.surprise or visit.held):
        found.append(_step(_("Giấy mời"), visit.invited_at, visit.invitation))
    held_by = visit.held_by.full_name if visit.held_by else ""
    found.append(_step(_("Kiểm tra"), visit.held_at, held_by, visit.held_on))
    if visit.remedy_by is not None:
        closed_by = visit.remedied_by.full_name if visit.remedied_by else ""
        found.append(_step(_("Khắc phục"), visit.remedied_at, closed_by, visit.remedied_on))
    done = [step for step in found if step["when"]]
    for step in found:
        step["state"] = "done" if step["when"] else "next"
    if len(done) < len(found) and not visit.struck:
        after_last = found.index(done[-1]) + 1 if done else 0
        found[after_last]["state"] = "current"
    return found


def _step(name: str, at: datetime | None, who: str, day: date | None = None) -> dict[str, str]:
    when = "" if at is None else f"{(day or timezone.localtime(at)):%d/%m/%Y}"
    return {"name": name, "when": when, "who": who}


@dataclass(frozen=True, slots=True)
class Judged:
    """A sanction, and what the frame of its day says; None where no frame is looked for."""

    sanction: Sanction
    act: str
    advice: Advice | None


def judged(visit: Visit) -> list[Judged]:
    """Against the frames as they are known now: one query where there is a sanction."""
    sanctions = list(visit.sanctions.all())
    if not sanctions:
        return []
    known = frames()
    names = {frame.act: frame.name for frame in known}
    return [Judged(one, names.get(one.act, ""), advice(one, known)) for one in sanctions]


def advice(sanction: Sanction, known: list[Frame]) -> Advice | None:
    if sanction.kind == Sanction.Kind.FINE:
        return judge_fine(known, act=sanction.act, amount=sanction.amount or 0, day=sanction.act_on)
    if sanction.kind == Sanction.Kind.WARNING:
        return judge_warning(known, act=sanction.act, day=sanction.act_on)
    return None
