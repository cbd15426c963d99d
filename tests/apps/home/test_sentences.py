"""Every write has words."""

import re

from sokehoach.apps.home import sentences
from tests.repository.order import SOURCE


def actions() -> set[str]:
    """The actions of all services: of decorators at the begin of a line, and of the events that one write appends."""
    return {
        "".join(action)
        for path in SOURCE.rglob("*.py")
        for action in re.findall(
            r"^@write\(\"([^\"]+)\"|^ +\(\"([a-z_]+\.[a-z_]+)\", _build_event", path.read_text("utf-8"), flags=re.M
        )
    }


# Recorded by earlier versions: the trail still shows them in words.
EARLIER_ACTIONS = {"attendance.keep"}  # before the courses became data (ADR 122)


def test_every_write_of_the_source_has_words_and_no_words_are_left_over() -> None:
    assert actions() | EARLIER_ACTIONS == set(sentences.ACTIONS)


def test_details_are_told_in_words_and_in_one_order() -> None:
    told = sentences.format_details({"period": "2021S1", "figures": 84, "form": "01/XÃ", "reason": "Bổ sung ô B3"})
    assert told == "biểu 01/XÃ · 6 tháng đầu năm 2021 · «Bổ sung ô B3»"


def test_what_is_absent_or_unknown_is_left_out() -> None:
    assert sentences.format_details({"digest": "ab", "reason": "", "from": {"state": "open"}}) == ""


def test_an_action_of_another_release_is_shown_as_it_was_recorded() -> None:
    assert sentences.format_action("thing.undone") == "thing.undone"


def test_a_period_that_cannot_be_read_is_shown_as_it_stands() -> None:
    assert sentences.format_period("nonsense") == "nonsense"
