"""A pasted block beside the sheet that it is to fill."""

from collections.abc import Mapping
from dataclasses import dataclass, replace

from sokehoach.apps.reporting import models
from sokehoach.apps.reporting.models import Submission
from sokehoach.apps.reporting.selectors.lines import Line
from sokehoach.apps.reporting.selectors.sheets import Sheet, sheet
from sokehoach.domain.reporting import paste
from sokehoach.domain.reporting.paste import Block, Layout, Matched
from sokehoach.domain.text.folding import fold


@dataclass(frozen=True, slots=True)
class Pasted:
    """`lines`: each line of the block with the cell that it fills, None where it is left out."""

    sheet: Sheet
    block: Block
    layout: Layout
    remembered: bool
    lines: tuple[tuple[Matched, Line | None], ...]

    @property
    def columns(self) -> list[tuple[int, str]]:
        """Each column with its first words, to choose from."""
        width = len(self.block[0]) if self.block else 0
        return [(at, next((row[at] for row in self.block if row[at]), "")) for at in range(width)]

    @property
    def boxes(self) -> list[Line]:
        return open_lines(self.sheet)


def pasted(
    submission: Submission,
    text: str,
    *,
    start: str = "",
    names: int | None = None,
    numbers: int | None = None,
    chosen: Mapping[int, str] | None = None,
) -> Pasted:
    """The block laid out as its unit's last one was or, the first time, as it looks. `chosen` are cells by line
    that somebody has picked. ValueError for a block that is too large.
    """
    drawn = sheet(submission)
    block = paste.read(text)
    cells = {line.cell.code: line.label for line in drawn.lines}
    width = len(block[0]) if block else 0
    kept = layout_of(submission)
    remembered = kept is not None and max(kept.names, kept.numbers) < width and width > 1
    layout = (
        Layout(kept.names, kept.numbers, kept.lines) if remembered and kept else paste.guess(block, cells)
    )
    if names is not None and numbers is not None and max(names, numbers) < width:
        layout = Layout(names, numbers, kept.lines if kept else {})
    printed = {fold(line.code): line.cell.code for line in drawn.lines}
    layout = replace(layout, lines=printed | dict(layout.lines))
    order = [line.cell.code for line in open_lines(drawn)]
    matched = paste.match(block, layout, cells, order, start)
    lines = []
    for at, one in enumerate(matched):
        code = (chosen or {}).get(at, one.cell)
        known = code in order
        lines.append((one, drawn.line(code) if known else None))
    return Pasted(drawn, block, layout, remembered, tuple(lines))


def layout_of(submission: Submission) -> models.Layout | None:
    return models.Layout.objects.filter(unit=submission.unit_id, form=submission.form_id).first()


def open_lines(drawn: Sheet) -> list[Line]:
    """The cells that are typed, in the order of the form."""
    return [line for line in drawn.lines if not line.computed and not line.elsewhere]


def own_names(found: Pasted) -> dict[str, str]:
    """What the unit calls cells, where the form calls them otherwise."""
    plain = {fold(line.label) for line in found.sheet.lines}
    plain |= {fold(code) for line in found.sheet.lines for code in (line.cell.code, line.code)}
    return {
        one.key: "" if line is None else line.cell.code
        for one, line in found.lines
        if one.key and one.key not in plain
    }
