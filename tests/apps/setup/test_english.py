"""The first path in English: every sentence of its pages is translated; what stays Vietnamese is data."""

from collections.abc import Callable, Iterator
from typing import Any

import pytest
from django.conf import settings
from django.test import Client
from django.utils import translation
from django.utils.translation import trans_real

from sokehoach.apps.accounts.models import User
from sokehoach.apps.plans.models import Duty, Plan, Target
from sokehoach.apps.reporting.models import Submission
from tests.english_pages import MARKED, Data, find_untranslated, read_data

pytestmark = pytest.mark.usefixtures("db", "demonstration")
ROLES = ("thuongtruc", "xa03269", "xa03304", "congan", "yte", "lanhdao", "laodong")


@pytest.fixture
def data() -> Data:
    return read_data()


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


@pytest.mark.sweep
def test_every_sentence_of_the_first_path_is_english_or_data(data: Data, asked: set[str]) -> None:
    wrong: dict[str, str] = {}
    for role, address in first_path():
        page = english(role).get(address)
        assert page.status_code == 200, (role, address)
        assert '<html lang="en">' in page.content.decode(), address
        for text in find_untranslated(page.content.decode(), data):
            if text.endswith("«accept, return (duyệt, trả lại)»)"):  # the help's words of both languages
                continue
            wrong.setdefault(text, f"{role} {address}")
    assert (wrong, asked) == ({}, set())


def test_a_sentence_without_its_translation_is_found(data: Data, asked: set[str]) -> None:
    with translation.override("en"):
        assert translation.gettext("Một câu không có trong danh mục") in asked
    assert find_untranslated("<p>Một câu không có trong danh mục, Tênh Phông</p>", data) == [
        "Một câu không có («Một câu không có trong danh mục, Tênh Phông»)",
    ]
