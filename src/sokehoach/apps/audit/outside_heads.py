"""Parses heads of the trail that are kept outside the database, in files and journal lines."""

import json
import re
from collections.abc import Iterable, Iterator
from dataclasses import dataclass

from sokehoach.domain.ledger.checkpoint import CheckpointFormatError, parse_note
from sokehoach.domain.messages import say

SEALED = "sealed"  # the event that a journal line names


@dataclass(frozen=True, slots=True)
class OutsideHead:
    """A head of `size` rows with `root` (hex). `note` is the signed checkpoint, «» for an unsigned head."""

    size: int
    root: str
    note: str = ""


def parse_checkpoint(text: str) -> OutsideHead:
    """Parses a checkpoint with its countersignatures. Raises CheckpointFormatError."""
    checkpoint = parse_note(text)
    return OutsideHead(checkpoint.head.size, checkpoint.head.root, checkpoint.text())


def parse_printed_head(text: str) -> OutsideHead:
    """Parses «SIZE:ROOT», as `backup` prints it. Raises CheckpointFormatError."""
    match = re.fullmatch(r"([1-9][0-9]{0,17}):([0-9a-f]{64})", text.strip().lower())
    if match is None:
        raise CheckpointFormatError(say("phải viết «số dòng:64 chữ số của mã băm»"))
    return OutsideHead(int(match[1]), match[2])


def list_manifest_heads(*, rows: int | None, root: str | None, checkpoint: str) -> list[OutsideHead]:
    """Returns the head of a backup's trail and, where the backup has one, its checkpoint; none for an empty trail."""
    if not rows or not root:
        return []
    return [OutsideHead(rows, root), *([parse_checkpoint(checkpoint)] if checkpoint else [])]


def parse_journal(lines: Iterable[str]) -> Iterator[OutsideHead]:
    """Yields each seal in the server's journal: raw lines, with journalctl's columns, or `-o json`.

    Other lines are skipped. Raises CheckpointFormatError where a line names a seal and cannot be parsed.
    """
    pattern = re.compile(rf'\\?"event\\?": ?\\?"{SEALED}\\?"')
    for number, line in enumerate(lines, start=1):
        if pattern.search(line) is None:
            continue
        try:
            record = json.loads(line[line.index("{") :])
            if "MESSAGE" in record:
                record = json.loads(record["MESSAGE"])
            head = parse_checkpoint(record["checkpoint"])
        except (ValueError, TypeError, KeyError):
            raise CheckpointFormatError(
                say("dòng %(number)s của nhật ký máy chủ không đọc được", number=number)
            ) from None
        yield head
