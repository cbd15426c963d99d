"""Sentences that carry what it takes to say them in another language."""

import copy
import json
import pickle

import pytest
from hypothesis import given
from hypothesis import strategies as st

from sokehoach.domain.messages import (
    TranslatableText,
    fill_template,
    join_messages,
    list_named_fields,
    name_definition,
    pack_messages,
    say,
    say_count,
    say_label,
    translate_with,
    unpack_messages,
)
from sokehoach.domain.text import capitalize_first
from tests.security.growth import growth_beyond_linear

ENGLISH = {
    "ô %(code)s: %(why)s": "cell %(code)s: %(why)s",
    "lớn hơn": "more than",
    "tăng 5 %": "up by 5 %",
    "%(share)s %% của %(whole)s": "%(share)s %% of %(whole)s",
    "%(n)s ô": "%(n)s cells",
    "{signed} hộ ký, trên 100% của {known}": "{known} households, of which over 100% signed: {signed}",
}
ONE, IN_A_MENU = {"%(n)s ô": "%(n)s cell"}, {"lớn hơn": "More"}
TEXTS = st.text(max_size=30)
MESSAGES = st.recursive(
    st.one_of(
        TEXTS.map(say),
        TEXTS.map(lambda text: say_label("menu", text)),
        st.text(min_size=1, max_size=30).map(lambda text: name_definition(text, a="5", b="{a}")),
        st.integers(0, 3).map(lambda count: say_count("%(n)s ô", count, n=count)),
    ),
    lambda parts: st.one_of(
        st.builds(lambda first, second: say("%(a)s, %(b)s", a=first, b=second), parts, parts | TEXTS),
        st.builds(lambda first, second: first + second, parts, parts | TEXTS),
        st.builds(lambda texts: join_messages("; ", texts), st.lists(parts | TEXTS, min_size=1, max_size=3)),
        parts.map(capitalize_first),
        parts.map(lambda part: part.uncapitalized() if isinstance(part, TranslatableText) else part),
    ),
    max_leaves=6,
)


def english(text: str) -> str:
    return translate_with(look_up, text)


def look_up(template: str, context: str, count: int | None) -> str:
    assert template, "the head of the catalogue"
    catalogue = (ONE if count == 1 else {}) or (IN_A_MENU if context == "menu" else {}) or ENGLISH
    return catalogue.get(template, template)


def test_a_message_is_its_vietnamese_sentence_and_can_be_said_in_english() -> None:
    message = say("ô %(code)s: %(why)s", code="B1", why=say("lớn hơn"))
    assert message == "ô B1: lớn hơn"
    assert {message: 1}["ô B1: lớn hơn"] == 1
    assert english(message) == "cell B1: more than"
    assert english("ô B1: lớn hơn") == "ô B1: lớn hơn"  # a text without its template stays


def test_a_percent_sign_is_written_twice_only_beside_arguments() -> None:
    assert say("tăng 5 %") == "tăng 5 %"
    assert english(say("tăng 5 %")) == "up by 5 %"
    assert english(say("%(share)s %% của %(whole)s", share=8, whole=90)) == "8 % of 90"


def test_what_is_put_together_of_messages_is_translated_in_its_parts() -> None:
    more = say("lớn hơn")
    assert english(more + " 5") == "more than 5"
    assert english("3 " + more) == "3 more than"
    assert english(join_messages(", ", [more, "A", more])) == "more than, A, more than"
    assert english(say(" % ").join([more, more])) == "more than % more than"
    assert english(capitalize_first(more)) == "More than"
    small = TranslatableText("Ô %(code)s", code="B1").uncapitalized()
    assert (str(small), english(small), english(unpack_messages(pack_messages(small)))) == ("ô B1", "ô B1", "ô B1")
    assert english(say("ô %(code)s: %(why)s") % {"code": "B1", "why": more}) == "cell B1: more than"
    assert f"{more}." == "lớn hơn."  # plain text


