"""The annual report: computed from the accepted halves, overridden with a reason, its gaps named."""

from collections.abc import Callable
from dataclasses import replace
from datetime import UTC, date, datetime
from decimal import Decimal

import pytest
from django.test import Client
from django.urls import reverse

from sokehoach.adapters.rollup.duckdb_engine import DuckDBEngine
from sokehoach.apps.accounts.models import User
from sokehoach.apps.consolidation.queries.engine_recounts import recount_with_engine
from sokehoach.apps.consolidation.services import acceptance
from sokehoach.apps.indicators.models import DataElement
from sokehoach.apps.registers.data_registers.models import DataEntry
from sokehoach.apps.reporting.models import DataValue, Form, Submission
from sokehoach.apps.reporting.pages.lineage import access_cell_lineage
from sokehoach.apps.reporting.queries import due_days, obligations
from sokehoach.apps.reporting.queries.sheets import build_sheet
from sokehoach.apps.reporting.services import forms as service_forms
from sokehoach.apps.reporting.services import submissions, values
from sokehoach.apps.shell.outcomes import InvalidInput
from sokehoach.apps.shell.thread_cache import forget_answers
from sokehoach.domain.indicators.operators import Operator
from sokehoach.domain.periods.period import PeriodType
from sokehoach.domain.reporting.longer_periods import build_whole_checks
from sokehoach.domain.values.gap import Gap
from tests.apps.reporting.conftest import COMMUNES, Opened, correct, typed
from tests.factories.cast import AT, Cast
from tests.factories.programmes import first_programme

WINTER = datetime(2021, 12, 15, 3, tzinfo=UTC)
ADDING = dict.fromkeys(("TT01", "TT02", "KP01", "KP02"), Operator.SUM)

type Accepted = Callable[..., Submission]


@pytest.fixture(autouse=True)
def yearly(programme: None, cast: Cast) -> None:
    """B1 stands at the cut-off; all else adds up."""
    form = replace(COMMUNES, also_for=(PeriodType.YEAR,))
    form = replace(form, checks=(*form.checks, *build_whole_checks(form, ADDING | {"KP01": Operator.LAST})))
    service_forms.import_forms(programme=first_programme(), forms=[form], unit=cast.units["099"], by="tests", at=AT)
    DataElement.objects.filter(code="KP01").update(nature="stock", over_time="last")


@pytest.fixture
def accepted(cast: Cast, opened: Opened) -> Accepted:
    """`accepted("2021S1", A2="5")`: the commune's half-year, accepted."""

    def bring(period: str, **cells: str) -> Submission:
        at = AT if period.endswith("S1") else WINTER
        report = opened(period=period, at=at)
        values.save(submission=report.pk, changes=typed(**cells), by=cast.commune, at=at)
        submissions.send(submission=report.pk, version=1, by=cast.commune, at=at)
        acceptance.accept(submission=report.pk, version=2, by=cast.office, at=at)
        report.refresh_from_db()
        return report

    return bring


def test_it_works(cast: Cast, accepted: Accepted, opened: Opened) -> None:
    halves = [
        accepted("2021S1", **{"A2": "180", "A2.1": "70", "B1": "1,8", "B2": "0"}),
        accepted("2021S2", **{"A2": "120", "A2.1": "30", "B1": "1,2", "B2": "0,5"}),
    ]
    report = opened(period="2021", at=WINTER)
    drawn = build_sheet(report)
    assert {line.cell.code: (line.value, line.mark) for line in drawn.lines if not line.blank} == {
        "A2": (300, "halves"),
        "A2.1": (100, "halves"),
        "B1": (Decimal("1.2"), "halves"),  # a stock is that of the year's cut-off, the second half's own
        "B2": (Decimal("0.5"), "halves"),
        "B3": (Decimal("1.7"), "computed"),
    }
    assert [part.submission for part in drawn.part_reports] == [one.pk for one in halves]
    submissions.send(submission=report.pk, version=1, by=cast.commune, at=WINTER)
    kept = DataValue.objects.get(submission=report, cell="A2")
    assert (kept.number, kept.source, kept.register_number) == (300, "halves", 300)
    acceptance.accept(submission=report.pk, version=2, by=cast.office, at=WINTER)


def test_the_parts_are_found_by_the_uid_of_the_element(accepted: Accepted, opened: Opened) -> None:
    DataElement.objects.filter(uid="TT02").update(code="KQ02")
    accepted("2021S1", A2="180")
    accepted("2021S2", A2="120")
    assert build_sheet(opened(period="2021", at=WINTER)).line("A2").value == 300


