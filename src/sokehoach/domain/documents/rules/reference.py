"""Render docs/reference/format.md, the list of rules."""

from sokehoach.domain.documents.rules.components import COMPONENT_STYLES
from sokehoach.domain.documents.rules.finding import format_decimal
from sokehoach.domain.documents.rules.lint import RULES

_HEAD = """# What `sokehoach lint` looks at

Printed from `sokehoach.domain.documents.rules`; change the rules there, then `make reference`. Clauses are those of
Phần I, Phụ lục I, Nghị định 30/2020/NĐ-CP. An error departs from a clause; advice is worth a look.

## Rules

| rule | clause and reason |
|---|---|
"""
_LOOKS = """
## Letters of each component

| component | clause | size | letters |
|---|---|---|---|
"""


def print_rules() -> str:
    rules = [f"| `{rule.__name__.removeprefix('check_')}` | {_format_reason(rule.__doc__ or '')} |" for rule in RULES]
    looks = [
        f"| {style.name} | {style.clause.split(' Phần I')[0]} | {_format_size(style.low, style.high)} |"
        f" {_format_letters(style.bold, style.italic, style.capitals)} |"
        for style in COMPONENT_STYLES
    ]
    return _HEAD + "\n".join(rules) + "\n" + _LOOKS + "\n".join(looks) + "\n"


def _format_reason(docstring: str) -> str:
    return " ".join(docstring.split()).replace("|", "/")


def _format_size(low: float, high: float) -> str:
    return format_decimal(low) if low == high else f"{format_decimal(low)}–{format_decimal(high)}"


def _format_letters(bold: bool | None, italic: bool, capitals: bool | None) -> str:
    styles = ["nghiêng" if italic else "đứng"]
    if bold is not None:
        styles.append("đậm" if bold else "không đậm")
    if capitals is not None:
        styles.append("in hoa" if capitals else "in thường")
    return ", ".join(styles)
