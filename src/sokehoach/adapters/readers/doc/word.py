"""Read the main text of a Word 97-2003 document ([MS-DOC]): its pieces, paragraphs and table rows."""

import struct
from bisect import bisect_right
from collections.abc import Iterator
from dataclasses import dataclass
from itertools import pairwise

from sokehoach.adapters.readers.doc.compound import CompoundFile
from sokehoach.adapters.sandbox import FileRefusedError
from sokehoach.domain.messages import say

_SAVE_AS_DOCX = say("Hãy mở bằng Word, lưu lại kiểu .docx rồi tải lên lại.")
_BROKEN = say("Tệp .doc hỏng, không mở được. %(save_as_docx)s", save_as_docx=_SAVE_AS_DOCX)
_WORD = 0xA5EC
_WORD_97 = 0x00C1
_ENCRYPTED, _SECOND_TABLE = 0x0100, 0x0200
# Offsets in the first block of the stream WordDocument.
_MAIN_LENGTH, _PARAGRAPH_PAGES, _PIECES = 76, 0x102, 0x1A2
_PAGE = 512
_IS_COMPRESSED = 0x40000000
_MOST_LETTERS = 5_000_000
_IN_TABLE, _ENDS_ROW, _LIST = 0x2416, 0x2417, 0x460B  # properties of paragraphs
_ELSEWHERE = (0x6645, 0x6646)  # the properties are in the stream Data
_TABLE_DEFINITION, _TABS = 0xD608, 0xC615
_OPERAND_SIZES = {0: 1, 1: 1, 2: 2, 3: 4, 4: 2, 5: 2, 7: 3}
_CELL_MARK, _PARAGRAPH_MARK, _PAGE_BREAK = "\x07", "\r", "\x0c"
_FIELD_BEGIN, _FIELD_RESULT, _FIELD_END = "\x13", "\x14", "\x15"
_LETTERS = str.maketrans({
    "\x0b": "\n", "\x0e": "\n", "\x1e": "-", "\xa0": " ",
    **dict.fromkeys("\x00\x01\x02\x03\x04\x05\x06\x08\x1f", ""),
})  # fmt: skip


@dataclass(frozen=True, slots=True)
class WordParagraph:
    """A paragraph of the main text. `ends_cell`, `ends_row`: of a table; a row's end has no text."""

    text: str
    in_table: bool
    ends_cell: bool
    ends_row: bool
    is_numbered: bool  # by Word itself: the number is not in the text


@dataclass(frozen=True, slots=True)
class _TextPiece:
    start: int  # letters
    end: int
    offset: int  # bytes in WordDocument
    width: int  # bytes of a letter


def read_paragraphs(data: bytes) -> list[WordParagraph]:
    """The paragraphs of the main text, without headers, footnotes and text boxes.

    FileRefusedError for a file that is no such document, is older, encrypted or broken.
    """
    container = CompoundFile(data)
    if "WordDocument" not in container:
        raise FileRefusedError(say("Tệp không phải văn bản Word. %(save_as_docx)s", save_as_docx=_SAVE_AS_DOCX))
    main = container.read_stream("WordDocument")
    try:
        identifier, version = struct.unpack_from("<HH", main, 0)
        (flags,) = struct.unpack_from("<H", main, 10)
        if identifier != _WORD or version < _WORD_97:
            raise FileRefusedError(
                say(
                    "Tệp .doc của Word 95 trở về trước, phần mềm không đọc được. %(save_as_docx)s",
                    save_as_docx=_SAVE_AS_DOCX,
                )
            )
        if flags & _ENCRYPTED:
            raise FileRefusedError(say("Tệp có mật khẩu. Hãy gỡ mật khẩu, lưu thành .docx rồi tải lên lại."))
        table = container.read_stream("1Table" if flags & _SECOND_TABLE else "0Table")
        more = container.read_stream("Data") if "Data" in container else b""
        return list(_split_paragraphs(main, table, more))
    except (struct.error, IndexError) as error:
        raise FileRefusedError(_BROKEN) from error


def _split_paragraphs(main: bytes, table: bytes, more: bytes) -> Iterator[WordParagraph]:
    pieces = list(_read_pieces(main, table))
    properties = _ParagraphProperties(main, table, more)
    letters: list[str] = []
    depth = 0  # of fields whose instruction is being skipped
    for piece in pieces:
        raw = main[piece.offset : piece.offset + (piece.end - piece.start) * piece.width]
        text = raw.decode("utf-16-le" if piece.width == 2 else "cp1252", "replace")
        for place, letter in enumerate(text):
            if letter == _FIELD_BEGIN:
                depth += 1
            elif letter in (_FIELD_RESULT, _FIELD_END):
                depth = max(0, depth - 1) if letter == _FIELD_RESULT or depth else 0
            elif letter in (_PARAGRAPH_MARK, _CELL_MARK, _PAGE_BREAK):
                paragraph_properties = properties.find(piece.offset + place * piece.width)
                yield WordParagraph(
                    "".join(letters).translate(_LETTERS),
                    paragraph_properties.in_table,
                    ends_cell=letter == _CELL_MARK and not paragraph_properties.ends_row,
                    ends_row=letter == _CELL_MARK and paragraph_properties.ends_row,
                    is_numbered=paragraph_properties.is_numbered,
                )
                letters, depth = [], 0
            elif not depth:
                letters.append(letter)
    if letters:
        yield WordParagraph("".join(letters).translate(_LETTERS), False, False, False, False)


