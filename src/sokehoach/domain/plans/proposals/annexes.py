"""Who is named for a target in an annex: a table that repeats the target's words, and beside them who leads."""

import re
from collections.abc import Iterable, Iterator, Mapping, Sequence

from sokehoach.domain.plans.agencies import expand_name
from sokehoach.domain.plans.proposals.facts import Reporters
from sokehoach.domain.text import fold_tones

_SHORTEST = 3  # words that are looked for again; fewer stand in many places
_MOST_LETTERS = 700  # from the repeated words to who is named
_WORD = re.compile(r"\S+")
_CELLS = re.compile(r"\n[ \t]*\n|\t| ?\| ?")
_PLACE = re.compile(r" (?:tinh|thanh pho|huyen|quan)(?: .*)?$")  # after an agency's own name
_LABEL = re.compile(r"(?:(?:cơ quan|đơn vị) )?(?:chủ trì|phụ trách|theo dõi|thực hiện)(?: thực hiện)? ?: ?")


def find_named_beside(text: str, start: int, end: int) -> str:
    """What stands in the cell after the one that repeats the words of [start, end); «» where nothing repeats them.

    Cells are told apart by empty lines, tabs or «|». Of several repetitions the last counts: annexes stand at the end.
    """
    terms = fold_tones(text[start:end]).split()
    if len(terms) < _SHORTEST:
        return ""
    named = next(
        (cell for place in _find_repetitions(fold_tones(text), terms, end) if (cell := _read_next(text, place))), ""
    )
    label = _LABEL.match(fold_tones(named))
    return named[label.end() :] if label is not None else named


def _find_repetitions(plain: str, terms: Sequence[str], start: int) -> Iterator[int]:
    """Where the words end, each time that they stand in the text after `start`, the last first. Any space is one."""
    tokens = [(match.start(), match[0]) for match in _WORD.finditer(plain, start)]
    joined, wanted = " ".join(token for _place, token in tokens), " ".join(terms)
    at_place = joined.rfind(wanted)
    while at_place >= 0:
        offset, end = 0, at_place + len(wanted)
        for place, token in tokens:
            if end <= offset + len(token):
                yield place + end - offset
                break
            offset += len(token) + 1
        at_place = joined.rfind(wanted, 0, at_place)


def _read_next(text: str, place: int) -> str:
    """The cell after the one in which the place is; «» where none follows."""
    cell_end = _CELLS.search(text, place)
    if cell_end is None:
        return ""
    rest = text[cell_end.end() : place + _MOST_LETTERS].lstrip()
    return " ".join(_CELLS.split(rest, maxsplit=1)[0].split())


def match_named_agencies(named: str, agencies: Mapping[str, str], parties: Iterable[str]) -> Reporters:
    """The agency whose name the cell begins with. `agencies`: name by code; `parties`: who has duties in the plan.

    The longest name that fits counts; () where none does.
    """
    beginning = f"{expand_name(named)} "
    names = {party: expand_name(agencies.get(party, party)) for party in (*agencies, *parties)}
    fitting = [
        (len(name), party)
        for party, full_name in names.items()
        for name in (full_name, _PLACE.sub("", full_name))
        if " " in name and beginning.startswith(f"{name} ")
    ]
    return (max(fitting)[1],) if fitting else ()