def test_the_year_in_which_a_programme_began_is_typed(cast: Cast, accepted: Accepted, opened: Opened) -> None:
    """The first half was due before the programme ran: what the second half reports is no year."""
    row = Form.objects.get(uid=COMMUNES.uid)
    Form.objects.filter(pk=row.pk).update(definition=replace(row.definition, collected_from=date(2021, 9, 1)))
    forget_answers()
    accepted("2021S2", A2="120")
    report = opened(period="2021", at=WINTER)
    assert (build_sheet(report).line("A2").value, build_sheet(report).line("A2").mark) == (Gap.NOT_REPORTED, "")
    values.save(submission=report.pk, changes=typed(A2="310"), by=cast.commune, at=WINTER)
    assert build_sheet(report).line("A2").value == 310
    with pytest.raises(InvalidInput, match="nhỏ hơn 6 tháng cuối năm"):
        submissions.send(submission=report.pk, version=1, changes=typed(1, A2="100"), by=cast.commune, at=WINTER)


def test_another_number_needs_a_reason(cast: Cast, accepted: Accepted, opened: Opened) -> None:
    accepted("2021S1", A2="180")
    accepted("2021S2", A2="120")
    report = opened(period="2021", at=WINTER)
    with pytest.raises(InvalidInput, match=r"Các kỳ ngắn hơn có 180; 120; cả kỳ là 300\. Ghi lý do sửa thành 310"):
        values.save(submission=report.pk, changes=typed(A2="310"), by=cast.commune, at=WINTER)
    values.save(submission=report.pk, changes=typed(0, "Tính thiếu một buổi.", A2="310"), by=cast.commune, at=WINTER)
    line = build_sheet(report).line("A2")
    assert (line.value, line.mark) == (310, "overridden")
    assert [finding.hard for finding in line.findings] == [False]  # not the sum: worth a look, with its reason
    values.save(submission=report.pk, changes=typed(1, A2=""), by=cast.commune, at=WINTER)
    assert (build_sheet(report).line("A2").value, build_sheet(report).line("A2").mark) == (300, "halves")


def test_less_than_a_half_is_stopped(cast: Cast, accepted: Accepted, opened: Opened) -> None:
    accepted("2021S1", A2="180")
    accepted("2021S2", A2="120")
    report = opened(period="2021", at=WINTER)
    with pytest.raises(InvalidInput, match="nhỏ hơn 6 tháng đầu năm"):
        submissions.send(
            submission=report.pk,
            version=1,
            changes=typed(0, "Đếm lại.", A2="100"),
            by=cast.commune,
            at=WINTER,
        )


def test_a_gap_in_one_half_is_a_named_gap(cast: Cast, accepted: Accepted, opened: Opened) -> None:
    accepted("2021S1", A2="180", B1="1,8")
    line = build_sheet(opened(period="2021", at=WINTER)).line("A2")
    assert line.value is Gap.NOT_REPORTED
    assert line.answer.parts is not None
    assert [part.period for part in line.answer.parts.missing] == ["2021S2"]
    assert line.provenance == "6 tháng cuối năm 2021 chưa có số được duyệt"


def test_what_waits_is_no_half(cast: Cast, accepted: Accepted, opened: Opened) -> None:
    accepted("2021S1", A2="180")
    second = opened(period="2021S2", at=WINTER)
    values.save(submission=second.pk, changes=typed(A2="120"), by=cast.commune, at=WINTER)
    assert build_sheet(opened(period="2021", at=WINTER)).line("A2").value is Gap.NOT_REPORTED


def test_what_no_half_has_the_register_fills_or_the_unit_types(
    cast: Cast, held: Callable[..., DataEntry], opened: Opened
) -> None:
    held(day=date(2021, 6, 12))
    report = opened(period="2021", at=WINTER)
    values.save(submission=report.pk, changes=typed(A2="46"), by=cast.commune, at=WINTER)
    drawn = build_sheet(report)
    assert (drawn.line("A1").value, drawn.line("A1").mark) == (1, "register")
    assert (drawn.line("A2").value, drawn.line("A2").mark) == (46, "typed")


def test_a_half_corrected_after_the_sending_is_told(cast: Cast, accepted: Accepted, opened: Opened) -> None:
    first = accepted("2021S1", A2="180")
    accepted("2021S2", A2="120")
    report = opened(period="2021", at=WINTER)
    submissions.send(submission=report.pk, version=1, by=cast.commune, at=WINTER)
    report.refresh_from_db()
    assert not build_sheet(report).line("A2").changed
    correct(first, by=cast.commune, reviewer=cast.office, at=WINTER, A2="190")
    line = build_sheet(report).line("A2")
    assert (line.value, line.changed) == (300, True)  # what was sent stands as sent
    assert line.provenance == "Các kỳ ngắn hơn có 190; 120; cả kỳ là 310"


