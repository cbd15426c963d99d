"""Convert a domain document to the data that the Typst template prints."""

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
    is_title_row,
    remove_unprintable,
)
from sokehoach.domain.documents.numbering import format_annex_label
from sokehoach.domain.documents.parts import MOTTO, NATION, SignatureBlock, format_addressee_lines

# A row with more letters, or a list with more recipients, may continue on the next page.
_LONG_ROW, _LONG_LIST = 900, 40

TypstData = dict[str, Any]


def build_typst_data(document: Document) -> TypstData:
    head = document.letterhead
    recipients = document.recipients.lines(as_above=bool(document.addressees))
    return {
        "name": remove_unprintable(f"{document.kind} {document.title}".strip()),
        "issuer-name": remove_unprintable(head.issuer_name),
        "notice": remove_unprintable(document.notice),
        "head": {
            "superior": _uppercase_lines(head.superior),
            "issuer": _uppercase_lines(head.issuer),
            "nation": NATION,
            "motto": MOTTO,
            "number": remove_unprintable(head.number_line),
            "about": "" if document.kind else remove_unprintable(f"V/v {document.title}"),
            "day": remove_unprintable(head.day_line),
        },
        "kind": remove_unprintable(document.kind.upper()),
        "title": remove_unprintable(document.title),
        "addressees": [remove_unprintable(line) for line in format_addressee_lines(document.addressees)],
        "blocks": _build_blocks((*document.preamble, *document.blocks), tag=0),
        "lead": remove_unprintable(document.lead),
        "closing": remove_unprintable(document.last_words),
        "end": {
            "recipients": [remove_unprintable(line) for line in recipients],
            "signature": _build_signature(document.signature),
            "beside": None if document.beside is None else _build_signature(document.beside),
            "long": len(recipients) > _LONG_LIST,
        },
        "annexes": [
            {
                "label": format_annex_label(position, len(document.annexes)),
                "title": remove_unprintable(annex.title.upper()),
                "attached": remove_unprintable(document.attached_to),
                "landscape": annex.landscape,
                "blocks": _build_blocks(annex.blocks, tag=3),
            }
            for position, annex in enumerate(document.annexes, start=1)
        ],
    }


def _build_blocks(blocks: Iterable[Block], *, tag: int) -> list[TypstData]:
    """Build blocks; `tag` is the heading level before them. PDF/UA-1 forbids skipping a level, so deeper ones are
    raised.
    """
    built = []
    for block in blocks:
        built_block = _build_block(block)
        if isinstance(block, Heading):
            tag = min(block.level, tag + 1)
            built_block["tag"] = tag
        built.append(built_block)
    return built


def _build_block(block: Block) -> TypstData:
    match block:
        case Heading(level, number, text):
            title = text.upper() if level == 1 else text
            return {"is": "heading", "level": level, "text": remove_unprintable(f"{number} {title}".strip())}
        case Paragraph(runs):
            return {"is": "paragraph", "runs": _build_runs(runs)}
        case Banner(text):
            return {"is": "banner", "text": remove_unprintable(text)}
        case Picture(png, width, alt, caption):
            return {
                "is": "picture",
                "png": list(png),
                "width": width,
                "alt": remove_unprintable(alt),
                "caption": remove_unprintable(caption),
            }
        case Table():
            return {
                "is": "table",
                "widths": [column.width for column in block.columns],
                "head": _build_cells(block.head, block.columns),
                "rows": _build_cells(block.rows, block.columns),
                "caption": remove_unprintable(block.caption),
                "notes": [remove_unprintable(note) for note in block.notes],
            }


def _build_runs(runs: Iterable[Run]) -> list[TypstData]:
    """Build runs; figures and gaps become text. Their references stay in the document."""
    return [
        {
            "text": remove_unprintable(run.text).replace(" %", "\N{NO-BREAK SPACE}%"),
            "bold": isinstance(run, Text) and run.bold,
            "italic": run.italic if isinstance(run, Text) else isinstance(run, Missing),
        }
        for run in runs
    ]


def _build_cells(rows: tuple[Row, ...], columns: tuple[Column, ...]) -> list[TypstData]:
    grid_rows = grid.lay_out_rows([row.cells for row in rows], width=len(columns))
    return [
        _build_cell(slot.cell, columns[slot.column], bold=row.strong, opening=is_title_row(row, len(columns)))
        for row, slots in zip(rows, grid_rows, strict=True)
        for slot in slots
        if slot.first
    ]


def _build_cell(cell: Cell, column: Column, *, bold: bool, opening: bool) -> TypstData:
    return {
        "runs": _build_runs(cell.runs),
        "columns": cell.columns,
        "rows": cell.rows,
        "align": column.align.value,
        "bold": bold,
        "opens": opening,
        "long": sum(len(run.text) for run in cell.runs) > _LONG_ROW,
    }


def _build_signature(block: SignatureBlock) -> TypstData:
    return {"authority": _uppercase_lines(block.authority), "name": remove_unprintable(block.name or "")}


def _uppercase_lines(lines: Iterable[str]) -> list[str]:
    return [remove_unprintable(line.upper()) for line in lines]
