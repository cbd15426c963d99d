"""Heads of the trail that are kept outside the database: what a file or a line says of one, read."""

import json
import re
from collections.abc import Iterable, Iterator
from dataclasses import dataclass

from sokehoach.domain.ledger.checkpoint import NotACheckpoint, read

SEALED = "sealed"  # the word by which a line of the journal is found again


@dataclass(frozen=True, slots=True)
class Held:
    """`note` is the text of a checkpoint. Where it is «», the head is not signed: `size` rows over `root` (hex)."""

    size: int
    root: str
    note: str = ""


def from_note(text: str) -> Held:
    """A checkpoint, with whatever countersignatures it bears. NotACheckpoint for anything else."""
    told = read(text)
    return Held(told.head.size, told.head.root, told.text())


def from_words(text: str) -> Held:
    """«SIZE:ROOT», as `backup` prints the two. NotACheckpoint for anything else."""
    found = re.fullmatch(r"([1-9][0-9]{0,17}):([0-9a-f]{64})", text.strip().lower())
    if found is None:
        raise NotACheckpoint("phải viết «số dòng:64 chữ số của mã băm»")
    return Held(int(found[1]), found[2])


def from_manifest(*, rows: int | None, root: str | None, checkpoint: str) -> list[Held]:
    """What a backup says of its trail: the head and, since they are made, the same signed. An empty trail has none."""
    if not rows or not root:
        return []
    return [Held(rows, root), *([from_note(checkpoint)] if checkpoint else [])]


def from_journal(lines: Iterable[str]) -> Iterator[Held]:
    """Each seal that the journal tells of: the server's lines as they are, behind journalctl's own columns, or within
    its `-o json`.

    Lines of anything else are passed over. NotACheckpoint where a line says it is a seal and cannot be read.
    """
    mark = re.compile(rf'\\?"event\\?": ?\\?"{SEALED}\\?"')
    for number, line in enumerate(lines, start=1):
        if mark.search(line) is None:
            continue
        try:
            told = json.loads(line[line.index("{") :])
            if "MESSAGE" in told:
                told = json.loads(told["MESSAGE"])
            held = from_note(told["checkpoint"])
        except (ValueError, TypeError, KeyError):
            raise NotACheckpoint(f"dòng {number} của nhật ký máy chủ không đọc được") from None
        yield held
