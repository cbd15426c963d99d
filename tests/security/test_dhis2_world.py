"""The wall, walked over the addresses for clients of DHIS2.

Whatever value an account gets there, `/api/v1` gives it too, of a report that it opens; and what happens on the other
side of the wall changes no byte. Names are guessed as an attacker would: every data set, element and unit of the
programme, whatever the account's lists have.
"""

import itertools
from collections.abc import Iterator
from typing import Any
from urllib.parse import urlencode

import pytest
from django.db import transaction
from django.test import Client

from sokehoach.apps.dhis2.pages.objects import LISTS
from sokehoach.apps.dhis2.queries import data_values
from sokehoach.apps.dhis2.queries.analytics_query import RATES
from sokehoach.apps.dhis2.queries.catalogues import MetadataContext, load_metadata_context, load_programme_context
from sokehoach.apps.dhis2.views import values
from sokehoach.apps.programmes.models import Programme
from tests.security import wall
from tests.security.matrix_places import Asker, World
from tests.security.test_api_world import DIFFERENCES, LOOKERS, programs, still
from tests.soak import LONG, keep

pytestmark = pytest.mark.usefixtures("db")
ROLES = LONG  # an account for every role and place: in the long form
SHARED_FIXTURES = (programs, still)
GUESSED = ("099.CA", "099.TTYT", "099.D178", "03304", "02683")  # walled, a commune, one of a far district
PERIODS = ("2019S2", "2020S2", "2021S1", "2021")
FORMATS = ("", ".xml", ".csv", ".adx")
type Place = tuple[str, str, str, str]  # unit, period, element, combination


@pytest.fixture
def whole(asked: World) -> MetadataContext:
    """All of the programme, whoever may see it."""
    return load_programme_context(Programme.objects.get(code="tuan_giao_2021"))


def walk_pages(client: Client, path: str, **params: Any) -> Iterator[dict[str, Any]]:
    """The items of a list of `/api/v1`; none where the account may not ask."""
    cursor = ""
    while True:
        query = {**params, "limit": 200, **({"cursor": cursor} if cursor else {})}
        answer = client.get(f"/api/v1/{path}", query)
        if answer.status_code != 200:
            return
        yield from answer.json()["items"]
        cursor = answer.json()["next"]
        if cursor is None:
            return


