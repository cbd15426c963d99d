"""The English catalogue: each message of the source has its English, each entry of the catalogue is a message."""

import re
from collections.abc import Iterator
from pathlib import Path

import pytest
from tools import message_ids
from tools.message_ids import (
    CATALOGUE,
    PLACEHOLDER,
    VIETNAMESE,
    find_unused,
    has_words,
    list_messages,
    prune_catalogue,
    read_module,
    read_template,
)
from tools.messages import read_po

from sokehoach.config.settings import LANGUAGES
from tests.repository.order import ROOT

QUOTED, WORD = re.compile("«[^»]*»|Sổ Kế hoạch"), re.compile(r"\w+")


def read_entries() -> list[tuple[tuple[str, ...], tuple[str, ...]]]:
    """The texts and translations of each entry, one or two of both."""
    entries = read_po(CATALOGUE.read_text("utf-8"))
    return [(tuple(key.split("\0")), tuple(told.split("\0"))) for key, told in entries.items() if key]


def test_entries_are_sorted_by_their_message() -> None:
    keys = ["".join(texts) for texts, _translations in read_entries()]
    assert keys == sorted(keys)


def test_a_translation_has_the_placeholders_of_its_message() -> None:
    wrong = [
        text
        for texts, translations in read_entries()
        for text, translation in zip(texts, translations, strict=True)
        if set(PLACEHOLDER.findall(text)) != set(PLACEHOLDER.findall(translation))
    ]
    assert wrong == []


def test_no_translation_is_half_vietnamese() -> None:
    """But for names, which have capitals, and quotations of what somebody types or reads in a document, in «»."""
    wrong = [
        translation
        for texts, translations in read_entries()
        for translation in translations
        if translation not in texts
        and any(word[0].islower() and VIETNAMESE.search(word) for word in WORD.findall(QUOTED.sub("", translation)))
    ]
    assert wrong == []


def read_terms() -> Iterator[tuple[str, list[str]]]:
    """The Vietnamese terms of the glossary with the English words that are not used for them."""
    table = (ROOT / "docs/reference/glossary.md").read_text("utf-8").partition("## English on pages")[2]
    for line in table.splitlines():
        cells = [cell.strip() for cell in line.strip("|").split("|")]
        if len(cells) == 3 and cells[0] not in ("on screen", "---"):
            yield cells[0], cells[2].split(", ")


def find_other_terms(vietnamese: str, english: str) -> list[str]:
    return [
        f"{term}: {word}"
        for term, words in read_terms()
        if re.search(rf"\b{term}\b", vietnamese, re.IGNORECASE)
        for word in words
        if re.search(rf"\b{word}s?\b", english, re.IGNORECASE)
    ]


def test_a_term_of_the_glossary_has_one_english_term() -> None:
    assert find_other_terms("Hỏi bằng báo cáo nhanh", "Ask with a quick report") == ["báo cáo nhanh: quick report"]
    wrong = {
        text: found
        for texts, translations in read_entries()
        for text, translation in zip(texts, translations, strict=True)
        if (found := find_other_terms(text, translation))
    }
    assert wrong == {}


def list_counted_words() -> set[str]:
    """Plural nouns that some entry says otherwise of one."""
    forms = (translations for _texts, translations in read_entries() if len(translations) == 2)
    words = {word for one, several in forms for word in {*WORD.findall(several)} - {*WORD.findall(one)}}
    return {word.lower() for word in words if len(word) > 3 and (word.endswith("s") or word == "people")}


def find_uncounted(english: str, counted: set[str]) -> list[str]:
    """Numbers before a plural noun, which would be wrong of one. Limits and parts of a whole are never one."""
    return [
        found[0]
        for found in COUNTED.finditer(english)
        if not (found["before"] or "").rstrip().lower().endswith(NOT_COUNTED)
        and not found["name"].startswith(LIMITS)
        and found["name"] not in CODES
        and counted & set(found["noun"].split())
    ]


COUNTED = re.compile(r"(?P<before>\S+ )?%\((?P<name>\w+)\)s(?P<noun>(?: [\w-]+){1,2})")
NOT_COUNTED = ("of", "and", "to", "least", "most", "than", "form", "cell", "check", "period", "plan", "for")
LIMITS = ("most", "least", "max", "min", "longest", "all", "expected", "total")
# What is named, not counted.
CODES = {
    "area",
    "cells_count",
    "code",
    "fraction",
    "issuer",
    "names",
    "places",
    "rule",
    "standing",
    "whole_code",
    "left",
}


def test_a_counted_message_has_a_singular() -> None:
    counted = list_counted_words()
    assert find_uncounted("%(n)s open reports in %(n)s of %(all)s units", counted) == ["%(n)s open reports"]
    wrong = {
        text: found
        for texts, translations in read_entries()
        if len(translations) == 1
        for text, translation in zip(texts, translations, strict=True)
        if (found := find_uncounted(translation, counted))
    }
    assert wrong == {}


def test_each_entry_is_a_message_of_the_source() -> None:
    assert find_unused() == []  # python -m tools.message_ids --prune


def test_each_message_has_its_english() -> None:
    known = {"\0".join(texts) for texts, _translations in read_entries()}
    assert {text: places for text, places in list_messages().items() if has_words(text) and text not in known} == {}


def test_pruning_leaves_a_catalogue_of_messages_as_it_is(monkeypatch: pytest.MonkeyPatch, tmp_path: Path) -> None:
    copy = tmp_path / "django.po"
    entry = 'msgid "Kho lưu không ai hỏi"\nmsgstr "An archive that nobody asks for"\n'
    copy.write_text(f"{CATALOGUE.read_text('utf-8')}\n{entry}", "utf-8")
    monkeypatch.setattr(message_ids, "CATALOGUE", copy)
    prune_catalogue()
    assert copy.read_text("utf-8") == CATALOGUE.read_text("utf-8")


@pytest.mark.parametrize(
    ("template", "messages"),
    [
        ('{% translate "Sổ" %}', ["Sổ"]),
        ('{% translate "tăng 12 %" as up %}', ["tăng 12 %%"]),
        ('{% translate "bỏ" context "key" %}', ["key\4bỏ"]),
        ("{% blocktranslate trimmed %}\n  {{ n }} dòng\n  mới\n{% endblocktranslate %}", ["%(n)s dòng mới"]),
        ("{% blocktranslate count n=n %}{{ n }} ô{% plural %}{{ n }} ô{% endblocktranslate %}", ["%(n)s ô\0%(n)s ô"]),
        ('{% empty_state "bell" _("Chưa có gì.") %}', ["Chưa có gì."]),
        ("{{ name }}: Sổ", []),
    ],
)  # fmt: skip
def test_messages_of_a_template_are_found(template: str, messages: list[str]) -> None:
    assert [message for message, _line in read_template(template)] == messages


def test_messages_of_a_module_are_found() -> None:
    module = read_module(
        '"""Sổ."""\n'
        "from django.utils.translation import gettext_lazy as later, ngettext\n"
        'label = later("Báo cáo")\n'
        'count = ngettext("%(n)s ô", "%(n)s ô ", n)\n'
        'button = pgettext("trail", "Gửi")\n'
        'other = "Kỳ"\n'
    )
    assert module.messages == [("Báo cáo", 3), ("%(n)s ô\0%(n)s ô ", 4), ("trail\4Gửi", 5)]
    assert module.others == [("Kỳ", 6)]


def test_each_language_but_the_first_has_a_catalogue() -> None:
    for code, _name in LANGUAGES[1:]:
        assert Path(ROOT / "src/sokehoach/locale" / code / "LC_MESSAGES/django.po").exists()
