"""Reports asked for in a hurry: asked by an office of units that it reviews, answered by each, closed."""

import uuid
from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from datetime import datetime

from django.http import Http404
from django.utils import timezone
from django.utils.translation import gettext as _

from sokehoach.apps.accounts.models import User
from sokehoach.apps.accounts.selectors.scopes import scope_of
from sokehoach.apps.audit.services import Done, write
from sokehoach.apps.indicators.models import DataElement
from sokehoach.apps.reporting import permissions
from sokehoach.apps.reporting.models import AdHoc, AdHocFigure, AdHocUnit, AdHocValue
from sokehoach.apps.reporting.selectors import ad_hoc as selectors
from sokehoach.apps.reporting.selectors import ad_hoc_asking as asking
from sokehoach.apps.reporting.services.held import day_of
from sokehoach.apps.shell import guard
from sokehoach.apps.shell.outcomes import Invalid, Refused, Stale
from sokehoach.domain.lives.life import NotAllowed
from sokehoach.domain.reporting.ad_hoc import (
    LIFE,
    Action,
    Role,
    State,
    refuse_figure,
    refuse_place,
    refuse_title,
)
from sokehoach.domain.values.gap import Gap
from sokehoach.domain.values.value import BadValue, Value, parse


@dataclass(frozen=True, slots=True)
class Wanted:
    """A line of the question as it was typed: a name of the list, or a name and a unit of measure of one's own."""

    name: str
    unit: str = ""


@write("ad_hoc.ask")
def ask(
    *,
    title: str,
    wanted: Sequence[Wanted],
    units: Sequence[str],
    due_at: datetime | None,
    by: User,
    at: datetime,
) -> Done:
    """Ask units (codes) of those that `by` reviews; they see it at once.

    Units below the district's level are asked for data elements that count things, under a title of the list: nothing
    in the question is the asker's own words; what others are asked in such words names no place below the district
    (domain.reporting.ad_hoc).

    Http404 where `by` reviews nothing; Invalid by field: title, wanted, units, due.
    """
    scope, day = scope_of(by, day_of(at)), day_of(at)
    if not asking.offered(by, day=day).units:
        raise Http404
    wrong: dict[str, list[str]] = {}
    if not title.strip():
        wrong["title"] = [_("Ghi việc cần nắm số liệu, ví dụ «Số liệu phục vụ họp giao ban».")]
    if due_at is None or due_at <= at:
        wrong["due"] = [_("Ghi ngày, giờ phải trả lời, sau lúc này.")]
    asked, function, messages = asking.read(wanted)
    reach = {unit.code: unit for unit in asking.askable(by, function, day=day)}
    chosen = [reach[code] for code in dict.fromkeys(units) if code in reach]
    if not messages and not permissions.asks(scope, function):
        messages = [_("Chỉ tiêu này chỉ bộ phận phụ trách lĩnh vực được hỏi, trong phạm vi lĩnh vực ấy.")]
    elif not chosen or len(chosen) < len(set(units)):
        wrong["units"] = [_("Chọn ít nhất một đơn vị trong danh sách.")]
    places = asking.places(chosen)
    if "title" not in wrong and (told := refuse_title(title.strip(), places)):
        wrong["title"] = [told]
    messages += [told for one in asked if (told := refuse_figure(one, places))]
    below = asking.list_lower_place_names(day)
    if "title" not in wrong and (told := refuse_place(title, below)):
        wrong["title"] = [told]
    messages += [told for one in asked if not one.element and (told := refuse_place(one.name, below))]
    if messages:
        wrong["wanted"] = messages
    if wrong or due_at is None:
        raise Invalid(wrong)
    guard.refuse({"title": title, "wanted": "; ".join(one.name for one in asked)})
    row = AdHoc.objects.create(
        office=by.unit, title=title.strip(), function=function, due_at=due_at, asked_by=by, asked_at=at
    )
    elements = DataElement.objects.in_bulk([one.element for one in asked if one.element], field_name="code")
    AdHocFigure.objects.bulk_create(
        AdHocFigure(
            ad_hoc=row,
            position=position,
            element=elements.get(one.element),
            name=one.name,
            unit=one.unit,
            kind=one.kind,
        )
        for position, one in enumerate(asked)
    )
    AdHocUnit.objects.bulk_create(AdHocUnit(ad_hoc=row, unit=unit) for unit in chosen)
    return _done(row, unit=by.unit.code, figures=len(asked), units=len(chosen))


