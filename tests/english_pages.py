"""What a page says in English, and what of it should not be Vietnamese: for tests of views and for journeys.

Data stay Vietnamese: a text of the page is held against every text of the database and against the catalogue.
"""

import json
import re
import sqlite3
from collections.abc import Collection, Iterator
from contextlib import closing
from dataclasses import dataclass, field
from functools import cache, lru_cache
from pathlib import Path
from typing import Any

from django.db import connection
from tools.message_ids import CATALOGUE, has_words
from tools.messages import read_po

from sokehoach.domain.reporting.status import ReportStatus
from tests.page_texts import Attributes, PageTexts

MARKED = re.compile("[àáảãạăằắẳẵặâầấẩẫậđèéẻẽẹêềếểễệìíỉĩịòóỏõọôồốổỗộơờớởỡợùúủũụưừứửữựỳýỷỹỵ]", re.IGNORECASE)
SAID_IN_VIETNAMESE = (
    "Tiếng Việt",
    "Sổ Kế hoạch",
    "đã che",
    "«Kính gửi»",
    "«Nơi nhận»",
    "«thứ Sáu hằng tuần»",
)  # the switch, the name of the product, what redacting leaves, parts of a document, a day as it is typed
OTHER_NOTATION = ("1.234,5", "5/6/2021")  # what the help says of the notation of plans
NOTE_ON_NOTATION = "in plans, documents and sheets for Excel as in Vietnamese, 1.234,5 and 5/6/2021."  # of every page
STATES = {one.label_vi for one in ReportStatus}  # words of the domain, which data may hold too


class _Texts(PageTexts):
    """But for what the page marks as Vietnamese: documents, templates, plans."""

    def is_left_out(self, tag: str, attrs: Attributes) -> bool:
        return super().is_left_out(tag, attrs) or (tag != "html" and ("lang", "vi") in attrs)


@lru_cache(maxsize=1)
def read_texts(page: str) -> list[str]:
    reader = _Texts()
    reader.feed(page)
    return reader.texts


def words_of(text: str) -> list[str]:
    return re.findall(r"\w+|[^\w\s]", text)


def _all(value: Any) -> Iterator[str]:
    if isinstance(value, dict):
        if {"message", "arguments"} <= value.keys():  # a sentence of ours, which is stored to be translated
            value = value["arguments"]
        value = [*value.values()]
    if isinstance(value, list):
        for one in value:
            yield from _all(one)
    elif isinstance(value, str):
        if value[:1] in ("{", "[", '"'):
            try:
                yield from _all(json.loads(value))
            except ValueError:
                yield value
        else:
            yield value


@dataclass
class Data:
    """Every text of the database, word by word. Most runs of words stand on many pages: each is looked for once."""

    text: str
    wholes: frozenset[str] = frozenset()
    known: dict[str, bool] = field(default_factory=dict)

    def has(self, run: str) -> bool:
        if run not in self.known:
            self.known[run] = run.casefold() in self.text
        return self.known[run]


def read_data() -> Data:
    return build_data(list_database_texts())


def build_data(texts: Collection[str]) -> Data:
    wholes = [" ".join(words_of(text.casefold())) for text in texts]
    lines = (" ".join(words_of(line.casefold())) for text in texts for line in text.splitlines())
    return Data("\n".join(wholes), frozenset([*wholes, *lines]))


def read_data_of_home(home: Path) -> Data:
    """The texts of a database that a server writes, as they are now."""
    with closing(sqlite3.connect(f"file:{home / 'sokehoach.sqlite3'}?mode=ro", uri=True)) as database:
        names = [name for (name,) in database.execute("SELECT name FROM sqlite_master WHERE type = 'table'")]
        rows = (row for name in names for row in database.execute(f'SELECT * FROM "{name}"'))
        return build_data(dict.fromkeys(text for row in rows for value in row for text in _all(value)))


def list_database_texts() -> dict[str, None]:
    """Every text of the database, once."""
    found: list[str] = []
    with connection.cursor() as cursor:
        for table in connection.introspection.table_names(cursor):
            cursor.execute(f'SELECT * FROM "{table}"')
            for row in cursor.fetchall():
                for value in row:
                    found += _all(value)
    return dict.fromkeys(found)


