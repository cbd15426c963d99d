"""The switch between Vietnamese and English, and what the browser asks for."""

from collections.abc import Callable
from datetime import date

import pytest
from django.conf import settings
from django.test import Client
from django.urls import reverse
from django.utils import translation
from hypothesis import given
from hypothesis import strategies as st

from sokehoach.apps.accounts.models import User
from sokehoach.apps.audit.models import Event
from sokehoach.apps.shell import dates
from sokehoach.apps.shell.language import find_preferred_language
from tests.factories import cast as casting

pytestmark = pytest.mark.usefixtures("cast")
SIGN_IN, HOME = "/tai-khoan/dang-nhap/", "/"
type SignedIn = Callable[[User], Client]


def language_of(client: Client, address: str = SIGN_IN) -> str:
    page = client.get(address).content.decode()
    return page.partition('<html lang="')[2].partition('"')[0]


def choose(client: Client, language: str) -> None:
    assert client.post(reverse("accounts:language"), {"language": language, "next": HOME}).status_code == 302


def test_a_visitors_choice_is_kept_in_a_cookie_and_leads_back() -> None:
    client = Client()
    answer = client.post(reverse("accounts:language"), {"language": "en", "next": SIGN_IN})
    assert (answer.status_code, answer["Location"]) == (302, SIGN_IN)
    assert answer.cookies[settings.LANGUAGE_COOKIE_NAME].value == "en"
    assert language_of(client) == "en"
    choose(client, "vi")
    assert language_of(client) == "vi"


@pytest.mark.faults("user.choose_language")
def test_an_account_keeps_its_choice_on_every_machine(cast: casting.Cast, signed_in: SignedIn) -> None:
    choose(signed_in(cast.office), "en")
    elsewhere = signed_in(User.objects.get(pk=cast.office.pk))
    elsewhere.cookies[settings.LANGUAGE_COOKIE_NAME] = "vi"  # of whoever used that machine before
    assert language_of(elsewhere, HOME) == "en"
    assert language_of(signed_in(cast.commune), HOME) == "vi"
    event = Event.objects.order_by("-seq")[0]
    assert (event.action, event.body["detail"]) == ("user.choose_language", {"to": "en"})


def test_the_footer_leads_to_the_public_page_in_the_language_of_the_page(
    cast: casting.Cast, signed_in: SignedIn
) -> None:
    client = signed_in(cast.commune)
    address = reverse("public_services:page")
    for language, link in (("en", f"{address}en/"), ("vi", address)):
        choose(client, language)
        assert f'href="{link}"' in client.get(HOME).content.decode()


def test_an_account_of_the_demonstration_is_of_many_so_the_cookie_alone_keeps_a_choice(
    cast: casting.Cast, signed_in: SignedIn
) -> None:
    User.objects.filter(pk=cast.office.pk).update(cast_as="Văn phòng")
    player = User.objects.get(pk=cast.office.pk)
    client = signed_in(player)
    choose(client, "en")
    assert (language_of(client, HOME), language_of(signed_in(player), HOME)) == ("en", "vi")


@pytest.mark.parametrize(
    ("accepted", "language"),
    [
        ("", "vi"),
        ("en-US,en;q=0.9", "en"),
        ("en-GB,en;q=0.9,vi;q=0.8", "en"),
        ("vi-VN,vi;q=0.9,en-US;q=0.8,en;q=0.7", "vi"),
        ("vi;q=0.4,en;q=0.5", "en"),
        ("fr-FR,fr;q=0.9,en;q=0.1", "en"),
        ("fr-FR,fr;q=0.9", "vi"),
        ("en;q=0", "vi"),
        ("*", "vi"),
        ("not a header;;", "vi"),
    ],
)
def test_the_browsers_wish_counts_where_nobody_chose(accepted: str, language: str) -> None:
    client = Client(headers={"Accept-Language": accepted})
    assert language_of(client) == language
    assert {"Accept-Language", "Cookie"} <= {*client.get(SIGN_IN)["Vary"].split(", ")}
    choose(client, "vi")
    assert language_of(client) == "vi"


@given(st.text(max_size=60))
def test_any_header_leads_to_a_language_of_the_product(accepted: str) -> None:
    assert find_preferred_language(accepted) in dict(settings.LANGUAGES)


def test_another_host_or_language_is_refused(cast: casting.Cast, signed_in: SignedIn) -> None:
    client = signed_in(cast.office)
    assert client.post(reverse("accounts:language"), {"language": "xx", "next": SIGN_IN}).cookies == {}
    assert User.objects.get(pk=cast.office.pk).language == ""
    assert client.post(reverse("accounts:language"), {"language": "en", "next": "//evil.example/"})["Location"] == "/"
    stranger = Client()
    stranger.cookies[settings.LANGUAGE_COOKIE_NAME] = "../xx"
    assert language_of(stranger) == "vi"


def test_the_switch_is_on_every_page_with_a_header(cast: casting.Cast, signed_in: SignedIn) -> None:
    inside = signed_in(cast.office)
    for client, address in ((Client(), SIGN_IN), (inside, HOME), (inside, "/khong-co/"), (inside, "/van-ban/")):
        assert f'action="{reverse("accounts:language")}"' in client.get(address).content.decode(), address


def test_the_address_of_the_page_for_everyone_says_its_language(cast: casting.Cast, signed_in: SignedIn) -> None:
    client = signed_in(cast.office)
    choose(client, "en")
    assert language_of(client, reverse("home:search")) == "en"
    assert language_of(client, reverse("public_services:page")) == "vi"
    assert language_of(client, reverse("public_services:english")) == "en"


def test_a_page_that_does_not_exist_is_missed_in_the_language_of_the_reader(
    cast: casting.Cast, signed_in: SignedIn
) -> None:
    client = signed_in(cast.office)
    choose(client, "en")
    assert language_of(client, "/khong-co/") == "en"


def test_the_page_of_samples_is_vietnamese_and_says_so(cast: casting.Cast, signed_in: SignedIn) -> None:
    client = signed_in(cast.office)
    client.cookies[settings.LANGUAGE_COOKIE_NAME] = "en"
    page = client.get(reverse("shell:gallery")).text
    assert '<html lang="vi">' in page
    assert "This page is in Vietnamese." in page
    assert "1,234.5" not in page


def test_english_pages_say_how_numbers_and_days_are_written(cast: casting.Cast, signed_in: SignedIn) -> None:
    """What is data on them keeps the Vietnamese notation (ADR 84)."""
    client = signed_in(cast.office)
    said = "Numbers and days are written 1,234.5 and 5 Jun 2021"
    assert said not in client.get(HOME).text
    client.cookies[settings.LANGUAGE_COOKIE_NAME] = "en"
    assert said in client.get(HOME).text


def test_a_short_day_does_not_break_within_a_column() -> None:
    """«16 Dec» has no space at which a narrow column could break it."""
    day = date(2021, 12, 16)
    with translation.override("en"):
        assert {dates.format_day(day), dates.format_date(day, "d/m"), dates.format_date(day, "j/n")} == {"16\xa0Dec"}
        assert dates.format_date(day, "d/m/Y") == "16 Dec 2021", "it stands in boxes, too"
    assert dates.format_day(day) == "16/12"
