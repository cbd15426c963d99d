"""Data values as DHIS2's JSON, CSV and XML, and the one shape into which they and ADX are read."""

import csv
import io
import json
import re
from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass, field, replace
from typing import Any
from xml.sax.saxutils import quoteattr

from sokehoach.adapters.slow_work import slow_work

MAX_VALUES = 50_000  # of one message
MAX_TEXT = 6_000  # letters of one value or comment
NOT_APPLICABLE = "not_applicable"  # the comment of a value that is «không áp dụng», which DHIS2 has no value for

_COLUMNS = (
    "dataelement", "period", "orgunit", "categoryoptioncombo", "attributeoptioncombo", "value", "storedby",
    "lastupdated", "comment", "followup", "deleted",
)  # fmt: skip
_SCHEMES = ("idScheme", "dataElementIdScheme", "orgUnitIdScheme", "categoryOptionComboIdScheme", "dataSetIdScheme")
_XML_NAMESPACE = "http://dhis2.org/schema/dxf/2.0"


class DataValueFileError(ValueError):
    """The bytes are no set of data values that is read; `message` says why, for the client's developer."""

    def __init__(self, message: str) -> None:
        super().__init__(message)
        self.message = message


@dataclass(frozen=True, slots=True)
class ReceivedValue:
    """A value as it came. `value` None: no value was given. `categories`: options by the code of their set (ADX)."""

    data_element: str
    period: str
    org_unit: str
    value: str | None
    category_option_combo: str = ""
    attribute_option_combo: str = ""
    data_set: str = ""
    comment: str = ""
    categories: tuple[tuple[str, str], ...] = ()
    is_deleted: bool = False

    def __post_init__(self) -> None:
        for text in (
            self.data_element, self.period, self.org_unit, self.value or "", self.category_option_combo, self.data_set,
            self.attribute_option_combo, self.comment,
        ):  # fmt: skip
            _check_text(text)


@dataclass(frozen=True, slots=True)
class ReceivedCompletion:
    """A report that the sender calls complete. `day`: as it was written, «2021-07-05»."""

    data_set: str
    period: str
    org_unit: str
    day: str = ""
    attribute_option_combo: str = ""

    def __post_init__(self) -> None:
        for text in (self.data_set, self.period, self.org_unit, self.day, self.attribute_option_combo):
            _check_text(text)


@dataclass(slots=True)
class ReceivedValues:
    """A message. `default_scheme`: by what it names things where nothing else is said, «UID» or «CODE».

    `strategy`: DHIS2's importStrategy.
    """

    values: list[ReceivedValue] = field(default_factory=list)
    completions: list[ReceivedCompletion] = field(default_factory=list)
    schemes: dict[str, str] = field(default_factory=dict)  # what the message itself says, by parameter
    is_dry_run: bool = False
    strategy: str = ""
    default_scheme: str = "UID"

    def add(self, value: ReceivedValue) -> None:
        if len(self.values) >= MAX_VALUES:
            raise DataValueFileError(f"More than {MAX_VALUES} values in one message: send fewer at a time.")
        if len(value.value or "") > MAX_TEXT or len(value.comment) > MAX_TEXT:
            raise DataValueFileError(f"A value has more than {MAX_TEXT} letters.")
        self.values.append(value)

    def read_head(self, plain: Mapping[str, Any]) -> None:
        """Reads what the message says of itself: by what it names things, whether it is a dry run, its strategy."""
        self.is_dry_run = str(plain.get("dryRun", "")).lower() == "true"
        self.strategy = str(plain.get("importStrategy") or plain.get("strategy") or "")
        self.schemes = {name: plain[name] for name in _SCHEMES if isinstance(plain.get(name), str)}

    def delete_all(self) -> None:
        """Makes each value a deleted one, as DHIS2's strategy DELETE means it."""
        self.values = [replace(value, is_deleted=True) for value in self.values]


@dataclass(frozen=True, slots=True)
class SentValue:
    """A value to be written. The names are in the scheme that was asked for."""

    data_set: str
    data_element: str
    period: str
    org_unit: str
    category_option_combo: str
    attribute_option_combo: str
    value: str | None
    comment: str = ""
    stored_by: str = ""
    last_updated: str = ""
    categories: tuple[tuple[str, str], ...] = ()


@slow_work
def read_json(data: bytes) -> ReceivedValues:
    """Read «{"dataSet":…,"dataValues":[…]}». Raises DataValueFileError."""
    plain = load_json(data)
    if not isinstance(plain, dict):
        raise DataValueFileError("The body is no JSON object.")
    received = ReceivedValues()
    received.read_head(plain)
    rows = plain.get("dataValues", [])
    if not isinstance(rows, list) or not all(isinstance(row, dict) for row in rows):
        raise DataValueFileError("dataValues is no list of objects.")
    common = {name: _get_text(plain, name) for name in ("dataSet", "period", "orgUnit", "attributeOptionCombo")}
    for row in rows:
        received.add(_read_row(row, common))
    if _get_text(plain, "completeDate"):
        received.completions.append(
            ReceivedCompletion(
                common["dataSet"], common["period"], common["orgUnit"], _get_text(plain, "completeDate"),
                common["attributeOptionCombo"],
            )
        )  # fmt: skip
    return received


def read_value(plain: dict[str, Any]) -> ReceivedValue:
    """One value by its names in a JSON set."""
    return _read_row(plain, {})


@slow_work
def load_json(data: bytes) -> Any:
    """The JSON value of a body. Raises DataValueFileError, for one that nests too deeply as well."""
    try:
        return json.loads(data, parse_constant=_refuse_constant)
    except (ValueError, RecursionError) as error:
        raise DataValueFileError("The body is no JSON.") from error


