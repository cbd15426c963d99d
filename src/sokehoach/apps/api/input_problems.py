"""Says in Vietnamese what is wrong with the input of an operation, from the errors of its description."""

from collections.abc import Iterator, Mapping, Sequence
from typing import Any

from django.utils.translation import gettext as _

from sokehoach.apps.shell.problems import FieldProblem

_KINDS = (  # beginning of pydantic's type of error, our code
    ("missing", "missing"),
    ("extra_forbidden", "unknown"),
    ("enum", "choice"),
    ("literal_error", "choice"),
    ("string_pattern", "choice"),  # patterns list codes: `build_choice_filter`
    ("greater_than", "range"),
    ("less_than", "range"),
    ("too_long", "length"),
    ("too_short", "length"),
    ("string_too", "length"),
    ("date", "date"),
    ("uuid", "id"),
    ("int", "number"),
    ("decimal", "number"),
    ("float", "number"),
)


_MEMBERS = {"str", "bool", "int", "decimal", "list[str]"}  # of `int | str | …`, as pydantic adds them to a place


def describe_input_errors(errors: Sequence[Mapping[str, Any]]) -> list[FieldProblem]:
    """One for each place and code: what fits no member of a union is one error for each of them."""
    return list({(problem.pointer, problem.code): problem for problem in _describe_each(errors)}.values())


def _describe_each(errors: Sequence[Mapping[str, Any]]) -> Iterator[FieldProblem]:
    for error in errors:
        source, *names = error["loc"]
        is_body = source == "body"
        parts = [str(name) for name in (names[1:] if is_body else names)]  # of a body without the name of the argument
        code = next((code for start, code in _KINDS if error["type"].startswith(start)), "format")
        if is_body and parts and parts[-1] in _MEMBERS:
            parts, code = parts[:-1], "format"
        elif is_body and parts[-2:-1] == ["list[str]"]:
            parts = [*parts[:-2], parts[-1]]
        pointer = "".join(f"/{part}" for part in parts) if is_body else ".".join(parts)
        yield FieldProblem(pointer, code, _describe_kind(code))


def _describe_kind(code: str) -> str:
    return {
        "missing": _("Còn thiếu."),
        "unknown": _("Không có tên này."),
        "choice": _("Không phải một trong các giá trị được phép."),
        "range": _("Ngoài khoảng được phép."),
        "length": _("Quá dài hoặc quá ngắn."),
        "date": _("Không phải ngày theo ISO 8601."),
        "id": _("Không phải một mã số."),
        "number": _("Không phải một số."),
        "format": _("Sai dạng."),
    }[code]
