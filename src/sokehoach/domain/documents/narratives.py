"""The words of units in a report as paragraphs; points that lack them are named together."""

import re
from collections.abc import Callable, Collection, Iterator, Sequence

from sokehoach.domain.documents.content import Block, Heading, Missing, Paragraph, Text
from sokehoach.domain.documents.numbering import format_heading_number
from sokehoach.domain.messages import join_messages, keep_vietnamese, say
from sokehoach.domain.text import cut_at_clause

type SayWords = Callable[[str], str]

_EMPTY_ANSWER = re.compile(
    r"(?:không|chưa)(?: có| phát sinh)?"
    r"(?: gì| nội dung| ý kiến| kiến nghị| đề xuất| đề nghị| khó khăn| vướng mắc|,)*\.?",
    re.IGNORECASE,
)
_CLAUSE_MARKS = ("", ";", ":", ",", ".", "(")
_POINT = 3  # level of the headings «a)», «b)»
_MOST_LETTERS, _LONGEST_NAME = 90, 280  # of the name of an empty point; of one whose clause does not end before


def build_narrative(text: str, *, say_words: SayWords = keep_vietnamese) -> tuple[Paragraph, ...]:
    """Text typed by a person, one paragraph per line; empty text is a gap."""
    lines = [line.strip() for line in text.splitlines()]
    paragraphs = tuple(Paragraph((Text(line),)) for line in lines if line)
    return paragraphs or (_build_gap(say_words),)


def _build_gap(say_words: SayWords) -> Paragraph:
    return Paragraph((Missing(text=say_words(say("Chưa có đơn vị nào nêu nội dung này."))),))


def drop_empty_answers(texts: Collection[str]) -> list[str]:
    """The texts without «Không có kiến nghị.» and its like, unless nobody says more."""
    telling = [text for text in texts if not _EMPTY_ANSWER.fullmatch(text.strip())]
    return telling or list(texts)


def fold_empty_points(blocks: Sequence[Block], say_words: SayWords = keep_vietnamese) -> Iterator[Block]:
    """The blocks with one sentence for the points below a heading that have no content, named at its end.

    The other points are numbered anew.
    """
    gap, names, count = _build_gap(say_words), list[str](), 0
    is_left_out = False
    for place, block in enumerate(blocks):
        if isinstance(block, Heading) and block.level < _POINT:
            yield from _name_empty_points(names, say_words)
            names, count = [], 0
        elif isinstance(block, Heading):
            is_left_out = _is_empty(blocks[place + 1 :], gap)
            if is_left_out:
                names.append(_shorten_name(block.text).rstrip(" ./;:"))
                continue
            count += 1
            block = Heading(_POINT, format_heading_number(_POINT, count), block.text)
        elif is_left_out:
            is_left_out = False
            continue
        yield block
    yield from _name_empty_points(names, say_words)


def _shorten_name(text: str) -> str:
    """The first clause of a long name; the name to a later end where a short one would break off amid its words."""
    start = cut_at_clause(text, _MOST_LETTERS)
    return start if text[len(start) :].lstrip()[:1] in _CLAUSE_MARKS else cut_at_clause(text, _LONGEST_NAME)


def _is_empty(following: Sequence[Block], gap: Paragraph) -> bool:
    """Whether a point has nothing but the gap."""
    return bool(following) and following[0] == gap and (len(following) == 1 or isinstance(following[1], Heading))


def _name_empty_points(names: Sequence[str], say_words: SayWords) -> Iterator[Paragraph]:
    if names:
        text = say("Chưa có nội dung báo cáo: %(names)s.", names=join_messages("; ", dict.fromkeys(names)))
        yield Paragraph((Missing(text=say_words(text)),))
