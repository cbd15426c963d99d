"""Values of an entry as a program sends them: their notation, the form of the page, what is wrong by field."""

import re
from collections.abc import Mapping
from decimal import Decimal

from django.forms.utils import ErrorDict
from django.utils.datastructures import MultiValueDict
from django.utils.translation import gettext as _

from sokehoach.apps.api.values import is_day
from sokehoach.apps.registers.core.catalogue import RegisterDefinition
from sokehoach.apps.registers.core.fields import CHOICE_KINDS, NUMBER_KINDS, FieldDefinition, FieldKind
from sokehoach.apps.registers.core.queries.choices import Choices
from sokehoach.apps.shell.messages import translate
from sokehoach.apps.shell.problems import FieldProblem
from sokehoach.domain.registers.field_kinds import DECIMAL_KINDS

MAX_NAMED_CODES = 20
_MAX_DIGITS = 30  # of a number: «1e999999» is short only as an exponent

type JsonValue = str | int | Decimal | bool | list[str] | None


def find_notation_errors(
    register: RegisterDefinition, values: Mapping[str, JsonValue], pointer: str
) -> list[FieldProblem]:
    """Numbers and days that are not as JSON and ISO 8601 write them: the form would read them as officials write."""
    errors: list[FieldProblem] = []
    for field in register.fields:
        value = values.get(field.name)
        if isinstance(value, Decimal) and field.kind not in DECIMAL_KINDS:
            errors.append(FieldProblem(f"{pointer}/{field.name}", "format", _("Sai dạng.")))
            continue
        if field.kind not in (*NUMBER_KINDS, FieldKind.YEAR, FieldKind.DAY):
            continue
        if value is None or value == "" or isinstance(value, bool | list):
            continue
        if field.kind is FieldKind.DAY and not is_day(str(value)):
            errors.append(FieldProblem(f"{pointer}/{field.name}", "date", _("Không phải ngày theo ISO 8601.")))
        elif field.kind in DECIMAL_KINDS:
            if not (_is_short_decimal(value) or re.fullmatch(r"-?\d+", str(value), re.ASCII)):
                errors.append(FieldProblem(f"{pointer}/{field.name}", "number", _("Không phải một số, như 12.5.")))
        elif field.kind is not FieldKind.DAY and not re.fullmatch(r"-?\d+", str(value), re.ASCII):
            errors.append(FieldProblem(f"{pointer}/{field.name}", "number", _("Không phải số nguyên, như 1234.")))
    return errors


def describe_form_errors(
    messages: ErrorDict, register: RegisterDefinition, choices: Choices, pointer: str, *, whole: str
) -> list[FieldProblem]:
    """The form speaks of the names on the page; a program needs the codes of a choice.

    `pointer`: of the object whose members are the fields; `whole`: of what no field is to blame for.
    """
    fields = {field.name: field for field in register.fields}
    errors: list[FieldProblem] = []
    for name, sentences in messages.items():
        field = fields.get(name)
        codes = list_codes(field, choices) if field is not None and field.kind in CHOICE_KINDS else ""
        place = f"{pointer}/{name}" if name and name != "__all__" else whole
        errors += [FieldProblem(place, "invalid", translate(str(sentence)) + codes) for sentence in sentences]
    return errors


def list_codes(field: FieldDefinition, choices: Choices) -> str:
    """A sentence with the codes of a short choice; `registers/{slug}` has the long ones."""
    try:
        codes = [str(code) for code in choices.offered(field)]
    except LookupError:  # the programme has no such option set
        return ""
    return " " + _("Mã: %(codes)s.") % {"codes": ", ".join(codes)} if 0 < len(codes) <= MAX_NAMED_CODES else ""


def build_form_data(values: Mapping[str, JsonValue]) -> MultiValueDict[str, str]:
    """As a browser would send them."""
    typed: MultiValueDict[str, str] = MultiValueDict()
    for name, value in values.items():
        match value:
            case None:
                continue
            case bool():
                typed.setlist(name, ["yes" if value else "no"])
            case list():
                typed.setlist(name, value)
            case Decimal() | float() if _is_short_decimal(value):
                typed.setlist(name, [f"{Decimal(str(value)):f}".replace(".", ",")])
            case _:
                typed.setlist(name, [str(value)])
    return typed


def _is_short_decimal(value: object) -> bool:
    """Whether it is a number with decimals that is short when written without an exponent."""
    return isinstance(value, Decimal | float) and abs(Decimal(str(value)).adjusted()) <= _MAX_DIGITS
