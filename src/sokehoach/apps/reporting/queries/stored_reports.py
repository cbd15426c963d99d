"""Loads what is stored of reports: values and texts, and what their units reported before."""

import uuid
from collections import defaultdict
from collections.abc import Iterable, Sequence
from dataclasses import dataclass, field

from django.db.models import F, Q

from sokehoach.adapters.programme_files.earlier import parse_breaks
from sokehoach.apps.orgunits.models import Unit
from sokehoach.apps.reporting.models import DataValue, NarrativeText, Submission
from sokehoach.apps.reporting.queries.answers import History, value_of
from sokehoach.apps.reporting.queries.due_days import get_counting_window
from sokehoach.domain.periods import period as periods
from sokehoach.domain.periods.sequence import get_previous_period
from sokehoach.domain.periods.window import compute_window
from sokehoach.domain.programmes.earlier import has_break
from sokehoach.domain.reporting.workflow import COUNTED_STATES

_VALUE_COLUMNS = [
    *(column.name for column in DataValue._meta.concrete_fields),
    "element__uid",
    "element__kind",
    "element__breaks",
]


@dataclass(frozen=True, slots=True)
class StoredReport:
    """What is stored of a report. A service puts in what it stores, so that the sheet is built again without queries.

    values   by code of cell; their elements have uid, kind and breaks alone
    history  the unit's accepted values of one period and one year before: found by what they count, which may have
             stood in another cell; none where the report counts it otherwise
    texts    by heading or code of cell
    """

    values: dict[str, DataValue] = field(default_factory=dict)
    history: History = field(default_factory=dict)
    texts: dict[str, NarrativeText] = field(default_factory=dict)


def load_stored_report(submission: Submission) -> StoredReport:
    """Two queries."""
    return load_stored_reports([submission])[submission.pk]


def load_stored_reports(submissions: Sequence[Submission]) -> dict[uuid.UUID, StoredReport]:
    """The stored reports by id. One query, and one for each form and period."""
    reports = load_stored_values(submissions)
    for text in NarrativeText.objects.filter(submission__in=reports):
        reports[text.submission_id].texts[text.heading] = text
    return reports


def load_stored_values(submissions: Sequence[Submission]) -> dict[uuid.UUID, StoredReport]:
    """The stored reports without their texts. One query for each form and period."""
    reports: dict[uuid.UUID, StoredReport] = {}
    for group in group_by_definition(submissions):
        reports |= _load_values(group)
    return reports


def group_by_definition(submissions: Iterable[Submission]) -> list[list[Submission]]:
    """Reports of one form, in one definition, for one period stand together."""
    groups: dict[tuple[object, ...], list[Submission]] = defaultdict(list)
    for submission in submissions:
        groups[submission.form_id, submission.form_version_id, submission.period].append(submission)
    return list(groups.values())


def _load_values(submissions: Sequence[Submission]) -> dict[uuid.UUID, StoredReport]:
    """Of reports that `group_by_definition` puts together."""
    form, now = submissions[0].definition, periods.parse_period(submissions[0].period)
    cells = {(cell.element, cell.disaggregation): cell.code for cell in form.cells}
    start = get_counting_window(form, now.id).start
    earlier_periods = (get_previous_period(now).id, periods.get_period_year_before(now).id)
    histories: dict[str, History] = {submission.unit.code: {} for submission in submissions}
    reports = {submission.pk: StoredReport(history=histories[submission.unit.code]) for submission in submissions}
    rows = Submission.objects.filter(  # by form, unit and period: there is an index on these
        Q(pk__in=reports) | Q(state__in=COUNTED_STATES, period__in=earlier_periods),
        form=submissions[0].form_id,
        unit__in=Unit.objects.filter(code__in=histories).values("pk"),
        period__in=(now.id, *earlier_periods),
    )
    values = DataValue.objects.filter(submission__in=rows.order_by().values("pk")).select_related("element")
    place = {"unit_code": F("submission__unit__code"), "period": F("submission__period")}
    for value in values.only(*_VALUE_COLUMNS).annotate(**place).order_by("submission__edition"):
        if value.submission_id in reports:
            reports[value.submission_id].values[value.cell] = value
            continue
        period, unit_code = value.period, value.unit_code  # type: ignore[attr-defined]
        code = cells.get((value.element.uid, value.disaggregation))
        then = compute_window(periods.parse_period(period), form.counting_window).start
        if code is not None and not has_break(parse_breaks(value.element.breaks), (then, start)):
            histories[unit_code].setdefault(period, {})[code] = value_of(value)
    return reports
