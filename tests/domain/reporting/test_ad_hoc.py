"""What may be asked in a hurry, what the answers come to, and the life of the question."""

import itertools
from decimal import Decimal
from pathlib import Path

import pytest
from hypothesis import given
from hypothesis import strategies as st

from sokehoach.domain.indicators.element import Function, Operator
from sokehoach.domain.lives.life import NotAllowed
from sokehoach.domain.orgtree.unit import Level
from sokehoach.domain.reporting.ad_hoc import (
    LIFE,
    TABLE,
    Action,
    Asked,
    Role,
    State,
    names_persons,
    print_table,
    refuse_persons,
    tally,
    tells_of_persons,
)
from sokehoach.domain.values.gap import Gap

PAGE = Path(__file__).resolve().parents[3] / "docs" / "reference" / "ad-hoc.md"
NA, NOT_YET = Gap.NOT_APPLICABLE, Gap.NOT_REPORTED


def test_it_works() -> None:
    """Asked of four; one tells 3, one 0, one that it does not apply, one nothing."""
    told = tally("abcd", {"a": Decimal(3), "b": Decimal(0), "c": NA}, Operator.SUM)
    assert (told.total, told.words) == (Decimal(3), "2/3, thiếu: d")
    assert LIFE.step(State.OPEN, Action.ANSWER, Role.ASKED) is State.OPEN
    assert LIFE.step(State.OPEN, Action.CLOSE, Role.ASKER) is State.CLOSED


@pytest.mark.parametrize(("state", "action", "role"), list(itertools.product(State, Action, Role)))
def test_every_other_step_is_refused_in_words(state: State, action: Action, role: Role) -> None:
    if (state, action, role) in TABLE:
        assert LIFE.step(state, action, role) is TABLE[state, action, role]
    else:
        with pytest.raises(NotAllowed) as refused:
            LIFE.step(state, action, role)
        who = {Action.ANSWER: "Chỉ đơn vị được hỏi mới", Action.CLOSE: "Chỉ cơ quan hỏi mới"}[action]
        assert (who if state is State.OPEN else "Báo cáo nhanh đã đóng") in refused.value.message_vi


def test_the_page_is_printed_from_the_table() -> None:
    assert PAGE.read_text("utf-8") == print_table()


def test_nothing_told_is_no_zero() -> None:
    assert tally("ab", {}, Operator.SUM).total is None
    assert tally("ab", {"a": Decimal(0)}, Operator.SUM).total == 0
    assert tally("ab", {"a": NA, "b": NA}, Operator.SUM).words == "0/0, đủ"
    assert tally("ab", {"a": Decimal(2), "b": Decimal(5)}, Operator.MAX).total == 5
    assert tally("ab", {"a": Decimal(2)}, Operator.NONE).total is None


@given(
    st.dictionaries(
        st.sampled_from("abcdefgh"),
        st.integers(0, 999).map(Decimal) | st.sampled_from([NA, NOT_YET]),
        max_size=8,
    )
)
def test_each_unit_is_counted_once(answers: dict[str, Decimal | Gap]) -> None:
    told = tally("abcdefgh", answers, Operator.SUM)
    not_asked = sum(value is NA for value in answers.values())
    assert told.received + len(told.missing) == told.expected == 8 - not_asked
    assert (told.total or 0) == sum(value for value in answers.values() if isinstance(value, Decimal))


@pytest.mark.parametrize(
    ("name", "unit"),
    [
        ("Số người bị phạt", "người"),
        ("Nạn nhân được giải cứu", "vụ"),
        ("So doi tuong co ho so", "lượt"),
        ("Trường hợp vi phạm", "vụ"),
        ("Đã đưa về địa phương", "em"),
        ("Phụ nữ được vay vốn", "lượt"),
        ("Số   Người\u00a0bị phạt", "lượt"),
        ("Số đã xử lý", "đối tượng"),
    ],
)
def test_a_name_of_ones_own_counts_no_person(name: str, unit: str) -> None:
    assert names_persons(name, unit)
    assert name in refuse_persons(Asked(name, unit), {Level.COMMUNE})


@pytest.mark.parametrize(
    ("name", "unit"),
    [("Cơ sở karaoke đang hoạt động", "cơ sở"), ("Khách sạn đã ký cam kết", "cơ sở"), ("Kinh phí đã chi", "triệu đồng"),
     ("Buổi sinh hoạt của Hội Phụ nữ", "buổi"), ("Thôn bị cô lập do sạt lở", "thôn, bản")],
)  # fmt: skip
def test_works_and_places_may_be_asked(name: str, unit: str) -> None:
    assert not names_persons(name, unit)
    assert refuse_persons(Asked(name, unit), {Level.COMMUNE}) == ""


def test_an_element_that_counts_persons_is_asked_at_the_district_alone() -> None:
    fined = Asked(
        "Người bị xử phạt", "người", element="XL04", function=Function.ENFORCEMENT, counts_persons=True
    )
    assert refuse_persons(fined, {Level.DISTRICT}) == ""
    assert "XL04" in refuse_persons(fined, {Level.DISTRICT, Level.COMMUNE})
    assert "XL04" in refuse_persons(fined, {Level.TOWNSHIP})


def test_a_note_tells_no_count_of_persons() -> None:
    assert tells_of_persons("Có 2 nạn nhân đã chuyển huyện.")
    assert tells_of_persons("đã xử lý 12 lượt người")
    assert not tells_of_persons("Chưa có số của 2 bản do mất sóng, người trực báo lại sau.")
