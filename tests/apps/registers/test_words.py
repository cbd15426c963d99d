"""The index of words follows the lines, whoever writes them, and finds them in every register at once."""

from collections.abc import Callable
from typing import Any

import pytest
from django.test import Client
from pytest_django import DjangoAssertNumQueries

from sokehoach.apps.accounts.models import User
from sokehoach.apps.registers.core import word_index
from sokehoach.apps.registers.core.catalogue import get_register
from sokehoach.apps.registers.core.models import SearchText
from sokehoach.apps.registers.core.queries import entries, entry_search
from sokehoach.apps.registers.core.queries.entry_search import EntryFilter
from sokehoach.apps.registers.core.services import entries as writing
from sokehoach.apps.registers.data_registers.models import DataEntry
from tests.apps.registers.conftest import LINE
from tests.factories.cast import AT, Cast
from tests.factories.first_registers import delete_entries

pytestmark = pytest.mark.both_databases

type Added = Callable[..., DataEntry]
type Browser = Callable[[User], Client]


def lines(cast: Cast, *begun: str) -> set[str]:
    units = [unit.pk for unit in cast.units.values()]
    return {
        line for _register, line in word_index.list_matching_entries(begun, among=[(["activities"], units)], limit=50)
    }


def test_it_works(cast: Cast, added: Added) -> None:
    line, other = added(title="Phát thanh bản Nà Sáng"), added(title="Họp bản")
    assert {line.pk.hex} == {pk.replace("-", "") for pk in lines(cast, "pha", "sang")}
    assert len(lines(cast, "ban")) == 2
    assert lines(cast, "anh") == set()  # within a word is not at its beginning
    assert other.folded == SearchText.objects.get(line=other.pk).folded


def test_a_change_is_found_by_its_new_words_alone(cast: Cast, added: Added) -> None:
    line = added(title="Phát thanh")
    writing.update_entry(
        register="activities", entry=line.pk, version=1, values=LINE | {"title": "Nói chuyện"}, by=cast.commune, at=AT
    )  # fmt: skip
    assert lines(cast, "phat") == set()
    assert len(lines(cast, "chuyen")) == 1


def test_lines_that_no_service_wrote_are_in_it_and_gone_ones_are_not(cast: Cast, added: Added) -> None:
    line = added()
    DataEntry.objects.filter(pk=line.pk).update(folded=" khac han")
    assert len(lines(cast, "han")) == 1
    delete_entries(get_register("activities"))
    assert lines(cast, "han") == set()


def test_it_is_made_once_and_catches_up_with_lines_that_were_there_before(cast: Cast, added: Added) -> None:
    added()
    SearchText.objects.all().delete()
    word_index.install_triggers()
    word_index.install_triggers()
    assert SearchText.objects.count() == 1
    assert len(lines(cast, "ten")) == 1


@pytest.mark.parametrize("typed", ['"', "*", "a OR b", "NEAR(", "a:b & !c", "'; DROP TABLE x", "x" * 100, "đ", "-"])
def test_what_is_typed_is_words_and_no_language(cast: Cast, signed_in: Browser, added: Added, typed: str) -> None:
    added()
    assert signed_in(cast.commune).get("/so/truyen-thong/", {"tim": typed}).status_code == 200
    assert signed_in(cast.commune).get("/tim/", {"q": typed}).status_code == 200


def test_words_of_units_that_are_not_looked_through_are_not_found(cast: Cast, added: Added) -> None:
    added()
    own, other = cast.units["03304"].pk, cast.units["03269"].pk
    assert word_index.list_matching_entries(["ten"], among=[(["activities"], [other])], limit=5) == []
    assert (
        len(
            word_index.list_matching_entries(["ten"], among=[(["activities"], [own]), (["meetings"], [other])], limit=5)
        )
        == 1
    )


@pytest.mark.parametrize("query", [{}, {"tim": "hop"}, {"audiences": "residents"}])
def test_many_lines_are_listed_and_counted_in_full_on_demand(
    cast: Cast, added: Added, monkeypatch: pytest.MonkeyPatch, signed_in: Browser, query: dict[str, str]
) -> None:
    monkeypatch.setattr(entry_search, "MAX_HITS", 3)
    for number in range(5):
        added(title=f"Họp bản lần {number}", people=10, women=0)
    reply = signed_in(cast.commune).get("/so/truyen-thong/", query)
    assert (len(reply.context["rows"]), reply.context["count"], reply.context["many"]) == (5, 3, True)
    assert "Hơn" in reply.content.decode()
    assert "tong=1" in reply.content.decode()
    assert [total for _label, total in reply.context["totals"]] == [None] * len(reply.context["totals"])
    whole = signed_in(cast.commune).get("/so/truyen-thong/", query | {"tong": "1"})
    assert (whole.context["count"], whole.context["many"]) == (5, False)
    assert dict(whole.context["totals"])["Lượt người"] == 50
    assert "Hơn" not in whole.content.decode()


def test_voided_hits_of_common_words_are_not_counted(
    cast: Cast, added: Added, monkeypatch: pytest.MonkeyPatch, signed_in: Browser
) -> None:
    monkeypatch.setattr(entry_search, "MAX_HITS", 3)
    voided = [added(title=f"Họp bản lần {number}") for number in range(5)][3:]
    DataEntry.objects.filter(pk__in=[entry.pk for entry in voided]).update(voided=True)
    reply = signed_in(cast.commune).get("/so/truyen-thong/", {"tim": "hop"})
    assert (len(reply.context["rows"]), reply.context["count"], reply.context["many"]) == (3, 3, False)


def test_both_ways_of_looking_find_the_same(cast: Cast, added: Added, monkeypatch: pytest.MonkeyPatch) -> None:
    for title in ("Họp bản Nà Sáng", "Họp chợ", "Phát thanh bản Hua Sát", "Sáng tác"):
        added(title=title)
    register = entries.access_register(cast.commune, "truyen-thong")
    units = [unit.pk for unit in cast.units.values()]

    def titles(text: str) -> list[Any]:
        rows = entry_search.filter_entries(
            register,
            entries.list_entries_with_values(cast.commune, register),
            EntryFilter(text=text),
            units=units,
        )
        return sorted(row.title for row in rows)

    asked = ("hop", "sang", "hop ban", "ban sat", "xyz", "h")
    few = [titles(text) for text in asked]
    monkeypatch.setattr(entry_search, "MAX_HITS", 0)
    assert few == [titles(text) for text in asked]


def test_a_search_over_all_registers_costs_a_query_and_one_for_each_that_has_lines(
    cast: Cast, added: Added, django_assert_num_queries: DjangoAssertNumQueries
) -> None:
    for number in range(12):
        added(title=f"Họp bản lần {number}")
    for register in entries.list_readable_registers(cast.commune):
        entries.list_readable_unit_ids(
            cast.commune, register
        )  # the scope is known, with the area that the account checks
    with django_assert_num_queries(2):
        assert len(entry_search.search_all_registers(cast.commune, "hop ban", limit=10)) == 10
