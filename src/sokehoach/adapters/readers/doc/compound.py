"""Read streams of a compound file ([MS-CFB]), the container of Word and Excel files before 2007."""

import struct
from collections.abc import Iterator

from sokehoach.adapters.sandbox import FileRefusedError
from sokehoach.domain.messages import say

SIGNATURE = b"\xd0\xcf\x11\xe0\xa1\xb1\x1a\xe1"
_BROKEN = say("Tệp hỏng, không mở được. Hãy mở bằng Word, lưu lại kiểu .docx rồi tải lên lại.")
_HEADER_SIZE, _ENTRY_SIZE = 512, 128
_MAX_REGULAR = 0xFFFFFFFA  # larger sector numbers have special meanings
_STREAM, _ROOT = 2, 5
_NO_ENTRY = 0xFFFFFFFF
_MOST_ENTRIES = 10_000


class CompoundFile:
    """The streams at the top of a compound file, by name; FileRefusedError where its tables contradict themselves."""

    def __init__(self, data: bytes) -> None:
        if not data.startswith(SIGNATURE) or len(data) < _HEADER_SIZE:
            raise FileRefusedError(_BROKEN)
        self._data = data
        sector_shift, mini_shift = struct.unpack_from("<HH", data, 30)
        if sector_shift not in (9, 12) or mini_shift != 6:
            raise FileRefusedError(_BROKEN)
        self._sector_size, self._mini_size = 1 << sector_shift, 1 << mini_shift
        directory, _signature, self._mini_cutoff, mini_start = struct.unpack_from("<IIII", data, 48)
        self._table = self._read_table(directory_of_tables=struct.unpack_from("<109I", data, 76))
        entries = self._read_chain(directory)
        self._entries = [
            entries[start : start + _ENTRY_SIZE]
            for start in range(0, min(len(entries), _MOST_ENTRIES * _ENTRY_SIZE) - _ENTRY_SIZE + 1, _ENTRY_SIZE)
        ]
        if not self._entries or self._entries[0][66] != _ROOT:
            raise FileRefusedError(_BROKEN)
        mini_table = self._read_chain(mini_start)
        self._mini_table = struct.unpack(f"<{len(mini_table) // 4}I", mini_table[: len(mini_table) // 4 * 4])
        root_start, root_size = _get_extent(self._entries[0])
        self._mini_data = self._read_chain(root_start)[:root_size]
        self._streams = {_get_name(entry): entry for entry in self._list_top_entries() if entry[66] == _STREAM}

    def __contains__(self, name: str) -> bool:
        return name in self._streams

    def read_stream(self, name: str) -> bytes:
        """The content of a stream; FileRefusedError if there is none of this name."""
        if name not in self._streams:
            raise FileRefusedError(_BROKEN)
        start, size = _get_extent(self._streams[name])
        if size >= self._mini_cutoff:
            return self._read_chain(start)[:size]
        pieces = [
            self._mini_data[number * self._mini_size : (number + 1) * self._mini_size]
            for number in _follow_chain(self._mini_table, start)
        ]
        return b"".join(pieces)[:size]

    def _read_table(self, *, directory_of_tables: tuple[int, ...]) -> tuple[int, ...]:
        """The sector table: for each sector the next one of its stream."""
        numbers = [number for number in directory_of_tables if number <= _MAX_REGULAR]
        following, count = struct.unpack_from("<II", self._data, 68)
        visited: set[int] = set()
        while following <= _MAX_REGULAR and following not in visited and len(visited) <= count:
            visited.add(following)
            sector = self._read_sector(following)
            *more, following = struct.unpack(f"<{len(sector) // 4}I", sector)
            numbers += [number for number in more if number <= _MAX_REGULAR]
        table = b"".join(self._read_sector(number) for number in numbers)
        return struct.unpack(f"<{len(table) // 4}I", table)

    def _read_sector(self, number: int) -> bytes:
        start = (number + 1) * self._sector_size
        sector = self._data[start : start + self._sector_size]
        return sector.ljust(self._sector_size, b"\0") if sector else b""

    def _read_chain(self, start: int) -> bytes:
        return b"".join(self._read_sector(number) for number in _follow_chain(self._table, start))

    def _list_top_entries(self) -> Iterator[bytes]:
        """The entries directly below the root; those of embedded documents are further down."""
        pending = [struct.unpack_from("<I", self._entries[0], 76)[0]]
        visited: set[int] = set()
        while pending:
            number = pending.pop()
            if number == _NO_ENTRY or number in visited or number >= len(self._entries):
                continue
            visited.add(number)
            entry = self._entries[number]
            pending += struct.unpack_from("<II", entry, 68)
            yield entry


def _follow_chain(table: tuple[int, ...], start: int) -> Iterator[int]:
    visited: set[int] = set()
    number = start
    while number <= _MAX_REGULAR:
        if number in visited or number >= len(table):
            raise FileRefusedError(_BROKEN)
        visited.add(number)
        yield number
        number = table[number]


def _get_name(entry: bytes) -> str:
    length = min(struct.unpack_from("<H", entry, 64)[0], 64)
    return entry[: max(0, length - 2)].decode("utf-16-le", "replace")


def _get_extent(entry: bytes) -> tuple[int, int]:
    start, size = struct.unpack_from("<II", entry, 116)
    return start, size
