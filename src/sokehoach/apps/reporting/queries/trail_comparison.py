"""Compares the cells of reports with their digests in the audit trail."""

import uuid
from collections import defaultdict
from collections.abc import Iterable, Mapping
from dataclasses import dataclass

from django.utils.translation import gettext as _

from sokehoach.apps.audit.models import Event
from sokehoach.apps.reporting.models import DataValue, Submission
from sokehoach.apps.reporting.queries.answers import value_of
from sokehoach.apps.reporting.queries.forms import list_form_names
from sokehoach.apps.reporting.queries.sheets import ReportSheet
from sokehoach.domain.ledger.canonical import encode_canonical_json
from sokehoach.domain.ledger.merkle import hash_leaf
from sokehoach.domain.reporting.workflow import COUNTED_STATES, SUBMITTED_STATES, ReportState
from sokehoach.domain.values.day import apply_kind
from sokehoach.domain.values.gap import Gap
from sokehoach.domain.values.value import Value, format_plain

type Cell = tuple[str, str, str, Value]  # code, element, disaggregation, value


DIGEST = "cells_digest"  # in the detail of an event
FORM_DIGEST = "form_digest"  # that of the definition by which the report was sent
_STATES = {  # the states that a report may have after its last event of these
    "report.send": frozenset({ReportState.SENT}),
    "report.approve": frozenset({ReportState.SENT}),
    "report.return": frozenset({ReportState.RETURNED}),
    "report.accept": frozenset({ReportState.SUPERSEDED}) | COUNTED_STATES,
}


@dataclass(frozen=True, slots=True)
class Unrecorded:
    """A report that differs from the trail. `form`: its name (`list_form_names`), or of a report that is gone the
    printed code that the trail has. `reason`: a sentence without a full stop.
    """

    submission: uuid.UUID
    unit: str
    form: str
    period: str
    reason: str


@dataclass(frozen=True, slots=True)
class Comparison:
    """The reports compared, how many lack a digest in the trail (sent before digests existed), and differences."""

    compared: int
    without_digest: int
    differences: tuple[Unrecorded, ...]


def digest_cells(cells: Iterable[Cell]) -> str:
    """SHA-256 of all cells of a report in canonical order, as events of sending, accepting and correcting record it."""
    return hash_leaf(
        encode_canonical_json(sorted([code, element, key, format_plain(value)] for code, element, key, value in cells))
    )


def digest_sheet(sheet: ReportSheet) -> str:
    return digest_cells(
        (line.cell.code, line.element.uid, line.cell.disaggregation, line.value) for line in sheet.lines
    )


def digest_values(values: Iterable[DataValue]) -> str:
    """The digest of stored values, which must have their elements loaded."""
    return digest_cells((row.cell, row.element.uid, row.disaggregation, value_of(row)) for row in values)


def compare_with_trail() -> Comparison:
    """Compares every report that was sent, or whose last event says so, with that event. Four queries.

    Whether the events themselves are intact is checked by `audit.queries.soundness`.
    """
    events = Event.objects.filter(action__in=_STATES).order_by("seq")
    last = {event.subject: event for event in events.defer("leaf", "peaks").iterator()}
    rows = Submission.objects.values_list(
        "pk", "state", "unit__code", "form__code", "period", "form_version__digest", "form__uid"
    )
    names = list_form_names()
    reports = {f"submission:{row[0]}": row for row in rows}
    digests = _list_digests()
    compared = without_digest = 0
    differences = []
    for subject in sorted(last.keys() | reports.keys()):
        event = last.get(subject)
        if subject not in reports:
            assert event is not None
            detail = event.body["detail"]
            lost_report = event.unit, str(detail.get("form")), str(detail.get("period"))
            differences.append(
                Unrecorded(uuid.UUID(subject[11:]), *lost_report, _("báo cáo có trong nhật ký không còn"))
            )
            continue
        pk, state, unit, form, period, form_digest, form_uid = reports[subject]
        if event is None and state not in SUBMITTED_STATES:
            continue
        compared += 1
        stored = {DIGEST: digests.get(pk, digest_cells(())), FORM_DIGEST: form_digest}
        reason = _find_difference(event, ReportState(state), (unit, form, period), stored)
        if reason:
            differences.append(Unrecorded(pk, unit, names[form_uid], period, reason))
        elif event is not None and state in SUBMITTED_STATES and DIGEST not in event.body["detail"]:
            without_digest += 1
    return Comparison(compared, without_digest, tuple(differences))


def _find_difference(
    event: Event | None, state: ReportState, place: tuple[str, ...], digests: Mapping[str, str | None]
) -> str:
    if event is None:
        return _("nhật ký không ghi lần gửi nào của báo cáo")
    detail = event.body["detail"]
    if state not in _STATES[event.action]:
        return _("trạng thái «%(state)s» khác nhật ký") % {"state": state.label_vi}
    if (event.unit, detail.get("form"), detail.get("period")) != place:
        return _("đơn vị, biểu hoặc kỳ khác nhật ký")
    if state not in SUBMITTED_STATES:
        return ""
    if detail.get(DIGEST, digests[DIGEST]) != digests[DIGEST]:
        return _("số trong các ô khác nhật ký")
    if detail.get(FORM_DIGEST, digests[FORM_DIGEST]) != digests[FORM_DIGEST]:
        return _("biểu khi gửi khác nhật ký")
    return ""


def _list_digests() -> dict[uuid.UUID, str]:
    """The digests of sent reports, by report."""
    cells: dict[uuid.UUID, list[Cell]] = defaultdict(list)
    rows = DataValue.objects.filter(submission__state__in=SUBMITTED_STATES).order_by()
    for pk, code, element, kind, key, number, gap in rows.values_list(
        "submission", "cell", "element__uid", "element__kind", "disaggregation", "number", "gap"
    ).iterator():
        cells[pk].append((code, element, key, Gap(gap) if number is None else apply_kind(number, kind)))
    return {pk: digest_cells(report_cells) for pk, report_cells in cells.items()}
