"""Parses the posted page of a report, and builds the page that is shown again."""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass

from django.http import QueryDict

from sokehoach.apps.reporting.queries.lines import CellLine, NarrativeBox, SheetPart
from sokehoach.apps.reporting.queries.sheets import ReportSheet
from sokehoach.apps.reporting.services import waivers
from sokehoach.apps.reporting.services.narratives import TypedText
from sokehoach.apps.reporting.services.values import CellConflict, TypedCell
from sokehoach.apps.reporting.services.waivers import Reasons
from sokehoach.apps.shell.page_language import get_notation
from sokehoach.domain.notation import read_value
from sokehoach.domain.reporting.form import Form

# Beside the box of a cell «B2.1» the page posts «B2.1:v», the version shown, «B2.1:w», the number shown, and where the
# register is overridden «B2.1:r», the reason.
_VERSION, _SHOWN_NUMBER, _REASON = ":v", ":w", ":r"
REMARK = "y:"  # «y:B2.1»: the reviewer's remark on the cell


@dataclass(frozen=True, slots=True)
class TypedRow:
    """A line with the typed text in place of the stored value, and the messages why it was not stored."""

    line: CellLine
    text: str
    reason: str = ""
    messages: tuple[str, ...] = ()
    conflict: CellConflict | None = None
    needs_reason: bool = False

    @property
    def version(self) -> int:
        return self.line.version

    @property
    def wrong(self) -> bool:
        return bool(self.messages) or self.line.wrong

    @property
    def remarks(self) -> tuple[str, ...]:
        """Messages of the refusal, then hard findings that are neither in them nor explained."""
        messages = (
            finding.message_vi
            for finding in self.line.unexplained
            if finding.hard and finding.message_vi not in self.messages
        )
        return (*self.messages, *messages)

    @property
    def explains(self) -> tuple[tuple[str, str], ...]:
        """The boxes for explanations: field name and current reason."""
        reasons = {finding.rule: waiver.reason for finding, waiver in self.line.explained}
        return tuple(
            (waivers.build_field_name(finding.cell, finding.rule.value), reasons.get(finding.rule, ""))
            for finding in self.line.findings
            if finding.waivable and finding.rule is not None
        )

    @property
    def advice(self) -> tuple[str, ...]:
        return tuple(finding.message_vi for finding in self.line.findings if not finding.hard)


@dataclass(frozen=True, slots=True)
class TypedBox:
    box: NarrativeBox
    text: str
    messages: tuple[str, ...] = ()
    conflict: str = ""

    @property
    def letters(self) -> int:
        return len(self.text)

    @property
    def remarks(self) -> tuple[str, ...]:
        """Messages of the refusal, then the findings that are not in them."""
        messages = (
            finding.message_vi
            for finding in self.box.findings
            if finding.hard and finding.message_vi not in self.messages
        )
        return (*self.messages, *messages)


@dataclass(frozen=True, slots=True)
class TypedSheet:
    """The sheet overlaid with what was typed."""

    sheet: ReportSheet
    parts: tuple[tuple[SheetPart, tuple["TypedRow | TypedBox", ...]], ...]
    boxes: tuple[TypedBox, ...]  # of headings and of cells
    refused: int  # cells and boxes that were not stored

    @property
    def headings(self) -> tuple[TypedBox, ...]:
        return tuple(box for box in self.boxes if box.box.cell is None)

    @property
    def rows(self) -> list[TypedRow]:
        return [row for _part, rows in self.parts for row in rows if isinstance(row, TypedRow)]


def parse_cells(post: QueryDict, form: Form) -> dict[str, TypedCell]:
    """The cells whose posted text differs from the number shown. A cell left alone is no change."""
    cells, notation = {}, get_notation(post)
    for cell in form.cells:
        if cell.sum_of or cell.code not in post:
            continue
        text, reason = _get_text(post, cell.code), _get_text(post, cell.code + _REASON)
        if text != _get_text(post, cell.code + _SHOWN_NUMBER) or reason:
            cells[cell.code] = TypedCell(
                read_value(text, notation), _parse_number(_get_text(post, cell.code + _VERSION)), reason
            )
    return cells


