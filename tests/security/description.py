"""The product described in OpenAPI 3.1, made from the resolver, the views' code and their forms.

Nothing here is written by hand but what a reader of the code cannot see: which addresses give something other than a
page. What a view may answer is a contract by its method; an answer that is not told here fails.
"""

import functools
import inspect
import re
from collections.abc import Callable, Iterator, Mapping, Sequence
from types import FunctionType, ModuleType
from typing import Any
from uuid import UUID

from django import forms
from django.urls import URLPattern, reverse

from tests.security.routes import ROUTES

PAGE = "text/html"
XLSX = "application/vnd.openxmlformats-officedocument.spreadsheetml.sheet"
DOCX = "application/vnd.openxmlformats-officedocument.wordprocessingml.document"
# What is given where it is not a page: by the route's name.
JSON, PLAIN, CSV, PDF, ANY = "application/json", "text/plain", "text/csv", "application/pdf", "*/*"
GIVES = {
    "accounts:list_template": XLSX, "accounts:passkey_options": JSON,
    "analysis:csv": CSV, "analysis:picture": "image/png",
    "analysis:workbook": XLSX, "documents:annexes": XLSX, "documents:archive": "application/zip",
    "documents:docx": DOCX, "documents:edxml": "application/xml", "documents:file": ANY, "documents:printed": PDF,
    "documents:superior_file": ANY, "documents:take": DOCX, "documents:translation_docx": DOCX,
    "documents:translation_pdf": PDF, "exchange:sheet": XLSX,
    "home:audit_file": CSV, "home:brief": PLAIN, "home:calendar": "text/calendar", "home:keys": PLAIN,
    "indicators:export": XLSX, "indicators:template": XLSX, "inspections:invitation": DOCX,
    "inspections:record": DOCX, "jobs:result": ANY, "plans:evidence": ANY, "plans:source": ANY,
    "reporting:ad_hoc_csv": CSV, "reporting:ad_hoc_workbook": XLSX, "reporting:since": JSON,
    "assessment:record": DOCX, "registers:export": XLSX, "registers:template": XLSX, "shell:live": PLAIN,
    "shell:measured": PLAIN, "shell:ready": PLAIN,
}  # fmt: skip
READ, WRITE = (200, 302, 400, 403, 404, 409), (200, 204, 302, 400, 403, 404, 409, 422)
# What these alone answer.
ELSE = {
    "accounts:invitation": (410,), "analysis:ask": (422,), "analysis:csv": (422,), "analysis:picture": (422,),
    "analysis:workbook": (422,), "reporting:since": (204,), "shell:ready": (503,),
}  # fmt: skip
# What breaks programs; each stands among the values of every text.
ODD = [
    "", "0", "1", "2", "3", "-1", "00", "1e9", "9" * 30, "٣", "½", "null", "None", "true", "[]", "{}", "Đ" * 300,
    "x" * 20_000, "\x00", "a\x00b", "\u202e", "e\u0301", "🙂", "'", '"', "' OR 1=1 --", "%", "_", "%00", "%s", "{0}",
    "{{ 7 }}", "<script>", "=1+1", "../..", "2021S1", "2021S9", "0000S1", "2021-06-31", "31/02/2021", "22/06/2021",
    "1/1/1", "31/12/9999", "00000000-0000-4000-8000-000000000000", "03304", "099", "general", "support",
    "enforcement", "\n", "\r\n", " ", "NaN", "-Infinity",
]  # fmt: skip
_KINDS: dict[str, dict[str, Any]] = {
    "IntConverter": {"type": "integer", "minimum": 0},
    "UUIDConverter": {"type": "string", "format": "uuid"},
    "SlugConverter": {"type": "string", "pattern": "^[-a-zA-Z0-9_]+$"},
    "StringConverter": {"type": "string", "minLength": 1},
    "PathConverter": {"type": "string", "minLength": 1},
}
HEADERS = {"X-Content-Type-Options": {"required": True, "schema": {"const": "nosniff"}}}
_FILE: dict[str, Any] = {"type": "string", "format": "binary"}
_TEXT: dict[str, Any] = {"anyOf": [{"enum": ODD}, {"type": "string"}]}
# A word read from the request, or from what a function was given of it.
_READ = re.compile(r"""(GET|POST|FILES|\w+)(?:\.get(?:list)?\(|\[)\s*["']([\w.-]+)["']""")
_NAMED = re.compile(r"""["']([\w.-]+)["'] (?:not )?in request\.(GET|POST|FILES)""")

type Known = Mapping[str, Sequence[object]]  # values of the parts of addresses that are there, by «route:part»
type Also = Mapping[str, Sequence[str]]  # names of fields whose forms are made of data, by namespace


def describe(known: Known, also: Also) -> dict[str, Any]:
    """All addresses and methods, as a document of OpenAPI 3.1. `known` and `also` say what the code cannot."""
    paths: dict[str, dict[str, Any]] = {}
    for name, route in ROUTES.items():
        operations = paths.setdefault(template(route, name), {})
        for method in methods(route):
            operations[method.lower()] = _operation(name, route, method, known, also)
    return {"openapi": "3.1.0", "info": {"title": "Sổ Kế hoạch", "version": "1"}, "paths": paths}


def methods(route: URLPattern) -> list[str]:
    """Those that the view's decorator lets in. HEAD is GET without its body."""
    return sorted(
        {method for one in _wrapped(route.callback) for method in _allowed(one)} - {"HEAD"} or {"GET", "POST"}
    )


