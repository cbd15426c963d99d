"""The tables that the roll-up reads, as Parquet files hold them. A gap is a name and no zero: `number` is empty."""

from collections.abc import Mapping
from dataclasses import dataclass


@dataclass(frozen=True, slots=True)
class FileTable:
    """`columns`: their types by name, in order. `order`: the columns by which the rows of a file are sorted."""

    name: str
    columns: Mapping[str, str]
    order: tuple[str, ...]


NUMBER = "DECIMAL(18, 3)"  # as the database of the product has it
_CELL = {"form": "VARCHAR", "period": "VARCHAR", "element": "VARCHAR", "disaggregation": "VARCHAR"}

_TABLES = (
    # All versions of all units; `unit` is their number in the order of code and first day, within one snapshot.
    FileTable(
        "units",
        {
            "unit": "BIGINT", "code": "VARCHAR", "name": "VARCHAR", "level": "VARCHAR", "parent": "VARCHAR",
            "valid_from": "DATE", "valid_to": "DATE",
        },
        ("unit",),
    ),
    FileTable("successions", {"unit": "BIGINT", "successor": "VARCHAR"}, ("unit", "successor")),
    # Units that took territory of units outside the installation too.
    FileTable("other_predecessors", {"unit": "BIGINT", "name": "VARCHAR"}, ("unit", "name")),
    FileTable(
        "levels",
        {
            "level": "VARCHAR", "rank": "BIGINT", "name": "VARCHAR", "attached": "BOOLEAN", "consolidates": "BOOLEAN",
            "counts_persons": "BOOLEAN",
        },
        ("rank", "level"),
    ),
    # The days that a form's period counts.
    FileTable(
        "windows",
        {
            "programme": "VARCHAR", "form": "VARCHAR", "form_code": "VARCHAR", "form_name": "VARCHAR",
            "period": "VARCHAR", "first_day": "DATE", "cut_off": "DATE",
        },
        ("form", "period"),
    ),
    # Elements as they are counted in the window of the period. `definition`: how often what is counted had changed by
    # then; numbers of two definitions are not added up.
    FileTable(
        "elements",
        {
            "form": "VARCHAR", "period": "VARCHAR", "element": "VARCHAR", "code": "VARCHAR", "name": "VARCHAR",
            "measured_in": "VARCHAR", "kind": "VARCHAR", "nature": "VARCHAR", "over_place": "VARCHAR",
            "over_time": "VARCHAR", "function": "VARCHAR", "counts_persons": "BOOLEAN",
            "definition": "BIGINT",
        },
        ("form", "period", "element"),
    ),
    FileTable("cells", _CELL, ("form", "period", "element", "disaggregation")),
    # The units that owe a report, and the areas that have closed.
    FileTable("owed", {"form": "VARCHAR", "period": "VARCHAR", "unit": "BIGINT"}, ("form", "period", "unit")),
    FileTable("closings", {"form": "VARCHAR", "period": "VARCHAR", "unit": "BIGINT"}, ("form", "period", "unit")),
    FileTable(
        "accepted_values",
        {**_CELL, "unit": "BIGINT", "number": NUMBER, "gap": "VARCHAR"},
        ("form", "period", "element", "disaggregation", "unit"),
    ),
)  # fmt: skip
TABLES = {table.name: table for table in _TABLES}

_AREA = {**_CELL, "area": "BIGINT"}

# What a snapshot says of the figures: what the product publishes, and who still owes a number.
# `total_only`: the values below it are withheld, so that nobody can count it from them.
PUBLISHED_TABLES = {
    "published_figures": FileTable(
        "published_figures",
        {**_AREA, "number": NUMBER, "received": "BIGINT", "expected": "BIGINT", "total_only": "BOOLEAN"},
        ("form", "period", "element", "disaggregation", "area"),
    ),
    "published_gaps": FileTable(
        "published_gaps",
        {**_AREA, "sender": "BIGINT"},
        ("form", "period", "element", "disaggregation", "area", "sender"),
    ),
}

# What the product keeps, to be compared with what an engine counts.
KEPT_TABLES = (
    FileTable(
        "kept_figures",
        {**_AREA, "number": NUMBER},
        ("form", "period", "element", "disaggregation", "area"),
    ),
    FileTable(
        "kept_shares",
        {**_AREA, "sender": "BIGINT", "number": NUMBER, "gap": "VARCHAR"},
        ("form", "period", "element", "disaggregation", "area", "sender"),
    ),
    # The cells of reports of longer periods that were computed from the shorter ones.
    FileTable(
        "kept_wholes",
        {**_CELL, "unit": "BIGINT", "number": NUMBER, "gap": "VARCHAR"},
        ("form", "period", "element", "disaggregation", "unit"),
    ),
)

# The periods that make up a longer one, `step` by step.
SPANS = FileTable(
    "spans",
    {"form": "VARCHAR", "span": "VARCHAR", "period": "VARCHAR", "step": "BIGINT"},
    ("form", "span", "step"),
)
