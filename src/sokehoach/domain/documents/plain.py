"""A document as plain text: what a reader would copy out of it, a paragraph a line."""

from collections.abc import Iterator

from sokehoach.domain.documents.content import (
    Banner,
    Block,
    Document,
    Heading,
    Paragraph,
    Picture,
    Row,
    Run,
    Table,
)
from sokehoach.domain.documents.parts import MOTTO, NATION, SignatureBlock, addressee_lines


def plain_text(document: Document) -> str:
    """Lines ended by «\\n»; annexes follow under their titles, table rows with « | » between the cells."""
    return "\n".join(_lines(document)) + "\n"


def _lines(document: Document) -> Iterator[str]:
    head = document.letterhead
    yield from (line.upper() for line in (*head.superior, *head.issuer))
    yield from (NATION, MOTTO)
    yield ""
    yield head.number_line
    if head.dated:
        yield head.day_line
    yield ""
    if document.kind:
        yield document.kind.upper()
    yield document.title if document.kind else f"V/v {document.title}"
    yield ""
    for line in addressee_lines(document.addressees):
        yield f"Kính gửi: {line}"
    for block in (*document.preamble, *document.blocks):
        yield from _block(block)
    yield document.lead + document.last_words
    yield ""
    if document.beside is not None:
        yield from _signature(document.beside)
    yield "Nơi nhận:"
    yield from document.recipients.lines(as_above=bool(document.addressees))
    yield from _signature(document.signature)
    for annex in document.annexes:
        yield ""
        yield annex.title
        for block in annex.blocks:
            yield from _block(block)


def _signature(block: SignatureBlock) -> Iterator[str]:
    yield from (line.upper() for line in block.authority)
    if block.name:
        yield block.name


def _block(block: Block) -> Iterator[str]:
    match block:
        case Heading():
            yield f"{block.number} {block.text.upper() if block.level == 1 else block.text}"
        case Paragraph(runs):
            yield _said(runs)
        case Banner(text):
            yield text
        case Picture():
            if block.caption:
                yield block.caption
        case Table():
            if block.caption:
                yield block.caption
            yield from (_row(row) for row in (*block.head, *block.rows))
            yield from block.notes


def _row(row: Row) -> str:
    return " | ".join(_said(cell.runs) for cell in row.cells)


def _said(runs: tuple[Run, ...]) -> str:
    return "".join(run.text for run in runs)
