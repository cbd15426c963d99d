"""Read and fill a superior's form in a process of its own: the only entry to this package."""

import json
from base64 import b64decode, b64encode
from collections.abc import Mapping, Sequence
from dataclasses import asdict, dataclass, field
from typing import Any

from sokehoach.adapters.readers.ooxml import find_kind
from sokehoach.adapters.sandbox import FileRefusedError, archive, limits, process
from sokehoach.adapters.slow_work import slow_work
from sokehoach.domain.documents.external_form.form_structure import ExternalForm, parse_external_form
from sokehoach.domain.documents.external_form.place import PlaceContent
from sokehoach.domain.messages import say

MAX_BYTES = 10 * 1024 * 1024
_HEAD = 4  # bytes that hold the length of the header before the file
_LOCKED = "EncryptedPackage".encode("utf-16-le")


@dataclass(frozen=True, slots=True)
class FilledForm:
    """A filled form, the cells to report, and the results of formulas.

    Cells («Biểu 1!C5») whose formula is `left` to Excel, `failed` with an error, is `short` because it depends on a
    gap, or is `narrow`: covers only the first of repeated rows. By address in the form: `results` of formulas, and
    `cells`, their addresses in the filled workbook.
    """

    content: bytes
    left: tuple[str, ...] = ()
    failed: tuple[str, ...] = ()
    short: tuple[str, ...] = ()
    narrow: tuple[str, ...] = ()
    results: Mapping[str, str] = field(default_factory=dict)
    cells: Mapping[str, str] = field(default_factory=dict)


@slow_work
def read_form(data: bytes, *, name: str) -> ExternalForm:
    """Read the form in a DOCX or XLSX; see `read_form_and_text`."""
    return read_form_and_text(data, name=name)[0]


@slow_work
def read_form_and_text(data: bytes, *, name: str) -> tuple[ExternalForm, str]:
    """Return the form in a DOCX or XLSX of at most MAX_BYTES, and every string of the package except its authors.

    The strings include hidden sheets, rows and comments, since these are stored with the file. Raises
    FileRefusedError with a sentence for the sender. It takes up to nine seconds: call this before any lock is taken.
    """
    if not data:
        raise FileRefusedError(say("Tệp trống. Hãy chọn lại tệp."))
    if len(data) > MAX_BYTES:
        raise FileRefusedError(
            say("Tệp lớn hơn %(max_bytes)s MB. Hãy giảm cỡ tệp rồi tải lên lại.", max_bytes=MAX_BYTES // 1024 // 1024)
        )
    if data.startswith(b"\xd0\xcf\x11\xe0"):
        if _LOCKED in data:
            raise FileRefusedError(say("Tệp có mật khẩu. Hãy mở tệp, gỡ mật khẩu, lưu lại rồi tải lên."))
        raise FileRefusedError(say("Tệp Word kiểu cũ (.doc). Hãy mở tệp, lưu lại thành .docx."))
    if not data.startswith(b"PK\x03\x04"):
        raise FileRefusedError(say("Tệp không phải là DOCX hoặc XLSX. Hãy chọn đúng tệp mẫu của cấp trên."))
    result = process.run("read_blank", data, name=name)
    return parse_external_form(result["blank"]), str(result["words"])


@slow_work
def fill_form(data: bytes, entries: Sequence[PlaceContent]) -> FilledForm:
    """Return the form with the entries in their places and everything else unchanged. Raises FileRefusedError."""
    head = json.dumps([asdict(entry) for entry in entries]).encode()
    result = process.run("fill_blank", len(head).to_bytes(_HEAD, "big") + head + data)
    unevaluated, failed, short, narrow = (tuple(result[name]) for name in ("left", "failed", "short", "narrow"))
    return FilledForm(
        b64decode(result["content"]), unevaluated, failed, short, narrow, result["results"], result["cells"]
    )


def run_read_job(data: bytes, *, name: str) -> dict[str, Any]:
    """Run the job «read_blank» of parser_jobs; parsers are imported only there."""
    from sokehoach.adapters.external_forms import sheet_reading, word_reading
    from sokehoach.adapters.readers.ooxml.cleaning import without_authors
    from sokehoach.adapters.readers.ooxml.strings import extract_strings

    parts = archive.read_parts(data)
    kind = _get_file_kind(parts)
    ending = name.rsplit(".", 1)[-1].lower() if "." in name else ""
    if ending != kind:
        raise FileRefusedError(
            say(
                "Tên tệp kết thúc bằng «.%(ending)s» nhưng bên trong là %(kind)s. Hãy mở tệp, lưu "
                "lại thành .%(right_ending)s rồi tải lên lại.",
                ending=ending,
                kind=kind.upper(),
                right_ending=kind,
            )
        )
    blank = word_reading.read_document(parts) if kind == "docx" else sheet_reading.read_workbook(parts)
    text = extract_strings(without_authors(parts))
    if len(text) > limits.MAX_LETTERS:
        raise FileRefusedError(say("Biểu dài hơn một triệu chữ, không kiểm tra được thông tin cá nhân. Hãy tách biểu."))
    return {"blank": blank.as_json(), "words": text}


def run_fill_job(data: bytes, *, name: str) -> dict[str, Any]:
    """Run the job «fill_blank» of parser_jobs."""
    from sokehoach.adapters.external_forms import sheet_filling, word_filling, word_results
    from sokehoach.adapters.external_forms.package import rewrite_archive

    length = int.from_bytes(data[:_HEAD], "big")
    entries = [PlaceContent(**entry_fields) for entry_fields in json.loads(data[_HEAD : _HEAD + length])]
    file = data[_HEAD + length :]
    parts = archive.read_parts(file)
    outcome: dict[str, Any] = {
        "left": (),
        "failed": (),
        "short": (),
        "narrow": (),
        "results": {},
        "cells": {},
    }
    if _get_file_kind(parts) == "docx":
        changed = word_filling.fill_document(parts, entries) if entries else {}
        refreshed, outcome["results"] = word_results.refresh_results({**parts, **changed}, entries)
        changed |= refreshed
    else:
        filled_workbook = sheet_filling.fill_workbook(parts, entries, workbook=file)
        changed, outcome = filled_workbook.parts, {name: getattr(filled_workbook, name) for name in outcome}
    return {"content": b64encode(rewrite_archive(file, changed)).decode("ascii")} | outcome


def _get_file_kind(parts: dict[str, bytes]) -> str:
    kind = find_kind(parts)
    if kind is None:
        raise FileRefusedError(say("Tệp nén này không phải là DOCX hoặc XLSX. Hãy chọn đúng tệp mẫu của cấp trên."))
    return kind
