"""Each notation writes what it reads, and refuses what only the other one means."""

import re
from datetime import date, datetime
from decimal import Decimal

import pytest
from hypothesis import given
from hypothesis import strategies as st

from sokehoach.domain.messages import TranslatableText, pack_messages, say, unpack_messages
from sokehoach.domain.notation import (
    Notation,
    read_day,
    read_number,
    read_value,
    show_in,
    write_day,
    write_moment,
    write_number,
    write_percent,
    write_short_day,
)
from sokehoach.domain.values.day import FIRST_DAY, LAST_DAY, DayNumber
from sokehoach.domain.values.value import CellValueError, Value, format_typed, format_value, parse_value

NUMBERS = st.decimals(min_value=0, max_value=999_999_999, places=3)
DAYS = st.dates(FIRST_DAY, LAST_DAY).map(DayNumber.from_day)
BOTH = pytest.mark.parametrize("notation", Notation)


def read(typed: str, notation: Notation, kind: str = "money") -> Value | None:
    """The value of a cell; None where it is refused."""
    try:
        return parse_value(read_value(typed, notation), kind=kind)
    except CellValueError:
        return None


@BOTH
@given(number=NUMBERS)
def test_a_number_is_read_as_it_is_written(notation: Notation, number: Decimal) -> None:
    assert read(show_in(notation, format_typed(number)), notation) == number


@BOTH
@given(day=DAYS)
def test_a_day_is_read_as_it_is_written(notation: Notation, day: DayNumber) -> None:
    assert read(show_in(notation, format_typed(day)), notation, "date") == day


@given(number=NUMBERS)
def test_a_number_of_the_other_notation_is_refused_where_its_marks_tell_it(number: Decimal) -> None:
    """«1.234» is a number in both; a whole number is never read as another whole one."""
    for notation, other in zip(Notation, reversed(Notation), strict=True):
        whole = Decimal(int(number))
        assert read(show_in(other, format_value(whole)), notation, "count") in (None, whole)
        typed = show_in(other, format_value(number))
        if "." in typed and "," in typed:
            assert read(typed, notation) is None


@given(day=DAYS)
def test_a_day_in_figures_is_refused_in_an_english_form(day: DayNumber) -> None:
    for typed in (f"{day.day:%d/%m/%Y}", f"{day.day:%m/%d/%Y}", f"{day.day:%d.%m.%Y}", f"{day.day:%d%m%Y}"):
        assert read(typed, Notation.ENGLISH, "date") is None
    for typed in (f"{day.day:%Y-%m-%d}", f"{day.day:%d %B %Y}", f"{day.day:%d %b %Y}"):
        assert read(typed, Notation.ENGLISH, "date") == day


@given(text=st.text(alphabet="0123456789.,/- ", max_size=12))
def test_what_no_notation_means_is_refused_or_read_as_written(text: str) -> None:
    for notation in Notation:
        value = read(text, notation)
        if isinstance(value, Decimal):
            point = "." if notation is Notation.ENGLISH else ","
            whole, _, decimals = text.strip().partition(point)
            assert value == Decimal(f"{re.sub('[.,]', '', whole)}.{decimals or 0}")


@pytest.mark.parametrize("typed", ["", "-", "có", "1.234,5", "1,234.5", "0.5", "12.5 %", "5/6/2021", "2 cuộc", "1,5"])
def test_what_was_typed_is_shown_again_in_its_own_notation(typed: str) -> None:
    assert show_in(Notation.ENGLISH, read_value(typed, Notation.ENGLISH)) == typed
    assert show_in(Notation.ENGLISH, read_day(typed, Notation.ENGLISH)) == typed
    assert read_value(typed, Notation.VIETNAMESE) == typed


def test_a_refused_number_says_what_was_typed_and_how_to_write_it() -> None:
    with pytest.raises(CellValueError) as refusal:
        parse_value(read_number("1.234,5", Notation.ENGLISH), kind="money")
    message = refusal.value.message_vi
    assert isinstance(message, TranslatableText)
    excerpt, example = message.arguments["excerpt"], message.arguments["rule"].arguments["example"]  # type: ignore[attr-defined]
    assert (show_in(Notation.ENGLISH, excerpt), show_in(Notation.ENGLISH, example)) == ("1.234,5", "1,234.5")


def test_a_sentence_keeps_how_others_read_its_numbers_and_is_stored_in_vietnamese() -> None:
    sentence = say("%(n)s vào %(day)s", n=format_value(Decimal("1234.5")), day=write_day(date(2021, 6, 16)))
    assert sentence == "1.234,5 vào 16/06/2021"
    again = unpack_messages(pack_messages(sentence))
    assert again == sentence
    assert [again.arguments[name].context for name in ("n", "day")] == ["english: 1,234.5", "english: 16 Jun 2021"]
    assert show_in(Notation.VIETNAMESE, write_number("1.234")) == "1.234"


def test_a_day_without_its_year_and_a_moment_are_written_in_both_notations() -> None:
    day, moment = write_short_day(date(2021, 6, 16)), write_moment(datetime(2021, 1, 6, 9, 5))
    assert (str(day), show_in(Notation.ENGLISH, day)) == ("16/6", "16 Jun")
    assert (str(moment), show_in(Notation.ENGLISH, moment)) == ("09:05, 06/01/2021", "09:05, 6 Jan 2021")
    assert [show_in(Notation.ENGLISH, write_short_day(date(2021, month, 1)))[2:] for month in (1, 12)] == ["Jan", "Dec"]


@pytest.mark.parametrize("stored", ["1.012,5", "1.012,5\xa0%"])
def test_a_percentage_has_its_sign_once_as_each_language_writes_it(stored: str) -> None:
    text = write_percent(write_number(stored))
    assert (str(text), show_in(Notation.ENGLISH, text)) == ("1.012,5\xa0%", "1,012.5%")
