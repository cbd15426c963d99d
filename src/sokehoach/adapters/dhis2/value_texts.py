"""Values as DHIS2 writes them ⇄ the text that an official would type into a cell."""

from decimal import Decimal, InvalidOperation

from sokehoach.adapters.dhis2.data_values import NOT_APPLICABLE
from sokehoach.domain.indicators.element import DataElement, ValueKind
from sokehoach.domain.values.gap import Gap
from sokehoach.domain.values.value import Value, format_plain, format_value

_MAX_DIGITS = 30
_BOOLEANS = {"true": "1", "1": "1", "1.0": "1", "false": "0", "0": "0", "0.0": "0"}
_BOOLEAN_KINDS = (ValueKind.FLAG, ValueKind.CHOICE, ValueKind.CHOICES)


class ValueTextError(ValueError):
    """The text is no value of DHIS2's type."""


def to_typed(text: str | None, comment: str, element: DataElement) -> str:
    """The text for the cell: «1.234,5» of «1234.5», «-» of no value with the comment that says so. ValueTextError."""
    if text is None:
        return "-" if comment == NOT_APPLICABLE else ""
    if element.kind.is_text:
        return text
    if element.kind is ValueKind.DATE:
        return text[:10]
    if element.kind in _BOOLEAN_KINDS:
        if text.strip().lower() not in _BOOLEANS:
            raise ValueTextError(text)
        return _BOOLEANS[text.strip().lower()]
    try:
        number = Decimal(text.strip())
    except InvalidOperation as error:
        raise ValueTextError(text) from error
    if not number.is_finite() or len(text) > _MAX_DIGITS or abs(number.adjusted()) > _MAX_DIGITS:
        raise ValueTextError(text)
    return f"-{format_value(-number)}" if number < 0 else format_value(number)


def to_text(value: Value | str, element: DataElement) -> str | None:
    """The value as DHIS2 writes it; None for a gap."""
    if isinstance(value, Gap):
        return None
    if isinstance(value, str):
        return value
    if element.kind in _BOOLEAN_KINDS:
        return "true" if value else "false"
    return format_plain(value)


def get_comment(value: Value | str) -> str:
    return NOT_APPLICABLE if value is Gap.NOT_APPLICABLE else ""
