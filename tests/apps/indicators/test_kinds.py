"""What is typed into a cell of each kind is stored and printed alike, and a percentage is never averaged."""

from dataclasses import replace
from decimal import Decimal
from fractions import Fraction

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from sokehoach.domain.consolidation.figure import Observation, consolidate_observations
from sokehoach.domain.indicators.element import ShareSide, ValueKind, find_kind_problems
from sokehoach.domain.indicators.expression import explain_expression
from sokehoach.domain.indicators.indicator import aggregate_over_time, build_share, measure_indicator
from sokehoach.domain.indicators.operators import Operator
from sokehoach.domain.reporting.checks import Report, run_checks
from sokehoach.domain.reporting.components import build_kind_checks, expand_cell, find_component_problems
from sokehoach.domain.reporting.form import Cell, Rule
from sokehoach.domain.values.day import FIRST_DAY, LAST_DAY, DayNumber
from sokehoach.domain.values.gap import Gap
from sokehoach.domain.values.share import format_share
from sokehoach.domain.values.value import MAX_DONG, format_typed, format_value
from tests.factories.many_kinds import ELEMENTS, SETS, build_form

SHARE = build_share(ELEMENTS["KI04"])
PART, WHOLE = SHARE.numerator.names[0], SHARE.denominator.names[0]
counts = st.integers(0, 999_999_999).map(Decimal)


@settings(max_examples=150)
@given(st.data(), st.sampled_from(sorted(code for code, element in ELEMENTS.items() if not element.kind.is_text)))
def test_what_is_printed_reads_back_as_the_same_number(data: st.DataObject, code: str) -> None:
    element = ELEMENTS[code]
    places = {"KI01": 2, "KI02": 3}.get(code, 0)
    most = MAX_DONG if element.unit == "đồng" else 999_999_999
    if element.kind is ValueKind.FLAG or element.kind.by_option:
        most = 1
    numbers = st.decimals(0, most, places=places)
    if element.kind is ValueKind.DATE:
        numbers = st.dates(FIRST_DAY, LAST_DAY).map(DayNumber.from_day)
    number = data.draw(numbers)
    assert element.parse(format_typed(number)) == number
    assert element.parse(format_value(number)) == number


@settings(max_examples=150)
@given(st.lists(st.decimals(0, 999_999_999_999, places=3), max_size=40))
def test_a_sum_over_units_is_exact(numbers: list[Decimal]) -> None:
    units = [f"{at:05}" for at in range(len(numbers))]
    figure = consolidate_observations(
        [Observation(unit, "KI01", "", number) for unit, number in zip(units, numbers, strict=True)],
        expected=units, operator=Operator.SUM, element="KI01", disaggregation="",
    )  # fmt: skip
    assert Fraction(figure.value or 0) == sum(map(Fraction, numbers))


reports = st.lists(st.tuples(counts, counts.filter(bool)).map(lambda pair: (min(pair), max(pair))), min_size=2)


@settings(max_examples=150)
@given(st.lists(reports, min_size=1, max_size=3))
def test_a_percentage_is_made_of_its_sums_over_units_and_periods(periods: list[list[tuple[Decimal, Decimal]]]) -> None:
    """Of many equal denominators it happens to be the mean; it is always the quotient of the sums."""
    results = [
        measure_indicator(
            SHARE,
            [str(at) for at in range(len(pairs))],
            {str(at): {PART: part, WHOLE: whole} for at, (part, whole) in enumerate(pairs)},
            {},
        )
        for pairs in periods
    ]
    total = aggregate_over_time(results, Operator.SUM, Operator.SUM)
    pairs = [pair for period in periods for pair in period]
    direct = Fraction(100 * sum(int(part) for part, _ in pairs), sum(int(whole) for _, whole in pairs))
    assert total.percent is not None
    assert abs(Fraction(total.percent) - direct) < Fraction(1, 10**20)


def test_unequal_units_do_not_count_alike() -> None:
    answers = {"a": {PART: Decimal(1), WHOLE: Decimal(2)}, "b": {PART: Decimal(90), WHOLE: Decimal(100)}}
    result = measure_indicator(SHARE, ["a", "b"], answers, {})
    assert (result.part, result.whole) == (91, 102)  # not 70 %


