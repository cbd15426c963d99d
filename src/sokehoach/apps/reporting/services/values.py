"""Numbers typed into the cells of a report."""

import uuid
from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from datetime import datetime
from decimal import Decimal

from django.utils import timezone
from django.utils.translation import gettext as _

from sokehoach.apps.accounts.models import User
from sokehoach.apps.audit.services import Done, Json, write
from sokehoach.apps.indicators.models import DataElement
from sokehoach.apps.reporting.models import DataValue, Submission
from sokehoach.apps.reporting.selectors.answers import fills
from sokehoach.apps.reporting.selectors.lines import Line
from sokehoach.apps.reporting.selectors.sheets import Sheet, sheet
from sokehoach.apps.reporting.selectors.surroundings import Surroundings, around
from sokehoach.apps.reporting.services.held import done, hold
from sokehoach.apps.shell import guard
from sokehoach.apps.shell.outcomes import Invalid, Stale
from sokehoach.domain.reporting.workflow import Action
from sokehoach.domain.values.gap import Gap
from sokehoach.domain.values.value import BadValue, Value, parse, show
from sokehoach.domain.values.value import typed as written

Source = DataValue.Source
_LONGEST_REASON = 300


@dataclass(frozen=True, slots=True)
class Typed:
    """What stands in the box of a cell, the version that the page showed (0: none), why the register, or
    the halves of the year, are overruled.
    """

    text: str
    version: int
    reason: str = ""


@dataclass(frozen=True, slots=True)
class Theirs:
    """What someone else has put into a cell meanwhile."""

    value: Value
    version: int
    by: str
    at: datetime


@write("report.fill")
def save(*, submission: uuid.UUID, changes: Mapping[str, Typed], by: User, at: datetime) -> Done:
    """Keep what was typed, all cells or none.

    A blank cell is «chưa báo cáo», «-» «không áp dụng», 0 is zero. A cell that a register fills goes back
    to the register when it is blanked; any other number in it needs a reason. Raises Invalid with messages
    by cell, Stale with `theirs` by cell (nothing is overwritten), Refused where the report is not being
    written.
    """
    row = hold(submission, Action.SAVE, by=by, at=at).row
    changed = fill(row, changes, by=by, at=at)
    return done(row, detail={"codes": [*changed], "changed": changed}, answer={"cells": [*changed]})


def fill(
    row: Submission,
    changes: Mapping[str, Typed],
    *,
    near: Surroundings | None = None,
    by: User,
    at: datetime,
) -> dict[str, Json]:
    """Write the changes into a held report; by code the cells that are not what they were: what stood there, what
    stands there now, both as one types them, and the reason, where there is one.
    """
    if not changes:
        return {}
    before = sheet(row, near or around(row, cells=changes.keys()))
    wanted = _parse(before, changes)
    refuse_unseen(
        before,
        {
            code: changes[code].version
            for code, (value, _s) in wanted.items()
            if value != before.line(code).value
        },
        by=by,
    )
    rows = [
        _row(row, before.line(code), value, source, changes[code].reason, by=by, at=at)
        for code, (value, source) in wanted.items()
        if _differs(before.line(code), value, source, changes[code].reason)
    ]
    guard.refuse(
        {one.cell: one.reason for one in rows}, before=" ".join(line.reason for line in before.lines)
    )
    ids = dict(
        DataElement.objects.filter(code__in={before.line(one.cell).element.code for one in rows}).values_list(
            "code", "pk"
        )
    )
    for one in rows:
        one.element_id = ids[before.line(one.cell).element.code]
    told: dict[str, Json] = {
        one.cell: [before.line(one.cell).typed, written(wanted[one.cell][0]), *filter(None, [one.reason])]
        for one in rows
    }
    _keep(rows, _CHANGED)
    return told


def freeze(row: Submission, stands: Sheet, *, at: datetime) -> None:
    """Write every cell as it stands, with the register lines that it was counted from and their digest."""
    ids = dict(DataElement.objects.values_list("code", "pk"))
    rows = []
    for line in stands.lines:
        source = line.answer.source or Source.TYPED
        one = line.answer.stored or DataValue(
            submission=row, cell=line.cell.code, disaggregation=line.cell.disaggregation
        )
        one.element_id = ids[line.element.code]
        one.number, one.gap = _columns(line.value)
        one.register_number = _number(line.answer.ground)
        if one.pk is None or one.source != source:
            one.updated_at = at
        one.source = source
        one.reason = one.reason if source == Source.OVERRIDE else ""
        told = line.answer.measured
        one.rows, one.digest = (list(told.rows), told.digest) if told else ([], "")
        rows.append(one)
    _keep(rows, [*_CHANGED, "rows", "digest"])


