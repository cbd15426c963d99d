"""Builds the page of a filled form: the form itself, derived numbers and open places."""

from collections import defaultdict
from collections.abc import Mapping
from dataclasses import dataclass, replace
from decimal import Decimal, InvalidOperation
from urllib.parse import urlencode

from django.urls import reverse

from sokehoach.apps.documents.models import SuperiorForm
from sokehoach.apps.documents.selectors.filled_forms import FilledPlace, FormFilling
from sokehoach.apps.documents.selectors.form_figures import Ground
from sokehoach.apps.documents.selectors.form_layout import FormSpan, LayoutPart, build_layout
from sokehoach.domain.documents.external_form.form_structure import parse_external_form
from sokehoach.domain.documents.external_form.places import Place
from sokehoach.domain.documents.external_form.row_repeat import expand_rows
from sokehoach.domain.values.value import format_value


@dataclass(frozen=True, slots=True)
class DerivedNumber:
    """A number that is not a single figure, with the figures that it is computed from."""

    filled_place: FilledPlace
    grounds: tuple[tuple[str, str], ...]  # label, URL


def list_derived_numbers(filling: FormFilling, area: str) -> tuple[DerivedNumber, ...]:
    return tuple(
        DerivedNumber(
            filled_place,
            tuple((ground.label, _build_url(ground, area)) for ground in filled_place.answer.grounds),
        )
        for filled_place in filling.puts
        if filled_place.answer and filled_place.answer.explanation
    )


@dataclass(frozen=True, slots=True)
class OpenPlaces:
    """Places with one label that stay open for the same reason. `units`: the units of their rows."""

    place: Place
    why: str
    units: tuple[str, ...]


def list_open_places(filling: FormFilling) -> tuple[OpenPlaces, ...]:
    places_by_reason: dict[tuple[str, str, tuple[str, ...], str], list[FilledPlace]] = defaultdict(list)
    for filled_place in filling.left:
        row = "" if filled_place.place.unit_label else filled_place.place.row
        places_by_reason[filled_place.place.grid, row, filled_place.place.column, filled_place.why].append(filled_place)
    return tuple(_build_open_places(puts) for puts in places_by_reason.values())


def _build_open_places(puts: list[FilledPlace]) -> OpenPlaces:
    """Groups places into one: in a list of units, their column and the units of the rows."""
    place = puts[0].place
    names = tuple(name for filled_place in puts if (name := filled_place.unit or filled_place.place.unit_label))
    return OpenPlaces(replace(place, row="") if place.unit_label else place, puts[0].why, names)


def build_preview(
    row: SuperiorForm, filling: FormFilling, area: str, results: Mapping[str, str]
) -> tuple[LayoutPart, ...]:
    """The layout of the filled form. `results`: the results of the form's own formulas, by address."""
    spans = {address: FormSpan(_format_number(text)) for address, text in results.items()}
    spans |= {filled_place.at: _build_span(filled_place, area) for filled_place in filling.puts}
    return build_layout(expand_rows(parse_external_form(row.layout), spans), spans)


def _build_span(filled_place: FilledPlace, area: str) -> FormSpan:
    grounds = filled_place.answer.grounds if filled_place.answer else ()
    text = filled_place.entry.text if filled_place.entry else "……"
    return FormSpan(text, filled_place.at, _build_url(grounds[0], area) if grounds else "", filled_place.why)


def _build_url(ground: Ground, area: str) -> str:
    query = {"phan-to": ground.operand.disaggregation} | ({"don-vi": ground.unit} if ground.unit else {})
    args = [area, ground.period, ground.form, ground.operand.element]
    return f"{reverse('consolidation:figure', args=args)}?{urlencode(query)}"


def _format_number(text: str) -> str:
    """A number as a workbook stores it → as people read it; other text unchanged."""
    try:
        return format_value(round(Decimal(text), 2))
    except InvalidOperation:
        return text
