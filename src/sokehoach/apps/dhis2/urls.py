"""Addresses of DHIS2's clients: with or without the number of a version, «.json» and a slash at the end."""

from typing import Any

from django.urls import URLPattern, re_path

from sokehoach.apps.dhis2.pages.objects import EMPTY_LISTS, LISTS
from sokehoach.apps.dhis2.views import analytics, objects, startup, tasks, values

app_name = "dhis2"

_VERSION = r"(?:(?:2[5-9]|3[0-9]|4[0-4])/)?"


def _make_route(pattern: str, view: Any, name: str, *, suffix: str = r"(?:\.json)?", **options: str) -> URLPattern:
    return re_path(rf"^{_VERSION}{pattern}{suffix}/?$", view, options, name=name)


_FORMATS = r"(?:\.(?P<suffix>json|xml|csv|adx|adx\+xml))?"
_PLURALS = "|".join((*LISTS, *EMPTY_LISTS, "users"))
_KEY = "(?:/(?P<key>[A-Za-z]{1,60}))?"
_RELATIONS = "children|descendants|ancestors|parents"
_TASK = r"(?P<category>[A-Z_]{1,60})/(?P<uid>J[0-9]{10})"

urlpatterns = [
    _make_route("system/info", objects.show_system, "system_info"),
    _make_route("me", objects.show_account, "me"),
    _make_route("me/authori(?:zation|ties)", startup.list_authorities, "authorities"),
    _make_route(f"userSettings{_KEY}", startup.show_user_settings, "user_settings"),
    _make_route(f"systemSettings{_KEY}", startup.show_system_settings, "system_settings"),
    _make_route("system/ping", startup.answer_ping, "ping"),
    _make_route("apps", startup.list_apps, "apps"),
    _make_route("resources", startup.list_resources, "resources"),
    _make_route("schemas", startup.list_schemas, "schemas"),
    _make_route("schemas/(?P<singular>[A-Za-z]{1,60})", startup.show_schema, "schema"),
    _make_route(f"system/tasks/{_TASK}", tasks.show_task, "task"),
    _make_route(f"system/taskSummaries/{_TASK}", tasks.show_summary, "task_summary"),
    _make_route("metadata", objects.show_metadata, "metadata"),
    _make_route("periodTypes", objects.list_period_types, "period_types"),
    _make_route(r"organisationUnits\.geojson", objects.show_borders, "borders", suffix=""),
    _make_route(f"(?P<plural>{_PLURALS})", objects.list_view, "list"),
    _make_route(f"(?P<plural>{_PLURALS})/(?P<uid>[A-Za-z0-9]{{11}})", objects.object_view, "object"),
    _make_route(
        f"organisationUnits/(?P<uid>[A-Za-z0-9]{{11}})/(?P<relation>{_RELATIONS})", objects.show_relatives, "relatives"
    ),
    _make_route("dataValueSets", values.data_value_sets, "data_value_sets", suffix=_FORMATS),
    _make_route("dataValues", values.data_values_view, "data_values"),
    _make_route("completeDataSetRegistrations", values.complete_registrations, "complete_registrations"),
    _make_route("analytics", analytics.show_analytics, "analytics", suffix=r"(?:\.(?P<suffix>json|csv))?"),
]
