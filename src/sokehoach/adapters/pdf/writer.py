"""A document of the domain → a PDF/A-2a, PDF/UA-1 file, its fonts inside, by Typst."""

import json
import re
from datetime import UTC, date, datetime, time
from functools import cache
from pathlib import Path
from threading import Lock
from typing import Literal

import typst

from sokehoach.adapters.pdf.told import told
from sokehoach.adapters.slow_work import slow_work
from sokehoach.domain.documents.content import Document

_HERE = Path(__file__).parent
# PDF/A-2a: the layout for archives, with the order of reading; PDF/UA-1: for a reader that speaks.
_STANDARDS: list[Literal["a-2a", "ua-1"]] = ["a-2a", "ua-1"]
_SETTING = Lock()  # the compiler keeps what it learnt of the last document, and serves one at a time


class Unprintable(ValueError):
    """A letter that no font here can print; the message names it and tells what to do."""


@slow_work
def write(document: Document) -> bytes:
    """The file's bytes: equal documents give equal bytes. Raises Unprintable."""
    day = document.letterhead.day
    moment = datetime.combine(day if isinstance(day, date) else date(day.year, 1, 1), time(), UTC)
    inputs = {"document": json.dumps(told(document), ensure_ascii=False)}
    try:
        with _SETTING:
            made = _compiler().compile(
                format="pdf", sys_inputs=inputs, pdf_standards=[*_STANDARDS], timestamp=moment
            )
    except typst.TypstError as error:
        if letter := re.search(r'the text `?"(.{1,20}?)"`? could not be displayed', error.message):
            raise Unprintable(
                f"Ký tự «{letter[1]}» không có trong phông chữ của bản PDF. Hãy bỏ hoặc thay ký tự này."
            ) from error
        raise
    assert isinstance(made, bytes)
    return made


@cache
def _compiler() -> typst.Compiler:
    fonts = typst.Fonts(
        include_system_fonts=False, include_embedded_fonts=True, font_paths=[str(_HERE / "fonts")]
    )
    return typst.Compiler(_HERE / "official.typ", root=_HERE, font_paths=fonts, ignore_system_fonts=True)