def _read_pieces(main: bytes, table: bytes) -> Iterator[_TextPiece]:
    """The pieces of the main text in reading order."""
    (length,) = struct.unpack_from("<I", main, _MAIN_LENGTH)
    if length > _MOST_LETTERS:
        raise FileRefusedError(_BROKEN)
    start, size = struct.unpack_from("<II", main, _PIECES)
    block = table[start : start + size]
    at = 0
    while at < len(block) and block[at] == 1:  # properties that pieces share
        at += 3 + struct.unpack_from("<H", block, at + 1)[0]
    if at >= len(block) or block[at] != 2:
        raise FileRefusedError(_BROKEN)
    (size,) = struct.unpack_from("<I", block, at + 1)
    count = (size - 4) // 12
    ends = struct.unpack_from(f"<{count + 1}I", block, at + 5)
    if any(last < first for first, last in pairwise(ends)):
        raise FileRefusedError(_BROKEN)
    for number in range(count):
        (position,) = struct.unpack_from("<I", block, at + 5 + 4 * (count + 1) + 8 * number + 2)
        first, last = ends[number], min(ends[number + 1], length)
        if last <= first:
            continue
        if position & _IS_COMPRESSED:
            yield _TextPiece(first, last, (position & ~_IS_COMPRESSED) // 2, 1)
        else:
            yield _TextPiece(first, last, position, 2)


@dataclass(frozen=True, slots=True)
class _Properties:
    in_table: bool = False
    ends_row: bool = False
    is_numbered: bool = False


class _ParagraphProperties:
    """The properties of paragraphs by the place of their letters in the file."""

    def __init__(self, main: bytes, table: bytes, more: bytes) -> None:
        start, size = struct.unpack_from("<II", main, _PARAGRAPH_PAGES)
        count = max(0, (size - 4) // 8)
        if count > len(main) // _PAGE:
            raise FileRefusedError(_BROKEN)
        pages = struct.unpack_from(f"<{count}I", table, start + 4 * (count + 1))
        runs: list[tuple[int, int, _Properties]] = []
        for number in pages:
            page = main[(number & 0x3FFFFF) * _PAGE : ((number & 0x3FFFFF) + 1) * _PAGE]
            if len(page) == _PAGE:
                runs += _read_page(page, more)
        runs.sort(key=lambda run: run[0])
        self._starts = [run[0] for run in runs]
        self._runs = runs

    def find(self, offset: int) -> _Properties:
        at = bisect_right(self._starts, offset) - 1
        if at < 0 or offset >= self._runs[at][1]:
            return _Properties()
        return self._runs[at][2]


def _read_page(page: bytes, more: bytes) -> Iterator[tuple[int, int, _Properties]]:
    count = page[-1]
    offsets = struct.unpack_from(f"<{count + 1}I", page, 0)
    for number in range(count):
        at = 2 * page[4 * (count + 1) + 13 * number]
        properties = _Properties()
        if at:
            size = page[at]
            start, end = (at + 2, at + 2 + 2 * page[at + 1]) if size == 0 else (at + 1, at + 2 * size)
            properties = _read_properties(page[start + 2 : end], more)  # after the number of the style
        yield offsets[number], offsets[number + 1], properties


def _read_properties(block: bytes, more: bytes) -> _Properties:
    values: dict[int, int] = {}
    at = 0
    while at + 2 < len(block):
        (code,) = struct.unpack_from("<H", block, at)
        at += 2
        if code in (_IN_TABLE, _ENDS_ROW):
            values[code] = block[at]
        elif code in _ELSEWHERE and at + 4 <= len(block) and more:
            (place,) = struct.unpack_from("<I", block, at)
            if place + 2 <= len(more):
                (size,) = struct.unpack_from("<H", more, place)
                return _read_properties(more[place + 2 : place + 2 + size], b"")
        elif code == _LIST and at + 2 <= len(block):
            values[code] = struct.unpack_from("<H", block, at)[0]
        kind = code >> 13
        if code == _TABLE_DEFINITION:
            at += 1 + struct.unpack_from("<H", block, at)[0] if at + 2 <= len(block) else 2
        elif kind == 6:
            at += 1 + block[at]
        else:
            at += _OPERAND_SIZES[kind]
    return _Properties(
        values.get(_IN_TABLE, 0) == 1, values.get(_ENDS_ROW, 0) == 1, values.get(_LIST, 0) not in (0, 0xF801)
    )
