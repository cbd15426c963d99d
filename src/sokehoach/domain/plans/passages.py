"""A passage of the plan with folded white space, and a mapping back to offsets in the original text."""

import re
from array import array
from collections.abc import Callable, Sequence
from dataclasses import dataclass
from functools import cached_property, wraps
from typing import Any

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
    def answers(self) -> dict[tuple[object, int, str, str], Any]:
        """What `remember_answers` keeps for this passage and its parts, which share it."""
        return {}

    @cached_property
    def span(self) -> Span:
        return Span(self.offsets[0], self.offsets[-1] + 1) if self.text else Span(0, 0)

    def part(self, start: int, end: int | None = None) -> "Passage":
        """The passage from position `start` to `end`, without white space at its ends."""
        text = self.text[start:end]
        bare = text.strip()
        if len(bare) == len(self.text):
            return self
        if len(bare) < len(text):
            start += len(text) - len(text.lstrip())
        end = start + len(bare)
        passage = Passage(bare, self.offsets[start:end])
        passage.__dict__.update(answers=self.answers, lower=self.lower[start:end])
        return passage


def remember_answers[Answer](question: Callable[[Passage], Answer]) -> Callable[[Passage], Answer]:
    """Answer the same question about the same words of a paragraph once: several passes ask it of equal parts."""

    @wraps(question)
    def ask_once(text: Passage) -> Answer:
        if not text.text:
            return question(text)
        key = (question, text.offsets[0], text.text, text.lower)
        if key not in text.answers:
            text.answers[key] = question(text)
        answer: Answer = text.answers[key]
        return answer

    return ask_once


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
