"""What an ad hoc report may ask, what the answers come to, and its workflow."""

import itertools
from dataclasses import replace
from datetime import date
from decimal import Decimal
from pathlib import Path

import pytest
from hypothesis import given
from hypothesis import strategies as st

from sokehoach.domain.indicators.measurement_units import IMPERSONAL_UNITS
from sokehoach.domain.indicators.operators import Operator
from sokehoach.domain.orgtree.level import Level
from sokehoach.domain.policy.persons import LegalBasis, PersonsPolicy, PersonsRule
from sokehoach.domain.reporting.ad_hoc import (
    PURPOSES,
    TABLE,
    WORKFLOW,
    AdHocAction,
    AdHocRole,
    AdHocState,
    RequestedFigure,
    find_figure_problem,
    find_place,
    find_place_problem,
    find_title_problem,
    print_table,
    tally_answers,
)
from sokehoach.domain.values.gap import Gap
from sokehoach.domain.workflow.state_machine import TransitionNotAllowedError
from tests.factories.levels import COMMUNE, DISTRICT, PROVINCE, TOWNSHIP

PAGE = Path(__file__).resolve().parents[3] / "docs" / "reference" / "ad-hoc.md"
NA, NOT_YET = Gap.NOT_APPLICABLE, Gap.NOT_REPORTED


def test_it_works() -> None:
    """Asked of four; one tells 3, one 0, one that it does not apply, one nothing."""
    told = tally_answers("abcd", {"a": Decimal(3), "b": Decimal(0), "c": NA}, Operator.SUM)
    assert (told.total, told.words) == (Decimal(3), "2/3, thiếu: d")
    assert WORKFLOW.step(AdHocState.OPEN, AdHocAction.ANSWER, AdHocRole.ASKED) is AdHocState.OPEN
    assert WORKFLOW.step(AdHocState.OPEN, AdHocAction.CLOSE, AdHocRole.ASKER) is AdHocState.CLOSED


@pytest.mark.parametrize(("state", "action", "role"), list(itertools.product(AdHocState, AdHocAction, AdHocRole)))
def test_every_other_step_is_refused_in_words(state: AdHocState, action: AdHocAction, role: AdHocRole) -> None:
    if (state, action, role) in TABLE:
        assert WORKFLOW.step(state, action, role) is TABLE[state, action, role]
    else:
        with pytest.raises(TransitionNotAllowedError) as refused:
            WORKFLOW.step(state, action, role)
        whose = {
            AdHocAction.ANSWER: "đơn vị được hỏi",
            AdHocAction.SUBMIT: "đơn vị được hỏi",
            AdHocAction.APPROVE: "lãnh đạo đơn vị",
            AdHocAction.DECLINE: "lãnh đạo đơn vị",
            AdHocAction.CLOSE: "cơ quan hỏi",
        }[action]
        who = f"Chỉ {whose} mới"
        assert (who if state is AdHocState.OPEN else "Báo cáo nhanh đã đóng") in refused.value.message_vi


def test_the_page_is_printed_from_the_table() -> None:
    assert PAGE.read_text("utf-8") == print_table()


def test_nothing_told_is_no_zero() -> None:
    assert tally_answers("ab", {}, Operator.SUM).total is None
    assert tally_answers("ab", {"a": Decimal(0)}, Operator.SUM).total == 0
    assert tally_answers("ab", {"a": NA, "b": NA}, Operator.SUM).words == "0/0, đủ"
    assert tally_answers("ab", {"a": Decimal(2), "b": Decimal(5)}, Operator.MAX).total == 5
    assert tally_answers("ab", {"a": Decimal(2)}, Operator.NONE).total is None


@given(
    st.dictionaries(
        st.sampled_from("abcdefgh"),
        st.integers(0, 999).map(Decimal) | st.sampled_from([NA, NOT_YET]),
        max_size=8,
    )
)
def test_each_unit_is_counted_once(answers: dict[str, Decimal | Gap]) -> None:
    told = tally_answers("abcdefgh", answers, Operator.SUM)
    not_asked = sum(value is NA for value in answers.values())
    assert told.received + len(told.missing) == told.expected == 8 - not_asked
    assert (told.total or 0) == sum(value for value in answers.values() if isinstance(value, Decimal))


BELOW = [{COMMUNE}, {TOWNSHIP}, {DISTRICT, COMMUNE}]
HIDDEN = [  # what a list of words does not see
    "Số PNBD trên địa bàn", "Dương tính", "NBD đã test", "Số ng\u200bười bị phạt", "Số ngưоi bị phạt", "S\u1ed1 \u1d57",
    "Đã đưa về", "Hoa, Lan, Cúc", "Mục 3 của danh sách", "Cuộc họp",
]  # fmt: skip


def element(unit: str, *, function: str = "general", persons: bool = False) -> RequestedFigure:
    return RequestedFigure("x", unit, element="TT99", function=function, counts_persons=persons)


