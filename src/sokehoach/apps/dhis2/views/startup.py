"""What clients ask before anything else: rights, settings, apps, schemas, and whether the server is there."""

from collections.abc import Mapping
from typing import Any

from django.http import HttpResponse

from sokehoach.adapters.dhis2.attributes import SYSTEM_NAME
from sokehoach.adapters.dhis2.object_fields import parse_fields, pick_fields
from sokehoach.apps.api.authentication import ProgramRequest
from sokehoach.apps.dhis2.pages.schemas import build_schemas
from sokehoach.apps.dhis2.queries.catalogues import load_metadata_context
from sokehoach.apps.dhis2.views.answering import build_json, for_programs, get_params
from sokehoach.apps.shell.outcomes import NotFoundError

_SYSTEM_SETTINGS = {"applicationTitle": SYSTEM_NAME, "keyUiLocale": "vi", "keyDateFormat": "yyyy-MM-dd"}
_USER_SETTINGS = {"keyDbLocale": "vi", "keyUiLocale": "vi", "keyAnalysisDisplayProperty": "name"}


@for_programs(GET=None)
def list_authorities(_request: ProgramRequest) -> HttpResponse:
    """None: what a token may do does not follow from authorities of DHIS2."""
    return build_json([])


@for_programs(GET=None)
def show_user_settings(_request: ProgramRequest, key: str | None = None) -> HttpResponse:
    return _answer_settings(_USER_SETTINGS, key)


@for_programs(GET=None)
def show_system_settings(_request: ProgramRequest, key: str | None = None) -> HttpResponse:
    return _answer_settings(_SYSTEM_SETTINGS, key)


@for_programs(GET=None)
def answer_ping(_request: ProgramRequest) -> HttpResponse:
    return HttpResponse("pong", content_type="text/plain; charset=utf-8")


@for_programs(GET=None)
def list_apps(_request: ProgramRequest) -> HttpResponse:
    return build_json([])


@for_programs(GET=None)
def list_resources(request: ProgramRequest) -> HttpResponse:
    resources = [
        {"displayName": schema["displayName"], "singular": schema["singular"], "plural": schema["plural"],
         "href": schema["href"]}
        for schema in _load_schemas(request)
    ]  # fmt: skip
    return build_json({"resources": resources})


@for_programs(GET=None)
def list_schemas(request: ProgramRequest) -> HttpResponse:
    tree = parse_fields(get_params(request).get("fields", ()), "*")
    schemas = [pick_fields(schema, tree, lambda _item: None) for schema in _load_schemas(request)]
    return build_json({"schemas": schemas})


@for_programs(GET=None)
def show_schema(request: ProgramRequest, singular: str) -> HttpResponse:
    tree = parse_fields(get_params(request).get("fields", ()), "*")
    for schema in _load_schemas(request):
        if schema["singular"] == singular:
            return build_json(pick_fields(schema, tree, lambda _item: None))
    raise NotFoundError


def _answer_settings(values: Mapping[str, str], key: str | None) -> HttpResponse:
    """All of them, or the one that the address names. Raises NotFoundError."""
    if key is None:
        return build_json(values)
    if key not in values:
        raise NotFoundError
    return build_json({key: values[key]})


def _load_schemas(request: ProgramRequest) -> list[dict[str, Any]]:
    """The schemas of what the account sees, with addresses without the number of a version."""
    return build_schemas(request.build_absolute_uri("/api"), load_metadata_context(request.user).objects)