def test_the_way_to_each_half(
    cast: Cast, accepted: Accepted, opened: Opened, signed_in: Callable[[User], Client]
) -> None:
    halves = accepted("2021S1", A2="180"), accepted("2021S2", A2="120")
    report = opened(period="2021", at=WINTER)
    told = access_cell_lineage(cast.commune, submission=report.pk, cell="A2")
    assert told.parts is not None
    assert [part.submission for part in told.parts.parts] == [one.pk for one in halves]
    page = signed_in(cast.commune).get(reverse("reporting:submission", args=[report.pk])).content.decode()
    for one in halves:
        assert f'href="{reverse("reporting:submission", args=[one.pk])}#A2"' in page
    assert "tính từ các kỳ ngắn hơn" in page


def test_the_year_is_owed_and_due_after_its_window(cast: Cast) -> None:
    (row,) = (one for one in obligations.load_followed(cast.commune, "2021", WINTER.date()).own)
    assert (row.form, row.period, row.due) == ("01-XA", "2021", date(2021, 12, 16))
    window = due_days.get_counting_window(replace(COMMUNES, also_for=(PeriodType.YEAR,)), "2021")
    assert (window.start, window.cut_off) == (date(2020, 12, 15), date(2021, 12, 14))


def test_both_halves_and_the_year_in_one_reading(cast: Cast, django_assert_num_queries: Callable[..., object]) -> None:
    obligations.load_current(cast.commune, WINTER.date())
    with django_assert_num_queries(4):  # type: ignore[attr-defined]
        found = obligations.load_current(cast.commune, WINTER.date()).own
    assert [one.period for one in found] == ["2021S2", "2021"]


def test_an_engine_counts_the_year_from_its_halves_again(cast: Cast, accepted: Accepted, opened: Opened) -> None:
    accepted("2021S1", A2="180", B1="1,8", B2="-")
    accepted("2021S2", A2="120", B1="1,2", B2="-")
    report = opened(period="2021", at=WINTER)
    submissions.send(submission=report.pk, version=1, by=cast.commune, at=WINTER)
    assert recount_with_engine(DuckDBEngine).differences == (), "a report that is not accepted is not counted"
    acceptance.accept(submission=report.pk, version=2, by=cast.office, at=WINTER)
    kept = DataValue.objects.filter(submission=report, source="halves")
    assert {row.cell for row in kept} == {"A2", "B1", "B2"}
    assert recount_with_engine(DuckDBEngine).differences == ()
    for cell, changes, stored, counted in (
        ("A2", {"number": 301}, 301, 300),
        ("B1", {"number": 3}, 3, Decimal("1.2")),
        ("B2", {"number": 0, "gap": ""}, 0, Gap.NOT_APPLICABLE),
    ):
        row = kept.get(cell=cell)
        kept.filter(cell=cell).update(**changes)
        (found,) = (
            difference
            for difference in recount_with_engine(DuckDBEngine).differences
            if difference.unit == report.unit.code
        )
        assert (found.element, found.period, found.stored, found.counted) == (row.element.code, "2021", stored, counted)
        row.save()


def test_an_engine_finds_a_half_that_was_corrected_after_the_year(
    cast: Cast, accepted: Accepted, opened: Opened
) -> None:
    accepted("2021S1", A2="180")
    half = accepted("2021S2", A2="120")
    report = opened(period="2021", at=WINTER)
    submissions.send(submission=report.pk, version=1, by=cast.commune, at=WINTER)
    acceptance.accept(submission=report.pk, version=2, by=cast.office, at=WINTER)
    DataValue.objects.filter(submission=half, cell="A2").update(number=None, gap=Gap.NOT_REPORTED.value)
    found = [diff for diff in recount_with_engine(DuckDBEngine).differences if diff.period == "2021"]
    assert [(diff.stored, diff.counted) for diff in found] == [(300, Gap.NOT_REPORTED)]


def test_a_year_that_began_before_the_form_is_not_asked_for(cast: Cast, opened: Opened) -> None:
    """A programme begun in July asks for its second half and next year; what was handed in by the form stays listed."""
    later = replace(COMMUNES, also_for=(PeriodType.YEAR,), valid_from=date(2021, 6, 15))
    begun = opened(period="2021", at=WINTER)
    service_forms.import_forms(programme=first_programme(), forms=[later], unit=cast.units["099"], by="tests", at=AT)
    for user in (cast.commune, cast.office):
        followed = obligations.load_followed(user, "2021", WINTER.date())
        assert {report.submission for report in (*followed.own, *followed.others)} == {begun.pk}
        assert {period.id for period in followed.choices} == {"2021S2"}
    Submission.objects.all().delete()
    followed = obligations.load_followed(cast.office, "2021", WINTER.date())
    assert (followed.own, followed.others, followed.forms) == ((), (), ())
    assert obligations.load_followed(cast.commune, "2021S2", WINTER.date()).own