def test_one_of_a_thing_and_words_of_another_place_are_said_otherwise() -> None:
    assert [english(say_count("%(n)s ô", n, n=n)) for n in (0, 1, 2)] == ["0 cells", "1 cell", "2 cells"]
    assert english(say("%(a)s; %(b)s", a=say_count("%(n)s ô", 1, n=1), b=say("lớn hơn"))) == "1 cell; more than"
    assert (say_label("menu", "lớn hơn"), english(say_label("menu", "lớn hơn"))) == ("lớn hơn", "More")
    assert english(capitalize_first(say_count("%(n)s ô", 1, n="một"))) == "Một cell"
    assert english(say_label("menu", "lớn hơn") % {}) == "More"


def test_a_sentence_of_a_definition_says_what_was_written() -> None:
    template = "{signed} hộ ký, trên 100% của {known}"
    assert list_named_fields(template) == ["signed", "known"]
    message = name_definition(template, signed="53", known="{signed}")
    assert message == "53 hộ ký, trên 100% của {signed}", "what was written is no template"
    assert english(message) == "{signed} households, of which over 100% signed: 53"
    assert name_definition("{khác} %(signed)s", signed="1") == "{khác} %(signed)s"


def test_nothing_stays_nothing_in_any_language() -> None:
    assert [english(text) for text in (say(""), join_messages("; ", []), say("") + "")] == ["", "", ""]


def test_an_error_keeps_its_message() -> None:
    assert english(str(ValueError(say("lớn hơn")))) == "more than"
    assert english(str(say("lớn hơn"))) == "more than"


@given(MESSAGES)
def test_copies_and_json_keep_sentence_and_parts(message: TranslatableText) -> None:
    for other in (
        copy.deepcopy(message),
        pickle.loads(pickle.dumps(message)),
        unpack_messages(json.loads(json.dumps(pack_messages({"reasons": [message]}))))["reasons"][0],
    ):
        assert type(other) is type(message)
        assert (other, english(other)) == (message, english(message))


@given(MESSAGES)
def test_an_untranslated_message_is_said_as_it_stands(message: TranslatableText) -> None:
    assert translate_with(lambda template, _context, _count: template, message) == message


@given(TEXTS, st.dictionaries(st.text("abc", min_size=1, max_size=3), TEXTS))
def test_a_template_from_outside_names_no_width_and_no_attribute(template: str, arguments: dict[str, str]) -> None:
    filled = fill_template(template, arguments)
    assert len(filled) <= len(template) + template.count("%") * 30


@pytest.mark.parametrize("unit", ["%(", "%(a", "%%", "%(a)s", "%(aaaa)"])
def test_filling_takes_time_in_proportion(unit: str) -> None:
    assert not growth_beyond_linear(lambda text: fill_template(text, {"a": "b"}), unit)


@pytest.mark.parametrize("unit", ["{", "{a", "}", "{a}"])
def test_naming_fields_takes_time_in_proportion(unit: str) -> None:
    assert not growth_beyond_linear(list_named_fields, unit)


@pytest.mark.parametrize("name", ["", say("lớn hơn"), say_label("kind", "Báo cáo")])
def test_a_name_that_is_none_or_a_message_already_stays_as_it_is(name: str) -> None:
    assert name_definition(name) is name


def test_what_a_message_does_not_have_is_not_stored() -> None:
    assert pack_messages(say("lớn hơn")) == {"message": "lớn hơn", "arguments": {}}
    assert pack_messages(say_label("menu", "lớn hơn")).keys() - {"message", "arguments"} == {"context"}


def test_a_message_is_filled_once_and_keeps_its_context() -> None:
    message = say_label("menu", "ô %(code)s") % {"code": "A1"}
    assert (message, message.context, dict(message.arguments)) == ("ô A1", "menu", {"code": "A1"})
    assert type(say("ô %(code)s", code="100 %s") % "đủ") is str
    assert say("ô %(code)s", code="100 %s") % "đủ" == "ô 100 đủ"


def test_a_page_shows_a_message_translated_and_escaped() -> None:
    with_signs = say("<b> & %(code)s", code="A<1")
    assert with_signs.__html__() == "&lt;b&gt; &amp; A&lt;1"