@pytest.mark.parametrize("places", BELOW)
@pytest.mark.parametrize("unit", ["cuộc", "cơ sở", "triệu đồng", "người", ""])
@pytest.mark.parametrize("name", HIDDEN)
def test_below_the_district_no_name_is_the_askers_own(name: str, unit: str, places: set[Level]) -> None:
    assert "tự ghi" in find_figure_problem(RequestedFigure(name, unit), places)


@pytest.mark.parametrize("places", BELOW)
@pytest.mark.parametrize("unit", list(IMPERSONAL_UNITS))
def test_below_the_district_elements_that_count_things_are_asked(unit: str, places: set[Level]) -> None:
    assert find_figure_problem(element(unit), places) == ""
    assert "đếm người" in find_figure_problem(element(unit, persons=True), places)
    for side in ("enforcement", "support"):
        assert "chuyên ngành" in find_figure_problem(element(unit, function=side), places)
    assert find_figure_problem(element(unit, persons=True, function="support"), {DISTRICT}) == ""


def test_a_count_of_persons_that_no_rule_allowed_when_it_was_asked_stays_closed() -> None:
    basis = LegalBasis("Nghị định số 1", "Điều 2", "Quyết định số 3")
    policy = PersonsPolicy((PersonsRule(COMMUNE, date(2025, 6, 1), basis),))
    figure = replace(element("cuộc", persons=True), persons_policy=policy)
    assert "đếm người" in find_figure_problem(figure, {COMMUNE}, asked_on=date(2025, 5, 31))
    assert find_figure_problem(figure, {COMMUNE}, asked_on=date(2025, 6, 1)) == ""
    assert find_figure_problem(figure, {COMMUNE}) == ""


@pytest.mark.parametrize(
    "unit",
    [
        "người",
        "lượt người",
        "lượt",
        "hộ",
        "vụ",
        "trường hợp",
        "ca",
        "em",
        "Cuộc",
        "cuộc ",
        "cuộ\u0441",
        "c\u200buộc",
    ],
)
def test_no_other_unit_of_measure_is_taken_for_one(unit: str) -> None:
    assert "có thể đếm người" in find_figure_problem(element(unit), {COMMUNE})
    assert find_figure_problem(element(unit), {DISTRICT}) == ""
    assert "chọn trong danh sách" in find_figure_problem(RequestedFigure("Việc đã làm", unit), {DISTRICT})


@pytest.mark.parametrize(
    ("name", "unit"),
    [("Cơ sở karaoke đang hoạt động", "cơ sở"), ("Kinh phí đã chi", "triệu đồng"), ("Khách sạn đã ký cam kết", "cơ sở"),
     ("Buổi sinh hoạt của Hội Phụ nữ", "buổi"), ("Thôn bị cô lập (do sạt lở 3/6)", "thôn, bản")],
)  # fmt: skip
def test_an_agency_of_the_district_is_asked_for_things_in_ones_own_words(name: str, unit: str) -> None:
    assert find_figure_problem(RequestedFigure(name, unit), {DISTRICT}) == ""


@pytest.mark.parametrize(
    ("name", "said"),
    [("Số   Người\u00a0bị phạt", "đếm người"), ("Nạn nhân được giải cứu", "đếm người"), ("So doi tuong", "đếm người"),
     ("Số PNBD", "đếm người"), ("Dương tính", "đếm người"), ("Số n\u0433ười", "ký tự lạ"), ("ng\u200bười", "ký tự lạ"),
     ("Số \U00017000", "ký tự lạ")],  # a letter without a name
)  # fmt: skip
def test_a_name_of_ones_own_counts_no_person(name: str, said: str) -> None:
    assert said in find_figure_problem(RequestedFigure(name, "cuộc"), {DISTRICT})


def test_the_title_to_communes_is_one_of_the_list() -> None:
    assert find_title_problem(PURPOSES[0], {COMMUNE}) == ""
    for title in ("Số PNBD dương tính", PURPOSES[0] + " ", "Họp gia\u043e ban", ""):
        assert "chọn nội dung trong danh sách" in find_title_problem(title, {COMMUNE, DISTRICT})
        assert find_title_problem(title, {DISTRICT, PROVINCE}) == ""


@pytest.mark.parametrize(
    ("text", "place"),
    [
        ("Số cuộc kiểm tra của toàn huyện", ""),
        ("Số cuộc ở xã Nà Mơ", "Nà Mơ"),
        ("số cuộc ở nà - mơ", "Nà Mơ"),
        ("Số cuộc ở Na\u200b Mo", "Nà Mơ"),
        ("Số cuộc ở Nà Mơn", ""),
        ("Tình hình ở bản Hua Sa A và các nơi", "bản Hua Sa"),
        ("Tình hình ở thôn 5, xã", "thôn 5, xã"),
        ("Văn bản Hướng dẫn, biên bản Kiểm tra", ""),
        ("Mỗi bản có một tổ", ""),
    ],
)
def test_free_text_names_no_place_below_the_district(text: str, place: str) -> None:
    assert find_place(text, ["", "Nà Mơ", "Tả Cò"]) == place
    problem = find_place_problem(text, ["Nà Mơ"])
    assert bool(problem) == bool(place)
    assert not place or f"«{place}»" in problem
