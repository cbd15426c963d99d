"""Find figures of a draft whose sources have changed, and update the draft.

A figure is identified by its references. A sentence whose figures stand in other runs (it became fixed words such as
«Trong kỳ không phát sinh vụ việc», or a part is no 0 any more), or that became or was one run, is replaced as a whole;
elsewhere the editor's words are kept.
"""

from collections import Counter
from collections.abc import Collection, Iterable, Iterator
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
    list_references,
)
from sokehoach.domain.values.day import match_day_form

Key = tuple[Reference, ...]


@dataclass(frozen=True, slots=True)
class FigureChange:
    """A changed figure. `key` identifies it in an HTML form; `old` and `new` are the printed words."""

    key: str
    old: str
    new: str
    is_sentence: bool = False  # the whole sentence changes, not only the figure


@dataclass(frozen=True, slots=True)
class _Source:
    runs: dict[Key, Run]
    sentences: dict[Key, tuple[Run, ...]]


def find_changed_figures(draft: Document, fresh: Document) -> tuple[FigureChange, ...]:
    """Figures whose printed words differ, in reading order, without duplicates. `fresh`: the document rewritten now."""
    changes: dict[str, FigureChange] = {}
    _refresh_document(draft, fresh, None, changes)
    return tuple(changes.values())


def refresh_figures(draft: Document, fresh: Document, keys: Collection[str]) -> Document:
    """The draft with the figures of these keys updated; the rest is unchanged."""
    return _refresh_document(draft, fresh, keys, {})


def refresh_pictures(draft: Document, fresh: Document) -> Document:
    """The draft with its charts and maps updated, matched by caption."""
    pictures = {block.caption: block for annex in fresh.annexes for block in annex.blocks if isinstance(block, Picture)}
    annexes = tuple(
        replace(
            annex,
            blocks=tuple(
                pictures.get(block.caption, block) if isinstance(block, Picture) else block for block in annex.blocks
            ),
        )
        for annex in draft.annexes
    )
    return replace(draft, annexes=annexes)


def format_key(key: Key) -> str:
    return " ".join(f"{reference.operand}@{reference.period}/{reference.unit}" for reference in key)


def _refresh_document(
    draft: Document, fresh: Document, keys: Collection[str] | None, changes: dict[str, FigureChange]
) -> Document:
    annex_blocks = tuple(block for annex in fresh.annexes for block in annex.blocks)
    body_source = _collect_source((*fresh.blocks, *annex_blocks))
    annex_source = _collect_source((*annex_blocks, *fresh.blocks))  # a missing figure has other words in a table

    def refresh_blocks(old_blocks: tuple[Block, ...], source: _Source) -> tuple[Block, ...]:
        return tuple(_refresh_block(block, source, keys, changes) for block in old_blocks)

    return replace(
        draft,
        blocks=refresh_blocks(draft.blocks, body_source),
        annexes=tuple(replace(annex, blocks=refresh_blocks(annex.blocks, annex_source)) for annex in draft.annexes),
    )


def _collect_source(blocks: Iterable[Block]) -> _Source:
    """What stands in the blocks, the first of each key."""
    runs: dict[Key, Run] = {}
    sentences: dict[Key, tuple[Run, ...]] = {}
    for block in blocks:
        for sentence in _list_sentences(block):
            if key := tuple(list_references(sentence)):
                sentences.setdefault(_normalize_key(key), sentence)
            for run in sentence:
                if not isinstance(run, Text) and run.references:
                    runs.setdefault(run.references, run)
    return _Source(runs, sentences)


def _list_sentences(block: Block) -> Iterator[tuple[Run, ...]]:
    match block:
        case Paragraph(runs):
            yield runs
        case Table():
            for row in block.rows:
                for cell in row.cells:
                    yield cell.runs


def _refresh_block(
    block: Block, source: _Source, keys: Collection[str] | None, changes: dict[str, FigureChange]
) -> Block:
    match block:
        case Paragraph(runs):
            return Paragraph(_refresh_sentence(runs, source, keys, changes))
        case Table():
            return replace(block, rows=tuple(_refresh_row(row, source, keys, changes) for row in block.rows))
    return block


def _refresh_row(row: Row, source: _Source, keys: Collection[str] | None, changes: dict[str, FigureChange]) -> Row:
    cells = tuple(replace(cell, runs=_refresh_runs(cell.runs, source, keys, changes)) for cell in row.cells)
    return replace(row, cells=cells)


def _refresh_sentence(
    runs: tuple[Run, ...], source: _Source, keys: Collection[str] | None, changes: dict[str, FigureChange]
) -> tuple[Run, ...]:
    key = _normalize_key(tuple(list_references(runs)))
    fresh_runs = source.sentences.get(key) if key else None
    if fresh_runs is None:
        return _refresh_runs(runs, source, keys, changes)
    if _count_figures(fresh_runs) == _count_figures(runs) and (len(fresh_runs) == 1) == (len(runs) == 1):
        # another sentence may print the same figure in other words
        own_runs: dict[Key, Run] = {run.references: run for run in fresh_runs if not isinstance(run, Text)}
        return _refresh_runs(runs, replace(source, runs=source.runs | own_runs), keys, changes)
    name = format_key(key)
    changes.setdefault(name, FigureChange(name, _join_text(runs), _join_text(fresh_runs), is_sentence=True))
    return fresh_runs if keys is not None and name in keys else runs


def _refresh_runs(
    runs: tuple[Run, ...], source: _Source, keys: Collection[str] | None, changes: dict[str, FigureChange]
) -> tuple[Run, ...]:
    return tuple(_refresh_run(run, source, keys, changes) for run in runs)


def _refresh_run(run: Run, source: _Source, keys: Collection[str] | None, changes: dict[str, FigureChange]) -> Run:
    if not isinstance(run, FigureRun | Missing) or not run.references:
        return run
    fresh_run = source.runs.get(run.references)
    if isinstance(fresh_run, FigureRun):  # a day stands in words in a sentence, in digits in a table
        fresh_run = replace(fresh_run, text=match_day_form(fresh_run.text, run.text))
    if fresh_run is None or (fresh_run.text == run.text and type(fresh_run) is type(run)):
        return run
    name = format_key(run.references)
    changes.setdefault(name, FigureChange(name, run.text, fresh_run.text))
    return fresh_run if keys is not None and name in keys else run


def _count_figures(runs: tuple[Run, ...]) -> Counter[Key]:
    """The figures and gaps by their references, with those of the zeros that they leave out."""
    return Counter(tuple(list_references([run])) for run in runs if not isinstance(run, Text))


def _normalize_key(key: Key) -> Key:
    return tuple(sorted(set(key)))


def _join_text(runs: tuple[Run, ...]) -> str:
    return "".join(run.text for run in runs)
