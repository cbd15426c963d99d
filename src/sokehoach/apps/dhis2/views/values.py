"""Views of data values and completed reports."""

from typing import Any

from django.http import HttpRequest, HttpResponse
from django.utils.translation import gettext as _

from sokehoach.adapters.dhis2 import data_value_xml, data_values
from sokehoach.adapters.dhis2.data_values import DataValueFileError, ReceivedCompletion, ReceivedValue, ReceivedValues
from sokehoach.adapters.dhis2.summaries import ImportSummary, build_message
from sokehoach.apps.accounts.permissions import Action
from sokehoach.apps.api.authentication import ProgramRequest
from sokehoach.apps.api.writes import get_write_key
from sokehoach.apps.dhis2.queries.addressing import Addressing, Schemes
from sokehoach.apps.dhis2.queries.catalogues import load_metadata_context
from sokehoach.apps.dhis2.queries.data_values import (
    Params,
    list_completions,
    list_values,
    parse_query,
)
from sokehoach.apps.dhis2.services.imports import MAX_PERIODS, ValueImport, import_values
from sokehoach.apps.dhis2.views.answering import (
    UnansweredParameterError,
    build_json,
    check_params,
    for_programs,
    get_params,
)
from sokehoach.apps.dhis2.views.tasks import answer_task
from sokehoach.apps.shell import clock
from sokehoach.apps.shell.problems import Problem

_FORMATS = {"json": "json", "xml": "xml", "csv": "csv", "adx": "adx", "adx+xml": "adx"}
_NAMES = ("dataElement", "orgUnit", "categoryOptionCombo", "dataSet")


@for_programs(GET=Action.REPORT_VIEW, POST=Action.REPORT_EDIT)
def data_value_sets(request: ProgramRequest, suffix: str = "") -> HttpResponse:
    return _read_set(request, suffix) if request.method == "GET" else _store_set(request, suffix)


def _read_set(request: ProgramRequest, suffix: str) -> HttpResponse:
    params, context = get_params(request), load_metadata_context(request.user)
    output_format = _choose_format(request, suffix)
    schemes = _list_schemes(params, "CODE" if output_format == "adx" else "UID")
    query = parse_query(params, Addressing(context, _build_schemes(params, "UID")), context)
    values = list_values(request.user, query, context, schemes)
    if output_format == "json":
        return build_json({"dataValues": data_values.write_json_rows(values)})
    if output_format == "csv":
        headers = {"Content-Disposition": 'attachment; filename="dataValues.csv"'}
        content = data_values.write_csv(values)
        return HttpResponse(content, content_type="application/csv; charset=utf-8", headers=headers)
    headers = {"Content-Disposition": 'attachment; filename="dataValues.xml"'}
    if output_format == "adx":
        content = data_value_xml.write_adx(values, at=clock.now())
        return HttpResponse(content, content_type="application/adx+xml; charset=utf-8", headers=headers)
    return HttpResponse(data_values.write_xml(values), content_type="application/xml; charset=utf-8", headers=headers)


def _store_set(request: ProgramRequest, suffix: str) -> HttpResponse:
    params = get_params(request)
    received = _read_body(request, suffix, params)
    if received.completions and not request.scope.anywhere(Action.REPORT_SEND):
        raise Problem("action-missing", _("Cần «%(action)s» để gửi báo cáo.") % {"action": Action.REPORT_SEND})
    return _answer_import(request, params, received)


@for_programs(GET=Action.REPORT_VIEW, POST=Action.REPORT_EDIT, DELETE=Action.REPORT_EDIT)
def data_values_view(request: ProgramRequest) -> HttpResponse:
    """One value: in the query, as a form or as JSON. A deleted value is «chưa báo cáo» again."""
    fields = _read_fields(request)
    check_params(request, {name: [text] for name, text in fields.items()})
    names = {"dataElement": "de", "period": "pe", "orgUnit": "ou", "categoryOptionCombo": "co", "dataSet": "ds"}
    values = {name: fields.get(short) or fields.get(name) or "" for name, short in names.items()}
    if request.method == "GET":
        return _read_single(request, values)
    is_deleted = request.method == "DELETE"
    value = ReceivedValue(
        data_element=values["dataElement"], period=values["period"], org_unit=values["orgUnit"],
        value=None if is_deleted else fields.get("value") or None,
        category_option_combo=values["categoryOptionCombo"], data_set=values["dataSet"],
        comment=fields.get("comment", ""), is_deleted=is_deleted,
    )  # fmt: skip
    received = ReceivedValues([value])
    summary = _import_received(request, get_params(request), received)
    if summary.conflicts:
        return build_json(summary.to_plain(), status=409)
    if is_deleted and not summary.counts.updated:
        text = "Data value does not exist, or a register counts it: it is corrected in the register."
        return build_json(build_message(409, text, error_code="E2032"), status=409)
    if is_deleted:
        return HttpResponse(status=204)
    return build_json(build_message(201, "Value was stored."), status=201)


def _read_single(request: ProgramRequest, values: dict[str, str]) -> HttpResponse:
    context = load_metadata_context(request.user)
    params = {name: [text] for name, text in values.items() if text and name != "categoryOptionCombo"}
    addressing = Addressing(context, Schemes())
    query = parse_query(params, addressing, context)
    combo = values["categoryOptionCombo"]
    rows = [
        row.value
        for row in list_values(request.user, query, context, {})
        if combo in ("", row.category_option_combo) and row.value is not None
    ]
    if not rows:
        return build_json(build_message(409, "Data value does not exist", error_code="E2032"), status=409)
    return build_json(rows[:1])


