"""Compiles the message catalogues where they are older than their source, without gettext's programs.

usage: tools/messages.py     Reads src/sokehoach/locale/*/LC_MESSAGES/*.po.
Writes the .mo beside each (not committed).
"""

import ast
import re
import struct
import sys
from functools import cache
from pathlib import Path

LOCALE = Path(__file__).resolve().parents[1] / "src/sokehoach/locale"
_LINE = re.compile(r'(msgctxt|msgid_plural|msgid|msgstr(?:\[\d+\])?)?\s*(".*")')


@cache
def read_po(text: str) -> dict[str, str]:
    """Messages by key, as a .mo keys them: context, EOT, msgid, NUL, plural. Without the untranslated."""
    messages = {}
    for block in re.split(r"\n\s*\n", text):
        entry: dict[str, str] = {}
        field = ""
        for line in block.splitlines():
            if line.startswith("#") or not line.strip():
                continue
            found = _LINE.fullmatch(line.strip())
            if not found:
                raise ValueError(f"not a line of a catalogue: {line!r}")
            field = found[1] or field
            entry[field] = entry.get(field, "") + ast.literal_eval(found[2])
        if "msgid" not in entry:
            continue
        key = entry["msgid"]
        if "msgid_plural" in entry:
            key += "\0" + entry["msgid_plural"]
        if "msgctxt" in entry:
            key = entry["msgctxt"] + "\4" + key
        told = "\0".join(text for name, text in sorted(entry.items()) if name.startswith("msgstr"))
        if key in messages:
            raise ValueError(f"told twice: {key!r}")
        if told:
            messages[key] = told
    return messages


def write_mo(messages: dict[str, str]) -> bytes:
    """The binary catalogue (GNU gettext manual, «The Format of GNU MO Files»), sorted, no hash table."""
    pairs = sorted((key.encode(), told.encode()) for key, told in messages.items())
    count, head = len(pairs), 28
    start = head + 16 * count
    tables = [b"", b""]
    strings = b""
    for column in (0, 1):
        for pair in pairs:
            text = pair[column]
            tables[column] += struct.pack("<II", len(text), start + len(strings))
            strings += text + b"\0"
    header = struct.pack("<7I", 0x950412DE, 0, count, head, head + 8 * count, 0, start)
    return header + b"".join(tables) + strings


def main() -> int:
    for source in sorted(LOCALE.glob("*/LC_MESSAGES/*.po")):
        target = source.with_suffix(".mo")
        if not target.exists() or target.stat().st_mtime < source.stat().st_mtime:
            target.write_bytes(write_mo(read_po(source.read_text("utf-8"))))
    return 0


if __name__ == "__main__":
    sys.exit(main())
