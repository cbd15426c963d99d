"""Figures of a draft that have changed where they come from, and the draft with the new ones.

A figure is known by what it rests on. A sentence that was told as a whole («Trong kỳ không phát sinh vụ việc») and is
now told with figures, or the other way, is changed as a whole; everywhere else the editor's words stay.
"""

from collections.abc import Collection, Iterator
from dataclasses import dataclass, replace

from sokehoach.domain.documents.content import (
    Block,
    Document,
    FigureRun,
    Missing,
    Paragraph,
    Picture,
    Reference,
    Row,
    Run,
    Table,
    Text,
    references,
)

Key = tuple[Reference, ...]


@dataclass(frozen=True, slots=True)
class Changed:
    """`key` names the figure in a form; `old` and `new` are the printed words."""

    key: str
    old: str
    new: str
    whole: bool = False  # the sentence, not the figure alone


@dataclass(frozen=True, slots=True)
class _Source:
    runs: dict[Key, Run]
    sentences: dict[Key, tuple[Run, ...]]


def changed(draft: Document, fresh: Document) -> tuple[Changed, ...]:
    """Each figure whose printed words differ, in reading order, once. `fresh`: the same written now."""
    found: dict[str, Changed] = {}
    _renewed(draft, fresh, None, found)
    return tuple(found.values())


def renewed(draft: Document, fresh: Document, keys: Collection[str]) -> Document:
    """The draft with the figures of these keys as they are now; nothing else is touched."""
    return _renewed(draft, fresh, keys, {})


def redrawn(draft: Document, fresh: Document) -> Document:
    """The draft with its charts and maps as they would be drawn now, each known by its caption."""
    drawn = {one.caption: one for annex in fresh.annexes for one in annex.blocks if isinstance(one, Picture)}
    annexes = tuple(
        replace(
            annex,
            blocks=tuple(
                drawn.get(one.caption, one) if isinstance(one, Picture) else one for one in annex.blocks
            ),
        )
        for annex in draft.annexes
    )
    return replace(draft, annexes=annexes)


def key_of(key: Key) -> str:
    return " ".join(f"{one.operand}@{one.period}/{one.unit}" for one in key)


def _renewed(
    draft: Document, fresh: Document, keys: Collection[str] | None, found: dict[str, Changed]
) -> Document:
    source = _source(fresh)

    def blocks(given: tuple[Block, ...]) -> tuple[Block, ...]:
        return tuple(_block(one, source, keys, found) for one in given)

    return replace(
        draft,
        blocks=blocks(draft.blocks),
        annexes=tuple(replace(annex, blocks=blocks(annex.blocks)) for annex in draft.annexes),
    )


def _source(fresh: Document) -> _Source:
    runs: dict[Key, Run] = {}
    sentences: dict[Key, tuple[Run, ...]] = {}
    for block in (*fresh.blocks, *(block for annex in fresh.annexes for block in annex.blocks)):
        for told in _sayings(block):
            if key := tuple(references(told)):
                sentences.setdefault(_set(key), told)
            for run in told:
                if not isinstance(run, Text) and run.references:
                    runs.setdefault(run.references, run)
    return _Source(runs, sentences)


def _sayings(block: Block) -> Iterator[tuple[Run, ...]]:
    match block:
        case Paragraph(runs):
            yield runs
        case Table():
            for row in block.rows:
                for cell in row.cells:
                    yield cell.runs


def _block(block: Block, source: _Source, keys: Collection[str] | None, found: dict[str, Changed]) -> Block:
    match block:
        case Paragraph(runs):
            return Paragraph(_sentence(runs, source, keys, found))
        case Table():
            return replace(block, rows=tuple(_row(row, source, keys, found) for row in block.rows))
    return block


def _row(row: Row, source: _Source, keys: Collection[str] | None, found: dict[str, Changed]) -> Row:
    cells = tuple(replace(cell, runs=_each(cell.runs, source, keys, found)) for cell in row.cells)
    return replace(row, cells=cells)


def _sentence(
    runs: tuple[Run, ...], source: _Source, keys: Collection[str] | None, found: dict[str, Changed]
) -> tuple[Run, ...]:
    key = _set(tuple(references(runs)))
    now = source.sentences.get(key) if key else None
    if now is None or (len(now) == 1) == (len(runs) == 1):
        return _each(runs, source, keys, found)
    name = key_of(key)
    found.setdefault(name, Changed(name, _said(runs), _said(now), whole=True))
    return now if keys is not None and name in keys else runs


def _each(
    runs: tuple[Run, ...], source: _Source, keys: Collection[str] | None, found: dict[str, Changed]
) -> tuple[Run, ...]:
    return tuple(_run(run, source, keys, found) for run in runs)


def _run(run: Run, source: _Source, keys: Collection[str] | None, found: dict[str, Changed]) -> Run:
    if not isinstance(run, FigureRun | Missing) or not run.references:
        return run
    now = source.runs.get(run.references)
    if now is None or (now.text == run.text and type(now) is type(run)):
        return run
    name = key_of(run.references)
    found.setdefault(name, Changed(name, run.text, now.text))
    return now if keys is not None and name in keys else run


def _set(key: Key) -> Key:
    return tuple(sorted(set(key)))


def _said(runs: tuple[Run, ...]) -> str:
    return "".join(run.text for run in runs)
