"""Names of villages as officials write them: which is which, and whether a text names several."""

from sokehoach.domain.text import fold_accents

_KINDS_OF_PLACE = ("to dan pho ", "thon ", "ban ", "khoi ", "tieu khu ", "doi ")
_BETWEEN_PLACES = (";", ",", " và ", "/")


def fold_place_name(name: str) -> str:
    """«Bản Ten Hon», «ten hon» and «TEN  HON» are one village."""
    folded = " ".join(fold_accents(name).split())
    for prefix in _KINDS_OF_PLACE:
        folded = folded.removeprefix(prefix)
    return folded


def names_several_places(text: str) -> bool:
    """«Bản A, bản B» or «Bản A và bản B»: what counts them would count one."""
    return any(mark in text for mark in _BETWEEN_PLACES)
