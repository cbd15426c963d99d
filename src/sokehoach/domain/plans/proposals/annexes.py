"""Who is named for a target in an annex: a table that repeats the target's words, and beside them who leads."""

import re
from bisect import bisect_left
from collections.abc import Iterable, Iterator, Mapping, Sequence
from functools import lru_cache
from itertools import accumulate

from sokehoach.domain.plans.agencies import expand_name
from sokehoach.domain.plans.proposals.facts import Reporters
from sokehoach.domain.text import fold_tones

_SHORTEST = 3  # words that are looked for again; fewer stand in many places
_MOST_LETTERS = 700  # from the repeated words to who is named
_WORD = re.compile(r"\S+")
_CELLS = re.compile(r"\n[ \t]*\n|\t| ?\| ?")
_PLACE = re.compile(r" (?:tinh|thanh pho|huyen|quan)(?: .*)?$")  # after an agency's own name
_BODY = re.compile(r"(?:phong|khoa|ban|so|vu|cuc|chi cuc|trung tam|van phong) ")
_ASIDE = re.compile(r"\([^()]*\)")
_LONGEST_NAME = 8  # words
_LABEL = re.compile(r"(?:(?:cơ quan|đơn vị) )?(?:chủ trì|phụ trách|theo dõi|thực hiện)(?: thực hiện)? ?: ?")


def find_named_beside(text: str, start: int, end: int) -> str:
    """What stands in the cell after the one that repeats the words of [start, end); «» where nothing repeats them.

    Cells are told apart by empty lines, tabs or «|». Of several repetitions the last counts: annexes stand at the end.
    """
    terms = fold_tones(text[start:end]).split()
    if len(terms) < _SHORTEST:
        return ""
    named = next((cell for place in _find_repetitions(text, terms, end) if (cell := _read_next(text, place))), "")
    label = _LABEL.match(fold_tones(named))
    return named[label.end() :] if label is not None else named


@lru_cache(maxsize=2)
def _index_words(text: str) -> tuple[str, tuple[int, ...], tuple[int, ...]]:
    """The folded words of a text with single spaces between them; where each ends there, and in the text."""
    tokens = [(match.end(), match[0]) for match in _WORD.finditer(fold_tones(text))]
    ends = tuple(accumulate((len(token) + 1 for _end, token in tokens), initial=-1))[1:]
    return " ".join(token for _end, token in tokens), ends, tuple(end for end, _token in tokens)


def _find_repetitions(text: str, terms: Sequence[str], start: int) -> Iterator[int]:
    """Where the words end, each time that they stand in the text after `start`, the last first. Any space is one."""
    joined, ends, places = _index_words(text)
    phrase = " ".join(terms)
    at_place = joined.rfind(phrase)
    while at_place >= 0:
        end = at_place + len(phrase)
        number = bisect_left(ends, end)
        place = places[number] - (ends[number] - end)
        if place - len(phrase) < start:
            return
        yield place
        at_place = joined.rfind(phrase, 0, at_place)


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
    matches = [
        (len(name), party)
        for party, full_name in names.items()
        for name in (full_name, _PLACE.sub("", full_name))
        if " " in name and beginning.startswith(f"{name} ")
    ]
    return (max(matches)[1],) if matches else ()


def match_row_end(text_after: str, agencies: Mapping[str, str], parties: Iterable[str]) -> Reporters:
    """The agency that alone stands behind a target in its row, also by the first letters of its name: «Phòng CTXH».

    () where other words stand there, or the letters are those of several.
    """
    row_end = expand_name(text_after) if len(text_after.split()) <= _LONGEST_NAME else ""
    if _BODY.match(row_end) is None:
        return ()
    names = {party: expand_name(_ASIDE.sub("", agencies.get(party, party))) for party in (*agencies, *parties)}
    matching_parties = [party for party, name in names.items() if row_end in (name, _abbreviate(name))]
    return (matching_parties[0],) if len(set(map(names.get, matching_parties))) == 1 else ()


def _abbreviate(name: str) -> str:
    """«phong cong tac xa hoi» → «phong ctxh»."""
    kind, _space, rest = name.partition(" ")
    return f"{kind} {''.join(term[0] for term in rest.split())}"
