"""Heads of the trail that are kept outside the database, as files and lines of a journal state them."""

import json
import re
from collections.abc import Iterable, Iterator
from dataclasses import dataclass

from sokehoach.domain.ledger.checkpoint import NotACheckpoint, read

SEALED = "sealed"  # the event that a line of the journal names


@dataclass(frozen=True, slots=True)
class KeptHead:
    """`size` rows with `root` (hex). `note`: the text of the checkpoint that signs it, «» where nothing does."""

    size: int
    root: str
    note: str = ""


def parse_checkpoint(text: str) -> KeptHead:
    """A checkpoint with its countersignatures. NotACheckpoint for anything else."""
    checkpoint = read(text)
    return KeptHead(checkpoint.head.size, checkpoint.head.root, checkpoint.text())


def parse_printed_head(text: str) -> KeptHead:
    """«SIZE:ROOT», as `backup` prints the two. NotACheckpoint for anything else."""
    found = re.fullmatch(r"([1-9][0-9]{0,17}):([0-9a-f]{64})", text.strip().lower())
    if found is None:
        raise NotACheckpoint("phải viết «số dòng:64 chữ số của mã băm»")
    return KeptHead(int(found[1]), found[2])


def list_manifest_heads(*, rows: int | None, root: str | None, checkpoint: str) -> list[KeptHead]:
    """The head of a backup's trail and, where the backup has it, the same signed. None of an empty trail."""
    if not rows or not root:
        return []
    return [KeptHead(rows, root), *([parse_checkpoint(checkpoint)] if checkpoint else [])]


def parse_journal(lines: Iterable[str]) -> Iterator[KeptHead]:
    """Each seal in the server's journal: lines as the server wrote them, with journalctl's columns before, or in its
    `-o json`.

    Other lines are skipped. NotACheckpoint where a line names a seal and cannot be read.
    """
    mark = re.compile(rf'\\?"event\\?": ?\\?"{SEALED}\\?"')
    for number, line in enumerate(lines, start=1):
        if mark.search(line) is None:
            continue
        try:
            record = json.loads(line[line.index("{") :])
            if "MESSAGE" in record:
                record = json.loads(record["MESSAGE"])
            head = parse_checkpoint(record["checkpoint"])
        except (ValueError, TypeError, KeyError):
            raise NotACheckpoint(f"dòng {number} của nhật ký máy chủ không đọc được") from None
        yield head
