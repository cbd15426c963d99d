"""A stretch of the plan with its white space folded, and the way back to the text as it was given."""

import re
from array import array
from collections.abc import Sequence
from dataclasses import dataclass
from functools import cached_property

from sokehoach.domain.text import same_tone_style

CAPITALS = "A-ZÀÁÂÃÈÉÊÌÍÒÓÔÕÙÚÝĂĐĨŨƠƯẠẢẤẦẨẪẬẮẰẲẴẶẸẺẼẾỀỂỄỆỈỊỌỎỐỒỔỖỘỚỜỞỠỢỤỦỨỪỬỮỰỲỴỶỸ"  # for a regex class
_TOKEN = re.compile(r"\S+")


@dataclass(frozen=True, slots=True)
class Span:
    """Half-open offsets (str indices) into the text as given to `read_plan`."""

    start: int
    end: int


@dataclass(frozen=True)
class Passage:
    """Folded text; `offsets[i]` is where its i-th letter stands in the text as given."""

    text: str
    offsets: "array[int]"

    def __len__(self) -> int:
        return len(self.text)

    @cached_property
    def lower(self) -> str:
        """Lower case in one tone-mark style, letter for letter as long as `text`: what the rules look at."""
        lowered = self.text.lower()
        if len(lowered) != len(self.text):  # «İ» alone becomes two letters
            lowered = "".join(low if len(low := letter.lower()) == 1 else letter for letter in self.text)
        return same_tone_style(lowered)

    @property
    def span(self) -> Span:
        return Span(self.offsets[0], self.offsets[-1] + 1) if self.text else Span(0, 0)

    def part(self, start: int, end: int | None = None) -> "Passage":
        """The passage from letter `start` to letter `end`, without white space at its ends."""
        end = len(self.text) if end is None else end
        text = self.text[start:end]
        start += len(text) - len(text.lstrip())
        end = start + len(text.strip())
        return Passage(self.text[start:end], self.offsets[start:end])


def fold_passage(source: str, start: int = 0, end: int | None = None) -> Passage:
    """Fold source[start:end]: words joined by single spaces."""
    tokens: list[str] = []
    offsets = array("l")
    for token in _TOKEN.finditer(source, start, len(source) if end is None else end):
        if tokens:
            offsets.append(token.start() - 1)
        tokens.append(token[0])
        offsets.extend(range(token.start(), token.end()))
    return Passage(" ".join(tokens), offsets)


def join_passages(parts: Sequence[Passage]) -> Passage:
    """The pieces as one passage, single spaces between them; what stands between them in the text is left out."""
    offsets = array("l")
    for part in parts:
        if offsets:
            offsets.append(offsets[-1] + 1)
        offsets.extend(part.offsets)
    return Passage(" ".join(part.text for part in parts), offsets)


def get_first_words(text: str, count: int = 8) -> str:
    """The beginning by which a clause or duty is known."""
    return " ".join(text.split()[:count])
