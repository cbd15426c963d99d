"""Views of metadata: lists of objects, one object, all of it, and what the server and the account are."""

from django.http import HttpResponse

from sokehoach import __version__
from sokehoach.adapters.dhis2 import period_codes, uids
from sokehoach.adapters.dhis2.attributes import SYSTEM_NAME
from sokehoach.adapters.dhis2.object_fields import Item, ObjectReference, parse_fields, pick_fields
from sokehoach.apps.api.authentication import ProgramRequest
from sokehoach.apps.dhis2.pages.borders import build_collection
from sokehoach.apps.dhis2.pages.objects import ObjectLists, find_relation, list_objects
from sokehoach.apps.dhis2.queries.catalogues import MetadataContext, load_metadata_context
from sokehoach.apps.dhis2.queries.data_values import format_stamp
from sokehoach.apps.dhis2.views.answering import build_json, for_programs, get_params
from sokehoach.apps.shell import clock

SERVER_VERSION = "2.42.0"  # that of the DHIS2 whose answers these are: typed clients refuse any other number


@for_programs(GET=None)
def list_view(request: ProgramRequest, plural: str) -> HttpResponse:
    context = load_metadata_context(request.user)
    lists, path = _load_lists(request, context), request.build_absolute_uri(request.path)
    own_units = [uid for uid in [context.uids_by_unit.get(request.user.unit_id)] if uid]
    return build_json(lists.build_list(plural, get_params(request), path=path, own_units=own_units))


@for_programs(GET=None)
def object_view(request: ProgramRequest, plural: str, uid: str) -> HttpResponse:
    lists, params = _load_lists(request, load_metadata_context(request.user)), get_params(request)
    relation = find_relation(params) if plural == "organisationUnits" else ""
    if relation:
        return build_json(lists.build_relatives(uid, relation, params))
    return build_json(lists.build_object(plural, uid, params))


@for_programs(GET=None)
def show_relatives(request: ProgramRequest, uid: str, relation: str) -> HttpResponse:
    """The units above or below one, by an address of their own."""
    lists = _load_lists(request, load_metadata_context(request.user))
    return build_json(lists.build_relatives(uid, relation, get_params(request)))


@for_programs(GET=None)
def show_metadata(request: ProgramRequest) -> HttpResponse:
    context = load_metadata_context(request.user)
    system = {"id": uids.make_uid("system", "sokehoach"), "version": SERVER_VERSION, "date": format_stamp(clock.now())}
    return build_json({"system": system, **list_objects(context).build_metadata(get_params(request))})


@for_programs(GET=None)
def show_system(request: ProgramRequest) -> HttpResponse:
    return build_json(
        {
            "version": SERVER_VERSION,
            "revision": f"sokehoach-{__version__}",
            "calendar": "iso8601",
            "dateFormat": "yyyy-mm-dd",
            "serverDate": format_stamp(clock.now()),
            "serverTimeZoneId": "Asia/Ho_Chi_Minh",
            "contextPath": request.build_absolute_uri("/").rstrip("/"),
            "systemName": SYSTEM_NAME,
        }
    )


@for_programs(GET=None)
def show_account(request: ProgramRequest) -> HttpResponse:
    context = load_metadata_context(request.user)
    tree = parse_fields(get_params(request).get("fields", ()), "*")
    return build_json(pick_fields(_build_account(request, context), tree, list_objects(context).resolve))


@for_programs(GET=None)
def list_period_types(_request: ProgramRequest) -> HttpResponse:
    return build_json({"periodTypes": period_codes.list_period_types()})


@for_programs(GET=None)
def show_borders(request: ProgramRequest) -> HttpResponse:
    return build_json(build_collection(load_metadata_context(request.user), get_params(request)))


def _load_lists(request: ProgramRequest, context: MetadataContext) -> ObjectLists:
    account = _build_account(request, context)
    return ObjectLists({**context.objects, "users": {str(account["id"]): dict(account)}})


def _build_account(request: ProgramRequest, context: MetadataContext) -> Item:
    user = request.user
    unit_uid = context.uids_by_unit.get(user.unit_id)
    own_units = [ObjectReference("organisationUnits", unit_uid)] if unit_uid else []
    first_name, _space, last_name = user.full_name.rpartition(" ")
    return {
        "id": uids.make_uid("user", user.username),
        "username": user.username,
        "name": user.full_name,
        "displayName": user.full_name,
        "firstName": first_name or last_name,
        "surname": last_name,
        "email": "",
        "authorities": [],
        "organisationUnits": own_units,
        "dataViewOrganisationUnits": own_units,
        "teiSearchOrganisationUnits": [],
        "userGroups": [],
        "userRoles": [],
        "userCredentials": {"username": user.username},
        "settings": {"keyDbLocale": "vi", "keyUiLocale": "vi"},
        "dataSets": list(context.catalogue.data_sets),
        "programs": [],
    }
