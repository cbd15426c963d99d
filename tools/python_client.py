"""Writes what clients/python takes from the description of /api/v1: its models and its operations.

`tools/reference.py` writes the two files, and its --check compares them (ADR 69).
"""

import keyword
import re
import subprocess
import sys
import textwrap
from collections.abc import Iterator, Mapping
from pathlib import Path
from typing import Any

FOLDER = "clients/python/sokehoach_client"
ROOT = Path(__file__).resolve().parents[1]
PREFIX = "/api/v1/"
HEADER = "# Written by tools/python_client.py from the description of the API (make reference); not by hand."
PAGING = {"limit", "cursor", "fields"}
_FORMATS = {"date": "date", "date-time": "datetime", "uuid": "UUID"}


class Description:
    """An OpenAPI document, asked for what becomes Python."""

    def __init__(self, document: Mapping[str, Any]) -> None:
        self.schemas: Mapping[str, Any] = document["components"]["schemas"]
        self.paths: Mapping[str, Any] = document["paths"]
        self.names = {name: re.sub(r"(Out|In)$", "", name) for name in self.schemas}
        self.sent = self._list_reachable(find_body_schema(operation) for _path, _method, operation in self.operations())
        self.answered = self._list_reachable(find_answer_schema(operation) for _p, _m, operation in self.operations())
        self.versioned = {
            find_answer_schema(methods["get"])
            for path, methods in self.paths.items()
            if "get" in methods and self.needs_version(path, "patch")
        }
        used = [self.names[name] for name in (*self.sent, *self.answered) if not is_alias(self.schemas[name])]
        if len(used) != len(set(used)):
            raise ValueError(f"two schemas would become one class: {sorted({n for n in used if used.count(n) > 1})}")

    def operations(self) -> Iterator[tuple[str, str, Mapping[str, Any]]]:
        for path, methods in self.paths.items():
            for method, operation in methods.items():
                yield path, method, operation

    def needs_version(self, path: str, method: str) -> bool:
        parameters = self.paths[path].get(method, {}).get("parameters", [])
        return any(one["in"] == "header" and one["name"] == "If-Match" for one in parameters)

    def _list_reachable(self, roots: Iterator[str | None]) -> list[str]:
        names: dict[str, None] = {}
        waiting = [name for name in roots if name]
        while waiting:
            name = waiting.pop()
            if name not in names:
                names[name] = None
                waiting += list_references(self.schemas[name])
        return sorted(names)

    def annotate(self, schema: Mapping[str, Any], *, sent: bool) -> str:
        """The type of a schema in Python: of an answer, or of what is sent."""
        if "$ref" in schema:
            return self.names[schema["$ref"].rpartition("/")[2]]
        if "anyOf" in schema:
            return " | ".join(dict.fromkeys(self.annotate(part, sent=sent) for part in schema["anyOf"]))
        match schema.get("type"):
            case "null":
                return "None"
            case "string" if "enum" in schema:
                return f"Literal[{', '.join(repr(value) for value in schema['enum'])}]"
            case "string":
                return _FORMATS.get(schema.get("format", ""), "str")
            case "integer":
                return "int"
            case "number":
                return "float | Decimal" if sent else "Decimal"
            case "boolean":
                return "bool"
            case "array":
                item = self.annotate(schema["items"], sent=sent)
                return f"Sequence[{item}]" if sent else f"tuple[{item}, ...]"
            case "object":
                member = schema.get("additionalProperties")
                value = self.annotate(member, sent=sent) if isinstance(member, Mapping) else "Any"
                return f"{'Mapping' if sent else 'dict'}[str, {value}]"
        raise ValueError(f"no type for {schema}")


def list_references(schema: Any) -> list[str]:
    """Names of the schemas that this one names."""
    if isinstance(schema, Mapping):
        own = [schema["$ref"].rpartition("/")[2]] if "$ref" in schema else []
        return own + [name for part in schema.values() for name in list_references(part)]
    return [name for part in schema for name in list_references(part)] if isinstance(schema, list) else []


def is_alias(schema: Mapping[str, Any]) -> bool:
    return "properties" not in schema


def find_body_schema(operation: Mapping[str, Any]) -> str | None:
    content = operation.get("requestBody", {}).get("content", {}).get("application/json", {})
    return next(iter(list_references(content)), None)


def find_answer_schema(operation: Mapping[str, Any]) -> str | None:
    """The schema of what it answers when it succeeds; None where that is a file."""
    response = next(answer for status, answer in operation["responses"].items() if status.startswith("2"))
    return next(iter(list_references(response.get("content", {}))), None)


