"""Converts a question to a query string and back. Parameter names are those of the form on the page."""

import re
from collections.abc import Iterable, Mapping
from enum import StrEnum
from urllib.parse import urlencode

from django.http import QueryDict

from sokehoach.apps.orgunits.queries.succession import BASIS_NAME, parse_basis
from sokehoach.domain.analysis.derivation import Derivation, ShownRows
from sokehoach.domain.analysis.pivot import Dimension
from sokehoach.domain.analysis.question import Places, Question
from sokehoach.domain.orgtree.succession import UnitBasis

# Where a dimension may be placed: first or second on an axis, or aggregated.
PLACEMENTS = ("hang", "hang-2", "cot", "cot-2", "gop")
FIELD_NAMES = {
    Dimension.PROGRAMME: "dat-chuong-trinh",
    Dimension.MEASURE: "dat-chi-tieu",
    Dimension.OPTION: "dat-phan-to",
    Dimension.PLACE: "dat-noi",
    Dimension.PERIOD: "dat-ky",
}
DEFAULT_PLACEMENTS = {
    Dimension.PROGRAMME: "gop",
    Dimension.MEASURE: "hang",
    Dimension.OPTION: "hang-2",
    Dimension.PLACE: "hang-2",
    Dimension.PERIOD: "cot",
}

_SORT = re.compile(r"-?[0-9]{1,2}")


def parse_question(query: QueryDict, area: str) -> Question:
    """Parses a question: missing parts take defaults, invalid ones are dropped. `area` is the default area."""
    placements = {dimension: query.get(name, "") for dimension, name in FIELD_NAMES.items()}
    placements = {
        dimension: placement if placement in PLACEMENTS else DEFAULT_PLACEMENTS[dimension]
        for dimension, placement in placements.items()
    }
    places = query.get("noi", "")
    if not query.get("phan-to"):
        placements[Dimension.OPTION] = "gop"
    derivation = _parse_choice(Derivation, query.get("tinh", ""))
    placements |= _place_for_derivation(derivation, placements)
    return Question(
        area=query.get("vung", "") or area,
        measures=_deduplicate(query.getlist("chi-tieu")),
        periods=_deduplicate(query.getlist("ky")),
        places=Places(places) if places in set(Places) else Places.AREA,
        named=_deduplicate(query.getlist("don-vi")),
        option_set=query.get("phan-to", ""),
        programmes=_deduplicate(query.getlist("chuong-trinh")),
        rows=_build_axis(placements, "hang"),
        columns=_build_axis(placements, "cot"),
        basis=parse_basis(query.get(BASIS_NAME, "")),
        derivation=derivation,
        shown_rows=_parse_choice(ShownRows, query.get("loc", "")),
        sort=query.get("sap", "") if _SORT.fullmatch(query.get("sap", "")) else "",
    )


def parse_query(text: str, area: str) -> Question:
    """Parses the text of a query, as `build_query` writes it."""
    return parse_question(QueryDict(text), area)


def _parse_choice[Choice: StrEnum](choices: type[Choice], text: str) -> Choice:
    return choices(text) if text in set(choices) else choices("")


def _place_for_derivation(derivation: Derivation, placements: Mapping[Dimension, str]) -> dict[Dimension, str]:
    """Puts what a derivation compares into the columns; what stood there goes to the rows."""
    if derivation is Derivation.NONE:
        return {}
    compared = Dimension.PERIOD if derivation is Derivation.CHANGE else Dimension.MEASURE
    if placements[compared].startswith("cot"):
        return {}
    moved = {dimension: "hang-2" for dimension, placement in placements.items() if placement == "cot"}
    return moved | {compared: "cot"}


def build_query(question: Question) -> str:
    """Builds the query string of a question."""
    placements = dict.fromkeys(Dimension, "gop")
    for axis, name in ((question.rows, "hang"), (question.columns, "cot")):
        placements |= {dimension: name if at == 0 else f"{name}-2" for at, dimension in enumerate(axis)}
    pairs: list[tuple[str, str]] = [
        ("vung", question.area),
        *(("chi-tieu", code) for code in question.measures),
        *(("ky", period) for period in question.periods),
        ("noi", question.places.value),
        *(("don-vi", code) for code in question.named),
        ("phan-to", question.option_set),
        *(("chuong-trinh", code) for code in question.programmes),
        *((FIELD_NAMES[dimension], placement) for dimension, placement in placements.items()),
        (BASIS_NAME, question.basis.value if question.basis is UnitBasis.NOW else ""),
        ("tinh", question.derivation.value),
        ("loc", question.shown_rows.value),
        ("sap", question.sort),
    ]
    return urlencode([(name, value) for name, value in pairs if value])


def compute_placements(question: Question) -> dict[Dimension, str]:
    """Returns the placement of each dimension, as the form shows it."""
    query = QueryDict(build_query(question))
    return {dimension: query.get(name) or "gop" for dimension, name in FIELD_NAMES.items()}


def _build_axis(placements: Mapping[Dimension, str], name: str) -> tuple[Dimension, ...]:
    first = [dimension for dimension, placement in placements.items() if placement == name]
    second = [dimension for dimension, placement in placements.items() if placement == f"{name}-2"]
    return (*first, *second)


def _deduplicate(texts: Iterable[str]) -> tuple[str, ...]:
    return tuple(dict.fromkeys(text for text in texts if text))