def list_askers(world: World) -> list[Asker]:
    """In the long form every account; in the short one those of both walls, and some that have none."""
    walled = {name for names in LOOKERS.values() for name in names[:2]}
    others = [asker.name for asker in world.askers if asker.name not in walled]
    chosen = walled | {*others[:: max(1, len(others) // 2)]}
    return [asker for asker in world.askers if LONG or asker.name in chosen]


def group_names(client: Client, plural: str, names: list[str]) -> tuple[list[str], list[str]]:
    """Those that the account's list has, and the others: one of these refuses a whole request."""
    answer = client.get(f"/api/{plural}", {"paging": "false", "fields": "id"})
    assert answer.status_code == 200, (plural, answer.content)
    listed = {row["id"] for row in answer.json()[plural]}
    return [name for name in names if name in listed], [name for name in names if name not in listed]


def read_values(client: Client, whole: MetadataContext) -> dict[Place, str]:
    """The numbers of reports: of all that the account lists together, and of each other data set and unit by itself."""
    units = {uid: unit.code for uid, unit in whole.units_by_uid.items()}
    places = sorted(uid for uid, code in units.items() if code in GUESSED)
    known_sets, other_sets = group_names(client, "dataSets", [*whole.catalogue.data_sets])
    known_units, other_units = group_names(client, "organisationUnits", places)
    is_known = bool(known_sets and known_units) and client.get("/api/dataValueSets").status_code != 403
    groups = [([name], places) for name in other_sets]
    groups += [([*whole.catalogue.data_sets], [name]) for name in other_units]
    found: dict[Place, str] = {}
    for number, (data_sets, group) in enumerate([*groups, *([(known_sets, known_units)] if is_known else [])]):
        answer = client.get("/api/dataValueSets", {"dataSet": data_sets, "orgUnit": group, "period": PERIODS})
        assert (answer.status_code == 200) == (number == len(groups)), (data_sets, group, answer.content)
        for row in answer.json()["dataValues"] if answer.status_code == 200 else ():
            element = whole.catalogue.parts[row["dataElement"]].element
            key = whole.catalogue.combos[row["categoryOptionCombo"]].key
            if not element.kind.is_text and "value" in row:
                found[units[row["orgUnit"]], row["period"], element.uid, key] = row["value"]
    return found


def read_reports(client: Client, wanted: set[tuple[str, str]]) -> dict[Place, list[Any]]:
    """The same of the API: the cells of every report that it lists of these units and periods, in each edition."""
    found: dict[Place, list[Any]] = {}
    for row in walk_pages(client, "submissions"):
        if (row["unit"], row["period"]) not in wanted:
            continue
        for cell in client.get(f"/api/v1/submissions/{row['id']}").json()["cells"]:
            place = (row["unit"], row["period"], cell["element"], cell["disaggregation"])
            found.setdefault(place, []).append(cell["value"])
    return found


def is_same(text: str, value: Any) -> bool:
    if isinstance(value, bool | int | float) and text not in ("true", "false"):
        return float(text) == float(value)
    return text == {"1": "true", "0": "false"}.get(str(value), str(value)) or text == str(value)


def compare_values(client: Client, whole: MetadataContext) -> tuple[int, list[str]]:
    """How many numbers the account gets, and each that `/api/v1` does not give it, or that is missing here."""
    told = read_values(client, whole)
    reports = read_reports(client, set(itertools.product(GUESSED, PERIODS)))
    wrong = [
        f"{place}: {value}, the report has {reports.get(place)}"
        for place, value in told.items()
        if not any(is_same(value, known) for known in reports.get(place, ()))
    ]
    texts = {uid for row in whole.catalogue.programmes for uid, one in row.elements.items() if one.kind.is_text}
    wrong += [
        f"{place}: the report has {known}, not told here"
        for place, known in reports.items()
        if place not in told and place[2] not in texts and None not in known
    ]
    return len(told), wrong


def test_values_are_those_of_reports_that_the_account_opens(
    asked: World, programs: dict[str, Client], whole: MetadataContext
) -> None:
    counts, wrong = {}, []
    for asker in list_askers(asked):
        counts[asker.name], found = compare_values(programs[asker.name], whole)
        wrong += [f"{asker.name} {line}" for line in found]
    keep("dhis2 values", values=sum(counts.values()), askers=sum(map(bool, counts.values())), mismatches=len(wrong))
    assert not wrong, "\n".join(wrong[:30])
    assert all(counts[names[0]] for names in LOOKERS.values()), counts


def test_a_hole_in_the_reports_would_be_seen(
    asked: World, programs: dict[str, Client], whole: MetadataContext, monkeypatch: pytest.MonkeyPatch
) -> None:
    """Whoever asks gets the reports of the police."""
    police = next(asker.user for asker in asked.askers if asker.name == "police office")
    every: Any = data_values.list_program_reports
    monkeypatch.setattr(data_values, "list_program_reports", lambda _user, **places: every(police, **places))
    assert compare_values(programs["health office"], whole)[1]


def list_reads(client: Client, whole: MetadataContext) -> list[wall.Request]:
    """Every address, with the names of all objects, whoever may see them.

    In short those that the account lists in one request, and each other by itself: it would be refused for them.
    """
    catalogue, urls = whole.catalogue, [("me", ""), ("metadata", ""), ("schemas", ""), ("users", "paging=false")]
    urls += [(plural, "paging=false&fields=*") for plural in LISTS]
    units = [uid for uid, unit in whole.units_by_uid.items() if unit.code in (*GUESSED, "099")]
    known_units, other_units = group_names(client, "organisationUnits", units)
    known_sets, other_sets = group_names(client, "dataSets", [*catalogue.data_sets])
    for names in [known_sets, *([name] for name in [*other_sets, *(known_sets if LONG else ())])]:
        for number, unit in enumerate(known_units + other_units):
            query = {"dataSet": names, "orgUnit": unit, "period": PERIODS, "children": "true"}
            formats = FORMATS if LONG or names == known_sets else [FORMATS[number % len(FORMATS)]]
            urls += [(f"dataValueSets{suffix}", urlencode(query, doseq=True)) for suffix in formats]
            urls.append(("completeDataSetRegistrations", urlencode(query, doseq=True)))
            later = {"dataSet": names, "orgUnit": unit, "lastUpdated": "2021-06-01"}
            urls.append(("dataValueSets", urlencode(later, doseq=True)))
    known_items, other_items = [f"{uid}.{rate}" for uid in known_sets for rate in RATES], other_sets[:]
    for plural, names in (("dataElements", [*catalogue.parts]), ("indicators", [*catalogue.indicators])):
        known, others = group_names(client, plural, names)
        known_items, other_items = known_items + known, other_items + others
    size, places = 20 if LONG else 100, ";".join(known_units)
    groups = [known_items[start : start + size] for start in range(0, len(known_items), size)]
    groups += [[item] for item in (known_items[::7] if LONG else []) + other_items[:: 1 if LONG else 5]]
    for group in groups:
        urls.append(("analytics", urlencode({"dimension": f"dx:{';'.join(group)},ou:{places},pe:2019S2;2021S1"})))
    urls += [(f"dataSets/{uid}", "") for uid in [*catalogue.data_sets][:: 1 if LONG else 3]]
    return [wall.Request("get", f"dhis2 {path}", f"/api/{path}?{query}") for path, query in dict.fromkeys(urls)]


def compare_answers(
    world: World, client: Client, requests: list[wall.Request], side: str
) -> tuple[list[wall.Answer], list[str]]:
    """The answers beside what the other side has done, and where they are others without it."""
    with transaction.atomic():
        DIFFERENCES[side](world, letters=True)
        answers = {one: wall.ask(client, one) for one in requests}
        transaction.set_rollback(True)
    return [*answers.values()], list(wall.differences(client, requests, answers))


@pytest.mark.parametrize("side", LOOKERS)
def test_the_other_side_gets_the_same_bytes(
    asked: World, programs: dict[str, Client], whole: MetadataContext, side: str
) -> None:
    members = {b'"dataElement"': "values", b'"completed"': "sent reports"}
    for name in LOOKERS[side] if LONG else LOOKERS[side][:1]:
        answers, found = compare_answers(asked, programs[name], list_reads(programs[name], whole), side)
        keep(f"dhis2 wall {side} {name}", answers=len(answers), differences=len(found))
        assert not found, "\n".join(found[:30])
        bodies = [body for status, _headers, body in answers if status == 200]
        members = {member: told for member, told in members.items() if not any(member in body for body in bodies)}
    assert not members, "somebody of this side sees them: who inspects follows no report that was sent"


def test_a_hole_in_the_wall_would_be_seen(
    asked: World, programs: dict[str, Client], whole: MetadataContext, monkeypatch: pytest.MonkeyPatch
) -> None:
    """Whoever asks names the data sets of the police and gets their reports."""
    client = programs["health office"]
    requests = [one for one in list_reads(client, whole) if one.route == "dhis2 dataValueSets"]
    police = next(asker.user for asker in asked.askers if asker.name == "police office")
    every: Any = data_values.list_program_reports
    monkeypatch.setattr(data_values, "list_program_reports", lambda _user, **places: every(police, **places))
    monkeypatch.setattr(values, "load_metadata_context", lambda _user: load_metadata_context(police))
    assert compare_answers(asked, client, requests, "enforcement")[1]
