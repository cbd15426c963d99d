"""The table of DHIS2's analytics: headers, rows and the names of what is in them."""

import csv
import io
from collections.abc import Mapping
from decimal import Decimal
from typing import Any

from sokehoach.adapters.writers import csv_file
from sokehoach.apps.dhis2.queries.analytics import AnalyticsAnswer, list_item_names
from sokehoach.apps.dhis2.queries.catalogues import MetadataContext
from sokehoach.domain.periods.period import name_vi

_COLUMNS = {"dx": "Data", "pe": "Period", "ou": "Organisation unit", "co": "Category option combo"}


def build_table(answer: AnalyticsAnswer, context: MetadataContext, params: Mapping[str, str]) -> dict[str, Any]:
    query = answer.query
    names = list_item_names(query, context)
    codes = _list_codes(context) if params.get("outputIdScheme", "").upper() == "CODE" else {}
    if params.get("outputIdScheme", "").upper() == "NAME":
        codes = names
    rows = [
        [*(codes.get(place[name], place[name]) for name in query.dimensions), format_number(number)]
        for place, number in answer.rows
    ]
    headers = [
        {
            "name": name, "column": _COLUMNS[name], "valueType": "TEXT", "type": "java.lang.String", "hidden": False,
            "meta": True,
        }
        for name in query.dimensions
    ]  # fmt: skip
    headers.append(
        {
            "name": "value", "column": "Value", "valueType": "NUMBER", "type": "java.lang.Double", "hidden": False,
            "meta": False,
        }
    )  # fmt: skip
    table: dict[str, Any] = {
        "headers": headers, "rows": rows, "width": len(headers), "height": len(rows), "headerWidth": len(headers),
    }  # fmt: skip
    if params.get("skipData", "").lower() == "true":
        table |= {"rows": [], "height": 0}
    if params.get("skipMeta", "").lower() != "true":
        items = {key: {"name": name} for key, name in names.items()}
        items |= {period.id: {"name": name_vi(period)} for period in query.periods}
        items |= {name: {"name": column} for name, column in _COLUMNS.items() if name in query.dimensions}
        combos = list(dict.fromkeys(place["co"] for place, _number in answer.rows if place["co"]))
        table["metaData"] = {
            "items": items,
            "dimensions": {
                "dx": [item.key for item in query.items],
                "pe": [period.id for period in query.periods],
                "ou": list(query.units),
                "co": combos,
            },
        }
    return table


def write_table(table: Mapping[str, Any]) -> str:
    """The table as CSV, under the names of its columns."""
    buffer = io.StringIO()
    writer = csv.writer(buffer, lineterminator="\n")
    writer.writerow([header["column"] for header in table["headers"]])
    writer.writerows([csv_file.escape_cell(text) for text in row[:-1]] + [row[-1]] for row in table["rows"])
    return buffer.getvalue()


def format_number(number: Decimal) -> str:
    """«10.0», as a Java double is written."""
    rounded = round(number, 4).normalize()
    text = f"{rounded:f}"
    return text if "." in text else f"{text}.0"


def _list_codes(context: MetadataContext) -> dict[str, str]:
    catalogue = context.catalogue
    return (
        {uid: part.code for uid, part in catalogue.parts.items()}
        | {uid: indicator.code for uid, (indicator, _programme) in catalogue.indicators.items()}
        | {uid: combo.code for uid, combo in catalogue.combos.items()}
        | {uid: unit.code for uid, unit in context.units_by_uid.items()}
    )
