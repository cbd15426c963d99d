"""Find what is counted by its code or by its name as sheets write it."""

import re
from collections import defaultdict
from collections.abc import Iterable

from rapidfuzz import fuzz, process

from sokehoach.domain.text import fold_accents

_NUMBER_BEFORE = re.compile(r"(?:[-+–•*]\s?|(?:\d{1,2}(?:\.\d{1,2}){0,3}|[ivx]{1,4}|[a-h])[.)]\s?){1,2}", re.ASCII)
_BRACKET_BEHIND = re.compile(r"\s?\([^()]{1,40}\)\Z")
_LONGEST = 400  # letters of a text that may be a name
_MIN_SCORE = 60.0  # of 100


class ElementNames:
    """`entries`: uid, code, name, unit of measure of each element."""

    def __init__(self, entries: Iterable[tuple[str, str, str, str]]) -> None:
        self._uids: dict[str, list[str]] = defaultdict(list)
        self._names: dict[str, str] = {}
        for uid, code, name, unit in entries:
            folded_name = _fold(name)
            self._names[uid] = folded_name
            spellings = (_fold(code), folded_name, f"{_fold(code)} {folded_name}", f"{folded_name} ({_fold(unit)})")
            for spelling in dict.fromkeys(spellings):
                self._uids[spelling].append(uid)

    def find(self, text: str) -> tuple[str, ...]:
        """The uids of all elements that the text is the code or the name of, with or without a number before it."""
        if len(text) > _LONGEST:
            return ()
        folded = _fold(text)
        for spelling in (folded, _NUMBER_BEFORE.sub("", folded, count=1), _BRACKET_BEHIND.sub("", folded)):
            if uids := self._uids.get(spelling.strip(" :.")):
                return tuple(uids)
        return ()

    def find_nearest(self, text: str) -> str:
        """The uid of the element with the most similar name; «» where none is similar."""
        match = process.extractOne(_fold(text[:_LONGEST]), self._names, scorer=fuzz.ratio, score_cutoff=_MIN_SCORE)
        return str(match[2]) if match else ""


def _fold(text: str) -> str:
    return " ".join(fold_accents(text).split()).strip(" :.")
