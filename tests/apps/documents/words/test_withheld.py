"""A figure that the policy withholds says so in the draft, whatever its number is and whether it has one."""

from collections.abc import Callable
from datetime import date
from typing import Any

import pytest
from django.test import Client
from django.urls import reverse

from sokehoach.apps.accounts.models import User
from sokehoach.apps.documents.models import OfficialDocument
from sokehoach.apps.documents.pages.report_drafts import list_changed_figures
from sokehoach.apps.programmes.services import policies
from sokehoach.domain.documents.content import WITHHELD
from sokehoach.domain.policy.persons import PersonsRule
from tests.apps.documents.test_permissions import keep
from tests.apps.documents.words.test_word_file import bring, change_words, confirm, take_out
from tests.apps.documents.words.test_words import text
from tests.factories.cast import AT
from tests.factories.district import PERIOD, POLICE, District
from tests.factories.levels import DISTRICT, PROVINCE
from tests.factories.programmes import first_programme

type Browser = Callable[[User], Client]

SENTENCE = {"text": "Công an kiểm tra {CA01} cơ sở, {CA02} người, {CA02 so cùng kỳ}.", "zero": "Không có ai."}
STRICTER = PersonsRule(lowest=PROVINCE, valid_from=date(2019, 1, 1))


def tighten() -> None:
    policies.import_persons_rule(programme=first_programme(), rule=STRICTER, is_new=True, by="tests", at=AT)


@pytest.fixture
def reporting(district: District, outline: dict[str, Any]) -> District:
    outline["sections"][0]["sentences"] += [SENTENCE, {"text": "Vận động {CA02} người.", "zero": ""}]
    keep(district, "bc", outline, AT)
    return district


def begin(district: District, signed_in: Browser) -> tuple[Client, OfficialDocument]:
    client = signed_in(district.cast.office)
    client.post(reverse("documents:begin", args=["bc", PERIOD]))
    return client, OfficialDocument.objects.latest("pk")


def test_the_stricter_policy_is_said_and_the_looser_one_gives_the_number(
    reporting: District, signed_in: Browser
) -> None:
    reporting.report(reporting.cast.police, {"A1": "2", "A2": "5"}, form=POLICE)
    assert DISTRICT.counts_persons
    _client, row = begin(reporting, signed_in)
    assert "Công an đã kiểm tra 2 cơ sở, 5 người." in text(row)
    assert WITHHELD not in text(row)
    tighten()
    _client, row = begin(reporting, signed_in)
    assert f"Công an đã kiểm tra 2 cơ sở, {WITHHELD} người." in text(row)
    assert f"Công an kiểm tra 2 cơ sở, {WITHHELD} người." in text(row), "and nothing is compared"
    assert "Chưa có số liệu: chỉ tiêu TT01." in text(row), "what nobody has reported stays a gap"


@pytest.mark.parametrize("number", ["0", "5", "-", ""])
def test_the_words_are_the_same_whatever_the_number_is(reporting: District, signed_in: Browser, number: str) -> None:
    """Neither a zero, nor a gap, nor a report that is missing can be told from them."""
    tighten()
    if number:
        reporting.report(reporting.cast.police, {"A1": "0", "A2": number}, form=POLICE)
    _client, row = begin(reporting, signed_in)
    assert WITHHELD in text(row)
    assert f"{WITHHELD[0].upper()}{WITHHELD[1:]}: chỉ tiêu CA02." in text(row), "nothing else stands in the sentence"
    assert "Chưa có số liệu: chỉ tiêu CA02." not in text(row)
    assert "Không có ai." not in text(row)


def test_a_draft_of_before_is_told_when_the_policy_changes(reporting: District, signed_in: Browser) -> None:
    """The refresh of figures offers the words for the number; then nothing differs any more."""
    reporting.report(reporting.cast.police, {"A1": "2", "A2": "5"}, form=POLICE)
    client, row = begin(reporting, signed_in)
    tighten()
    changes = list_changed_figures(reporting.cast.office, row)
    assert {(change.old, change.new) for change in changes} >= {("5", WITHHELD)}
    client.post(reverse("documents:renew", args=[row.pk]), {"version": row.version, "all": "1"})
    row.refresh_from_db()
    assert f"2 cơ sở, {WITHHELD} người." in text(row)
    assert list_changed_figures(reporting.cast.office, row) == ()


def test_it_goes_to_word_and_back_as_a_figure(reporting: District, signed_in: Browser) -> None:
    tighten()
    client, row = begin(reporting, signed_in)
    data = take_out(client, row)
    assert bring(client, row, data).context["changes"] == [], "out and back is no change"
    page = bring(client, row, change_words(data, ("Công an đã kiểm tra ", "Lực lượng công an kiểm tra ")))
    confirm(client, row, page)
    row.refresh_from_db()
    assert f"cơ sở, {WITHHELD} người." in text(row)
    assert "Lực lượng công an kiểm tra" in text(row)
    refused = bring(client, row, change_words(take_out(client, row), (WITHHELD, "5")))
    assert not [change for change in refused.context["changes"] if change.is_chosen and "5" in change.text]


def test_the_annex_says_it_and_tells_nothing_of_who_answered(
    reporting: District, outline: dict[str, Any], signed_in: Browser
) -> None:
    keep(reporting, "bc-ca", {**outline, "annexes": [POLICE]}, AT)
    reporting.report(reporting.cast.police, {"A1": "2", "A2": "5"}, form=POLICE)
    tighten()
    client = signed_in(reporting.cast.office)
    client.post(reverse("documents:begin", args=["bc-ca", PERIOD]))
    lines = text(OfficialDocument.objects.latest("pk")).splitlines()
    (annex,) = [line for line in lines if "Chỉ tiêu CA02" in line]
    assert WITHHELD in annex
    assert "5" not in annex
    assert "/1" not in annex