@for_programs(GET=Action.REPORT_VIEW, POST=Action.REPORT_SEND, DELETE=Action.REPORT_SEND)
def complete_registrations(request: ProgramRequest, suffix: str = "") -> HttpResponse:
    params = get_params(request)
    if request.method == "DELETE":
        message = _("Báo cáo đã gửi không rút lại được từ đây: nơi nhận trả lại, hoặc đơn vị đính chính.")
        return build_json(build_message(409, message, error_code="E7642"), status=409)
    if request.method == "GET":
        context = load_metadata_context(request.user)
        query = parse_query(params, Addressing(context, _build_schemes(params, "UID")), context)
        return build_json({"completeDataSetRegistrations": list(list_completions(request.user, query, context))})
    plain = data_values.load_json(request.body)
    rows = plain.get("completeDataSetRegistrations") if isinstance(plain, dict) else None
    if not isinstance(rows, list) or not all(isinstance(row, dict) for row in rows):
        raise DataValueFileError("completeDataSetRegistrations is no list of objects.")
    completions = [
        ReceivedCompletion(
            str(row.get("dataSet", "")), str(row.get("period", "")),
            str(row.get("organisationUnit") or row.get("orgUnit") or ""), str(row.get("date", "")),
            str(row.get("attributeOptionCombo") or ""),
        )
        for row in rows
        if row.get("completed", True) is not False
    ]  # fmt: skip
    return _answer_import(request, params, ReceivedValues(completions=completions))


def _answer_import(request: ProgramRequest, params: Params, received: ReceivedValues) -> HttpResponse:
    summary = _import_received(request, params, received)
    if _get_last(params, "async").lower() == "true":
        return answer_task(request, summary)
    return build_json(summary.to_plain(), status=summary.http_status)


def _import_received(request: ProgramRequest, params: Params, received: ReceivedValues) -> ImportSummary:
    context = load_metadata_context(request.user)
    is_dry_run = (
        received.is_dry_run
        or _get_last(params, "dryRun").lower() == "true"
        or _get_last(params, "importMode").upper() == "VALIDATE"  # as metadata are tried out
    )
    general = received.schemes.get("idScheme") or _get_last(params, "idScheme") or received.default_scheme
    schemes = _build_schemes(params, general, received.schemes)
    value_import = ValueImport(Addressing(context, schemes), is_dry_run=is_dry_run, max_periods=MAX_PERIODS)
    value_import.summary.strategy = _apply_strategy(params, received)
    value_import.resolve(received)
    key = "" if is_dry_run else get_write_key(request)
    return import_values(value_import, source="", by=request.user, at=clock.now(), key=key)


def _apply_strategy(params: Params, received: ReceivedValues) -> str:
    """DHIS2's importStrategy. Values cannot be only added, or only changed, and no completion is taken back."""
    strategy = (received.strategy or _get_last(params, "importStrategy") or "CREATE_AND_UPDATE").upper()
    if strategy in ("DELETE", "DELETES") and not received.completions:
        received.delete_all()
        return "DELETE"
    if strategy not in ("CREATE_AND_UPDATE", "NEW_AND_UPDATES"):
        raise UnansweredParameterError("importStrategy")
    return "CREATE_AND_UPDATE"


def _read_body(request: HttpRequest, suffix: str, params: Params) -> ReceivedValues:
    kind = (request.content_type or "").lower()
    if "xml" in kind or suffix in ("xml", "adx"):
        return data_value_xml.read_xml(request.body)
    if "csv" in kind or suffix == "csv":
        return data_values.read_csv(request.body, has_header=_get_last(params, "firstRowIsHeader") != "false")
    return data_values.read_json(request.body)


def _read_fields(request: HttpRequest) -> dict[str, str]:
    """The members of one value, wherever the client put them."""
    fields = {name: texts[-1] for name, texts in request.GET.lists()}
    if request.method != "POST":
        return fields
    if request.content_type == "application/json" and request.body:
        plain: Any = data_values.load_json(request.body)
        if not isinstance(plain, dict):
            raise DataValueFileError("The body is no JSON object.")
        received = data_values.read_value(plain)
        members = {
            "dataElement": received.data_element, "period": received.period, "orgUnit": received.org_unit,
            "categoryOptionCombo": received.category_option_combo, "dataSet": received.data_set,
            "attributeOptionCombo": received.attribute_option_combo,
            "value": received.value or "", "comment": received.comment,
        }  # fmt: skip
        return fields | {name: text for name, text in members.items() if text}
    return fields | {name: texts[-1] for name, texts in request.POST.lists()}


def _choose_format(request: HttpRequest, suffix: str) -> str:
    if suffix:
        return _FORMATS[suffix]
    accept = request.headers.get("Accept", "")
    return next((output_format for media_type, output_format in _FORMATS.items() if f"/{media_type}" in accept), "json")


def _list_schemes(params: Params, default: str) -> dict[str, str]:
    """By what each kind of object is named in the answer."""
    general = _get_last(params, "idScheme") or default
    return {name: (_get_last(params, f"{name}IdScheme") or general).upper() for name in _NAMES}


def _build_schemes(params: Params, default: str, stated: dict[str, str] | None = None) -> Schemes:
    """Of an import: what the message says goes before the specific parameter, and that before the general one."""
    schemes = []
    for name in _NAMES:
        own_name = f"{name}IdScheme"
        schemes.append(((stated or {}).get(own_name) or _get_last(params, own_name) or default).upper())
    return Schemes(*schemes)


def _get_last(params: Params, name: str) -> str:
    return params[name][-1] if params.get(name) else ""
