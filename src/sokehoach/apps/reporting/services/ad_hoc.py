"""Services of ad hoc reports: an office asks units that it reviews, each answers, the office closes."""

import uuid
from collections.abc import Collection, Mapping, Sequence
from dataclasses import dataclass
from datetime import datetime

from django.utils import timezone

from sokehoach.apps.accounts.models import User
from sokehoach.apps.accounts.queries.scopes import scope_of
from sokehoach.apps.audit.services import ServiceResult, write
from sokehoach.apps.indicators.models import DataElement
from sokehoach.apps.reporting import permissions
from sokehoach.apps.reporting.models import AdHoc, AdHocFigure, AdHocSubmission, AdHocUnit, AdHocValue
from sokehoach.apps.reporting.queries import ad_hoc as ad_hoc_queries
from sokehoach.apps.reporting.queries import ad_hoc_asking as asking
from sokehoach.apps.reporting.services.approvals import check_may_send
from sokehoach.apps.reporting.services.submission_lock import day_of
from sokehoach.apps.shell import pii_filter
from sokehoach.apps.shell.constraints import get_violation_message
from sokehoach.apps.shell.outcomes import ActionRefused, InvalidInput, NotFoundError, VersionConflictError
from sokehoach.domain.indicators.element import parse_answer
from sokehoach.domain.messages import say
from sokehoach.domain.notation import write_moment
from sokehoach.domain.reporting.ad_hoc import (
    WORKFLOW,
    AdHocAction,
    AdHocRole,
    AdHocState,
    find_figure_problem,
    find_place_problem,
    find_title_problem,
)
from sokehoach.domain.values.gap import Gap
from sokehoach.domain.values.value import CellValueError, Value
from sokehoach.domain.workflow.state_machine import TransitionNotAllowedError


@dataclass(frozen=True, slots=True)
class TypedFigure:
    """A typed line of the question: a name from the list, or a free name with a unit of measure."""

    name: str
    unit: str = ""


