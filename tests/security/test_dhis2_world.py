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
from sokehoach.apps.dhis2.queries.analytics import RATES
from sokehoach.apps.dhis2.queries.catalogues import MetadataContext, load_programme_context
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


def group_names(client: Client, plural: str, names: list[str]) -> list[list[str]]:
    """Those that the account's list has together, and each other by itself: one that is unknown refuses a request."""
    rows = client.get(f"/api/{plural}", {"paging": "false", "fields": "id"}).json()[plural]
    listed = {row["id"] for row in rows}
    together = [name for name in names if name in listed]
    return [*([together] if together else []), *([name] for name in names if name not in listed)]


def read_values(client: Client, whole: MetadataContext) -> dict[Place, str]:
    """The numbers of reports: of those units that the account sees together, and of each other by itself."""
    units = {uid: unit.code for uid, unit in whole.units_by_uid.items()}
    places = sorted(uid for uid, code in units.items() if code in GUESSED)
    set_groups = group_names(client, "dataSets", [*whole.catalogue.data_sets])
    groups = itertools.product(set_groups, group_names(client, "organisationUnits", places))
    found = {}
    for data_sets, group in groups:
        query = {"dataSet": data_sets, "orgUnit": group, "period": PERIODS}
        answer = client.get("/api/dataValueSets", query)
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


def test_values_are_those_of_reports_that_the_account_opens(
    asked: World, programs: dict[str, Client], whole: MetadataContext
) -> None:
    counted, wrong = 0, []
    for asker in list_askers(asked):
        client = programs[asker.name]
        values = read_values(client, whole)
        reports = read_reports(client, {place[:2] for place in values})
        counted += len(values)
        wrong += [
            f"{asker.name} {place}: {value}, the report has {reports.get(place)}"
            for place, value in values.items()
            if not any(is_same(value, known) for known in reports.get(place, ()))
        ]
    keep("dhis2 values", values=counted, mismatches=len(wrong))
    assert counted > 0
    assert not wrong, "\n".join(wrong[:30])


def list_reads(whole: MetadataContext) -> list[wall.Request]:
    """Every address, with the names of all objects, whoever may see them. In short several names in one request."""
    catalogue, urls = whole.catalogue, [("me", ""), ("metadata", ""), ("schemas", ""), ("users", "paging=false")]
    urls += [(plural, "paging=false&fields=*") for plural in LISTS]
    units = [uid for uid, unit in whole.units_by_uid.items() if unit.code in (*GUESSED, "099")]
    data_sets = [*catalogue.data_sets]
    for names in [[uid] for uid in data_sets] if LONG else [data_sets]:
        for number, unit in enumerate(units):
            query = {"dataSet": names, "orgUnit": unit, "period": PERIODS, "children": "true"}
            formats = FORMATS if LONG else [FORMATS[number % len(FORMATS)]]
            urls += [(f"dataValueSets{suffix}", urlencode(query, doseq=True)) for suffix in formats]
            urls.append(("completeDataSetRegistrations", urlencode(query, doseq=True)))
            later = {"dataSet": names, "orgUnit": unit, "lastUpdated": "2021-06-01"}
            urls.append(("dataValueSets", urlencode(later, doseq=True)))
    items = [f"{uid}.{rate}" for uid in data_sets for rate in RATES] + [*catalogue.parts, *catalogue.indicators]
    size = 20 if LONG else 100
    for start in range(0, len(items), size):
        together = [";".join(items[start : start + size])]
        for item in together + (items[start : start + size : 7] if LONG else []):
            urls.append(("analytics", urlencode({"dimension": f"dx:{item},ou:{';'.join(units)},pe:2019S2;2021S1"})))
    urls += [(f"dataSets/{uid}", "") for uid in data_sets[:: 1 if LONG else 3]]
    return [wall.Request("get", f"dhis2 {path}", f"/api/{path}?{query}") for path, query in dict.fromkeys(urls)]


@pytest.mark.parametrize("side", LOOKERS)
def test_the_other_side_gets_the_same_bytes(
    asked: World, programs: dict[str, Client], whole: MetadataContext, side: str
) -> None:
    names = LOOKERS[side] if LONG else LOOKERS[side][:1]
    requests, answers = list_reads(whole), {}
    with transaction.atomic():
        DIFFERENCES[side](asked, letters=True)
        for name in names:
            answers[name] = {one: wall.ask(programs[name], one) for one in requests}
        transaction.set_rollback(True)
    for name in names:
        found = list(wall.differences(programs[name], requests, answers[name]))
        keep(f"dhis2 wall {side} {name}", answers=len(requests), differences=len(found))
        assert not found, "\n".join(found[:30])
