"""The one way to a superior's form: read and filled in a process of its own."""

import json
from base64 import b64decode, b64encode
from collections.abc import Mapping, Sequence
from dataclasses import asdict, dataclass, field
from typing import Any

from sokehoach.adapters.guard import NotTaken, archive, limits, process
from sokehoach.adapters.ooxml import find_kind
from sokehoach.adapters.slow_work import slow_work
from sokehoach.domain.documents.foreign.blank import Blank, from_json
from sokehoach.domain.documents.foreign.filling import Entry

LARGEST = 10 * 1024 * 1024  # bytes
_HEAD = 4  # bytes that say how long what precedes the file is
_LOCKED = "EncryptedPackage".encode("utf-16-le")


@dataclass(frozen=True, slots=True)
class Filled:
    """The file, and cells whose formula only Excel works out, comes out as an error, rests on a gap, or takes in only
    the first of rows that were repeated. By address in the form: `results`, what formulas come to, and `cells`, what
    the cell is called in the filled workbook.
    """

    content: bytes
    left: tuple[str, ...] = ()
    failed: tuple[str, ...] = ()
    short: tuple[str, ...] = ()
    narrow: tuple[str, ...] = ()
    results: Mapping[str, str] = field(default_factory=dict)
    cells: Mapping[str, str] = field(default_factory=dict)


@slow_work
def read(data: bytes, *, name: str) -> Blank:
    """The form in a DOCX or XLSX, as `read_whole`."""
    return read_whole(data, name=name)[0]


@slow_work
def read_whole(data: bytes, *, name: str) -> tuple[Blank, str]:
    """The form in a DOCX or XLSX of at most LARGEST bytes, and every string of the package but who wrote it: hidden
    sheets, rows and remarks are kept with the file too. Raises NotTaken with a sentence for who sent it.

    It takes up to nine seconds: call this before anything is locked.
    """
    if not data:
        raise NotTaken("Tệp trống. Hãy chọn lại tệp.")
    if len(data) > LARGEST:
        raise NotTaken(f"Tệp lớn hơn {LARGEST // 1024 // 1024} MB. Hãy giảm cỡ tệp rồi tải lên lại.")
    if data.startswith(b"\xd0\xcf\x11\xe0"):
        if _LOCKED in data:
            raise NotTaken("Tệp có mật khẩu. Hãy mở tệp, gỡ mật khẩu, lưu lại rồi tải lên.")
        raise NotTaken("Tệp Word, Excel kiểu cũ (.doc, .xls). Hãy mở tệp, lưu lại thành .docx hoặc .xlsx.")
    if not data.startswith(b"PK\x03\x04"):
        raise NotTaken("Tệp không phải là DOCX hoặc XLSX. Hãy chọn đúng tệp mẫu của cấp trên.")
    told = process.run("read_blank", data, name=name)
    return from_json(told["blank"]), str(told["words"])


@slow_work
def fill(data: bytes, entries: Sequence[Entry]) -> Filled:
    """The form with the entries in their places, all else untouched. Raises NotTaken."""
    head = json.dumps([asdict(entry) for entry in entries]).encode()
    made = process.run("fill_blank", len(head).to_bytes(_HEAD, "big") + head + data)
    left, failed, short, narrow = (tuple(made[name]) for name in ("left", "failed", "short", "narrow"))
    return Filled(b64decode(made["content"]), left, failed, short, narrow, made["results"], made["cells"])


def opened(data: bytes, *, name: str) -> dict[str, Any]:
    """The job «read_blank» of guard.worker; the parsers are imported there alone."""
    from sokehoach.adapters.blank import sheet_reading, word_reading
    from sokehoach.adapters.ooxml.authors import without_authors
    from sokehoach.adapters.ooxml.strings import strings

    parts = archive.parts(data)
    kind = _kind(parts)
    ending = name.rsplit(".", 1)[-1].lower() if "." in name else ""
    if ending != kind:
        raise NotTaken(
            f"Tên tệp kết thúc bằng «.{ending}» nhưng bên trong là {kind.upper()}. "
            f"Hãy mở tệp, lưu lại thành .{kind} rồi tải lên lại."
        )
    blank = word_reading.read(parts) if kind == "docx" else sheet_reading.read(parts)
    words = strings(without_authors(parts))
    if len(words) > limits.LETTERS:
        raise NotTaken("Biểu dài hơn một triệu chữ, không kiểm tra được thông tin cá nhân. Hãy tách biểu.")
    return {"blank": blank.as_json(), "words": words}


def filled(data: bytes, *, name: str) -> dict[str, Any]:
    """The job «fill_blank» of guard.worker."""
    from sokehoach.adapters.blank import sheet_filling, word_filling, word_results
    from sokehoach.adapters.blank.package import rewritten

    length = int.from_bytes(data[:_HEAD], "big")
    entries = [Entry(**one) for one in json.loads(data[_HEAD : _HEAD + length])]
    file = data[_HEAD + length :]
    parts = archive.parts(file)
    told: dict[str, Any] = {"left": (), "failed": (), "short": (), "narrow": (), "results": {}, "cells": {}}
    if _kind(parts) == "docx":
        changed = word_filling.fill(parts, entries) if entries else {}
        refreshed, told["results"] = word_results.refresh({**parts, **changed}, entries)
        changed |= refreshed
    else:
        made = sheet_filling.fill(parts, entries, workbook=file)
        changed, told = made.parts, {name: getattr(made, name) for name in told}
    return {"content": b64encode(rewritten(file, changed)).decode("ascii")} | told


def _kind(parts: dict[str, bytes]) -> str:
    kind = find_kind(parts)
    if kind is None:
        raise NotTaken("Tệp nén này không phải là DOCX hoặc XLSX. Hãy chọn đúng tệp mẫu của cấp trên.")
    return kind
