"""The words of units in a report as paragraphs; points that lack them are named together."""

import re
from collections import Counter
from collections.abc import Callable, Collection, Iterator, Sequence

from sokehoach.domain.documents.content import Block, Heading, Missing, Paragraph, Text
from sokehoach.domain.documents.numbering import format_heading_number
from sokehoach.domain.messages import join_messages, keep_vietnamese, say, say_count
from sokehoach.domain.text import cut_at_clause

type SayWords = Callable[[str], str]

_EMPTY_ANSWER = re.compile(
    r"(?:không|chưa)(?: có| phát sinh)?"
    r"(?: gì| nội dung| ý kiến| kiến nghị| đề xuất| đề nghị| khó khăn| vướng mắc|,)*\.?",
    re.IGNORECASE,
)
_BULLET = re.compile(r"(?:[-–—+•*·]|\d{1,2}[.)](?!\d))\s+")
_SENTENCE_ENDS = (".", "!", "?", "…", ":")
_POINT = 3  # level of the headings «a)», «b)»
_LONGEST_NAME = 280  # of an empty point
_MOST_NAMES = 2  # of empty points; of more it is told how many each reporter has left
# A bracket with a mark of the plan alone, «mục (IV) (4.1)», belongs to the name; any other ends it.
_CLAUSE_END = re.compile(r"[;:]|\.(?!\d)|\((?!(?:[IVXLC]{1,7}|\d{1,2}(?:\.\d{1,2}){0,3}|[a-zđ])\))")


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


def render_unit_text(name: str, text: str) -> str:
    """The words of a unit as one paragraph: «Xã Kim Liên: Tổ chức 12 cuộc. Trang bị 01 tủ.»

    Lines and their marks of a list are joined to sentences, so that each stays with the unit that wrote it.
    """
    lines = [_BULLET.sub("", line.strip(), count=1).strip(" ;,") for line in text.splitlines()]
    paragraph = ""
    for line in filter(None, lines):
        separator = "" if not paragraph else " " if paragraph.endswith(_SENTENCE_ENDS) else "; "
        paragraph += separator + line
    if paragraph and not paragraph.endswith((*_SENTENCE_ENDS, "”", "»")):
        paragraph += "."
    return f"{name}: {paragraph}"


def fold_empty_points(
    blocks: Sequence[Block], say_words: SayWords = keep_vietnamese, owners: Sequence[str] = ()
) -> Iterator[Block]:
    """The blocks with one sentence for the points below a heading that have no content, named at its end.

    The other points are numbered anew; of points in a row with the same heading it is printed once. `owners`: of each
    heading in turn, who owes its words; «» where nobody is known.
    """
    gap, points, count, last_point = _build_gap(say_words), list[tuple[str, str]](), 0, ""
    heading_owners, is_left_out = iter(owners), False
    for place, block in enumerate(blocks):
        owner = next(heading_owners, "") if isinstance(block, Heading) else ""
        if isinstance(block, Heading) and block.level < _POINT:
            yield from _name_empty_points(points, say_words)
            points, count, last_point = [], 0, ""
        elif isinstance(block, Heading):
            is_left_out = _is_empty(blocks[place + 1 :], gap)
            if is_left_out:
                points.append((block.text, owner))
                continue
            if block.text == last_point and _names_unit(blocks[place + 1 :]):
                continue
            count, last_point = count + 1, block.text
            block = Heading(_POINT, format_heading_number(_POINT, count), block.text)
        elif is_left_out:
            is_left_out = False
            continue
        yield block
    yield from _name_empty_points(points, say_words)


def _shorten_name(text: str) -> str:
    """The first clause of a name: a comma may stand within a list, and ends none."""
    end = _CLAUSE_END.search(text)
    return cut_at_clause(text[: end.start()] if end else text, _LONGEST_NAME).rstrip(" ,;:")


def _names_unit(following: Sequence[Block]) -> bool:
    """Whether the point begins with whose words or number it is: «Xã Kim Liên: …»."""
    runs = following[0].runs if following and isinstance(following[0], Paragraph) else ()
    return bool(runs) and ": " in runs[0].text


def _is_empty(following: Sequence[Block], gap: Paragraph) -> bool:
    """Whether a point has nothing but the gap."""
    return bool(following) and following[0] == gap and (len(following) == 1 or isinstance(following[1], Heading))


def _name_empty_points(points: Sequence[tuple[str, str]], say_words: SayWords) -> Iterator[Paragraph]:
    """Few points by name, with who owes them; many by the number that each reporter owes. `points`: name, owner."""
    if not points:
        return
    if len(points) > _MOST_NAMES and all(owner for _name, owner in points):
        counts = Counter(owner for _name, owner in points)
        parts = [
            say_count("%(owner)s (%(n)s nhiệm vụ)", count, owner=owner, n=count) for owner, count in counts.items()
        ]
    else:
        parts = [_name_point(*point) for point in points]
    text = say("Chưa có nội dung báo cáo: %(names)s.", names=join_messages("; ", dict.fromkeys(parts)))
    yield Paragraph((Missing(text=say_words(text)),))


def _name_point(heading: str, owner: str) -> str:
    name = _shorten_name(heading)
    return join_messages("", (name, " (", owner, ")")) if owner else name
