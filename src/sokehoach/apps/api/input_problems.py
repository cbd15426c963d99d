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


def describe_input_errors(errors: Sequence[Mapping[str, Any]]) -> list[FieldProblem]:
    return list(_describe_each(errors))


def _describe_each(errors: Sequence[Mapping[str, Any]]) -> Iterator[FieldProblem]:
    for error in errors:
        source, *names = error["loc"]
        is_body = source == "body"
        parts = [str(name) for name in (names[1:] if is_body else names)]  # of a body without the name of the argument
        pointer = "".join(f"/{part}" for part in parts) if is_body else ".".join(parts)
        code = next((code for start, code in _KINDS if error["type"].startswith(start)), "format")
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
