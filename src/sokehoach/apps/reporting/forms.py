"""What was typed into a report's page, and the page that is drawn again around it."""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass

from django.http import QueryDict

from sokehoach.apps.reporting import finding_words
from sokehoach.apps.reporting.selectors.lines import Box, Line, Part
from sokehoach.apps.reporting.selectors.sheets import Sheet
from sokehoach.apps.reporting.services import waivers
from sokehoach.apps.reporting.services.narratives import Words
from sokehoach.apps.reporting.services.values import Theirs, Typed
from sokehoach.apps.reporting.services.waivers import Reasons
from sokehoach.domain.reporting.form import Form

# Beside the box of a cell «B2.1» the page posts «B2.1:v», the version shown, «B2.1:w», the number shown, and where
# the register is overruled «B2.1:r», the reason.
_VERSION, _SHOWN, _REASON = ":v", ":w", ":r"
REMARK = "y:"  # «y:B2.1»: what the reviewer says of the cell


@dataclass(frozen=True, slots=True)
class Row:
    """A line as it is drawn: with what was typed instead of what is kept, and why it was not kept."""

    line: Line
    text: str
    reason: str = ""
    messages: tuple[str, ...] = ()
    theirs: Theirs | None = None
    asks_reason: bool = False

    @property
    def version(self) -> int:
        return self.line.version

    @property
    def wrong(self) -> bool:
        return bool(self.messages) or self.line.wrong

    @property
    def remarks(self) -> tuple[str, ...]:
        """What was refused, then what the checks say that was not said already, nor explained."""
        found = (
            finding_words.say(one.message_vi)
            for one in self.line.unexplained
            if one.hard and one.message_vi not in self.messages
        )
        return (*self.messages, *found)

    @property
    def explains(self) -> tuple[tuple[str, str], ...]:
        """The boxes for explanations: name and what stands in it."""
        told = {finding.rule: waiver.reason for finding, waiver in self.line.explained}
        return tuple(
            (waivers.field(one.cell, one.rule.value), told.get(one.rule, ""))
            for one in self.line.findings
            if one.waivable and one.rule is not None
        )

    @property
    def advice(self) -> tuple[str, ...]:
        return tuple(finding_words.say(one.message_vi) for one in self.line.findings if not one.hard)


@dataclass(frozen=True, slots=True)
class TypedBox:
    box: Box
    text: str
    messages: tuple[str, ...] = ()
    theirs: str = ""

    @property
    def letters(self) -> int:
        return len(self.text)


@dataclass(frozen=True, slots=True)
class Page:
    """The sheet with what was typed laid over it."""

    sheet: Sheet
    parts: tuple[tuple[Part, tuple[Row, ...]], ...]
    boxes: tuple[TypedBox, ...]
    refused: int  # cells and boxes that were not kept


def typed_cells(post: QueryDict, form: Form) -> dict[str, Typed]:
    """The cells in which something else stands than the page showed. A cell left alone is nobody's change."""
    found = {}
    for cell in form.cells:
        if cell.sum_of or cell.code not in post:
            continue
        text, reason = _text(post, cell.code), _text(post, cell.code + _REASON)
        if text != _text(post, cell.code + _SHOWN) or reason:
            found[cell.code] = Typed(text, _number(_text(post, cell.code + _VERSION)), reason)
    return found


def seen(post: QueryDict, form: Form) -> dict[str, int]:
    """The versions of the cells that the page showed."""
    return {
        cell.code: _number(_text(post, cell.code + _VERSION))
        for cell in form.cells
        if cell.code + _VERSION in post
    }


def typed_words(post: QueryDict, form: Form) -> dict[str, Words]:
    return {
        one.code: Words(_text(post, one.code), _number(_text(post, one.code + _VERSION)))
        for one in form.narratives
        if one.code in post
    }


def typed_reasons(post: QueryDict, form: Form) -> Reasons:
    """The explanations on the page, by cell and rule."""
    found: dict[tuple[str, str], str] = {}
    for check in form.checks:
        for code in check.cells:
            name = waivers.field(code, check.rule.value)
            if name in post:
                found[code, check.rule.value] = _text(post, name)
    return found


def typed_remarks(post: QueryDict, form: Form) -> dict[str, str]:
    """What the reviewer says of cells and boxes, by code or heading."""
    places = [cell.code for cell in form.cells] + [box.code for box in form.narratives]
    return {place: said for place in places if (said := _text(post, REMARK + place))}


def shown_version(post: QueryDict, line: Line) -> int:
    """Of a cell on the page of a pasted block: the version beside it when the block was looked at."""
    name = f"v-{line.cell.code}"
    return _number(_text(post, name)) if name in post else line.version


def row(
    line: Line,
    *,
    typed: Typed | None = None,
    messages: Sequence[str] = (),
    theirs: Theirs | None = None,
    asks_reason: bool = False,
) -> Row:
    """The reason is asked for where one is owed: the register or the halves tell, and what was typed is refused."""
    grounded = line.answer.ground is not None
    return Row(
        line=line,
        text=line.typed if typed is None else typed.text,
        reason=line.reason if typed is None else typed.reason,
        messages=tuple(messages),
        theirs=theirs,
        asks_reason=grounded and (asks_reason or bool(messages) or line.answer.unexplained),
    )


def page(
    sheet: Sheet,
    *,
    cells: Mapping[str, Typed] | None = None,
    words: Mapping[str, Words] | None = None,
    messages: Mapping[str, Sequence[str]] | None = None,
    theirs: Mapping[str, object] | None = None,
    explain: str = "",
) -> Page:
    """`messages` by cell or heading, as Invalid holds them; `theirs` as Stale holds them.

    `explain` names a cell whose reason is to be written anew.
    """
    cells, words, messages, theirs = cells or {}, words or {}, messages or {}, theirs or {}

    def drawn(line: Line) -> Row:
        code = line.cell.code
        other = theirs.get(code)
        return row(
            line,
            typed=cells.get(code),
            messages=messages.get(code, ()),
            theirs=other if isinstance(other, Theirs) else None,
            asks_reason=code == explain,
        )

    def box(one: Box) -> TypedBox:
        heading = one.narrative.code
        told = theirs.get(heading)
        return TypedBox(
            box=one,
            text=words[heading].text if heading in words else one.text,
            messages=tuple(messages.get(heading, ())),
            theirs=one.text if told is not None else "",
        )

    return Page(
        sheet=sheet,
        parts=tuple((part, tuple(drawn(line) for line in part.lines)) for part in sheet.parts),
        boxes=tuple(box(one) for one in sheet.boxes),
        refused=len(messages),
    )


def _text(post: QueryDict, name: str) -> str:
    return str(post.get(name) or "").strip()


def _number(text: str) -> int:
    """0, which stands for nothing stored, where a page was tampered with: whatever stands then wins."""
    return int(text) if text.isascii() and text.isdigit() and len(text) < 10 else 0
