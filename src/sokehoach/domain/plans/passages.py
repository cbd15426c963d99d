"""A passage of the plan with folded white space, and a mapping back to offsets in the original text."""

import re
from array import array
from collections.abc import Sequence
from dataclasses import dataclass
from functools import cached_property

from sokehoach.domain.plans.misread_words import correct_misread_pairs
from sokehoach.domain.text import same_tone_style

CAPITALS = "A-ZÀÁÂÃÈÉÊÌÍÒÓÔÕÙÚÝĂĐĨŨƠƯẠẢẤẦẨẪẬẮẰẲẴẶẸẺẼẾỀỂỄỆỈỊỌỎỐỒỔỖỘỚỜỞỠỢỤỦỨỪỬỮỰỲỴỶỸ"  # for a regex class
_TOKEN = re.compile(r"\S+")


@dataclass(frozen=True, slots=True)
class Span:
    """Half-open offsets (str indices) in the text passed to `read_plan`."""

    start: int
    end: int


def merge_spans(first: Span, second: Span) -> Span:
    """The span from the beginning of the first of two to the end of the last."""
    return Span(min(first.start, second.start), max(first.end, second.end))


@dataclass(frozen=True)
class Passage:
    """Folded text; `offsets[i]` is the offset of its i-th letter in the original text."""

    text: str
    offsets: Sequence[int]  # a range where the text is printed as it is folded

    def __len__(self) -> int:
        return len(self.text)

    @cached_property
    def lower(self) -> str:
        """Lower case in one tone-mark style, misread words corrected, as long as `text`; the rules match against it."""
        lowered = self.text.lower()
        if len(lowered) != len(self.text):  # only «İ» becomes two letters
            lowered = "".join(low if len(low := letter.lower()) == 1 else letter for letter in self.text)
        return correct_misread_pairs(same_tone_style(lowered))

    @cached_property
    def span(self) -> Span:
        return Span(self.offsets[0], self.offsets[-1] + 1) if self.text else Span(0, 0)

    def part(self, start: int, end: int | None = None) -> "Passage":
        """The passage from position `start` to `end`, without white space at its ends."""
        end = len(self.text) if end is None else end
        text = self.text[start:end]
        if start == 0 and len(text) == len(self.text) == len(text.strip()):
            return self
        start += len(text) - len(text.lstrip())
        end = start + len(text.strip())
        passage = Passage(self.text[start:end], self.offsets[start:end])
        if "lower" in self.__dict__:
            passage.__dict__["lower"] = self.lower[start:end]
        return passage


def fold_passage(source: str, start: int = 0, end: int | None = None) -> Passage:
    """Fold source[start:end]: words joined by single spaces."""
    end = len(source) if end is None else end
    printed = source[start:end]
    bare = printed.strip()
    folded = " ".join(bare.split())
    if len(folded) == len(bare):  # no two white spaces in a row, so that each letter keeps its place
        start += len(printed) - len(printed.lstrip())
        return Passage(folded, range(start, start + len(folded)))
    tokens: list[str] = []
    offsets = array("l")
    for token in _TOKEN.finditer(source, start, end):
        if tokens:
            offsets.append(token.start() - 1)
        tokens.append(token[0])
        offsets.extend(range(token.start(), token.end()))
    return Passage(" ".join(tokens), offsets)


def join_passages(parts: Sequence[Passage]) -> Passage:
    """Join passages with single spaces; the text between them is left out."""
    offsets = array("l")
    for part in parts:
        if offsets:
            offsets.append(offsets[-1] + 1)
        offsets.extend(part.offsets)
    return Passage(" ".join(part.text for part in parts), offsets)


def get_first_words(text: str, count: int = 8) -> str:
    """The first words, which identify a clause or duty."""
    return " ".join(text.split()[:count])
