"""What differs between a document as it was written and as it came back signed: words, and above all figures."""

import re
from collections.abc import Iterator
from dataclasses import dataclass
from difflib import SequenceMatcher
from unicodedata import normalize

_WORD = re.compile(r"(?:[/.,%-]{0,20}+\w++)++[/%-]{0,20}")


@dataclass(frozen=True, slots=True)
class Change:
    """`ours` became `theirs`; either is empty where words were added or dropped."""

    ours: str
    theirs: str

    @property
    def figures(self) -> bool:
        return any(letter.isdigit() for letter in self.ours + self.theirs)

    @property
    def said(self) -> str:
        return f"«{self.ours}» → «{self.theirs}»"


def changes(ours: str, theirs: str) -> tuple[Change, ...]:
    """By words in order of reading; how lines break and marks stand between words does not count."""
    return tuple(_changes(_words(ours), _words(theirs)))


def figures(found: tuple[Change, ...]) -> tuple[Change, ...]:
    return tuple(one for one in found if one.figures)


def _changes(ours: list[str], theirs: list[str]) -> Iterator[Change]:
    for tag, a, b, c, d in SequenceMatcher(a=ours, b=theirs, autojunk=False).get_opcodes():
        if tag != "equal":
            yield Change(" ".join(ours[a:b]), " ".join(theirs[c:d]))


def _words(text: str) -> list[str]:
    return _WORD.findall(normalize("NFC", text))
