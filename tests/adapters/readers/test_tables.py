"""A table of any kind of file comes out of the parser's own process as plain texts."""

import io
from datetime import date

import openpyxl
import pytest

from sokehoach.adapters.readers.tables import MAX_TEXT_BYTES, read_table_file
from sokehoach.adapters.sandbox import FileRefusedError

ROWS = (("Đơn vị", "Họ và tên", "Số"), ("03304", "Sùng A Páo", 7))
READ = (("Đơn vị", "Họ và tên", "Số"), ("03304", "Sùng A Páo", "7"))


def make_xlsx(*more: tuple[object, ...]) -> bytes:
    book = openpyxl.Workbook()
    for row in (*ROWS, *more):
        book.worksheets[0].append(row)
    output = io.BytesIO()
    book.save(output)
    return output.getvalue()


@pytest.mark.parser_process
def test_a_workbook_is_rows_of_texts() -> None:
    assert read_table_file(make_xlsx()) == READ


@pytest.mark.parser_process
@pytest.mark.parametrize("encoding", ["utf-8", "utf-8-sig", "utf-16"])
def test_a_text_file_is_its_text(encoding: str) -> None:
    assert (
        read_table_file("Đơn vị;Họ và tên\n03304;Sùng A Páo\n".encode(encoding))
        == "Đơn vị;Họ và tên\n03304;Sùng A Páo\n"
    )


def test_a_day_and_a_blank_cell_are_texts() -> None:
    assert read_table_file(make_xlsx((None, date(2026, 7, 1))))[2] == ("", "01/07/2026")


@pytest.mark.parametrize(
    ("data", "message"),
    [
        (make_xlsx(("=1+1",)), "công thức"),
        (b"\x00\x01\x02\x03" * 50, "không phải là bảng tính"),
        (b"a" * (MAX_TEXT_BYTES + 1), "lớn hơn 1 MB"),
    ],
)
def test_what_is_no_table_is_refused_with_a_sentence(data: bytes, message: str) -> None:
    with pytest.raises(FileRefusedError, match=message):
        read_table_file(data)