@write("ad_hoc.answer", seal=True)
def answer(
    *,
    ad_hoc: uuid.UUID,
    unit: str,
    typed: Mapping[int, str],
    note: str,
    version: int,
    by: User,
    at: datetime,
) -> Done:
    """Tell figures (by row id): a number, 0, or «-»; a blank is told later.

    What was told once may be mended, not blanked; from below the district's level nothing is told but numbers. Http404
    for a unit that was not asked or for which `by` does not send, Refused once closed and where the question is one
    that may not be put there (any more), Stale where a colleague was first; Invalid by figure id as text, «note» or «».
    """
    line = selectors.line_for(by, ad_hoc, unit, day=day_of(at), lock=True)
    _step(line.ad_hoc, Action.ANSWER, Role.ASKED)
    shown = selectors.line(line)
    if shown.withheld:
        raise Refused(_("Câu hỏi này có chỉ tiêu không hỏi được xã, thị trấn nên không nhận trả lời nữa."))
    if line.version != version:
        raise Stale(
            _("%(who)s đã trả lời lúc %(when)s trong khi bạn gõ. Hãy tải lại trang, xem rồi sửa nếu cần.")
            % {"who": line.answered_by, "when": f"{timezone.localtime(line.answered_at):%H:%M, %d/%m/%Y}"}
        )
    kept = {one.figure_id: one for one in line.values.all()}
    told = _read(line, typed, kept)
    if note.strip() and not shown.takes_note:
        raise Invalid({"note": [_("Xã, thị trấn trả lời bằng số, không kèm ghi chú.")]})
    if told_place := refuse_place(note, asking.list_lower_place_names(day_of(at))):
        raise Invalid({"note": [told_place]})
    guard.refuse({"note": note})
    for figure, value in told.items():
        row = kept.get(figure) or AdHocValue(asked=line, figure_id=figure, first_at=at)
        row.number, row.gap = (None, value.value) if isinstance(value, Gap) else (value, "")
        row.save()
    line.note, line.version, line.answered_by, line.answered_at = note.strip(), version + 1, by, at
    line.save(update_fields=["note", "version", "answered_by", "answered_at"])
    return _done(line.ad_hoc, unit=line.unit.code, figures=len(told), late=at > line.ad_hoc.due_at)


@write("ad_hoc.close")
def close(*, ad_hoc: uuid.UUID, by: User, at: datetime) -> Done:
    """Take nothing any more. Http404 for who does not ask these units, Refused where it was closed before."""
    row = selectors.ad_hoc_for(by, ad_hoc, day=day_of(at), lock=True)
    if not selectors.runs(by, row, day=day_of(at)):
        raise Http404
    row.state = _step(row, Action.CLOSE, Role.ASKER)
    row.closed_by, row.closed_at = by, at
    row.save(update_fields=["state", "closed_by", "closed_at"])
    return _done(row, unit=row.office.code)


def _read(line: AdHocUnit, typed: Mapping[int, str], kept: Mapping[int, AdHocValue]) -> dict[int, Value]:
    told: dict[int, Value] = {}
    wrong: dict[str, list[str]] = {}
    for figure in line.ad_hoc.figures.all():
        try:
            value = parse(typed.get(figure.pk, ""), kind=figure.kind)
        except BadValue as bad:
            wrong[str(figure.pk)] = [bad.message_vi]
            continue
        if value is not Gap.NOT_REPORTED:
            told[figure.pk] = value
        elif figure.pk in kept:
            wrong[str(figure.pk)] = [
                _("Số đã trả lời thì sửa được, không để trống lại. Không có thì ghi 0 hoặc -.")
            ]
    if not told and not wrong:
        wrong[""] = [_("Ghi ít nhất một số; không phát sinh ghi 0, không áp dụng ghi dấu -.")]
    if wrong:
        raise Invalid(wrong)
    return told


def _step(row: AdHoc, action: Action, role: Role) -> State:
    try:
        return LIFE.step(State(row.state), action, role)
    except NotAllowed as refused:
        raise Refused(refused.message_vi) from refused


def _done(row: AdHoc, *, unit: str, **detail: int | bool) -> Done:
    return Done(
        subject=f"ad_hoc:{row.pk}",
        unit=unit,
        detail={"name": row.title, **detail},
        answer={"id": str(row.pk)},
        function=row.function,
    )
