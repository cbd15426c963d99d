"""Files from outside and files that go out: each attack, and that it passes where the defence is taken out.

The whole collection of hostile files is in tests/adapters (text, xlsx, evidence, blank).
"""

import csv
import io
import zipfile

import openpyxl
import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from sokehoach.adapters.sandbox import FileRefusedError, archive, markup
from sokehoach.adapters.writers import csv_file
from sokehoach.adapters.writers.xlsx import writer
from sokehoach.adapters.writers.xlsx.writer import CellKind, SheetColumn, WorkbookSheet

XXE = b'<?xml version="1.0"?><!DOCTYPE a [<!ENTITY x SYSTEM "file:///etc/passwd">]><a>&x;</a>'
LIVE = ("=", "+", "-", "@", "\t", "\r")
live_texts = st.tuples(st.sampled_from(LIVE), st.text(st.characters(min_codepoint=32, max_codepoint=0x1EF9))).map(
    "".join
)


def packed(**parts: bytes) -> bytes:
    held = io.BytesIO()
    with zipfile.ZipFile(held, "w", zipfile.ZIP_DEFLATED) as made:
        for name, content in parts.items():
            made.writestr(name, content)
    return held.getvalue()


@pytest.mark.parametrize("name", ["../outside.txt", "a/../../outside.txt", "/etc/cron.d/x"])
def test_a_part_that_leads_out_of_the_archive(monkeypatch: pytest.MonkeyPatch, name: str) -> None:
    data = packed(**{name: b"x"})
    with pytest.raises(FileRefusedError):
        archive.read_parts(data)
    monkeypatch.setattr(archive, "_check_entry", lambda *_: None)
    assert name in archive.read_parts(data)


def test_a_bomb(monkeypatch: pytest.MonkeyPatch) -> None:
    data = packed(**{"word/media/a.emf": bytes(8_000_000)})
    with pytest.raises(FileRefusedError, match="giải nén"):
        archive.read_parts(data)
    monkeypatch.setattr(archive, "MAX_RATIO", 10**9)
    assert len(archive.read_parts(data)["word/media/a.emf"]) == 8_000_000


def test_too_many_parts(monkeypatch: pytest.MonkeyPatch) -> None:
    data = packed(**{f"a{number}": b"" for number in range(archive.MAX_ENTRIES + 1)})
    with pytest.raises(FileRefusedError, match="quá nhiều"):
        archive.read_parts(data)
    monkeypatch.setattr(archive, "MAX_ENTRIES", 10**9)
    assert len(archive.read_parts(data)) == 2_001


def test_an_entity_from_outside(monkeypatch: pytest.MonkeyPatch) -> None:
    data = packed(**{"word/document.xml": XXE})
    with pytest.raises(FileRefusedError, match="DTD"):
        archive.read_parts(data)
    monkeypatch.setattr(markup, "check_markup", lambda *_args, **_words: None)
    assert archive.read_parts(data)


@settings(max_examples=60, deadline=None)
@given(live_texts)
def test_no_cell_of_a_csv_begins_a_formula(text: str) -> None:
    def cell(written: str) -> str:
        return next(csv.reader(io.StringIO(written.removeprefix("\ufeff"), newline="")))[0]

    assert not cell(csv_file.write([[text, 1]])).startswith(LIVE)
    bare = io.StringIO()
    csv.writer(bare).writerow([text])
    assert cell(bare.getvalue()).startswith(LIVE)  # what the module csv alone would do


@settings(max_examples=30, deadline=None)
@given(st.text(st.characters(min_codepoint=32, max_codepoint=0x1EF9), max_size=20).map(lambda text: f"={text or 1}"))
def test_no_cell_of_a_workbook_is_a_formula(text: str) -> None:
    sheet = WorkbookSheet(name="a", columns=(SheetColumn("a", CellKind.TEXT),), rows=((text,),))
    cell = openpyxl.load_workbook(io.BytesIO(writer.write_workbook(sheet)))["a"]["A2"]
    assert cell.data_type == "s"
    assert cell.value == text
    bare = openpyxl.Workbook()
    bare.active["A1"] = text
    assert bare.active["A1"].data_type == "f"  # what openpyxl alone would do
