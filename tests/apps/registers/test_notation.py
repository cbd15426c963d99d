"""An entry is read as the page of its form writes numbers and days, whatever the account's language is by then."""

import re
from datetime import date

import pytest
from django.test import Client

from sokehoach.apps.registers.data_registers.models import DataEntry
from sokehoach.apps.shell.page_language import FIELD
from tests.apps.registers.conftest import TYPED
from tests.apps.registers.test_pages import LIST, Added, Browser, text_of
from tests.factories.cast import Cast

ENGLISH = TYPED | {"day": "5 Jun 2021", "people": "1,050", "women": "900", FIELD: "en"}
VIETNAMESE = TYPED | {"day": "5/6/2021", "people": "1.050", "women": "900"}


HOME, ENTRY = "/", f"{LIST}them/"


def choose(client: Client, language: str) -> None:
    client.post("/tai-khoan/ngon-ngu/", {"language": language, "next": "/"})


@pytest.mark.parametrize("typed", [ENGLISH, VIETNAMESE, VIETNAMESE | {FIELD: "vi"}])
@pytest.mark.parametrize("language", ["vi", "en"])
def test_the_language_is_changed_between_the_page_and_its_answer(
    cast: Cast, signed_in: Browser, typed: dict[str, str], language: str
) -> None:
    """In another tab, or on another machine: accounts keep their language."""
    client = signed_in(cast.commune)
    client.get(f"{LIST}them/")
    choose(client, language)
    assert client.post(f"{LIST}them/", typed).status_code == 302
    entry = DataEntry.objects.get()
    assert (entry.content["people"], entry.day) == (1050, date(2021, 6, 5))


@pytest.mark.parametrize(
    ("field", "typed", "said"),
    [
        ("people", "1.050", "must be a whole number from 0 to 100,000. You typed «1.050»."),
        ("people", "1,05", "must be a whole number from 0 to 100,000. You typed «1,05»."),
        ("people", "10.5", "must be a whole number from 0 to 100,000. You typed «10.5»."),
        ("day", "5/6/2021", "for example 12 Jun 2021, or as 2021-06-12. You typed «5/6/2021»."),
        ("day", "23 June 2021", "22 Jun 2021"),
        ("women", "2,012", "2,012"),
    ],
)  # fmt: skip
def test_what_was_typed_on_an_english_page_stays_and_the_page_says_how_it_is_written(
    cast: Cast, signed_in: Browser, field: str, typed: str, said: str
) -> None:
    reply = signed_in(cast.commune).post(f"{LIST}them/", ENGLISH | {field: typed})
    assert reply.status_code == 422
    assert said in text_of(reply)
    assert f'value="{typed}"' in text_of(reply)
    assert not DataEntry.objects.exists()


def test_an_entry_is_shown_and_searched_as_each_page_writes_it(cast: Cast, signed_in: Browser, added: Added) -> None:
    entry = added(people=1050, day=date(2021, 6, 5))
    client = signed_in(cast.commune)
    for language, number, day, first, last in (
        ("vi", "1.050", "05/06/2021", "1/6/2021", "05/06/2021"),
        ("en", "1,050", "5 Jun 2021", "1 Jun 2021", "2021-06-05"),
    ):
        choose(client, language)
        boxes = text_of(client.get(f"{LIST}{entry.pk}/sua/"))
        assert f'value="{number}"' in boxes
        assert f'value="{day}"' in boxes
        shown = text_of(client.get(LIST, {"tu": first, "den": last, FIELD: language}))
        assert day in shown
        assert number in shown
        assert f'value="{first}"' in shown
    refused = client.get(LIST, {"tu": "5/6/2021", FIELD: "en"})
    assert "You typed «5/6/2021»" in text_of(refused)
    assert "05/06/2021" not in text_of(client.get(f"{LIST}{entry.pk}/"))


def test_a_change_on_an_english_page_is_stored_as_any_other(cast: Cast, signed_in: Browser, added: Added) -> None:
    entry = added(people=1050)
    client = signed_in(cast.commune)
    client.post(f"{LIST}{entry.pk}/sua/", ENGLISH | {"people": "2,500", "version": "1"})
    assert "1.050</del> → <ins>2.500" in " ".join(text_of(client.get(f"{LIST}{entry.pk}/")).split())
    choose(client, "en")
    assert "1,050</del> → <ins>2,500" in " ".join(text_of(client.get(f"{LIST}{entry.pk}/")).split())


def test_every_form_carries_the_language_of_its_page(cast: Cast, signed_in: Browser) -> None:
    client = signed_in(cast.commune)
    for language in ("vi", "en", "vi"):
        client.post("/tai-khoan/ngon-ngu/", {"language": language, "next": HOME})
        page = client.get(ENTRY, follow=True).text
        posted = [form for form in re.findall(r"<form.*?</form>", page, re.DOTALL) if "csrfmiddlewaretoken" in form]
        assert len(posted) > 1
        assert all(form.count(f'name="{FIELD}" value="{language}"') == 1 for form in posted)


@pytest.mark.parametrize(("account", "page"), [("vi", "en"), ("en", "vi")])
def test_a_form_and_a_script_are_answered_in_the_language_of_their_page(
    cast: Cast, signed_in: Browser, account: str, page: str
) -> None:
    client = signed_in(cast.commune)
    client.post("/tai-khoan/ngon-ngu/", {"language": account, "next": HOME})
    refused = client.post(ENTRY, {FIELD: page})
    assert refused.status_code == 422
    assert f'<html lang="{page}">' in refused.text
    assert f'<html lang="{page}">' in client.get(HOME, headers={"X-Page-Language": page}).text
    assert f'<html lang="{account}">' in client.get(HOME).text
    assert f'<html lang="{account}">' in client.get(HOME, {FIELD: page}).text  # an address pins no language


@pytest.mark.parametrize("language", ["../vi", "fr", "", "EN"])
def test_a_language_that_there_is_not_is_the_accounts(cast: Cast, signed_in: Browser, language: str) -> None:
    client = signed_in(cast.commune)
    assert '<html lang="vi">' in client.get(HOME, headers={"X-Page-Language": language}).text
    assert '<html lang="vi">' in client.post(ENTRY, {FIELD: language}).text
