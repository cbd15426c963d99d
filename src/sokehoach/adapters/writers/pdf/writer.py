"""Write a domain document as a PDF/A-2a, PDF/UA-1 file with embedded fonts, using Typst."""

import json
import re
from datetime import UTC, date, datetime, time
from functools import cache
from pathlib import Path
from threading import Lock
from typing import Literal

import typst

from sokehoach.adapters.slow_work import slow_work
from sokehoach.adapters.writers.pdf.typst_data import build_typst_data
from sokehoach.domain.documents.content import Document
from sokehoach.domain.messages import say

_FOLDER = Path(__file__).parent
# PDF/A-2a: the archive format with reading order; PDF/UA-1: for screen readers.
_STANDARDS: list[Literal["a-2a", "ua-1"]] = ["a-2a", "ua-1"]
_COMPILER_LOCK = Lock()  # the compiler caches parts of the last document and compiles one at a time


class UnprintableLetterError(ValueError):
    """Raised for a character that no font here contains; the message names it and says what to do."""


@slow_work
def write_pdf(document: Document, *, language: str = "vi") -> bytes:
    """Return the file's bytes; equal documents give equal bytes. Raises UnprintableLetterError.

    `language`: its ISO 639 code, by which programs read the text aloud.
    """
    day = document.letterhead.day
    moment = datetime.combine(day if isinstance(day, date) else date(day.year, 1, 1), time(), UTC)
    inputs = {"document": json.dumps({**build_typst_data(document), "language": language}, ensure_ascii=False)}
    try:
        with _COMPILER_LOCK:
            content = _compile(inputs, moment)
    except typst.TypstError as error:
        if letter := re.search(r'the text `?"(.{1,20}?)"`? could not be displayed', error.message):
            raise UnprintableLetterError(
                say(
                    "Ký tự «%(letter)s» không có trong phông chữ của bản PDF. Hãy bỏ hoặc thay ký tự này.",
                    letter=letter[1],
                )
            ) from error
        raise
    assert isinstance(content, bytes)
    return content


def _compile(inputs: dict[str, str], moment: datetime) -> object:
    """A panic of Typst is no Exception and would pass every handler: it becomes a RuntimeError."""
    try:
        return _get_compiler().compile(format="pdf", sys_inputs=inputs, pdf_standards=[*_STANDARDS], timestamp=moment)
    except BaseException as error:
        if type(error).__name__ != "PanicException":
            raise
        _get_compiler.cache_clear()
        raise RuntimeError("Typst panicked") from error


@cache
def _get_compiler() -> typst.Compiler:
    fonts = typst.Fonts(include_system_fonts=False, include_embedded_fonts=True, font_paths=[str(_FOLDER / "fonts")])
    return typst.Compiler(_FOLDER / "official.typ", root=_FOLDER, font_paths=fonts, ignore_system_fonts=True)
