"""The page that lists the rules: docs/reference/format.md."""

from sokehoach.domain.documents.rules.components import LOOKS
from sokehoach.domain.documents.rules.finding import figure
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
    rules = [
        f"| `{rule.__name__.removeprefix('check_')}` | {_reason(rule.__doc__ or '')} |" for rule in RULES
    ]
    looks = [
        f"| {look.name} | {look.clause.split(' Phần I')[0]} | {_size(look.low, look.high)} |"
        f" {_letters(look.bold, look.italic, look.capitals)} |"
        for look in LOOKS
    ]
    return _HEAD + "\n".join(rules) + "\n" + _LOOKS + "\n".join(looks) + "\n"


def _reason(told: str) -> str:
    return " ".join(told.split()).replace("|", "/")


def _size(low: float, high: float) -> str:
    return figure(low) if low == high else f"{figure(low)}–{figure(high)}"


def _letters(bold: bool | None, italic: bool, capitals: bool | None) -> str:
    said = ["nghiêng" if italic else "đứng"]
    if bold is not None:
        said.append("đậm" if bold else "không đậm")
    if capitals is not None:
        said.append("in hoa" if capitals else "in thường")
    return ", ".join(said)