def _keep(rows: Sequence[DataValue], changed: Sequence[str]) -> None:
    """In one statement, whether or not a cell has a row. `bulk_update` takes longer than all the rest of a sending,
    while everybody else waits to write.
    """
    for one in rows:
        one.pk = None  # a cell is known by its report and code
    DataValue.objects.bulk_create(
        rows, update_conflicts=True, unique_fields=("submission", "cell"), update_fields=changed
    )


_CHANGED = [
    "element",
    "number",
    "gap",
    "source",
    "register_number",
    "reason",
    "version",
    "updated_by",
    "updated_at",
]


def _parse(stands: Sheet, changes: Mapping[str, Typed]) -> dict[str, tuple[Value, str]]:
    """The value and source of each change; Invalid names every cell that cannot be kept."""
    wanted: dict[str, tuple[Value, str]] = {}
    wrong: dict[str, list[str]] = {}
    for code, typed in changes.items():
        try:
            line = stands.line(code)
            value = parse(typed.text, kind=line.element.kind)
            wanted[code] = _settle(line, value, typed.reason)
        except LookupError:
            wrong[code] = [_("Biểu không có ô %(code)s.") % {"code": code}]
        except BadValue as error:
            wrong[code] = [error.message_vi]
    if wrong:
        raise Invalid(wrong)
    return wanted


def _settle(line: Line, value: Value, reason: str) -> tuple[Value, str]:
    ground = line.answer.ground
    if line.computed:
        raise BadValue(
            _("Ô này tự tính từ %(cells)s.") % {"cells": ", ".join(line.sum_codes)}, typed=show(value)
        )
    if (elsewhere := line.answer.shared) is not None:
        raise BadValue(
            _("Số này nhập ở biểu %(form)s, ô %(cell)s: mỗi chỉ tiêu chỉ nhập một nơi.")
            % {"form": elsewhere.form, "cell": line.code},
            typed=show(value),
        )
    if ground is None:
        return value, Source.TYPED
    if value in (Gap.NOT_REPORTED, ground):
        return ground, fills(line.answer)
    if not reason.strip():
        raise BadValue(
            _("%(ground)s. Ghi lý do sửa thành %(value)s, hoặc để trống ô để lấy lại số đó.")
            % {"ground": line.ground, "value": show(value)},
            typed=show(value),
        )
    if len(reason) > _LONGEST_REASON:
        raise BadValue(_("Lý do dài quá %(n)s chữ.") % {"n": _LONGEST_REASON}, typed=show(value))
    return value, Source.OVERRIDE


def refuse_unseen(stands: Sheet, seen: Mapping[str, int], *, by: User) -> None:
    """Stale where a cell has another version than the one seen, unless the same person has typed it.

    One's own number may be on its way from the same page: nobody is warned of oneself.
    """
    theirs = {
        code: _theirs(line)
        for code, version in seen.items()
        if (line := stands.line(code)).version != version
        and line.answer.stored is not None
        and line.answer.stored.updated_by_id not in (None, by.pk)
    }
    if theirs:
        raise Stale(_say(theirs, stands), theirs=theirs)


def _theirs(line: Line) -> Theirs:
    stored = line.answer.stored
    assert stored is not None
    return Theirs(line.value, stored.version, str(stored.updated_by), stored.updated_at)


def _say(theirs: Mapping[str, Theirs], stands: Sheet) -> str:
    told = [
        _("ô %(code)s: %(who)s ghi %(value)s lúc %(when)s")
        % {
            "code": stands.line(code).code,
            "who": one.by,
            "value": show(one.value),
            "when": f"{timezone.localtime(one.at):%H:%M}",
        }
        for code, one in theirs.items()
    ]
    return _("Người khác đã sửa trong lúc bạn gõ: %(told)s.") % {"told": "; ".join(told)}


def _differs(line: Line, value: Value, source: str, reason: str) -> bool:
    if value != line.value or line.answer.unexplained:
        return True
    return source == Source.OVERRIDE and reason.strip() != line.reason


def _row(
    row: Submission, line: Line, value: Value, source: str, reason: str, *, by: User, at: datetime
) -> DataValue:
    one = line.answer.stored or DataValue(
        submission=row, cell=line.cell.code, disaggregation=line.cell.disaggregation, version=0
    )
    one.number, one.gap = _columns(value)
    one.source = source
    one.register_number = _number(line.answer.ground)
    one.reason = reason.strip() if source == Source.OVERRIDE else ""
    one.version += 1
    one.updated_by, one.updated_at = by, at
    return one


def _number(ground: Value | None) -> Decimal | None:
    return ground if isinstance(ground, Decimal) else None


def _columns(value: Value) -> tuple[Decimal | None, str]:
    return (None, value.value) if isinstance(value, Gap) else (value, "")
