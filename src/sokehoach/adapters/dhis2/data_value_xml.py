"""Reads and writes ADX (IHE QRPH Aggregate Data Exchange), and reads DHIS2's own XML.

XML from outside may fetch and multiply nothing: document types and entities are refused, elements and their depth
are bounded.
"""

from collections.abc import Iterable, Iterator
from datetime import datetime
from itertools import groupby
from xml.sax import SAXException  # only the exception: parsing goes through defusedxml
from xml.sax.handler import ContentHandler, feature_namespaces
from xml.sax.saxutils import quoteattr
from xml.sax.xmlreader import AttributesNSImpl

import defusedxml.sax
from defusedxml.common import DefusedXmlException

from sokehoach.adapters.dhis2.data_values import (
    MAX_VALUES,
    DataValueFileError,
    ReceivedCompletion,
    ReceivedValue,
    ReceivedValues,
    SentValue,
)
from sokehoach.adapters.dhis2.period_codes import PeriodCodeError, format_adx, parse_adx, parse_code
from sokehoach.adapters.slow_work import slow_work

ADX_NAMESPACE = "urn:ihe:qrph:adx:2015"
_MAX_DEPTH = 6
_MAX_BYTES = 25_000_000
_MAX_ELEMENTS = 2 * MAX_VALUES + 10_000
_VALUE_ATTRIBUTES = frozenset(
    {"dataElement", "value", "comment", "categoryOptionCombo", "attributeOptionCombo", "isNull"}
)
_GROUP_ATTRIBUTES = frozenset({"orgUnit", "period", "dataSet", "completeDate", "comment", "attributeOptionCombo"})


@slow_work
def read_xml(data: bytes) -> ReceivedValues:
    """Read ADX or DHIS2's XML, by the name of the root. Raises DataValueFileError."""
    if len(data) > _MAX_BYTES:
        raise DataValueFileError("The body is too large.")
    handler = _ValueHandler()
    parser = defusedxml.sax.make_parser()
    parser.forbid_dtd = True
    parser.setFeature(feature_namespaces, True)
    parser.setContentHandler(handler)
    try:
        parser.feed(data)
        parser.close()
    except DefusedXmlException as error:
        raise DataValueFileError("The XML declares a document type or entities.") from error
    except (SAXException, UnicodeError, LookupError) as error:
        raise DataValueFileError("The body is no XML.") from error
    if handler.root not in ("adx", "dataValueSet"):
        raise DataValueFileError("The root is neither adx nor dataValueSet.")
    return handler.received


class _ValueHandler(ContentHandler):
    """Collects values. A group of ADX and a dataValueSet say what their values have in common."""

    def __init__(self) -> None:
        super().__init__()
        self.received = ReceivedValues()
        self.root = ""
        self._depth = self._count = 0
        self._common: dict[str, str] = {}

    def startElementNS(self, name: tuple[str | None, str], _qname: str | None, attrs: AttributesNSImpl) -> None:  # noqa: N802
        namespace, local_name = name
        self._depth += 1
        self._count += 1
        if self._depth > _MAX_DEPTH or self._count > _MAX_ELEMENTS:
            raise DataValueFileError("The XML has too many elements, or they are nested too deeply.")
        values = {key[1]: str(attrs.getValue(key)) for key in attrs.getNames()}
        if self._depth == 1:
            self.root = local_name
            if local_name == "adx":
                self.received.default_scheme = "CODE"
                if namespace != ADX_NAMESPACE:
                    raise DataValueFileError(f"The root is not in the namespace {ADX_NAMESPACE}.")
            else:
                self.received.read_head(values)
                self._begin_group(values)
        elif local_name == "group" and self.root == "adx":
            self._begin_group(values)
        elif local_name == "dataValue":
            self._add_value(values)

    def endElementNS(self, name: tuple[str | None, str], _qname: str | None) -> None:  # noqa: N802
        self._depth -= 1
        if name[1] == "group":
            self._common = {}

    def _begin_group(self, values: dict[str, str]) -> None:
        if self.root == "adx" and not all(values.get(name) for name in ("orgUnit", "period", "dataSet")):
            raise DataValueFileError("A group lacks orgUnit, period or dataSet.")
        if self.root == "adx":
            dividing = sorted(f"{name}={text}" for name, text in values.items() if name not in _GROUP_ATTRIBUTES)
            values = {"attributeOptionCombo": ";".join(dividing), **values}
        self._common = values
        if values.get("completeDate"):
            self.received.completions.append(
                ReceivedCompletion(
                    values.get("dataSet", ""), self._get_period(values), values.get("orgUnit", ""),
                    values["completeDate"], values.get("attributeOptionCombo", ""),
                )
            )  # fmt: skip

    def _add_value(self, values: dict[str, str]) -> None:
        is_adx = self.root == "adx"
        if is_adx and (not values.get("dataElement") or not self._common):
            raise DataValueFileError("A dataValue lacks its dataElement, or stands outside a group.")
        common = self._common
        combo = values.get("categoryOptionCombo", "")
        options = (
            {key: text for key, text in values.items() if key not in _VALUE_ATTRIBUTES} if is_adx and not combo else {}
        )
        self.received.add(
            ReceivedValue(
                data_element=values.get("dataElement", ""),
                period=self._get_period(common) if is_adx else values.get("period") or common.get("period", ""),
                org_unit=common.get("orgUnit", "") if is_adx else values.get("orgUnit") or common.get("orgUnit", ""),
                value=values.get("value") or None,
                category_option_combo=combo,
                attribute_option_combo=values.get("attributeOptionCombo") or common.get("attributeOptionCombo", ""),
                data_set=common.get("dataSet", ""),
                comment=values.get("comment", ""),
                categories=tuple(sorted(options.items())),
                is_deleted=not is_adx and values.get("deleted", "").lower() == "true",
            )
        )

    def _get_period(self, values: dict[str, str]) -> str:
        """The code of the period; text that is no ADX period stays as it is, and is refused with its row."""
        text = values.get("period", "")
        if self.root != "adx":
            return text
        try:
            return parse_adx(text).id
        except PeriodCodeError:
            return text


@slow_work
def write_adx(values: Iterable[SentValue], *, at: datetime) -> str:
    """ADX with a group for each data set, period and unit. `at`: when it is exported, with its zone.

    Options are attributes named by the codes of their sets. Raises ValueError for a code that is no name in XML.
    """
    groups = "".join(_write_groups(values))
    exported = at.isoformat(timespec="seconds")
    return (
        f'<?xml version="1.0" encoding="UTF-8"?>\n<adx xmlns="{ADX_NAMESPACE}" exported="{exported}">{groups}</adx>\n'
    )


def _write_groups(values: Iterable[SentValue]) -> Iterator[str]:
    def get_group(row: SentValue) -> tuple[str, str, str]:
        return row.data_set, row.period, row.org_unit

    for (data_set, period, unit), rows in groupby(sorted(values, key=get_group), get_group):
        head = {"orgUnit": unit, "period": format_adx(parse_code(period)), "dataSet": data_set}
        yield f"<group {_write_attributes(head)}>"
        for row in rows:
            if row.value is not None:
                attributes = {"dataElement": row.data_element, **dict(row.categories), "value": row.value}
                yield f"<dataValue {_write_attributes(attributes)}/>"
        yield "</group>"


def _write_attributes(attributes: dict[str, str]) -> str:
    for name in attributes:
        if not (name.isascii() and name.replace("_", "a").replace("-", "a").isalnum() and not name[0].isdigit()):
            raise ValueError(f"{name} is no name in XML")
    return " ".join(f"{name}={quoteattr(text)}" for name, text in attributes.items())