@pytest.mark.parametrize(
    ("part", "whole", "text"),
    [
        (Decimal(3), Decimal(4), "75 %"),
        (Decimal(2), Decimal(3), "66,7 %"),
        (Decimal(0), Decimal(5), "0 %"),
        (Decimal(5), Decimal(4), "125 %"),
        (Decimal("12.25"), Decimal("24.5"), "50 %"),
        (Decimal(0), Decimal(0), "không tính được, mẫu số bằng 0"),
        (Gap.NOT_REPORTED, Decimal(4), "chưa báo cáo"),
        (Decimal(3), Gap.NOT_APPLICABLE, "không áp dụng"),
        (Gap.NOT_APPLICABLE, Gap.NOT_REPORTED, "chưa báo cáo"),
        (None, None, "chưa báo cáo"),
    ],
)
def test_a_share_is_printed_or_says_why_not(part: Decimal | Gap | None, whole: Decimal | Gap | None, text: str) -> None:
    assert format_share(part, whole) == text


@pytest.mark.parametrize(
    ("code", "changes", "column"),
    [
        ("KI01", {"decimals": 4}, "decimals"),
        ("KI05", {"decimals": 1}, "decimals"),
        ("KI04", {"over_place": Operator.MAX}, "over_place"),
        ("KI04", {"over_time": Operator.MAX}, "over_time"),
        ("KI04", {"code": "KI-04"}, "code"),
        ("KI06", {"disaggregations": ()}, "disaggregations"),
        ("KI06", {"over_place": Operator.NONE}, "over_place"),
        ("KI07", {"over_time": Operator.SUM}, "over_time"),
    ],
)
def test_what_could_not_be_added_up_is_refused(code: str, changes: dict[str, object], column: str) -> None:
    element = replace(ELEMENTS[code], disaggregations=() if code == "KI04" else ELEMENTS[code].disaggregations)
    assert find_kind_problems(element) == []
    assert [name for name, _reason in find_kind_problems(replace(element, **changes))] == [column]


def test_a_cell_of_several_numbers_becomes_one_for_each() -> None:
    cells = expand_cell(Cell("B2", "KI06"), ELEMENTS["KI06"], SETS["water"])
    assert [(cell.code, cell.disaggregation, cell.label) for cell in cells] == [
        ("B2.1", "water=tap", "Chỉ tiêu KI06: nước máy"),
        ("B2.2", "water=well", "Chỉ tiêu KI06: giếng"),
        ("B2.3", "water=stream", "Chỉ tiêu KI06: suối"),
    ]
    assert expand_cell(cells[0], ELEMENTS["KI06"], SETS["water"]) == (cells[0],)
    assert expand_cell(Cell("B1", "KI01"), ELEMENTS["KI01"], SETS["water"]) == (Cell("B1", "KI01"),)


def test_a_form_has_all_cells_of_an_element_and_its_checks_once() -> None:
    form = build_form()
    options = {code: len(row.options) for code, row in SETS.items()}
    assert find_component_problems(form, ELEMENTS, options) == []
    (section,) = form.sections
    cells = tuple(cell for cell in section.cells if cell.code != "A7.3")
    fewer = replace(form, sections=(replace(section, cells=cells),))
    assert find_component_problems(fewer, ELEMENTS, options) == ["chỉ tiêu KI07 (choices) phải có đủ 3 ô, nay có 2"]
    assert build_kind_checks(form, ELEMENTS) == ()
    assert {check.rule for check in form.checks} == {Rule.ONE_OF, Rule.PART_WITHIN_WHOLE, Rule.REQUIRED_WITH}


@pytest.mark.parametrize(
    ("options", "found"),
    [
        ("100", []),
        ("001", []),
        ("110", ["A6.2"]),
        ("000", ["A6.1"]),
        ("   ", []),
        ("00 ", []),
        ("1  ", []),
        ("---", []),
    ],
)
def test_of_a_choice_one_option_is_chosen(options: str, found: list[str]) -> None:
    values = {f"A6.{at}": ELEMENTS["KI06"].parse(typed) for at, typed in enumerate(options, 1)}
    findings = run_checks(Report(build_form(), values))
    assert [finding.cell for finding in findings if finding.rule is Rule.ONE_OF] == found


def test_the_sides_of_a_percentage_are_named() -> None:
    assert explain_expression(SHARE.numerator, ELEMENTS, {}) == "tử số của Chỉ tiêu KI04 (KI04)"
    assert explain_expression(SHARE.denominator, ELEMENTS, {}) == "mẫu số của Chỉ tiêu KI04 (KI04)"
    assert [ELEMENTS["KI04"].get_side(key) for _code, key in (PART, WHOLE)] == [ShareSide.PART, ShareSide.WHOLE]
    assert ELEMENTS["KI01"].get_side("") is None
