"""Matches a pasted block to the cells of a sheet."""

from collections.abc import Mapping
from dataclasses import dataclass, replace

from sokehoach.apps.reporting import models
from sokehoach.apps.reporting.models import Submission
from sokehoach.apps.reporting.queries.lines import CellLine, NarrativeBox
from sokehoach.apps.reporting.queries.sheets import ReportSheet, build_sheet
from sokehoach.domain.notation import Notation, read_value
from sokehoach.domain.reporting import paste
from sokehoach.domain.reporting.paste import Block, Layout, MatchedLine
from sokehoach.domain.text import fold_accents


@dataclass(frozen=True, slots=True)
class PastedBlock:
    """`lines`: each row of the block with the cell that it fills, None where it is left out."""

    sheet: ReportSheet
    block: Block
    layout: Layout
    remembered: bool
    lines: tuple[tuple[MatchedLine, CellLine | NarrativeBox | None], ...]

    @property
    def columns(self) -> list[tuple[int, str]]:
        """Each column with its first non-empty text, to choose from."""
        width = len(self.block[0]) if self.block else 0
        return [(index, next((row[index] for row in self.block if row[index]), "")) for index in range(width)]

    @property
    def boxes(self) -> list[CellLine | NarrativeBox]:
        return open_lines(self.sheet)


def load_pasted_block(
    submission: Submission,
    text: str,
    *,
    notation: Notation,
    start: str = "",
    names: int | None = None,
    numbers: int | None = None,
    chosen_cells: Mapping[int, str] | None = None,
) -> PastedBlock:
    """Lays out the block like the unit's last one or, the first time, by guessing. `chosen_cells`: cells that the user
    picked, by row. Raises ValueError for a block that is too large.
    """
    report_sheet = build_sheet(submission)
    block = paste.parse_block(text)
    entries = {entry.place: entry for entry in report_sheet.entries}
    cells = {place: entry.label for place, entry in entries.items()}
    width = len(block[0]) if block else 0
    stored_layout = layout_of(submission)
    remembered = stored_layout is not None and max(stored_layout.names, stored_layout.numbers) < width and width > 1
    layout = (
        Layout(stored_layout.names, stored_layout.numbers, stored_layout.lines)
        if remembered and stored_layout
        else paste.guess_layout(block, cells, notation)
    )
    if names is not None and numbers is not None and max(names, numbers) < width:
        layout = Layout(names, numbers, stored_layout.lines if stored_layout else {})
    printed = {fold_accents(entry.code): place for place, entry in entries.items()}
    layout = replace(layout, lines=printed | dict(layout.lines))
    order = [entry.place for entry in open_lines(report_sheet)]
    matched = paste.match_lines(block, layout, cells, order, start)
    lines = []
    for index, matched_line in enumerate(matched):
        code = (chosen_cells or {}).get(index, matched_line.cell)
        entry = entries[code] if code in order else None
        if isinstance(entry, CellLine):
            matched_line = replace(matched_line, text=read_value(matched_line.text, notation))
        lines.append((matched_line, entry))
    return PastedBlock(report_sheet, block, layout, remembered, tuple(lines))


def layout_of(submission: Submission) -> models.Layout | None:
    return models.Layout.objects.filter(unit=submission.unit_id, form=submission.form_id).first()


def open_lines(sheet: ReportSheet) -> list[CellLine | NarrativeBox]:
    """The cells that can be typed, in the order of the form."""
    return [
        entry for entry in sheet.entries if isinstance(entry, NarrativeBox) or not (entry.computed or entry.elsewhere)
    ]


def own_names(pasted_block: PastedBlock) -> dict[str, str]:
    """The unit's own names of cells that differ from the form's."""
    form_names = {fold_accents(entry.label) for entry in pasted_block.sheet.entries}
    form_names |= {fold_accents(code) for entry in pasted_block.sheet.entries for code in (entry.place, entry.code)}
    return {
        matched_line.key: "" if line is None else line.place
        for matched_line, line in pasted_block.lines
        if matched_line.key and matched_line.key not in form_names
    }
