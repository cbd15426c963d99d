"""A question as an address, and back. The names are those of the form on the page."""

from collections.abc import Iterable, Mapping
from urllib.parse import urlencode

from django.http import QueryDict

from sokehoach.domain.analysis.pivot import Dimension
from sokehoach.domain.analysis.question import Places, Question

# Where a dimension may be put on the page: on an axis, first or second, or drawn together.
PUTS = ("hang", "hang-2", "cot", "cot-2", "gop")
NAMES = {
    Dimension.PROGRAMME: "dat-chuong-trinh",
    Dimension.MEASURE: "dat-chi-tieu",
    Dimension.OPTION: "dat-phan-to",
    Dimension.PLACE: "dat-noi",
    Dimension.PERIOD: "dat-ky",
}
DEFAULTS = {
    Dimension.PROGRAMME: "gop",
    Dimension.MEASURE: "hang",
    Dimension.OPTION: "hang-2",
    Dimension.PLACE: "hang-2",
    Dimension.PERIOD: "cot",
}


def read(asked: QueryDict, area: str) -> Question:
    """Whatever is missing takes its default; what cannot be read is left out. `area`: where none is named."""
    puts = {one: asked.get(name, "") for one, name in NAMES.items()}
    puts = {one: put if put in PUTS else DEFAULTS[one] for one, put in puts.items()}
    places = asked.get("noi", "")
    if not asked.get("phan-to"):
        puts[Dimension.OPTION] = "gop"
    return Question(
        area=asked.get("vung", "") or area,
        measures=_once(asked.getlist("chi-tieu")),
        periods=_once(asked.getlist("ky")),
        places=Places(places) if places in set(Places) else Places.AREA,
        named=_once(asked.getlist("don-vi")),
        option_set=asked.get("phan-to", ""),
        programmes=_once(asked.getlist("chuong-trinh")),
        rows=_axis(puts, "hang"),
        columns=_axis(puts, "cot"),
    )


def address(question: Question) -> str:
    """The query string that reads as this question."""
    puts = dict.fromkeys(Dimension, "gop")
    for axis, name in ((question.rows, "hang"), (question.columns, "cot")):
        puts |= {one: name if at == 0 else f"{name}-2" for at, one in enumerate(axis)}
    told: list[tuple[str, str]] = [
        ("vung", question.area),
        *(("chi-tieu", code) for code in question.measures),
        *(("ky", one) for one in question.periods),
        ("noi", question.places.value),
        *(("don-vi", code) for code in question.named),
        ("phan-to", question.option_set),
        *(("chuong-trinh", code) for code in question.programmes),
        *((NAMES[one], put) for one, put in puts.items()),
    ]
    return urlencode([(name, value) for name, value in told if value])


def puts(question: Question) -> dict[Dimension, str]:
    """Where each dimension stands, as the form shows it."""
    query = QueryDict(address(question))
    return {one: query.get(name) or "gop" for one, name in NAMES.items()}


def _axis(puts: Mapping[Dimension, str], name: str) -> tuple[Dimension, ...]:
    first = [one for one, put in puts.items() if put == name]
    second = [one for one, put in puts.items() if put == f"{name}-2"]
    return (*first, *second)


def _once(texts: Iterable[str]) -> tuple[str, ...]:
    return tuple(dict.fromkeys(text for text in texts if text))
