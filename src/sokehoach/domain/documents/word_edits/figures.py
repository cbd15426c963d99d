"""Find the figures of a paragraph in the text that Word gave back, and numbers that somebody typed."""

import re
from collections import Counter
from collections.abc import Iterator, Sequence
from dataclasses import dataclass, field

from sokehoach.domain.documents.content import Paragraph, Text
from sokehoach.domain.documents.differences import AlignedSpan, list_spans
from sokehoach.domain.documents.paragraph_text import list_fields
from sokehoach.domain.documents.word_edits.lines import Control, LinePart
from sokehoach.domain.documents.word_edits.marks import (
    build_figure_mark,
    digest_text,
    normalize_words,
    parse_figure_mark,
)
from sokehoach.domain.messages import say

_TOKEN = re.compile(r"\w+(?:[.,/:-]\w+)*|[^\w\s]")
_FIELD = re.compile(r"\{\d+\}")
# Numbers that are no figures: dates, years, numbers of documents, of their parts and of periods.
_NAMED_NUMBER = re.compile(
    r"\b\d{1,2}/\d{1,2}(?:/\d{4})?\b|\b\d{1,2}/\d{4}\b|\b\d+(?:/\d{4})?/[A-ZĐ][\w-]*"
    r"|\b(?:điều|khoản|điểm|mục|phụ lục|biểu|mẫu|chương|nghị định|quyết định|kế hoạch|chỉ thị|công văn|thứ|khóa)\s+"
    r"(?:số\s+)?\d+\b|\bquý\s+[1-4]\b|\b(?:tháng|ngày)\s+\d{1,2}\b"
    r"|\b(?:(?:năm|giai đoạn)\s+)?(?:19|20)\d\d\s?[-–]\s?(?:19|20)\d\d\b|\b(?:năm|giai đoạn)\s+(?:19|20)\d\d\b"
    r"|\b[^\W\d]+-?\d[\w-]*|\b\d+-[^\W\d][\w-]*",
    re.IGNORECASE,
)
_NUMBER = re.compile(r"\d+(?:[.,]\d+)*")
_MAX_QUOTED = 80


@dataclass(frozen=True, slots=True)
class ReadText:
    """`text`: with fields {1}, {2} for the figures. `problems`: why it cannot be taken; then the text is «»."""

    text: str = ""
    problems: tuple[str, ...] = ()


def find_typed_numbers(text: str, *, known_text: str = "") -> tuple[str, ...]:
    """Numbers that read as figures and that `known_text` does not have as often; fields {1} are no numbers."""
    known_counts = Counter(_list_numbers(known_text))
    typed = []
    for number in _list_numbers(text):
        if known_counts[number]:
            known_counts[number] -= 1
        else:
            typed.append(number)
    return tuple(typed)


def _list_numbers(text: str) -> list[str]:
    clean_text = _NAMED_NUMBER.sub(" ", _FIELD.sub(" ", text))
    return _NUMBER.findall(clean_text)


def read_figures(paragraph: Paragraph, parts: Sequence[LinePart]) -> ReadText:
    """The parts as an editable text of the paragraph. Each figure must stand in it once and unchanged.

    A figure whose control was dropped is found by the words around it, or because it stands only once.
    """
    reading = _FigureReading(paragraph, parts)
    reading.match_controls()
    reading.match_words()
    if reading.problems:
        return ReadText(problems=tuple(dict.fromkeys(reading.problems)))
    return ReadText(reading.build_text())


@dataclass(slots=True)
class _Token:
    """A word, sign or figure. `place`: of a word, the number of its part and its span there. `number`: of a figure."""

    text: str
    place: tuple[int, int, int] = (0, 0, 0)
    number: int = 0