def print_models(document: Mapping[str, Any]) -> str:
    description = Description(document)
    lines = [
        HEADER, '"""What the API answers (classes) and is sent (dictionaries)."""',
        "from __future__ import annotations", "from collections.abc import Mapping, Sequence",
        "from dataclasses import dataclass, field",
        "from datetime import date, datetime", "from decimal import Decimal",
        "from typing import Any, Literal, NotRequired, TypeAlias, TypedDict", "from uuid import UUID",
    ]  # fmt: skip
    codes = document["components"]["schemas"]["Problem"]["properties"]["code"]
    lines.append(f"ProblemCode: TypeAlias = {description.annotate(codes, sent=False)}")
    names = sorted({*description.sent, *description.answered})
    for name in filter(lambda name: is_alias(description.schemas[name]), names):
        kind = description.annotate(description.schemas[name], sent=False)
        lines.append(f"{description.names[name]}: TypeAlias = {kind}")
    for name in description.sent:
        if not is_alias(description.schemas[name]):
            lines += print_typed_dict(description, name)
    for name in description.answered:
        if not is_alias(description.schemas[name]):
            lines += print_class(description, name)
    return format_source("\n".join(lines), "models.py")


def print_class(description: Description, name: str) -> Iterator[str]:
    schema = description.schemas[name]
    yield "@dataclass(frozen=True, kw_only=True, slots=True)"
    yield f"class {description.names[name]}:"
    yield from print_docstring(schema.get("description", ""))
    for member, kind in schema["properties"].items():
        annotation = description.annotate(kind, sent=False)
        attribute = f"{member}_" if keyword.iskeyword(member) else member
        metadata = f' = field(metadata={{"member": "{member}"}})' if attribute != member else ""
        if "default" in kind and "required" in schema:  # where nothing is required, nothing is left out either
            metadata = f" = {kind['default']!r}"
        elif "required" in schema and member not in schema["required"]:
            metadata = " = ()" if annotation.startswith("tuple") else " = None"
        yield f"    {attribute}: {annotation}{metadata}"
    if name in description.versioned:
        yield '    etag: str = field(default="", compare=False, repr=False)'


def print_typed_dict(description: Description, name: str) -> Iterator[str]:
    schema = description.schemas[name]
    yield f"class {description.names[name]}(TypedDict):"
    yield from print_docstring(schema.get("description", ""))
    for member, kind in schema["properties"].items():
        annotation = description.annotate(kind, sent=True)
        is_needed = member in schema.get("required", ())
        yield f"    {member}: {annotation if is_needed else f'NotRequired[{annotation}]'}"


def print_docstring(text: str, indent: str = "    ") -> Iterator[str]:
    """Its lines broken before the 120th letter; nothing for an empty text."""
    paragraphs = [" ".join(paragraph.split()) for paragraph in text.split("\n\n")]
    lines = [line for paragraph in paragraphs for line in (*textwrap.wrap(paragraph, 106), "")][:-1]
    if len(lines) == 1:
        yield f'{indent}"""{lines[0]}"""'
    elif lines:
        yield f'{indent}"""{lines[0]}'
        yield from (indent + line for line in (*lines[1:], '"""'))


def print_operations(document: Mapping[str, Any]) -> str:
    description = Description(document)
    body = [
        "class Operations:", '    """Every operation of the API. `Client` sends them."""',
        *(line for path, method, operation in description.operations()
          for line in print_method(description, path, method, operation)),
        *TRANSPORT.splitlines(),
    ]  # fmt: skip
    used = {name for name in description.names.values() if re.search(rf"\b{name}\b", "\n".join(body))}
    lines = [
        HEADER, '"""The operations of the API as methods."""', "from __future__ import annotations",
        "from collections.abc import Mapping", "from datetime import date, datetime",
        "from typing import Any, TypeVar", "from urllib.parse import quote", "from uuid import UUID",
        "from sokehoach_client.listing import Listing",
        f"from sokehoach_client.models import {', '.join(sorted(used))}",
        'T = TypeVar("T")', 'ItemT = TypeVar("ItemT")', 'PageT = TypeVar("PageT")', *body,
    ]  # fmt: skip
    return format_source("\n".join(lines), "operations.py")


