"""A plan's text taken apart into what a word processor would hold."""

import re
from collections.abc import Iterator
from dataclasses import dataclass

from sokehoach.domain.plans.lines import PlanParagraph, split_paragraphs
from sokehoach.domain.plans.numbering import MarkerKind

_RULE = re.compile(r"[\W_]*")
_KIND = re.compile(r"^[ \t]*(KẾ HOẠCH|CHƯƠNG TRÌNH|ĐỀ ÁN|PHƯƠNG ÁN)[ \t]*$", re.MULTILINE)
_HEAD = re.compile(
    r"(?P<agency>(?:^(?!.*[a-z])[^\n|]+\n\s*)+)(?P<motto>^CỘNG H[OÒ]A[^|]*?Hạnh phúc)[\s-]*"
    r"(?P<number>^Số:\s*\S+)\s*(?P<day>^[^\n]*,\s*ngày\s[^|]{0,40}?năm\s+\d{4})",
    re.MULTILINE,
)
_FOOT = re.compile(
    r"(?P<left>^Nơi nhận:[^|]*?)(?P<right>^(?:TM\.|KT\.|CHỦ TỊCH)[^|]*?^(?=.*[a-z])[^\n]+)",
    re.MULTILINE,
)
_ROW = re.compile(r"^\|(?P<cells>.*)\|[ \t]*$", re.MULTILINE)
_SMALL = "a-zà-ỹ0-9)"
_BULLETS = "-–•+*·"


@dataclass(frozen=True, slots=True)
class Block:
    """A paragraph: `label` is what stands before its words («I.», «a)», «-»). Or two `columns` of lines."""

    text: str = ""
    label: str = ""
    centred: bool = False
    columns: tuple[tuple[str, ...], ...] = ()


def taken_apart(text: str, *, title: str) -> list[Block]:
    """`title`: as printed, white space folded; it and the preamble stand between the kind and the first item."""
    text = _apart(text)
    found = split_paragraphs(text)
    kind = _KIND.search(text)
    first = None if kind is None else next(
        (one.whole.span.start for one in found if one.marker and one.marker.kind is not MarkerKind.BULLET
         and one.whole.span.start > kind.end()), None,
    )  # fmt: skip
    blocks: list[Block] = []
    at = 0
    for start, end, made in sorted(_columns(text), key=lambda one: one[0]):
        blocks += _between(text, found, at, start, kind, first, title)
        blocks += made
        at = end
    return [*blocks, *_between(text, found, at, len(text), kind, first, title)]


def _apart(text: str) -> str:
    """Where a conversion ran lines together, the lines of the original."""
    text = re.sub(rf"(?<=[{_SMALL}]) (KẾ HOẠCH|QUYẾT ĐỊNH) (?=[A-Z]{{2}})", r"\n\n\1\n\n", text)
    text = re.sub(r"(KT\. BỘ TRƯỞNG) (THỨ TRƯỞNG) (?=\w[a-zà-ỹ])", r"\1\n\2\n", text)
    text = re.sub(r" -{4,}$", "", text, flags=re.MULTILINE)
    return re.sub(r"(VIỆT NAM) (Độc lập)", r"\1\n\2", text)


def _columns(text: str) -> Iterator[tuple[int, int, list[Block]]]:
    """(start, end, blocks) of what stands in two columns."""
    for head in _HEAD.finditer(text):
        motto = _lines(head["motto"])
        yield (
            head.start(),
            head.end(),
            [
                Block(columns=(tuple(_lines(head["agency"])), (" ".join(motto[:-1]), motto[-1]))),
                Block(columns=((" ".join(head["number"].split()),), (" ".join(head["day"].split()),))),
            ],
        )
    for foot in _FOOT.finditer(text):
        yield (
            foot.start(),
            foot.end(),
            [Block(columns=(tuple(_lines(foot["left"])), tuple(_lines(foot["right"]))))],
        )
    for row in _ROW.finditer(text):
        cells = [_pieces(cell) for cell in row["cells"].split("|")]
        yield row.start(), row.end(), [Block(columns=tuple(cells))] if any(cells) else []


def _pieces(cell: str) -> tuple[str, ...]:
    """The lines of a cell that a conversion folded into one."""
    words = re.sub(r"-{3,}", "", cell).strip()
    return tuple(one.strip() for one in re.split(r"(?<=[:;]) (?=- )| (?=Độc lập)|(?<=TỊCH) ", words) if one.strip())


def _lines(text: str) -> list[str]:
    return [line.strip() for line in text.split("\n") if not _RULE.fullmatch(line)]


def _between(
    text, found: list[PlanParagraph], start: int, end: int, kind, first: int | None, title: str
) -> list[Block]:
    spans = [one for one in found if start <= one.whole.span.start and one.whole.span.end <= end and one.whole.text]
    if kind is None or first is None or not start <= kind.start() < end:
        return [_block(one) for one in spans]
    return [
        *(_block(one) for one in spans if one.whole.span.start < kind.start()),
        Block(kind[1], centred=True),
        *_opening(text[kind.end() : first], title),
        *(_block(one) for one in spans if one.whole.span.start >= first),
    ]


def _opening(text: str, title: str) -> list[Block]:
    """Title and preamble: pieces between blank lines, joined where a sentence goes on."""
    made: list[Block] = []
    taken = ""
    for piece in re.split(r"\n\s*\n", text):
        words = " ".join(piece.split())
        if not words or _RULE.fullmatch(words):
            continue
        if not taken and words.startswith(title):
            taken = title
            made.append(Block(title, centred=True))
            words = words.removeprefix(title).strip()
            if words:
                made.append(Block(words, centred=True))
        elif len(taken) < len(title) and title.startswith(f"{taken} {words}".strip()):
            taken = f"{taken} {words}".strip()
            made = [Block(taken, centred=True)]
        elif made and not made[-1].centred and made[-1].text[-1] not in ".;:":
            made[-1] = Block(f"{made[-1].text} {words}")
        else:
            made.append(Block(words))
    return made


def _block(one: PlanParagraph) -> Block:
    whole = one.whole.text
    if one.marker is None:
        letters = [letter for letter in whole if letter.isalpha()]
        loud = sum(letter.isupper() for letter in letters) > 0.8 * len(letters)
        return Block(whole, centred=loud and len(whole) < 300)
    label = whole[: one.marker.width].strip()
    if one.marker.kind is MarkerKind.BULLET and label not in _BULLETS:
        return Block(whole)
    return Block(one.body.text, label)
