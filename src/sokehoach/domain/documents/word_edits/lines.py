"""The lines of a Word file, as the reader of files from outside gives them."""

from dataclasses import dataclass
from typing import Any

from sokehoach.domain.documents.word_edits.marks import normalize_words


@dataclass(frozen=True, slots=True)
class Control:
    """A content control that the writer of drafts tagged, with the text that it holds now."""

    tag: str
    text: str


type LinePart = str | Control


@dataclass(frozen=True, slots=True)
class WordLine:
    """A paragraph, or a whole table. `style`: of the paragraph, «» for a table. `section`: 0 before the annexes.

    `marks`: names of the bookmarks that begin in it.
    """

    parts: tuple[LinePart, ...]
    marks: tuple[str, ...] = ()
    style: str = ""
    section: int = 0
    is_table: bool = False

    @property
    def text(self) -> str:
        return normalize_words("".join(part if isinstance(part, str) else part.text for part in self.parts))


@dataclass(frozen=True, slots=True)
class WordLines:
    """`label`: what the file says of its draft. `tracked`: changes that nobody has accepted or rejected."""

    lines: tuple[WordLine, ...]
    label: str = ""
    tracked: int = 0
    comments: int = 0

    def to_json(self) -> dict[str, Any]:
        return {
            "label": self.label,
            "tracked": self.tracked,
            "comments": self.comments,
            "lines": [
                {
                    "parts": [part if isinstance(part, str) else [part.tag, part.text] for part in line.parts],
                    "marks": [*line.marks],
                    "style": line.style,
                    "section": line.section,
                    "is_table": line.is_table,
                }
                for line in self.lines
            ],
        }


def parse_word_lines(payload: Any) -> WordLines:
    """The lines from JSON; ValueError, TypeError or KeyError for anything that `to_json` did not give."""
    lines = tuple(
        WordLine(
            tuple(part if isinstance(part, str) else Control(*map(_check_text, part)) for part in line["parts"]),
            tuple(_check_text(name) for name in line["marks"]),
            _check_text(line["style"]),
            int(line["section"]),
            bool(line["is_table"]),
        )
        for line in payload["lines"]
    )
    return WordLines(lines, _check_text(payload["label"]), int(payload["tracked"]), int(payload["comments"]))


def _check_text(text: object) -> str:
    if not isinstance(text, str):
        raise TypeError(f"text expected, not {type(text).__name__}")
    return text
