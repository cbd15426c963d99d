"""The table of DHIS2's analytics: headers, rows and the names of what is in them."""

import csv
import io
from collections.abc import Mapping
from decimal import Decimal
from typing import Any

from sokehoach.adapters.writers import csv_file
from sokehoach.apps.dhis2.queries.analytics import AnalyticsAnswer, AnalyticsRow, list_item_names
from sokehoach.apps.dhis2.queries.catalogues import MetadataContext
from sokehoach.domain.periods.period import name_vi

_PARTS = ("Numerator", "Denominator", "Factor", "Multiplier", "Divisor")
_SCHEMES = {  # the parameter for one dimension alone
    "dx": ("outputDataItemIdScheme", "outputDataElementIdScheme", "outputIndicatorIdScheme"),
    "ou": ("outputOrgUnitIdScheme",),
}
_COLUMNS = {"dx": "Data", "pe": "Period", "ou": "Organisation unit", "co": "Category option combo"}


def build_table(answer: AnalyticsAnswer, context: MetadataContext, params: Mapping[str, str]) -> dict[str, Any]:
    query = answer.query
    names = list_item_names(query, context)
    written_names = _choose_names(names, context, params)
    with_parts = params.get("includeNumDen", "").lower() == "true"
    rows = [
        [
            *(written_names[name].get(row.place[name], row.place[name]) for name in query.dimensions),
            format_number(row.number),
            *(_list_parts(row) if with_parts else ()),
        ]
        for row in answer.rows
    ]
    headers = [_build_header(name, _COLUMNS[name], is_place=True) for name in query.dimensions]
    headers.append(_build_header("value", "Value"))
    if with_parts:
        headers += [_build_header(name.lower(), name) for name in _PARTS]
    table: dict[str, Any] = {
        "headers": headers, "rows": rows, "width": len(headers), "height": len(rows), "headerWidth": len(headers),
    }  # fmt: skip
    if params.get("skipData", "").lower() == "true":
        table |= {"rows": [], "height": 0}
    if params.get("skipMeta", "").lower() != "true":
        items = {key: {"name": name} for key, name in names.items()}
        items |= {period.id: {"name": name_vi(period)} for period in query.periods}
        items |= {name: {"name": column} for name, column in _COLUMNS.items() if name in query.dimensions}
        combos = list(dict.fromkeys(row.place["co"] for row in answer.rows if row.place["co"]))
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


def _build_header(name: str, column: str, *, is_place: bool = False) -> dict[str, Any]:
    value_type, java_type = ("TEXT", "java.lang.String") if is_place else ("NUMBER", "java.lang.Double")
    return {
        "name": name, "column": column, "valueType": value_type, "type": java_type, "hidden": False, "meta": is_place,
    }  # fmt: skip


def _list_parts(row: AnalyticsRow) -> list[str]:
    """Numerator, denominator and factors of a share; empty of what is no quotient."""
    fact, measure = row.fact, row.measure
    if fact is None or measure is None or not measure.is_share or fact.part is None or fact.whole is None:
        return [""] * len(_PARTS)
    factor = Decimal(measure.rule.per or 1)
    return [format_number(number) for number in (fact.part, fact.whole, factor, factor, Decimal(1))]


def _choose_names(
    names: Mapping[str, str], context: MetadataContext, params: Mapping[str, str]
) -> dict[str, Mapping[str, str]]:
    """By dimension, what is written instead of UIDs: by the scheme of that dimension, else by the general one."""
    codes = _list_codes(context)
    names_by_dimension: dict[str, Mapping[str, str]] = {}
    for dimension in _COLUMNS:
        own_schemes = [params[name] for name in _SCHEMES.get(dimension, ()) if params.get(name)]
        scheme = [*own_schemes, params.get("outputIdScheme", "")][0].upper()
        names_by_dimension[dimension] = {"CODE": codes, "NAME": names}.get(scheme, {})
    return names_by_dimension


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