@slow_work
def read_csv(data: bytes, *, has_header: bool = True) -> ReceivedValues:
    """Read DHIS2's CSV: columns by the names in the first row, else in DHIS2's order. Raises DataValueFileError.

    A first row with a period in its place is a value, whatever `has_header` says: it is not passed over.
    """
    try:
        text = data.decode("utf-8-sig")
        rows = [row for row in csv.reader(io.StringIO(text), strict=True) if any(cell.strip() for cell in row)]
    except (UnicodeDecodeError, csv.Error) as error:
        raise DataValueFileError("The body is no CSV in UTF-8.") from error
    columns: Sequence[str] = _COLUMNS
    if rows and has_header and not re.fullmatch(r"[0-9]{4}\w*", "".join(rows[0][1:2]).strip()):
        names = [re.sub(r"[^a-z]", "", cell.lower()) for cell in rows.pop(0)]
        columns = names if {"dataelement", "value"} <= set(names) else _COLUMNS
    received = ReceivedValues()
    for row in rows:
        cells = dict(zip(columns, (cell.strip() for cell in row), strict=False))
        received.add(
            ReceivedValue(
                data_element=cells.get("dataelement", ""),
                period=cells.get("period", ""),
                org_unit=cells.get("orgunit", ""),
                value=cells.get("value") or None,
                category_option_combo=cells.get("categoryoptioncombo", ""),
                attribute_option_combo=cells.get("attributeoptioncombo", ""),
                data_set=cells.get("dataset", ""),
                comment=cells.get("comment", ""),
                is_deleted=cells.get("deleted", "").lower() == "true",
            )
        )
    return received


def write_json_rows(values: Iterable[SentValue]) -> list[dict[str, Any]]:
    """The rows of «dataValues». One without a value has a comment."""
    return [
        {
            name: text
            for name, text in (
                ("dataElement", row.data_element), ("period", row.period), ("orgUnit", row.org_unit),
                ("categoryOptionCombo", row.category_option_combo),
                ("attributeOptionCombo", row.attribute_option_combo), ("value", row.value),
                ("storedBy", row.stored_by or None), ("created", row.last_updated or None),
                ("lastUpdated", row.last_updated or None), ("comment", row.comment or None),
            )
            if text is not None
        }
        | {"followup": False}
        for row in values
    ]  # fmt: skip


def write_csv(values: Iterable[SentValue]) -> str:
    """DHIS2's CSV with its header. Values are for programs, so no cell gets an apostrophe."""
    buffer = io.StringIO()
    writer = csv.writer(buffer, lineterminator="\n")
    writer.writerow(_COLUMNS)
    writer.writerows(
        (
            row.data_element, row.period, row.org_unit, row.category_option_combo, row.attribute_option_combo,
            "" if row.value is None else row.value, row.stored_by, row.last_updated, row.comment, "false", "",
        )
        for row in values
    )  # fmt: skip
    return buffer.getvalue()


def write_xml(values: Iterable[SentValue]) -> str:
    """DHIS2's own XML."""
    rows = "".join(
        "<dataValue "
        + " ".join(
            f"{name}={quoteattr(text)}"
            for name, text in (
                ("dataElement", row.data_element), ("period", row.period), ("orgUnit", row.org_unit),
                ("categoryOptionCombo", row.category_option_combo),
                ("attributeOptionCombo", row.attribute_option_combo), ("value", row.value), ("comment", row.comment),
            )
            if text
        )
        + "/>"
        for row in values
    )  # fmt: skip
    return f'<?xml version="1.0" encoding="UTF-8"?>\n<dataValueSet xmlns="{_XML_NAMESPACE}">{rows}</dataValueSet>\n'


def _read_row(row: dict[str, Any], common: dict[str, str]) -> ReceivedValue:
    value = row.get("value")
    return ReceivedValue(
        data_element=_get_text(row, "dataElement"),
        period=_get_text(row, "period") or common.get("period", ""),
        org_unit=_get_text(row, "orgUnit") or common.get("orgUnit", ""),
        value=None if value is None or value == "" else _to_text(value),
        category_option_combo=_get_text(row, "categoryOptionCombo"),
        attribute_option_combo=_get_text(row, "attributeOptionCombo") or common.get("attributeOptionCombo", ""),
        data_set=_get_text(row, "dataSet") or common.get("dataSet", ""),
        comment=_get_text(row, "comment"),
        is_deleted=row.get("deleted") is True,
    )


def _get_text(row: dict[str, Any], name: str) -> str:
    """The text of a member; of an object its id."""
    value = row.get(name)
    if isinstance(value, dict):
        value = value.get("id")
    return "" if value is None else _to_text(value)


def _to_text(value: Any) -> str:
    match value:
        case bool():
            return "true" if value else "false"
        case str():
            return value
        case int():
            return str(value) if abs(value) < 10**30 else "9" * 30
        case float():
            return repr(int(value)) if value.is_integer() and abs(value) < 1e15 else repr(value)
    raise DataValueFileError("A member is neither text nor number.")


def _check_text(text: str) -> None:
    """Raises DataValueFileError for a text that no database stores: with NUL, or half a character of UTF-16."""
    if "\0" in text or any("\ud800" <= letter <= "\udfff" for letter in text if not text.isascii()):
        raise DataValueFileError("A text has a character that cannot be stored.")


def _refuse_constant(name: str) -> Any:
    raise ValueError(name)
