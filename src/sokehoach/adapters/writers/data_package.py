"""A data package (Frictionless, tabular): CSV files with one datapackage.json that says what each column is.

The same rows make the same bytes: no time is in it.
"""

import csv
import io
import json
from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass
from pathlib import Path
from typing import Any

from sokehoach.adapters.slow_work import file_digest, slow_work
from sokehoach.adapters.writers import csv_file

DESCRIPTION = "datapackage.json"


@dataclass(frozen=True, slots=True)
class PackageColumn:
    """`kind`: a type of Table Schema. A text may not begin as a formula, since such files are opened in Excel."""

    name: str
    kind: str
    title: str


@dataclass(frozen=True, slots=True)
class PackageTable:
    """`keys`: the columns that name a row. `links`: columns here → table and its columns."""

    name: str
    title: str
    columns: tuple[PackageColumn, ...]
    rows: Iterable[Sequence[object]]
    keys: tuple[str, ...] = ()
    links: tuple[tuple[tuple[str, ...], str, tuple[str, ...]], ...] = ()


@slow_work
def write_package(folder: Path, tables: Sequence[PackageTable], description: Mapping[str, Any]) -> str:
    """Write the files into a folder that exists, and return the SHA-256 of its description. Raises OSError."""
    resources = [_write_table(folder, table) for table in tables]
    content = json.dumps(
        {"profile": "tabular-data-package", **description, "resources": resources}, ensure_ascii=False, indent=1
    )
    data = (content + "\n").encode()
    (folder / DESCRIPTION).write_bytes(data)
    return file_digest(data)


def _write_table(folder: Path, table: PackageTable) -> dict[str, Any]:
    buffer = io.StringIO()
    writer = csv.writer(buffer, lineterminator="\r\n")
    writer.writerow([column.name for column in table.columns])
    writer.writerows([_format_cell(cell) for cell in row] for row in table.rows)
    data = buffer.getvalue().encode()
    (folder / f"{table.name}.csv").write_bytes(data)
    schema: dict[str, Any] = {
        "fields": [{"name": column.name, "type": column.kind, "title": column.title} for column in table.columns],
        "missingValues": [""],
    }
    if table.keys:
        schema["primaryKey"] = list(table.keys)
    if table.links:
        schema["foreignKeys"] = [
            {"fields": list(columns), "reference": {"resource": name, "fields": list(targets)}}
            for columns, name, targets in table.links
        ]
    return {
        "profile": "tabular-data-resource", "name": table.name, "title": table.title, "path": f"{table.name}.csv",
        "format": "csv", "mediatype": "text/csv", "encoding": "utf-8", "bytes": len(data),
        "hash": f"sha256:{file_digest(data)}", "dialect": {"lineTerminator": "\r\n"}, "schema": schema,
    }  # fmt: skip


def _format_cell(cell: object) -> str:
    match cell:
        case None:
            return ""
        case bool():
            return "true" if cell else "false"
        case str():
            return csv_file.escape_cell(cell)
    return str(cell)