@dataclass(slots=True)
class _FigureReading:
    paragraph: Paragraph
    parts: Sequence[LinePart]
    problems: list[str] = field(default_factory=list)
    numbers: dict[int, int] = field(default_factory=dict)  # index of a control → number of its figure
    spans: dict[int, tuple[int, int, int]] = field(default_factory=dict)  # number of a figure → part, start, end

    @property
    def open_numbers(self) -> list[int]:
        taken_numbers = {*self.numbers.values(), *self.spans}
        return [number for number in range(1, len(list_fields(self.paragraph)) + 1) if number not in taken_numbers]

    def match_controls(self) -> None:
        figures = list_fields(self.paragraph)
        marks = [build_figure_mark(figure.references, figure.text) for figure in figures]
        for index, part in enumerate(self.parts):
            if not isinstance(part, Control) or (mark := parse_figure_mark(part.tag)) is None:
                continue
            same_source = [number for number, figure_mark in enumerate(marks, 1) if figure_mark.source == mark.source]
            free = [number for number in same_source if number not in self.numbers.values()]
            if not same_source:
                self.problems.append(say("số «%(figure)s» là của đoạn khác", figure=_quote_text(part.text)))
                continue
            printed = figures[(free or same_source)[0] - 1].text
            if digest_text(part.text) not in (mark.printed, digest_text(printed)):
                self._refuse_changed(printed, part.text)
            elif not free:
                self.problems.append(say("số «%(figure)s» bị chép thành hai", figure=_quote_text(printed)))
            if free:
                self.numbers[index] = free[0]

    def match_words(self) -> None:
        """Find the figures without a control: in the words that stand around them, then alone."""
        if not self.open_numbers:
            return
        old, new = self._list_old_tokens(), list(self._list_new_tokens())
        old_texts, new_texts = [token.text for token in old], [token.text for token in new]
        spans = list_spans(old_texts, new_texts)
        places = {
            index: index - span.old_start + span.new_start
            for span in spans
            if span.is_equal
            for index in range(span.old_start, span.old_end)
        }
        used: set[int] = set()
        for number in self.open_numbers:
            indexes = [index for index, token in enumerate(old) if token.number == number]
            found_indexes = [places.get(index, -1) for index in indexes]
            is_whole = -1 not in found_indexes and found_indexes == list(
                range(found_indexes[0], found_indexes[0] + len(found_indexes))
            )
            neighbours = (indexes[0] - 1, found_indexes[0] - 1), (indexes[-1] + 1, found_indexes[-1] + 1)
            if is_whole and any(
                places.get(old_neighbour) == new_neighbour
                for old_neighbour, new_neighbour in neighbours
                if old_neighbour >= 0
            ):
                self._set_span(number, [new[index] for index in found_indexes])
                used |= set(found_indexes)
        for number in self.open_numbers:
            texts = [token.text for token in old if token.number == number]
            starts = [
                start for start in _find_texts(new_texts, texts) if used.isdisjoint(range(start, start + len(texts)))
            ]
            if len(starts) == len(_find_texts(old_texts, texts)) == 1:
                self._set_span(number, new[starts[0] : starts[0] + len(texts)])
                used |= set(range(starts[0], starts[0] + len(texts)))
        for number in self.open_numbers:
            printed = list_fields(self.paragraph)[number - 1].text
            self._refuse_changed(printed, _find_replacement(spans, old, new, number))

    def build_text(self) -> str:
        texts = []
        for index, part in enumerate(self.parts):
            if index in self.numbers:
                texts.append(f"{{{self.numbers[index]}}}")
                continue
            text = part if isinstance(part, str) else part.text
            spans = sorted((start, end, number) for number, (at, start, end) in self.spans.items() if at == index)
            for start, end, number in reversed(spans):
                text = f"{text[:start]}{{{number}}}{text[end:]}"
            texts.append(text)
        return "".join(texts)

    def _set_span(self, number: int, tokens: Sequence[_Token]) -> None:
        part, start, _end = tokens[0].place
        if any(token.place[0] != part or token.number for token in tokens):
            return  # across controls
        self.spans[number] = (part, start, tokens[-1].place[2])

    def _refuse_changed(self, printed: str, text: str) -> None:
        if normalize_words(text):
            self.problems.append(
                say("số «%(old)s» bị sửa thành «%(new)s»", old=_quote_text(printed), new=_quote_text(text))
            )
        else:
            self.problems.append(say("số «%(old)s» bị bỏ", old=_quote_text(printed)))

    def _list_old_tokens(self) -> list[_Token]:
        tokens: list[_Token] = []
        number = 0
        by_control = set(self.numbers.values())
        for run in self.paragraph.runs:
            if isinstance(run, Text):
                tokens += [_Token(token_text) for token_text in _TOKEN.findall(normalize_words(run.text))]
                continue
            number += 1
            clean_text = [f"{{{number}}}"] if number in by_control else _TOKEN.findall(normalize_words(run.text))
            tokens += [_Token(token_text, number=number) for token_text in clean_text]
        return tokens

    def _list_new_tokens(self) -> Iterator[_Token]:
        for index, part in enumerate(self.parts):
            if index in self.numbers:
                yield _Token(f"{{{self.numbers[index]}}}", number=self.numbers[index])
                continue
            for match in _TOKEN.finditer(part if isinstance(part, str) else part.text):
                yield _Token(normalize_words(match[0]), (index, *match.span()))


def _find_texts(token_texts: Sequence[str], texts: Sequence[str]) -> list[int]:
    """Where the texts stand one after the other."""
    size, first = len(texts), texts[0]
    return [
        start
        for start, text in enumerate(token_texts)
        if text == first and list(token_texts[start : start + size]) == list(texts)
    ]


def _find_replacement(spans: Sequence[AlignedSpan], old: Sequence[_Token], new: Sequence[_Token], number: int) -> str:
    """What stands now where the figure stood; «» where nothing does."""
    indexes = {index for index, token in enumerate(old) if token.number == number}
    for span in spans:
        if not span.is_equal and indexes & set(range(span.old_start, span.old_end)):
            return " ".join(token.text for token in new[span.new_start : span.new_end] if not token.number)
    return ""


def _quote_text(text: str) -> str:
    clean_text = normalize_words(text)
    return clean_text if len(clean_text) <= _MAX_QUOTED else clean_text[:_MAX_QUOTED] + "…"