def template(route: URLPattern, name: str) -> str:
    """Its address with the parts in braces."""
    parts = {
        key: {"IntConverter": 900_000_001 + n, "UUIDConverter": UUID(int=n + 1)}.get(type(kind).__name__, f"PART{n}")
        for n, (key, kind) in enumerate(route.pattern.converters.items())
    }
    told = reverse(name, kwargs=parts)
    for key, value in parts.items():
        told = told.replace(str(value), f"{{{key}}}")
    return told


def _operation(name: str, route: URLPattern, method: str, known: Known, also: Also) -> dict[str, Any]:
    query, body = (dict.fromkeys(also.get(name.split(":")[0], ()), _TEXT) for _ in range(2))
    for where, field, schema in _fields(route.callback):
        if where in ("GET", "") and schema is not _FILE:
            query[field] = schema
        if where != "GET":
            body[field] = schema
    operation: dict[str, Any] = {
        "operationId": f"{method} {name}",
        "parameters": [
            {"name": part, "in": "path", "required": True, "schema": _part(name, part, kind, known)}
            for part, kind in route.pattern.converters.items()
        ]
        + [
            {"name": field, "in": "query", "schema": schema}
            for field, schema in sorted(query.items())
            if method == "GET"
        ],
        "responses": _responses(name, method),
    }
    if method == "POST":
        encoding = "multipart/form-data" if _FILE in body.values() else "application/x-www-form-urlencoded"
        told = {"type": "object", "properties": dict(sorted(body.items())), "additionalProperties": _TEXT}
        operation["requestBody"] = {"content": {encoding: {"schema": told}}}
    return operation


def _part(name: str, part: str, kind: object, known: Known) -> dict[str, Any]:
    free = _KINDS[type(kind).__name__]
    there = list(known.get(f"{name}:{part}", ()))
    return {"anyOf": [{"enum": there}, free]} if there else free


def _responses(name: str, method: str) -> dict[str, Any]:
    page = {"content": {PAGE: {}}, "headers": HEADERS}
    statuses = (*(READ if method == "GET" else WRITE), *ELSE.get(name, ()))
    told: dict[str, Any] = {str(status): {"description": "", **page} for status in statuses}
    if name in GIVES:
        told["200"] = {"description": "", "headers": HEADERS, "content": {GIVES[name]: {}}}
    return told


@functools.cache
def _fields(view: Callable[..., Any]) -> tuple[tuple[str, str, dict[str, Any]], ...]:
    """Where a field is read («» where the code does not say), its name, and what it takes."""
    found: list[tuple[str, str, dict[str, Any]]] = []
    for one in _called(view):
        text = inspect.getsource(one)
        read = _READ.findall(text) + [(where, field) for field, where in _NAMED.findall(text)]
        for where, field in read:
            said = where if where in ("GET", "POST", "FILES") else ""
            found.append((said, field, _FILE if where == "FILES" else _TEXT))
        for form in _forms(one):
            found += [("", field, _schema(kind)) for field, kind in form.base_fields.items()]
    return tuple(found)


def _schema(field: forms.Field) -> dict[str, Any]:
    """The values that it takes, and those that break programs: a form says no, it does not fall."""
    match field:
        case forms.FileField():
            return _FILE
        case forms.MultipleChoiceField():
            return {"type": "array", "items": _TEXT, "maxItems": 3}
        case forms.ChoiceField() if offered := [str(key) for key, _ in _flat(field.choices) if key]:
            return {"anyOf": [{"enum": offered}, _TEXT]}
        case forms.DateField():
            return {"anyOf": [{"enum": ["22/06/2021", "2021-06-22"]}, _TEXT]}
        case forms.IntegerField():
            return {"anyOf": [{"type": "integer"}, _TEXT]}
    return _TEXT


def _flat(choices: Any) -> Iterator[tuple[object, object]]:
    """Without the groups' headings."""
    for key, told in choices:
        yield from told if isinstance(told, list | tuple) else [(key, told)]


def _wrapped(view: Callable[..., Any] | None) -> Iterator[Callable[..., Any]]:
    """The view and what its decorators wrap, outermost first."""
    while view is not None:
        yield view
        view = getattr(view, "__wrapped__", None)


def _allowed(view: Callable[..., Any]) -> Sequence[str]:
    return inspect.getclosurevars(view).nonlocals.get("request_method_list", ()) if inspect.isfunction(view) else ()


def _called(view: Callable[..., Any]) -> list[FunctionType]:
    """The view's own function and those of its app that it calls, by name or out of a module."""
    *_, own = _wrapped(view)
    room = ".".join(own.__module__.split(".")[:3])
    found, waiting = [], [own]
    while waiting:
        one = waiting.pop()
        if isinstance(one, FunctionType) and one not in found and one.__module__.startswith(room):
            found.append(one)
            waiting += _named(one)
    return found


def _named(function: FunctionType) -> list[Any]:
    """What the names in its code stand for, in its module and in the modules that it names."""
    names = function.__code__.co_names
    own = [function.__globals__.get(name) for name in names]
    modules = [one for one in own if isinstance(one, ModuleType) and one.__name__.startswith("sokehoach.")]
    return own + [getattr(module, name, None) for module in modules for name in names]


def _forms(function: FunctionType) -> Iterator[type[forms.Form]]:
    for one in _named(function):
        if isinstance(one, type) and issubclass(one, forms.Form):
            yield one