@write("ad_hoc.ask")
def ask(
    *,
    title: str,
    requested_figures: Sequence[TypedFigure],
    units: Sequence[str],
    due_at: datetime | None,
    programme: int | None = None,
    by: User,
    at: datetime,
) -> ServiceResult:
    """Ask units (codes) that `by` reviews; they see the question at once.

    `programme` (row id): whose elements are meant, and to whose accounts the question is open. None: that of the
    elements, or the only one in which `by` reviews reports.

    Units below the district are asked only for data elements that count things, under a title from the list: the
    question has no free text. A free text for other units may not name a place below the district
    (domain.reporting.ad_hoc).

    NotFoundError where `by` reviews nothing. Raises InvalidInput by field: title, wanted, units, due, programme.
    """
    scope, day = scope_of(by, day_of(at)), day_of(at)
    if not asking.load_offer(by, day=day).units:
        raise NotFoundError
    wrong: dict[str, list[str]] = {}
    if not title.strip():
        wrong["title"] = [get_violation_message(AdHoc, "reporting_ad_hoc_has_a_title")]
    if due_at is None or due_at <= at:
        wrong["due"] = [get_violation_message(AdHoc, "reporting_ad_hoc_due_after_asked")]
    figures, function, messages = asking.parse_figures(by, requested_figures, day=day, programme=programme)
    elements = DataElement.objects.in_bulk([figure.element for figure in figures if figure.element], field_name="uid")
    reviewed_programmes = asking.list_reviewed_programmes(by, day)
    programmes = {programme} if programme is not None else {element.programme_id for element in elements.values()}
    programme = next(iter(programmes or reviewed_programmes), None)
    if programme is not None and reviewed_programmes and programme not in reviewed_programmes:
        raise NotFoundError
    if len(programmes) > 1:
        messages.append(say("Chỉ tiêu thuộc các chương trình khác nhau: hãy hỏi riêng từng chương trình."))
    elif not programmes and len(reviewed_programmes) > 1:
        wrong["programme"] = [say("Chọn chương trình của câu hỏi.")]
    scope = permissions.restrict_to_ad_hoc(scope, programme)
    askable_units = {unit.code: unit for unit in asking.list_askable_units(by, function, day=day, programme=programme)}
    chosen_units = [askable_units[code] for code in dict.fromkeys(units) if code in askable_units]
    if not messages and not permissions.list_askable_units(scope, function):
        messages = [say("Chỉ tiêu này chỉ bộ phận phụ trách lĩnh vực được hỏi, trong phạm vi lĩnh vực ấy.")]
    elif not chosen_units or len(chosen_units) < len(set(units)):
        wrong["units"] = [say("Chọn ít nhất một đơn vị trong danh sách.")]
    places = asking.list_place_levels(chosen_units)
    if "title" not in wrong and (problem := find_title_problem(title.strip(), places)):
        wrong["title"] = [problem]
    messages += [problem for figure in figures if (problem := find_figure_problem(figure, places))]
    lower_place_names = asking.list_lower_place_names(day)
    if "title" not in wrong and (problem := find_place_problem(title, lower_place_names)):
        wrong["title"] = [problem]
    messages += [
        problem
        for figure in figures
        if not figure.element and (problem := find_place_problem(figure.name, lower_place_names))
    ]
    if messages:
        wrong["wanted"] = messages
    if wrong or due_at is None:
        raise InvalidInput(wrong)
    pii_filter.check_texts({"title": title, "wanted": "; ".join(figure.name for figure in figures)})
    row = AdHoc.objects.create(
        programme_id=programme,
        office=by.unit,
        title=title.strip(),
        function=function,
        due_at=due_at,
        asked_by=by,
        asked_at=at,
    )
    AdHocFigure.objects.bulk_create(
        AdHocFigure(
            ad_hoc=row,
            position=position,
            element=elements.get(figure.element),
            name=figure.name,
            unit=figure.unit,
            kind=figure.kind,
        )
        for position, figure in enumerate(figures)
    )
    AdHocUnit.objects.bulk_create(AdHocUnit(ad_hoc=row, unit=unit) for unit in chosen_units)
    return build_result(row, unit=by.unit.code, figures=len(figures), units=len(chosen_units))


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
) -> ServiceResult:
    """Record answers by figure (row id): a number, 0, or «-»; a blank is answered later.

    An answer can be changed but not blanked. Units at a level without counts of persons answer with numbers only.
    NotFoundError for a unit that was not asked or for which `by` does not answer. Raises ActionRefused if the report is
    closed or has a figure that the unit may not be asked (any more), or the unit's leader approves the answer first;
    VersionConflictError after a colleague's answer, InvalidInput by figure id as text, «note» or «».
    """
    line = lock_line(ad_hoc, unit, AdHocAction.ANSWER, AdHocRole.ASKED, version=version, by=by, at=at)
    check_may_send(ad_hoc_queries.get_answer_work(line), by=by, at=at)
    return store_answer(line, TypedAnswer(typed, note), by=by, at=at)


@dataclass(frozen=True, slots=True)
class TypedAnswer:
    """What a unit answers: texts by figure (row id), and a note."""

    typed: Mapping[int, str]
    note: str


def lock_line(
    ad_hoc: uuid.UUID, unit: str, action: AdHocAction, role: AdHocRole, *, version: int, by: User, at: datetime
) -> AdHocUnit:
    """The locked row of the unit. Raises what `answer` raises before it reads what is typed."""
    day = day_of(at)
    line = ad_hoc_queries.access_line(by, ad_hoc, unit, day=day, lock=True)
    if role is AdHocRole.ASKED and not ad_hoc_queries.can_answer_line(by, line, day=day):
        raise NotFoundError
    _compute_next_state(line.ad_hoc, action, role)
    if ad_hoc_queries.build_line(line).withheld:
        raise ActionRefused(say("Câu hỏi này có chỉ tiêu không hỏi được đơn vị này nên không nhận trả lời nữa."))
    if line.version != version:
        raise VersionConflictError(
            say(
                "%(who)s đã trả lời lúc %(when)s trong khi bạn gõ. Hãy tải lại trang, xem rồi sửa nếu cần.",
                who=line.answered_by,
                when=write_moment(timezone.localtime(line.answered_at)),
            )
        )
    return line