def parse_shown_versions(post: QueryDict, form: Form) -> dict[str, int]:
    """The versions of the cells as the page showed them."""
    return {
        cell.code: _parse_number(_get_text(post, cell.code + _VERSION))
        for cell in form.cells
        if cell.code + _VERSION in post
    }


def parse_narratives(post: QueryDict, form: Form) -> dict[str, TypedText]:
    return {
        narrative.code: TypedText(
            _get_text(post, narrative.code), _parse_number(_get_text(post, narrative.code + _VERSION))
        )
        for narrative in form.text_boxes
        if narrative.code in post
    }


def parse_reasons(post: QueryDict, form: Form) -> Reasons:
    """The explanations on the page, by cell and rule."""
    reasons: dict[tuple[str, str], str] = {}
    for check in form.checks:
        for code in check.cells:
            name = waivers.build_field_name(code, check.rule.value)
            if name in post:
                reasons[code, check.rule.value] = _get_text(post, name)
    return reasons


def parse_remarks(post: QueryDict, form: Form) -> dict[str, str]:
    """The reviewer's remarks on cells and boxes, by cell code or heading."""
    places = [cell.code for cell in form.cells] + [box.code for box in form.text_boxes]
    return {place: remark for place in places if (remark := _get_text(post, REMARK + place))}


def parse_shown_version(post: QueryDict, entry: CellLine | NarrativeBox) -> int:
    """The version of a cell when the pasted block was previewed; the current one where the page posted none."""
    name = f"v-{entry.place}"
    return _parse_number(_get_text(post, name)) if name in post else entry.version


def build_row(
    line: CellLine,
    *,
    typed: TypedCell | None = None,
    messages: Sequence[str] = (),
    conflict: CellConflict | None = None,
    needs_reason: bool = False,
) -> TypedRow:
    """Builds the line of a page. Of the cells that a register or shorter periods fill, it asks for a reason where
    `needs_reason`, where the typed number was refused, or where the stored one differs without a reason.
    """
    has_source = line.answer.source_value is not None
    return TypedRow(
        line=line,
        text=line.typed if typed is None else typed.text,
        reason=line.reason if typed is None else typed.reason,
        messages=tuple(messages),
        conflict=conflict,
        needs_reason=has_source and (needs_reason or bool(messages) or line.answer.unexplained),
    )


def build_page(
    sheet: ReportSheet,
    *,
    cells: Mapping[str, TypedCell] | None = None,
    texts: Mapping[str, TypedText] | None = None,
    messages: Mapping[str, Sequence[str]] | None = None,
    conflicts: Mapping[str, object] | None = None,
    explain: str = "",
) -> TypedSheet:
    """Builds the page. `messages` by cell or heading, as in InvalidInput; `conflicts` as in VersionConflictError.

    `explain`: the cell whose reason is to be typed again.
    """
    cells, texts, messages, conflicts = cells or {}, texts or {}, messages or {}, conflicts or {}

    def overlay_row(line: CellLine) -> TypedRow:
        code = line.cell.code
        conflict = conflicts.get(code)
        return build_row(
            line,
            typed=cells.get(code),
            messages=messages.get(code, ()),
            conflict=conflict if isinstance(conflict, CellConflict) else None,
            needs_reason=code == explain,
        )

    def overlay_box(sheet_box: NarrativeBox) -> TypedBox:
        heading = sheet_box.narrative.code
        conflict = conflicts.get(heading)
        return TypedBox(
            box=sheet_box,
            text=texts[heading].text if heading in texts else sheet_box.text,
            messages=tuple(messages.get(heading, ())),
            conflict=sheet_box.text if conflict is not None else "",
        )

    boxes = {sheet_box.place: overlay_box(sheet_box) for sheet_box in sheet.boxes}
    return TypedSheet(
        sheet=sheet,
        parts=tuple(
            (
                part,
                tuple(
                    overlay_row(entry) if isinstance(entry, CellLine) else boxes[entry.place] for entry in part.entries
                ),
            )
            for part in sheet.parts
        ),
        boxes=tuple(boxes.values()),
        refused=len(messages),
    )


def _get_text(post: QueryDict, name: str) -> str:
    return str(post.get(name) or "").strip()


def _parse_number(text: str) -> int:
    """The number; 0, the version of a cell that is not stored, where the page was tampered with."""
    return int(text) if text.isascii() and text.isdigit() and len(text) < 10 else 0
