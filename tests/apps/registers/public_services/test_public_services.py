"""The page «Dịch vụ hỗ trợ» (Kế hoạch I.1): for everyone, and nobody learns who looked."""

import logging
import re
from collections.abc import Callable
from pathlib import Path
from typing import Any

import pytest
from django.db import IntegrityError, transaction
from django.test import Client
from pytest_django import DjangoAssertNumQueries

from sokehoach.apps.accounts.models import User
from sokehoach.apps.registers.core.services import entries
from sokehoach.apps.registers.public_services.models import PublicService
from sokehoach.apps.registers.public_services.views import LEAVE_TO
from sokehoach.apps.shell.outcomes import InvalidInput
from sokehoach.config import cli_serve
from tests.apps.registers.making import Book
from tests.apps.registers.public_services import samples
from tests.english_pages import find_untranslated, read_data
from tests.factories.cast import AT, Cast

PAGE = "/dich-vu-ho-tro/"


@pytest.fixture
def book(cast: Cast) -> Book:
    return Book(cast, samples)


def test_it_works(book: Book) -> None:
    book.add()
    page = Client().get(PAGE)
    assert page.status_code == 200
    for word in ("Tư vấn sức khỏe", "Trung tâm Y tế huyện", "0215 000 000", "giờ hành chính", "12/06/2021"):
        assert word in page.content.decode()


def test_both_offices_keep_it_and_nobody_else(book: Book, cast: Cast) -> None:
    book.add(unit="099.TTYT", by=cast.health, title="Khám sức khỏe")
    assert "Khám sức khỏe" in Client().get(PAGE).content.decode()


def test_what_is_not_published_or_voided_is_not_shown(book: Book, cast: Cast) -> None:
    book.add(published=False, title="Còn soạn")
    voided = book.add(title="Đã thôi")
    entries.void_entry(register="public_services", entry=voided, version=1, reason="thôi", by=cast.office, at=AT)
    page = Client().get(PAGE).content.decode()
    assert "Còn soạn" not in page
    assert "Đã thôi" not in page
    assert "Chưa có dịch vụ nào được công khai" in page


def test_no_cookie_is_set_no_session_opened_and_nothing_kept_in_the_browser(
    book: Book,
    signed_in: Callable[[User], Client],
    cast: Cast,
    django_assert_num_queries: DjangoAssertNumQueries,
) -> None:
    book.add()
    stranger = Client()
    with django_assert_num_queries(1):  # the list, and no session
        page = stranger.get(PAGE)
    assert not page.cookies
    assert not stranger.cookies
    assert page["Cache-Control"] == "no-store"
    assert "Cookie" not in page.get("Vary", "")
    signed_in = signed_in(cast.office)
    with django_assert_num_queries(1):  # nor is that of an official read
        official = signed_in.get(PAGE)
    assert (official.content, dict(official.cookies)) == (page.content, {})  # it looks the same to everyone


def test_the_page_loads_nothing_from_elsewhere_and_runs_no_script_but_the_way_out(book: Book) -> None:
    book.add()
    page = Client().get(PAGE).content.decode()
    used = re.findall(r'(?:href|src|action)="([^"]*)"', page)
    assert used
    assert [url for url in used if not url.startswith(("/static/", "#", "tel:"))] == [f"{PAGE}en/", LEAVE_TO]
    assert re.findall(r"<script[^>]*>", page) == ['<script src="/static/public_services/leave.js" defer>']
    assert "<form" not in page


def test_no_line_of_a_log_tells_that_somebody_looked(book: Book, caplog: pytest.LogCaptureFixture) -> None:
    book.add()
    with caplog.at_level(logging.DEBUG):
        Client().get(PAGE)
    told = [record for record in caplog.records if not record.name.startswith("django.db")]
    assert not [record for record in told if "dich-vu-ho-tro" in record.getMessage()]
    # nor does the server in front: it is started without any log of its own
    started = Path(cli_serve.__file__).read_text("utf-8")
    assert "log_enabled=False" in started
    assert "log_access=True" not in started


def test_nothing_can_be_sent_to_it(db: None) -> None:
    assert Client().post(PAGE, {"q": "x"}).status_code == 405


def test_it_is_in_english_under_its_own_address_and_asks_nothing_of_whoever_looks(
    book: Book, django_assert_num_queries: Any
) -> None:
    """A stranger who reads no Vietnamese is led there by a link; what the office wrote stays as it is."""
    book.add(title="Tư vấn miễn phí")
    vietnamese, english = Client(headers={"Accept-Language": "en"}).get(PAGE), Client().get(f"{PAGE}en/")
    assert '<html lang="vi">' in vietnamese.text
    assert f'href="{PAGE}en/"' in vietnamese.text
    assert '<html lang="en">' in english.text
    assert "Support services" in english.text
    assert "Tư vấn miễn phí" in english.text
    assert find_untranslated(english.text, read_data()) == []
    assert (dict(english.cookies), english["Cache-Control"]) == ({}, "no-store")
    with django_assert_num_queries(2):  # the list, and the names in English
        Client().get(f"{PAGE}en/")


@pytest.mark.parametrize("hotline", ["0215 000 000", "111", "1800 0000", "0215 000 000; 0215 000 001"])
def test_a_telephone_is_digits(book: Book, hotline: str) -> None:
    book.add(hotline=hotline)


@pytest.mark.parametrize("hotline", ["gặp chị Hoa", "0215 000 000 (chị Hoa)", "<b>111</b>", "1"])
def test_a_telephone_is_nothing_but_digits(book: Book, hotline: str) -> None:
    with pytest.raises(InvalidInput):
        book.add(hotline=hotline)
    line = book.add()
    with pytest.raises(IntegrityError), transaction.atomic():
        PublicService.objects.filter(pk=line).update(hotline=hotline)


def test_each_telephone_is_dialled_by_a_touch(book: Book) -> None:
    book.add(hotline="0215 000 000; 111")
    page = Client().get(PAGE).content.decode()
    assert '<a href="tel:0215000000">0215 000 000</a><a href="tel:111">111</a>' in page


def test_what_is_typed_is_shown_as_text(book: Book) -> None:
    book.add(title="<b>Tư vấn</b>")
    assert "&lt;b&gt;Tư vấn" in Client().get(PAGE).content.decode()


def test_an_empty_database_has_the_page_too(db: Any) -> None:
    assert Client().get(PAGE).status_code == 200