def parse_typed_answer(line: AdHocUnit, answer: TypedAnswer, *, at: datetime) -> dict[int, Value]:
    """The values by figure (row id). Raises InvalidInput by figure id as text, «note» or «»."""
    values = _parse_values(line, answer.typed, {value.figure_id for value in line.values.all()})
    if answer.note.strip() and not ad_hoc_queries.build_line(line).takes_note:
        raise InvalidInput({"note": [say("Đơn vị này trả lời bằng số, không kèm ghi chú.")]})
    if place_problem := find_place_problem(answer.note, asking.list_lower_place_names(day_of(at))):
        raise InvalidInput({"note": [place_problem]})
    pii_filter.check_texts({"note": answer.note})
    return values


def store_answer(line: AdHocUnit, answer: TypedAnswer, *, by: User, at: datetime) -> ServiceResult:
    """Store the answer, which the office reads from now on; what waited for the unit's leader is past."""
    values = parse_typed_answer(line, answer, at=at)
    stored_values = {stored_value.figure_id: stored_value for stored_value in line.values.all()}
    for figure, value in values.items():
        row = stored_values.get(figure) or AdHocValue(asked=line, figure_id=figure, first_at=at)
        row.number, row.gap = (None, value.value) if isinstance(value, Gap) else (value, "")
        row.save()
    line.note, line.version, line.answered_by, line.answered_at = answer.note.strip(), line.version + 1, by, at
    line.save(update_fields=["note", "version", "answered_by", "answered_at"])
    AdHocSubmission.objects.filter(asked=line).delete()
    return build_result(line.ad_hoc, unit=line.unit.code, figures=len(values), late=at > line.ad_hoc.due_at)


@write("ad_hoc.close")
def close(*, ad_hoc: uuid.UUID, by: User, at: datetime) -> ServiceResult:
    """Stop accepting answers. NotFoundError for an account that may not ask these units; ActionRefused if already
    closed.
    """
    row = ad_hoc_queries.access_ad_hoc(by, ad_hoc, day=day_of(at), lock=True)
    if not ad_hoc_queries.can_close_ad_hoc(by, row, day=day_of(at)):
        raise NotFoundError
    row.state = _compute_next_state(row, AdHocAction.CLOSE, AdHocRole.ASKER)
    row.closed_by, row.closed_at = by, at
    row.save(update_fields=["state", "closed_by", "closed_at"])
    return build_result(row, unit=row.office.code)


def _parse_values(line: AdHocUnit, typed: Mapping[int, str], stored_figures: Collection[int]) -> dict[int, Value]:
    values: dict[int, Value] = {}
    wrong: dict[str, list[str]] = {}
    for figure in line.ad_hoc.figures.all():
        try:
            value = parse_answer(typed.get(figure.pk, ""), kind=figure.kind, unit=figure.unit)
        except CellValueError as bad:
            wrong[str(figure.pk)] = [bad.message_vi]
            continue
        if value is not Gap.NOT_REPORTED:
            values[figure.pk] = value
        elif figure.pk in stored_figures:
            wrong[str(figure.pk)] = [say("Số đã trả lời thì sửa được, không để trống lại. Không có thì ghi 0 hoặc -.")]
    if not values and not wrong:
        wrong[""] = [say("Ghi ít nhất một số; không phát sinh ghi 0, không áp dụng ghi dấu -.")]
    if wrong:
        raise InvalidInput(wrong)
    return values


def _compute_next_state(row: AdHoc, action: AdHocAction, role: AdHocRole) -> AdHocState:
    try:
        return WORKFLOW.step(AdHocState(row.state), action, role)
    except TransitionNotAllowedError as refused:
        raise ActionRefused(refused.message_vi) from refused


def build_result(row: AdHoc, *, unit: str, **detail: int | bool) -> ServiceResult:
    return ServiceResult(
        subject=f"ad_hoc:{row.pk}",
        unit=unit,
        detail={"name": row.title, **detail},
        answer={"id": str(row.pk)},
        function=row.function,
    )
