"""Render a document as plain text, one paragraph per line."""

from collections.abc import Iterator

from sokehoach.domain.documents.content import Banner, Block, Document, Heading, Paragraph, Picture, Row, Run, Table
from sokehoach.domain.documents.parts import MOTTO, NATION, SignatureBlock, format_addressee_lines


def render_plain_text(document: Document) -> str:
    """Lines end with «\\n»; annexes follow with their titles, table cells are separated by « | »."""
    return "\n".join(_render_lines(document)) + "\n"


def _render_lines(document: Document) -> Iterator[str]:
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
    for line in format_addressee_lines(document.addressees):
        yield f"Kính gửi: {line}"
    for block in (*document.preamble, *document.blocks):
        yield from _render_block(block)
    yield document.lead + document.last_words
    yield ""
    if document.beside is not None:
        yield from _render_signature(document.beside)
    yield "Nơi nhận:"
    yield from document.recipients.lines(as_above=bool(document.addressees))
    yield from _render_signature(document.signature)
    for annex in document.annexes:
        yield ""
        yield annex.title
        for block in annex.blocks:
            yield from _render_block(block)


def _render_signature(block: SignatureBlock) -> Iterator[str]:
    yield from (line.upper() for line in block.authority)
    if block.name:
        yield block.name


def _render_block(block: Block) -> Iterator[str]:
    match block:
        case Heading():
            yield f"{block.number} {block.text.upper() if block.level == 1 else block.text}"
        case Paragraph(runs):
            yield _join_text(runs)
        case Banner(text):
            yield text
        case Picture():
            if block.caption:
                yield block.caption
        case Table():
            if block.caption:
                yield block.caption
            yield from (_render_row(row) for row in (*block.head, *block.rows))
            yield from block.notes


def _render_row(row: Row) -> str:
    return " | ".join(_join_text(cell.runs) for cell in row.cells)


def _join_text(runs: tuple[Run, ...]) -> str:
    return "".join(run.text for run in runs)
