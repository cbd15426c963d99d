"""A Word 97-2003 document made byte by byte ([MS-DOC], [MS-CFB]), as small as a test needs it."""

import struct
from collections.abc import Sequence

SECTOR, END, FREE, FAT = 512, 0xFFFFFFFE, 0xFFFFFFFF, 0xFFFFFFFD
TEXT_AT = 0x800
IN_TABLE, ROW_END, LISTED = b"\x16\x24\x01", b"\x17\x24\x01", b"\x0b\x46\x01\x00"

type Part = str | Sequence[Sequence[str]]  # a paragraph, or the rows of a table


def made(
    *parts: Part, flags: int = 0x0200, version: int = 0x00C1, listed: Sequence[str] = (), packed: bool = False
) -> bytes:
    """The document of paragraphs and tables; `listed` paragraphs are numbered by Word, `packed`: one byte a letter."""
    runs: list[tuple[str, bytes]] = []
    for part in parts:
        if isinstance(part, str):
            runs.append((part + "\r", LISTED if part in listed else b""))
            continue
        for row in part:
            for cell in row:
                *lines, last = cell.split("\n")
                runs += [(line + "\r", IN_TABLE) for line in lines]
                runs.append((last + "\x07", IN_TABLE))
            runs.append(("\x07", IN_TABLE + ROW_END))
    text = "".join(letters for letters, _ in runs)
    width = 1 if packed else 2
    body = text.encode("cp1252" if packed else "utf-16-le")
    pages_at = (TEXT_AT + len(body) + SECTOR - 1) // SECTOR
    pages, firsts = [], []
    offset = TEXT_AT
    for start in range(0, len(runs), 15):
        group = runs[start : start + 15]
        offsets = [offset]
        for letters, _ in group:
            offsets.append(offsets[-1] + len(letters) * width)
        firsts.append(offset)
        offset = offsets[-1]
        pages.append(_page(offsets, [properties for _, properties in group]))
    main = bytearray(TEXT_AT)
    struct.pack_into("<HH", main, 0, 0xA5EC, version)
    struct.pack_into("<H", main, 10, flags)
    struct.pack_into("<I", main, 76, len(text))
    bin_table = struct.pack(f"<{len(firsts) + 1}I", *firsts, offset) + struct.pack(
        f"<{len(pages)}I", *range(pages_at, pages_at + len(pages))
    )
    position = (TEXT_AT * 2) | 0x40000000 if packed else TEXT_AT
    pieces = struct.pack("<II", 0, len(text)) + struct.pack("<HIH", 0, position, 0)
    clx = b"\x02" + struct.pack("<I", len(pieces)) + pieces
    table = bin_table + clx
    struct.pack_into("<II", main, 0x102, 0, len(bin_table))
    struct.pack_into("<II", main, 0x1A2, len(bin_table), len(clx))
    main += body
    main += bytes(pages_at * SECTOR - len(main)) + b"".join(pages)
    return compound({"WordDocument": bytes(main), "1Table": table})


def _page(offsets: list[int], properties: list[bytes]) -> bytes:
    page = bytearray(SECTOR)
    count = len(properties)
    struct.pack_into(f"<{count + 1}I", page, 0, *offsets)
    page[-1] = count
    at = SECTOR - 2
    for number, block in enumerate(properties):
        content = b"\0\0" + block  # the style, then the properties
        content += b"\0" * (len(content) % 2)
        at -= len(content) + 2
        at -= at % 2
        page[at] = 0
        page[at + 1] = len(content) // 2
        page[at + 2 : at + 2 + len(content)] = content
        page[4 * (count + 1) + 13 * number] = at // 2
    return bytes(page)


def compound(streams: dict[str, bytes]) -> bytes:
    """A compound file with these streams at its top; each is padded so that none is a small one."""
    padded = {
        name: content.ljust(max(4096, -(-len(content) // SECTOR) * SECTOR), b"\0") for name, content in streams.items()
    }
    sectors: list[bytes] = []
    chains: list[int] = []
    starts = {}
    for name, content in padded.items():
        starts[name] = len(sectors)
        pieces = [content[at : at + SECTOR] for at in range(0, len(content), SECTOR)]
        chains += [*range(len(sectors) + 1, len(sectors) + len(pieces)), END]
        sectors += pieces
    directory = _entry("Root Entry", 5, END, 0, child=1)
    names = list(padded)
    for number, name in enumerate(names, 1):
        right = number + 1 if number < len(names) else FREE
        directory += _entry(name, 2, starts[name], len(padded[name]), right=right)
    directory += bytes(-len(directory) % SECTOR)
    directory_at = len(sectors)
    pieces = [directory[at : at + SECTOR] for at in range(0, len(directory), SECTOR)]
    chains += [*range(directory_at + 1, directory_at + len(pieces)), END]
    sectors += pieces
    fat_at = len(sectors)
    fat_count = -(-(len(chains) + 1) // 128)
    while -(-(len(chains) + fat_count) // 128) > fat_count:
        fat_count += 1
    table = [*chains, *[FAT] * fat_count]
    table += [FREE] * (fat_count * 128 - len(table))
    header = bytearray(SECTOR)
    header[:8] = b"\xd0\xcf\x11\xe0\xa1\xb1\x1a\xe1"
    struct.pack_into("<HHHHH", header, 24, 0x3E, 3, 0xFFFE, 9, 6)
    struct.pack_into("<IIIIIIIII", header, 44, fat_count, directory_at, 0, 4096, END, 0, END, 0, fat_at)
    for number in range(1, 109):
        struct.pack_into("<I", header, 76 + 4 * number, fat_at + number if number < fat_count else FREE)
    return bytes(header) + b"".join(sectors) + struct.pack(f"<{len(table)}I", *table)


def _entry(name: str, kind: int, start: int, size: int, *, child: int = FREE, right: int = FREE) -> bytes:
    entry = bytearray(128)
    encoded = name.encode("utf-16-le") + b"\0\0"
    entry[: len(encoded)] = encoded
    struct.pack_into("<HBB", entry, 64, len(encoded), kind, 1)
    struct.pack_into("<III", entry, 68, FREE, right, child)
    struct.pack_into("<II", entry, 116, start, size)
    return bytes(entry)