TRANSPORT = """
    def _read(self, kind: type[T], path: str, query: Mapping[str, Any]) -> T:
        raise NotImplementedError

    def _read_versioned(self, kind: type[T], path: str, query: Mapping[str, Any]) -> T:
        raise NotImplementedError

    def _list(self, item: type[ItemT], page: type[PageT], path: str, query: dict[str, Any]) -> Listing[ItemT, PageT]:
        raise NotImplementedError

    def _download(self, path: str) -> bytes:
        raise NotImplementedError

    def _write(
        self, kind: type[T], method: str, path: str, body: Mapping[str, Any], *,
        query: Mapping[str, Any], if_match: str | None, idempotency_key: str | None,
    ) -> T:
        raise NotImplementedError
"""


def print_method(description: Description, path: str, method: str, operation: Mapping[str, Any]) -> Iterator[str]:
    parameters = operation.get("parameters", [])
    queries = [one for one in parameters if one["in"] == "query"]
    answer, body = find_answer_schema(operation), find_body_schema(operation)
    is_list = method == "get" and answer is not None and "items" in description.schemas[answer]["properties"]
    if is_list:
        queries = [one for one in queries if one["name"] not in PAGING]
    address = re.sub(r"\{(\w+)\}", r'{quote(str(\1), safe="")}', path.removeprefix(PREFIX))
    address = f"f'{address}'" if "{" in address else repr(address)
    query = "{" + ", ".join(f'"{one["name"]}": {one["name"]}' for one in queries) + "}"
    if is_list:
        assert answer is not None
        item = description.names[list_references(description.schemas[answer]["properties"]["items"])[0]]
        page = description.names[answer]
        returned, call = f"Listing[{item}, {page}]", f"self._list({item}, {page}, {address}, {query})"
    elif answer is None:
        returned, call = "bytes", f"self._download({address})"
    elif method == "get":
        returned = description.names[answer]
        reader = "_read_versioned" if answer in description.versioned else "_read"
        call = f"self.{reader}({returned}, {address}, {query})"
    else:
        returned = description.names[answer]
        sent = f"{to_snake_case(description.names[body])} or {{}}" if body else "{}"
        match = "if_match" if description.needs_version(path, method) else "None"
        call = (
            f'self._write({returned}, "{method.upper()}", {address}, {sent}, '
            f"query={query}, if_match={match}, idempotency_key=idempotency_key)"
        )
    arguments = list(print_arguments(description, path, method, operation, queries))
    yield f"    def {operation['operationId']}({', '.join(['self', *arguments])}) -> {returned}:"
    yield from print_docstring(f"{operation['summary']}. {operation.get('description', '')}", indent=" " * 8)
    yield f"        return {call}"


def print_arguments(
    description: Description, path: str, method: str, operation: Mapping[str, Any], queries: list[Mapping[str, Any]]
) -> Iterator[str]:
    """Of the address, the body; by name: what a query needs, the version, what it may have, the key."""
    for one in operation.get("parameters", []):
        if one["in"] == "path":
            kind = description.annotate(one["schema"], sent=True)
            yield f"{one['name']}: {'UUID | str' if kind == 'UUID' else kind}"
    if body := find_body_schema(operation):
        name = description.names[body]
        is_needed = bool(description.schemas[body].get("required"))
        yield f"{to_snake_case(name)}: {name}" + ("" if is_needed else " | None = None")
    needs_version = description.needs_version(path, method)
    if queries or method != "get":
        yield "*"
    for one in queries:
        if one.get("required"):
            yield f"{one['name']}: {description.annotate(one['schema'], sent=True)}"
    if needs_version:
        yield "if_match: str"
    for one in queries:
        if not one.get("required"):
            kind = description.annotate(one["schema"], sent=True)
            yield f"{one['name']}: {kind} = {one['schema'].get('default')!r}"
    if method != "get":
        yield "idempotency_key: str | None = None"


def to_snake_case(name: str) -> str:
    return re.sub(r"(?<!^)(?=[A-Z])", "_", name).lower()


def format_source(source: str, name: str) -> str:
    """As `make check` asks for it: sorted imports without those that are not used, and format."""
    ruff = Path(sys.executable).with_name("ruff")
    path = f"{FOLDER}/{name}"
    for words in (["check", "--fix-only", "--select", "I,F401", "-q"], ["format", "-q"]):
        done = subprocess.run(
            [ruff, *words, "--stdin-filename", path, "-"], input=source, cwd=ROOT, text=True, capture_output=True,
            check=True,
        )  # fmt: skip
        source = done.stdout
    return source
