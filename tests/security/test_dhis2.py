"""Every address for clients of DHIS2, asked by who must not: a stranger, a browser, a token that opens too little."""

import itertools
from collections.abc import Callable
from typing import Any

import pytest
from django.test import Client

from sokehoach.apps.accounts.models import ApiToken, User
from sokehoach.apps.accounts.permissions import Action
from sokehoach.apps.dhis2 import urls
from sokehoach.apps.dhis2.pages.objects import LISTS
from sokehoach.apps.dhis2.queries.catalogues import MetadataContext, load_metadata_context
from sokehoach.apps.indicators.models import Option, OptionSet
from sokehoach.apps.programmes.models import Programme
from sokehoach.apps.reporting.models import Submission
from tests.apps.reporting.conftest import PERIOD, brought_to, import_programme, opened
from tests.factories.api_tokens import make_token, program
from tests.factories.cast import Cast
from tests.factories.programmes import first_programme

__all__ = ["brought_to", "opened"]
PATHS = {
    "system_info": "system/info", "me": "me", "metadata": "metadata", "period_types": "periodTypes",
    "schemas": "schemas", "borders": "organisationUnits.geojson", "list": "dataSets",
    "object": "dataSets/aaaaaaaaaaa", "relatives": "organisationUnits/aaaaaaaaaaa/children",
    "data_value_sets": "dataValueSets", "data_values": "dataValues",
    "complete_registrations": "completeDataSetRegistrations", "analytics": "analytics",
    "authorities": "me/authorization", "user_settings": "userSettings", "system_settings": "systemSettings",
    "ping": "system/ping", "apps": "apps", "resources": "resources", "schema": "schemas/dataSet",
    "task": "system/tasks/DATAVALUE_IMPORT/J0000000001",
    "task_summary": "system/taskSummaries/DATAVALUE_IMPORT/J0000000001",
}  # fmt: skip
ACTIONS: dict[tuple[str, str], Action | None] = {
    (str(pattern.name), method): action
    for pattern in urls.urlpatterns
    for method, action in pattern.callback.dhis2_actions.items()
}
each_request = pytest.mark.parametrize(("name", "method"), ACTIONS)


def ask(client: Client, name: str, method: str, version: str = "") -> Any:
    body = {} if method == "GET" else {"data": "{}", "content_type": "application/json"}
    return client.generic(method, f"/api/{version}{PATHS[name]}", **body)


def test_every_address_is_walked() -> None:
    assert PATHS.keys() == {pattern.name for pattern in urls.urlpatterns}


@each_request
def test_without_a_token_nothing_is_open(cast: Cast, name: str, method: str) -> None:
    for version in ("", "41/"):
        assert ask(Client(), name, method, version).status_code == 401


@each_request
def test_a_session_opens_nothing(cast: Cast, name: str, method: str) -> None:
    client = Client(enforce_csrf_checks=True)
    client.force_login(cast.office)
    assert ask(client, name, method).status_code == 401


@each_request
def test_a_token_without_the_action_is_refused(cast: Cast, name: str, method: str) -> None:
    action = ACTIONS[name, method]
    answer = ask(program(make_token(cast.commune, ["plan.view"])), name, method)
    if action is None:
        assert answer.status_code in (200, 404)
    else:
        assert (answer.status_code, answer.json()["httpStatus"]) == (403, "Forbidden")
        assert str(action) in answer.json()["message"]


def test_a_token_of_another_programme_and_unit_finds_nothing(cast: Cast) -> None:
    """Its limits narrow the scope, so what is outside of them does not exist."""
    token = make_token(cast.office, ["report.view", "consolidate.view"], unit=cast.units["03304"])
    client = program(token)
    units = client.get("/api/organisationUnits?paging=false&fields=code").json()["organisationUnits"]
    assert {row["code"] for row in units} == {"03304", "099", "11"}, "the unit, and the names above it"
    assert client.get("/api/analytics?dimension=dx:aaaaaaaaaaa,pe:2021S1,ou:USER_ORGUNIT").status_code == 409


READS = [name for name, method in ACTIONS if method == "GET"]
OPEN = {  # what is the same for every account, its own, or of units, which are those of all programmes
    "system_info", "me", "period_types", "schemas", "schema", "authorities", "user_settings", "system_settings", "ping",
    "apps", "resources", "task", "task_summary", "borders", "relatives",
}  # fmt: skip


def list_reads(context: MetadataContext, name: str) -> list[str]:
    """What the address may be asked of a programme, by the names of everything in it."""
    if name == "list":
        return [f"{plural}?paging=false&fields=*" for plural in LISTS]
    if name == "object":
        return [f"{plural}/{uid}" for plural in LISTS for uid in [*context.objects.get(plural, {})][:4]]
    if name == "metadata":
        return [PATHS[name]]
    data_sets, units = list(context.catalogue.data_sets), [*context.units_by_uid]
    if name == "analytics":
        items = [*context.catalogue.parts, *(f"{uid}.REPORTING_RATE" for uid in data_sets)]
        return [f"analytics?dimension=dx:{item},pe:{PERIOD},ou:{';'.join(units)}" for item in items]
    if name == "data_values":
        return [
            f"dataValues?de={part}&pe={PERIOD}&ou={unit}"
            for part in context.catalogue.parts
            for unit, row in context.units_by_uid.items()
            if row.code in ("03304", "099.CA")
        ]
    places = itertools.product(data_sets, units)
    return [f"{PATHS[name]}?dataSet={data_set}&period={PERIOD}&orgUnit={unit}" for data_set, unit in places]


@pytest.mark.parametrize("name", [name for name in READS if name not in OPEN])
def test_a_token_of_another_programme_reads_nothing_of_this_one(
    cast: Cast, brought_to: Callable[..., Submission], name: str
) -> None:
    """Neither its values nor its definitions, whatever names it asks by; the same account's whole token reads them."""
    import_programme(cast)
    sexes = OptionSet.objects.create(programme=first_programme(), uid="sex", code="sex", name="Giới")
    Option.objects.create(option_set=sexes, code="female", name="Nữ", position=0)
    brought_to("accepted")
    context = load_metadata_context(User.objects.get(pk=cast.office.pk))
    other = Programme.objects.create(code="khac", name="Khác", short_name="Khác")
    text = make_token(cast.office, name="chương trình khác")
    ApiToken.objects.filter(uid=text.uid).update(programme=other)
    stranger, own = program(text), program(make_token(cast.office))
    names = {*context.catalogue.data_sets, *context.catalogue.parts}  # units are of all programmes
    read_count = 0
    for path in list_reads(context, name):
        whole, answer = own.get(f"/api/{path}"), stranger.get(f"/api/{path}")
        read_count += whole.status_code == 200 and whole.text != answer.text
        assert answer.status_code in (200, 403, 404, 409), path
        assert answer.status_code != 200 or not [one for one in names if one in answer.text], path
        assert answer.status_code != 200 or f"={PERIOD}" not in path, path
    assert read_count, "the whole token reads something"


@pytest.mark.parametrize("name", READS)
def test_head_is_answered_as_get_without_the_body(cast: Cast, name: str) -> None:
    client = program(make_token(cast.commune))
    read, head = client.get(f"/api/{PATHS[name]}"), client.head(f"/api/{PATHS[name]}")
    assert (head.status_code, head.content) == (read.status_code, b"")
    assert head.headers["Content-Length"] == str(len(read.content))
