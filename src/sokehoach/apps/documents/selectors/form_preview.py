"""A filled form as its page shows it, beside what each number rests on."""

from collections import defaultdict
from collections.abc import Mapping
from dataclasses import dataclass, replace
from decimal import Decimal, InvalidOperation
from urllib.parse import urlencode

from django.urls import reverse

from sokehoach.apps.documents.models import SuperiorForm
from sokehoach.apps.documents.selectors.filled_forms import Filling, Put
from sokehoach.apps.documents.selectors.form_figures import Ground
from sokehoach.apps.documents.selectors.form_layout import Part, Piece, laid_out
from sokehoach.domain.documents.foreign.blank import from_json
from sokehoach.domain.documents.foreign.places import Place
from sokehoach.domain.documents.foreign.repeating import spread
from sokehoach.domain.values.value import show


@dataclass(frozen=True, slots=True)
class Made:
    """A number that is no single figure: how it was made, and the figures that it rests on."""

    put: Put
    grounds: tuple[tuple[str, str], ...]  # what it says, its address


def made(found: Filling, area: str) -> tuple[Made, ...]:
    return tuple(
        Made(one, tuple((ground.said, _url(ground, area)) for ground in one.answer.grounds))
        for one in found.puts
        if one.answer and one.answer.told
    )


@dataclass(frozen=True, slots=True)
class Left:
    """Places of one label that stay open for the same reason: `units` of how many rows."""

    place: Place
    why: str
    units: tuple[str, ...]


def left(found: Filling) -> tuple[Left, ...]:
    grouped: dict[tuple[str, str, tuple[str, ...], str], list[Put]] = defaultdict(list)
    for one in found.left:
        row = "" if one.place.unit_label else one.place.row
        grouped[one.place.grid, row, one.place.column, one.why].append(one)
    return tuple(_left(puts) for puts in grouped.values())


def _left(puts: list[Put]) -> Left:
    """Of a list of units the column, and whose rows."""
    place = puts[0].place
    names = tuple(name for one in puts if (name := one.unit or one.place.unit_label))
    return Left(replace(place, row="") if place.unit_label else place, puts[0].why, names)


def shown(row: SuperiorForm, found: Filling, area: str, results: Mapping[str, str]) -> tuple[Part, ...]:
    """`results`: what the form's own formulas come to, by address."""
    placed = {at: Piece(_number(text)) for at, text in results.items()}
    placed |= {one.at: _piece(one, area) for one in found.puts}
    return laid_out(spread(from_json(row.layout), placed), placed)


def _piece(put: Put, area: str) -> Piece:
    grounds = put.answer.grounds if put.answer else ()
    text = put.entry.text if put.entry else "……"
    return Piece(text, put.at, _url(grounds[0], area) if grounds else "", put.why)


def _url(ground: Ground, area: str) -> str:
    asked = {"phan-to": ground.operand.disaggregation} | ({"don-vi": ground.unit} if ground.unit else {})
    args = [area, ground.period, ground.form, ground.operand.element]
    return f"{reverse('consolidation:figure', args=args)}?{urlencode(asked)}"


def _number(text: str) -> str:
    """As a sheet keeps it → as a person reads it."""
    try:
        return show(round(Decimal(text), 2))
    except InvalidOperation:
        return text
