"""A document of the domain → the data that the page's layout prints."""

from collections.abc import Iterable
from typing import Any

from sokehoach.domain.documents import grid
from sokehoach.domain.documents.content import (
    Banner,
    Block,
    Cell,
    Column,
    Document,
    Heading,
    Missing,
    Paragraph,
    Picture,
    Row,
    Run,
    Table,
    Text,
    opens,
)
from sokehoach.domain.documents.numbering import annex_label
from sokehoach.domain.documents.parts import MOTTO, NATION, SignatureBlock, addressee_lines
from sokehoach.domain.documents.printable import clean

# A row of more letters may run over the end of a page, and so may a list of more recipients.
_LONG_ROW, _LONG_LIST = 900, 40

Told = dict[str, Any]


def told(document: Document) -> Told:
    head = document.letterhead
    recipients = document.recipients.lines(as_above=bool(document.addressees))
    return {
        "name": clean(f"{document.kind} {document.title}".strip()),
        "issuer-name": clean(head.issuer_name),
        "notice": clean(document.notice),
        "head": {
            "superior": _capitals(head.superior),
            "issuer": _capitals(head.issuer),
            "nation": NATION,
            "motto": MOTTO,
            "number": clean(head.number_line),
            "about": "" if document.kind else clean(f"V/v {document.title}"),
            "day": clean(head.day_line),
        },
        "kind": clean(document.kind.upper()),
        "title": clean(document.title),
        "addressees": [clean(line) for line in addressee_lines(document.addressees)],
        "blocks": _blocks((*document.preamble, *document.blocks), tag=0),
        "lead": clean(document.lead),
        "closing": clean(document.last_words),
        "end": {
            "recipients": [clean(line) for line in recipients],
            "signature": _signature(document.signature),
            "beside": None if document.beside is None else _signature(document.beside),
            "long": len(recipients) > _LONG_LIST,
        },
        "annexes": [
            {
                "label": annex_label(position, len(document.annexes)),
                "title": clean(annex.title.upper()),
                "attached": clean(document.attached_to),
                "landscape": annex.landscape,
                "blocks": _blocks(annex.blocks, tag=3),
            }
            for position, annex in enumerate(document.annexes, start=1)
        ],
    }


def _blocks(blocks: Iterable[Block], *, tag: int) -> list[Told]:
    """`tag`: how deep the headings may begin. PDF/UA-1 lets none be deeper than the one before by more than one."""
    made = []
    for block in blocks:
        one = _block(block)
        if isinstance(block, Heading):
            tag = min(block.level, tag + 1)
            one["tag"] = tag
        made.append(one)
    return made


def _block(block: Block) -> Told:
    match block:
        case Heading(level, number, text):
            title = text.upper() if level == 1 else text
            return {"is": "heading", "level": level, "text": clean(f"{number} {title}".strip())}
        case Paragraph(runs):
            return {"is": "paragraph", "runs": _runs(runs)}
        case Banner(text):
            return {"is": "banner", "text": clean(text)}
        case Picture(png, width, alt, caption):
            return {
                "is": "picture",
                "png": list(png),
                "width": width,
                "alt": clean(alt),
                "caption": clean(caption),
            }
        case Table():
            return {
                "is": "table",
                "widths": [column.width for column in block.columns],
                "head": _cells(block.head, block.columns),
                "rows": _cells(block.rows, block.columns),
                "caption": clean(block.caption),
                "notes": [clean(note) for note in block.notes],
            }


def _runs(runs: Iterable[Run]) -> list[Told]:
    """A figure and a gap are words too; where they come from is kept by the document, not by the page."""
    return [
        {
            "text": clean(run.text),
            "bold": isinstance(run, Text) and run.bold,
            "italic": run.italic if isinstance(run, Text) else isinstance(run, Missing),
        }
        for run in runs
    ]


def _cells(rows: tuple[Row, ...], columns: tuple[Column, ...]) -> list[Told]:
    laid = grid.lay([row.cells for row in rows], width=len(columns))
    return [
        _cell(slot.cell, columns[slot.column], bold=row.strong, opening=opens(row, len(columns)))
        for row, slots in zip(rows, laid, strict=True)
        for slot in slots
        if slot.first
    ]


def _cell(cell: Cell, column: Column, *, bold: bool, opening: bool) -> Told:
    return {
        "runs": _runs(cell.runs),
        "columns": cell.columns,
        "rows": cell.rows,
        "align": column.align.value,
        "bold": bold,
        "opens": opening,
        "long": sum(len(run.text) for run in cell.runs) > _LONG_ROW,
    }


def _signature(block: SignatureBlock) -> Told:
    return {"authority": _capitals(block.authority), "name": clean(block.name or "")}


def _capitals(lines: Iterable[str]) -> list[str]:
    return [clean(line.upper()) for line in lines]
