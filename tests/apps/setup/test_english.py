"""The first path in English: every sentence of its pages is translated; what stays Vietnamese is data."""

import json
import re
from collections.abc import Callable, Iterable, Iterator
from dataclasses import dataclass, field
from html.parser import HTMLParser
from typing import Any

import pytest
from django.conf import settings
from django.db import connection
from django.test import Client
from django.utils import translation
from django.utils.translation import trans_real

from sokehoach.apps.accounts.models import User
from sokehoach.apps.plans.models import Duty, Plan, Target
from sokehoach.apps.reporting.models import Submission
from sokehoach.domain.reporting.status import ReportStatus

pytestmark = pytest.mark.usefixtures("db", "demonstration")
MARKED = re.compile("[àáảãạăằắẳẵặâầấẩẫậđèéẻẽẹêềếểễệìíỉĩịòóỏõọôồốổỗộơờớởỡợùúủũụưừứửữựỳýỷỹỵ]", re.IGNORECASE)
SAID_IN_VIETNAMESE = (
    "Tiếng Việt",
    "Sổ Kế hoạch",
    "đã che",
)  # the switch, the name of the product, what redacting leaves
STATES = {one.label_vi for one in ReportStatus}  # words of the domain, which data may hold too
ROLES = ("thuongtruc", "xa03269", "xa03304", "congan", "yte", "lanhdao", "laodong")


VOID = {"area", "base", "br", "col", "embed", "hr", "img", "input", "link", "meta", "source", "track", "wbr"}


class _Texts(HTMLParser):
    """What a reader sees or hears of a page, but for what the page marks as Vietnamese: documents, templates, plans."""

    def __init__(self) -> None:
        super().__init__()
        self.texts: list[str] = []
        self._open: list[tuple[str, bool]] = []  # tags, and whether what is in them is not read

    @property
    def _is_hidden(self) -> bool:
        return bool(self._open) and self._open[-1][1]

    def handle_starttag(self, tag: str, attrs: list[tuple[str, str | None]]) -> None:
        is_hidden = self._is_hidden or tag in ("script", "style") or (tag != "html" and ("lang", "vi") in attrs)
        named = (
            "aria-label", "title", "placeholder", "alt", "data-label", "data-key-label", "data-show", "data-hide",
        )  # fmt: skip
        if not is_hidden:
            self.texts += [value for name, value in attrs if name in named and value]
        if tag not in VOID:
            self._open.append((tag, is_hidden))

    def handle_endtag(self, tag: str) -> None:
        while tag in (name for name, _hidden in self._open) and self._open.pop()[0] != tag:
            pass

    def handle_data(self, data: str) -> None:
        if not self._is_hidden:
            self.texts.append(data)


def words_of(text: str) -> list[str]:
    return re.findall(r"\w+|[^\w\s]", text)


def _all(value: Any) -> Iterator[str]:
    if isinstance(value, dict):
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
    known: dict[str, bool] = field(default_factory=dict)

    def has(self, run: str) -> bool:
        if run not in self.known:
            self.known[run] = run.casefold() in self.text
        return self.known[run]


def read_data() -> Data:
    return build_data(list_database_texts())


def build_data(texts: Iterable[str]) -> Data:
    return Data("\n".join(" ".join(words_of(text.casefold())) for text in texts))


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


@pytest.fixture
def data() -> Data:
    return read_data()


def untranslated(page: str, data: Data) -> list[str]:
    """Runs of words with Vietnamese marks that are in no text of the database, or are the state of a report."""
    reader = _Texts()
    reader.feed(page)
    found = []
    for text in reader.texts:
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


def english(username: str) -> Client:
    client = Client()
    if username:
        client.force_login(User.objects.get(username=username))
    client.cookies[settings.LANGUAGE_COOKIE_NAME] = "en"
    return client


def first_path() -> Iterator[tuple[str, str]]:
    """Account and address of each page."""
    plan = Plan.objects.get()
    yield "", "/tai-khoan/dang-nhap/"
    for role in ROLES:
        for address in ("/", "/ke-hoach/", f"/ke-hoach/{plan.pk}/", "/bao-cao/", "/bao-cao/?ky=2020S1"):
            yield role, address
    office = [f"/ke-hoach/{plan.pk}/doc/", "/tro-giup/", "/tro-giup/bat-dau/"]
    office += [f"/ke-hoach/{plan.pk}/doc/{one.code}/" for one in Duty.objects.filter(plan=plan)[:3]]
    office += [f"/ke-hoach/{plan.pk}/doc/{one.code}/" for one in Target.objects.filter(plan=plan)[:2]]
    for period, form in (("2021S1", "01-XA"), ("2020S2", "01-XA"), ("2021S1", "02-CA"), ("2020", "01-XA")):
        office.append(f"/tong-hop/099/{period}/{form}/")
    office += [f"/tong-hop/099/2021S1/01-XA/{element}/" for element in ("TT01", "CS01", "KP02")]
    reports = Submission.objects.filter(form__code="01-XA")
    for unit, period in (("03289", "2021S1"), ("03284", "2021S1"), ("03304", "2021S1"), ("03289", "2020")):
        report = reports.get(unit__code=unit, period=period)
        office += [
            f"/bao-cao/{report.pk}/",
            f"/bao-cao/{report.pk}/o/B1/nguon/",
            f"/bao-cao/{report.pk}/o/B5/nguon/",
        ]
        if unit == "03304":
            yield "xa03304", f"/bao-cao/{report.pk}/"
    for address in office:
        yield "thuongtruc", address


@pytest.fixture
def asked(monkeypatch: pytest.MonkeyPatch) -> set[str]:
    """Messages that pages ask the catalogue for and that it does not have: words without marks too, «Xem», «Thu»."""
    with translation.override("en"):
        catalogue = trans_real._active.value  # type: ignore[attr-defined]
    found: set[str] = set()

    def noted(look_up: Callable[..., str]) -> Callable[..., str]:
        def translate(*message: Any) -> str:
            answer = look_up(*message)
            if answer in message and MARKED.search(str(message[0])):
                found.add(str(message[0]))
            return answer

        return translate

    monkeypatch.setattr(catalogue, "gettext", noted(catalogue.gettext))
    monkeypatch.setattr(catalogue, "ngettext", noted(catalogue.ngettext))
    return found


def test_every_sentence_of_the_first_path_is_english_or_data(data: Data, asked: set[str]) -> None:
    wrong: dict[str, str] = {}
    for role, address in first_path():
        page = english(role).get(address)
        assert page.status_code == 200, (role, address)
        assert '<html lang="en">' in page.content.decode(), address
        for text in untranslated(page.content.decode(), data):
            if text.endswith("«accept, return (duyệt, trả lại)»)"):  # the help's words of both languages
                continue
            wrong.setdefault(text, f"{role} {address}")
    assert (wrong, asked) == ({}, set())


def test_a_sentence_without_its_translation_is_found(data: Data, asked: set[str]) -> None:
    with translation.override("en"):
        assert translation.gettext("Một câu không có trong danh mục") in asked
    assert untranslated("<p>Một câu không có trong danh mục, Tênh Phông</p>", data) == [
        "Một câu không có («Một câu không có trong danh mục, Tênh Phông»)",
    ]