def find_foreign_runs(page: str, data: Data) -> list[str]:
    """Runs of words with Vietnamese marks that are in no text of the database, or are the state of a report."""
    found = []
    for text in read_texts(page):
        for said in SAID_IN_VIETNAMESE:
            text = text.replace(said, " | ")
        run: list[str] = []
        for word in [*words_of(text), "|"]:
            if MARKED.search(word):
                run.append(word)
            elif run:
                if not data.has(" ".join(run)) or (len(run) > 1 and " ".join(run) in STATES):
                    found.append(f"{' '.join(run)} («{' '.join(text.split())[:120]}»)")
                run = []
    return found


@cache
def read_vietnamese() -> tuple[dict[str, str], list[tuple[str, re.Pattern[str]]]]:
    """Messages whose English differs: those without arguments by their words, and the others as patterns.

    With each pattern stands the longest piece of text in it, by which most texts are told not to match.
    """
    whole: dict[str, str] = {}
    patterns = []
    for key, translation in read_po(CATALOGUE.read_text("utf-8")).items():
        message = key.rpartition("\4")[2].partition("\0")[0]
        if message in translation.split("\0") or not has_words(message):
            continue
        pieces = [piece.replace("%%", "%") for piece in re.split(r"%\(\w+\)[sd]|%[sd]", message)]
        if len(pieces) == 1:
            whole[" ".join(words_of(pieces[0].casefold()))] = message
        elif sum(word.isalpha() for word in words_of(" ".join(pieces))) > 2:  # «%(a)s và %(b)s» is in most plans
            pattern = ".+?".join(re.escape(" ".join(piece.split())) for piece in pieces)
            patterns.append((max(pieces, key=len).strip(), re.compile(pattern, re.IGNORECASE | re.DOTALL)))
    return whole, patterns


def find_vietnamese_messages(page: str, data: Data) -> list[str]:
    """Texts of a page that are a message of the catalogue in Vietnamese, whole, and no whole text of the database."""
    whole, patterns = read_vietnamese()
    found = []
    for text in (" ".join(text.split()) for text in read_texts(page)):
        words = " ".join(words_of(text.casefold()))
        if not MARKED.search(text) or words in data.wholes:
            continue
        if words in whole:
            found.append(whole[words])
        else:
            found += [text for piece, pattern in patterns if piece in text and pattern.fullmatch(text)][:1]
    return found


NOTATION = re.compile(r"(?<![\w.,/])(?:\d{1,3}(?:\.\d{3})+(?:,\d+)?|\d+,\d{1,2}|\d{1,2}/\d{1,2}/\d{4})(?![\w,/]|\.\d)")


class _WithFields(_Texts):
    """With what stands in the boxes of forms."""

    def list_read(self, tag: str, attrs: Attributes) -> list[str]:
        told = dict(attrs)
        is_seen = tag == "input" and told.get("type") != "hidden"
        return super().list_read(tag, attrs) + [value for value in (told.get("value"),) if is_seen and value]


def find_vietnamese_notation(page: str, data: Data) -> list[str]:
    """Numbers and days of an English page that are written as in Vietnamese and stand in no text of the database."""
    reader = _WithFields()
    reader.feed(page)
    found = []
    for text in reader.texts:
        if text in OTHER_NOTATION:
            continue
        text = text.replace(NOTE_ON_NOTATION, "")
        for match in NOTATION.finditer(text):
            before = " ".join(words_of(text[: match.start()])[-4:] + words_of(match[0]))
            after = " ".join(words_of(match[0]) + words_of(text[match.end() :])[:4])
            if not any(" " in words and data.has(words) for words in (before, after)):
                found.append(f"{match[0]} («{' '.join(text.split())[:120]}»)")
    return found


def find_untranslated(page: str, data: Data) -> list[str]:
    """What of an English page is neither English nor data."""
    return find_foreign_runs(page, data) + find_vietnamese_messages(page, data) + find_vietnamese_notation(page, data)
