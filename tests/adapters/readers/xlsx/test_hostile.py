"""Files that are not taken, each with a reason in words."""

import io
import struct
import zipfile
from collections.abc import Callable

import openpyxl
import pytest

from sokehoach.adapters.readers.xlsx import package, reader
from sokehoach.adapters.readers.xlsx.package import WorkbookError
from sokehoach.adapters.readers.xlsx.reader import Formula
from sokehoach.adapters.writers.xlsx import writer
from sokehoach.adapters.writers.xlsx.writer import SheetColumn, WorkbookSheet

GOOD = writer.write_workbook(WorkbookSheet("Sổ", (SheetColumn("Tên"),), [("một",)]))
SHEET = "xl/worksheets/sheet1.xml"


def remade(change: Callable[[dict[str, bytes]], object], compression: int = zipfile.ZIP_DEFLATED) -> bytes:
    with zipfile.ZipFile(io.BytesIO(GOOD)) as old:
        parts = {name: old.read(name) for name in old.namelist()}
    change(parts)
    buffer = io.BytesIO()
    with zipfile.ZipFile(buffer, "w", compression) as new:
        for name, content in parts.items():
            new.writestr(name, content)
    return buffer.getvalue()


def with_part(name: str, content: bytes = b"x") -> bytes:
    return remade(lambda parts: parts.update({name: content}))


def replaced(old: bytes, new: bytes, part: str = SHEET) -> bytes:
    def change(parts: dict[str, bytes]) -> None:
        assert old in parts[part]
        parts[part] = parts[part].replace(old, new)

    return remade(change)


def sheet_of(make: Callable[[openpyxl.worksheet.worksheet.Worksheet], object]) -> bytes:
    book = openpyxl.Workbook()
    make(book.active)
    buffer = io.BytesIO()
    book.save(buffer)
    return buffer.getvalue()


def locked() -> bytes:
    data = bytearray(GOOD)
    for signature, offset in ((b"PK\x03\x04", 6), (b"PK\x01\x02", 8)):
        at = data.find(signature)
        while at >= 0:
            struct.pack_into("<H", data, at + offset, 1)
            at = data.find(signature, at + 4)
    return bytes(data)


def lying() -> bytes:
    """A part that unpacks to more than its header says."""
    data = bytearray(with_part("xl/media/a.bin", b"\0" * 3_000_000))
    at = data.rfind(b"PK\x01\x02", 0, data.rfind(b"xl/media/a.bin"))
    struct.pack_into("<I", data, at + 24, 100)
    return bytes(data)


def test_it_works() -> None:
    assert reader.read_workbook(remade(lambda parts: None)).rows[1].cells[0].value == "một"


@pytest.mark.parametrize(
    ("data", "why"),
    [
        (b"", "trống"),
        (b"T\xc3\xaan;Ng\xc3\xa0y\n", "không phải là bảng tính"),
        (b"\x89PNG\r\n\x1a\n" + b"\0" * 100, "không phải là bảng tính"),
        (b"\xd0\xcf\x11\xe0\xa1\xb1\x1a\xe1" + b"\0" * 600, "không phải bảng tính"),
        (GOOD[: len(GOOD) // 2], "không phải là bảng tính"),
        (with_part("xl/vbaProject.bin"), "macro"),
        (with_part("xl/activeX/activeX1.xml"), "macro"),
        (with_part("xl/externalLinks/externalLink1.xml"), "liên kết"),
        (with_part("xl/connections.xml"), "liên kết"),
        (with_part("xl/embeddings/oleObject1.bin"), "nhúng"),
        (replaced(b".sheet.main+xml", b".sheet.macroEnabled.main+xml", "[Content_Types].xml"), "macro"),
        (replaced(b"<worksheet", b'<!DOCTYPE a [<!ENTITY b "c">]><worksheet'), "khai báo XML"),
        (replaced(b"<worksheet", b" " * 65_530 + b"<!DOCTYPE a><worksheet"), "khai báo XML"),
        (with_part("xl/other.xml", "<!DOCTYPE a>".encode("utf-16")), "bảng mã"),
        (with_part("xl/other.xml", b'<?xml version="1.0" encoding="UTF-7"?>+ADwAIQ-DOCTYPE'), "bảng mã"),
        (with_part("xl/media/bomb.bin", b"\0" * 60_000_000), "quá lớn"),
        (with_part("xl/media/ratio.bin", b"\0" * 2_000_000), "quá lớn"),
        (remade(lambda parts: parts.update({f"xl/p{n}.bin": b"" for n in range(2_001)})), "quá nhiều phần"),
        (remade(lambda parts: None, zipfile.ZIP_LZMA), "nén theo kiểu lạ"),
        (remade(lambda parts: parts.pop("xl/workbook.xml")), "không phải là bảng tính"),
        (replaced(b"</worksheet>", b"</worksheet"), "hỏng"),
        (locked(), "mật khẩu"),
        (lying(), "hỏng"),
        (sheet_of(lambda page: [page.append(["a"]) for _ in range(5_002)]), "5.000 dòng"),
        (sheet_of(lambda page: page.cell(30_000, 1, "a")), "dòng 20.000"),
        (sheet_of(lambda page: page.cell(1, 61, "a")), "60 cột"),
    ],
)  # fmt: skip
def test_it_is_refused(data: bytes, why: str) -> None:
    with pytest.raises(WorkbookError, match=why):
        reader.read_workbook(data)


def test_two_parts_of_one_name_are_refused() -> None:
    buffer = io.BytesIO(GOOD)
    with zipfile.ZipFile(buffer, "a") as more, pytest.warns(UserWarning, match="Duplicate"):
        more.writestr(SHEET, b"<worksheet/>")
    with pytest.raises(WorkbookError):
        package.check_workbook(buffer.getvalue())


def test_a_formula_is_handed_on_as_its_text_and_never_worked_out() -> None:
    made = sheet_of(lambda page: page.append(["=SUM(B1:B2)"]))
    assert reader.read_workbook(made).rows[0].cells[0].value == Formula("=SUM(B1:B2)")


def test_a_number_that_is_not_whole_stays_as_it_would_be_written() -> None:
    made = sheet_of(lambda page: page.append([1.5, 2.0, True, 1e-7]))
    assert [cell.value for cell in reader.read_workbook(made).rows[0].cells] == [
        "1,5",
        2,
        "TRUE",
        "0,0000001",
    ]


def test_rows_keep_their_numbers_over_blank_ones() -> None:
    made = sheet_of(lambda page: (page.cell(1, 1, "a"), page.cell(9, 2, "b")))
    assert [(row.number, row.cells[-1].address) for row in reader.read_workbook(made).rows] == [
        (1, "A1"),
        (9, "B9"),
    ]
