"""Rows of a programme's tables: changed one by one, or all of them with Excel."""

import io

import openpyxl
import pytest
from hypothesis import given
from hypothesis import strategies as st

from sokehoach.adapters.programme_files.tables import TableError, append_row, parse_table, replace_row, write_table
from sokehoach.adapters.programme_files.text_form import read_file
from sokehoach.adapters.readers.xlsx.package import WorkbookError

TEXT = 'code,name,source\nA1,"Một, hai","dòng\nhai"\nA2,Ba,luật\n\nA3,Bốn,luật\n'
values = st.text(st.characters(exclude_categories=("Cs", "Cc")), max_size=12).map(str.strip)


def test_each_row_has_its_lines() -> None:
    table = parse_table(TEXT)
    assert table.columns == ("code", "name", "source")
    assert [(row.line, row.last_line, row.values[0]) for row in table.rows] == [
        (2, 3, "A1"),
        (4, 4, "A2"),
        (6, 6, "A3"),
    ]
    assert table.rows[0].values == ("A1", "Một, hai", "dòng\nhai")
    found = table.find_row(3)
    assert found is not None
    assert found.values[0] == "A1"


def test_a_changed_row_leaves_all_other_lines_as_they_are() -> None:
    changed = replace_row(TEXT, 4, ("A2", "Ba, bốn", ""))
    assert changed == TEXT.replace("A2,Ba,luật", 'A2,"Ba, bốn",')
    assert replace_row(TEXT, 2, None) == "code,name,source\nA2,Ba,luật\n\nA3,Bốn,luật\n"
    assert append_row(TEXT.rstrip("\n"), ("A4", "", "")) == TEXT + "A4,,\n"
    with pytest.raises(TableError, match="dòng 3"):
        replace_row(TEXT, 3, None)


def test_wrong_syntax_is_named_with_its_line() -> None:
    with pytest.raises(TableError, match="dòng 2"):
        parse_table('a,b\n"1"x,2\n')


def test_a_row_of_another_length_is_shown_with_all_it_has() -> None:
    assert [row.values for row in parse_table("a,b\n1\n2,3,4\n").rows] == [("1", ""), ("2", "3,4")]


@given(st.lists(st.tuples(values, values), min_size=1, max_size=6), st.data())
def test_what_is_put_into_a_row_is_read_from_it(rows: list[tuple[str, str]], data: st.DataObject) -> None:
    text = "a,b\n"
    for row in rows:
        text = append_row(text, row)
    position = data.draw(st.integers(0, len(rows) - 1))
    new = data.draw(st.tuples(values, values))
    line = parse_table(text).rows[position].line
    expected = [*rows[:position], new, *rows[position + 1 :]]
    assert [row.values for row in parse_table(replace_row(text, line, new)).rows] == expected


def test_a_table_comes_back_from_excel_as_it_went() -> None:
    text = 'code,longitude,latitude,source\n03269,103.4,21.5,=1+1\n099,,21,"a, b"\n'
    assert read_file(write_table("map.csv", text), "map.csv") == text


def test_what_was_typed_in_excel_is_read_as_the_files_write_it() -> None:
    book = openpyxl.Workbook()
    sheet = book.active
    assert sheet is not None
    sheet.append(["code", "longitude", "latitude", "source"])
    sheet.append([3269, 103.4, 21, "đo"])
    buffer = io.BytesIO()
    book.save(buffer)
    assert read_file(buffer.getvalue(), "map.csv") == "code,longitude,latitude,source\n3269,103.4,21,đo\n"
    sheet["A3"] = "=A2"
    buffer = io.BytesIO()
    book.save(buffer)
    with pytest.raises(WorkbookError, match="A3 là công thức"):
        read_file(buffer.getvalue(), "map.csv")
