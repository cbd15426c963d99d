"""A list of a YAML file is rewritten row by row; lines that no row changes stay as they stand."""

import pytest

from sokehoach.adapters.programme_files.yaml_lists import YamlListError
from sokehoach.adapters.programme_files.yaml_tables import ListRow, read_head, read_list, rewrite_head, rewrite_list

TEXT = """# đầu tệp
code: F
sections:
  - code: A
    title: Phần đầu  # ghi chú ở tên
    cells:
      - {code: A1, element: E1}
      # về ô thứ hai
      - {code: A2, element: E2, source: {register: r, measure: m, where: {k: [a, b]}}}

  # về phần hai
  - code: B
    title: "Phần # hai"
    clauses: [I.1, I.2]
    cells: []

checks:
  - {rule: one_of, cells: [A1, A2]}
"""
CELLS = ("sections", 0, "cells")


def rows_of(path: tuple[str | int, ...], text: str = TEXT) -> list[ListRow]:
    return [ListRow(number, dict(item.content)) for number, item in enumerate(read_list(text, path))]


@pytest.mark.parametrize("path", [("sections",), CELLS, ("sections", 1, "cells"), ("checks",)])
def test_unchanged_rows_change_no_byte(path: tuple[str | int, ...]) -> None:
    assert rewrite_list(TEXT, path, rows_of(path)) == TEXT


def test_a_changed_key_is_written_again_and_no_other_line() -> None:
    rows = rows_of(("sections",))
    rows[1].content["clauses"] = ["I.3"]
    assert rewrite_list(TEXT, ("sections",), rows) == TEXT.replace("clauses: [I.1, I.2]", "clauses: [I.3]")
    rows[1].content["title"] = "Tên khác"
    del rows[1].content["clauses"]
    changed = rewrite_list(TEXT, ("sections",), rows)
    assert changed == TEXT.replace('"Phần # hai"', "Tên khác").replace("    clauses: [I.1, I.2]\n", "")


def test_rows_come_go_and_change_places_with_their_comments() -> None:
    rows = rows_of(CELLS)
    new = ListRow(None, {"code": "A3", "element": "E3"})
    changed = rewrite_list(TEXT, CELLS, [rows[1], new, rows[0]])
    start = changed.index("      # về ô thứ hai")
    second, third, first = (changed.index(f"- {{code: {code}") for code in ("A2", "A3", "A1"))
    assert start < second < third < first
    removed = rewrite_list(TEXT, CELLS, rows[:1])
    assert "A2, element" not in removed
    assert "# về ô thứ hai" in removed
    assert read_list(removed, ("sections", 1, "cells")) == []


def test_an_empty_list_is_filled_and_a_list_is_emptied() -> None:
    path = ("sections", 1, "cells")
    filled = rewrite_list(TEXT, path, [ListRow(None, {"code": "B1", "element": "E1"})])
    assert [item.content for item in read_list(filled, path)] == [{"code": "B1", "element": "E1"}]
    assert read_list(rewrite_list(TEXT, CELLS, []), CELLS) == []
    assert rewrite_list(rewrite_list(filled, path, []), ("checks",), rows_of(("checks",))) == TEXT


def test_a_comment_that_would_be_lost_refuses_the_change() -> None:
    rows = rows_of(("sections",))
    rows[0].content["title"] = "Khác"
    with pytest.raises(YamlListError, match="ghi chú"):
        rewrite_list(TEXT, ("sections",), rows)


@pytest.mark.parametrize(
    "text", ["a: [b, c]\n", "items: [{code: A}, {code: B}]\n", "items: 3\n", "items:\n-\n  code: A\n"]
)
def test_a_list_that_the_table_cannot_rewrite_is_refused(text: str) -> None:
    with pytest.raises(YamlListError):
        rewrite_list(text, ("items",), [ListRow(None, {"code": "X"})])


def test_the_head_of_a_file_is_rewritten() -> None:
    head = read_head(TEXT)
    assert rewrite_head(TEXT, head) == TEXT
    changed = rewrite_head(TEXT, {**head, "code": "G", "due_days": 3})
    assert changed == TEXT.replace("code: F\n", "code: G\n").replace("A2]}\n", "A2]}\ndue_days: 3\n")


def test_lines_of_items_are_those_of_the_file() -> None:
    first, second = read_list(TEXT, ("sections",))
    assert (first.lines.start, first.lines.stop, second.lines.start) == (4, 12, 12)


def test_a_last_line_without_an_end_is_written_once() -> None:
    text = "items:\n  - code: A\n    days: 5"
    rows = rows_of(("items",), text)
    rows[0].content["days"] = 7
    assert rewrite_list(text, ("items",), rows) == "items:\n  - code: A\n    days: 7\n"
    assert rewrite_head("code: A\ndays: 5", {"code": "A", "days": 7}) == "code: A\ndays: 7\n"


@pytest.mark.parametrize(
    "text",
    [
        "items:\n  - code: A\n    basis: &b Quy chế\n  - code: B\n    basis: *b\n    name: Tên\n",
        "items:\n  - code: A\n    name: Tên\nitems:\n  - code: B\n  - code: C\n",
        "items:\n  - {code: A, name: Tên, code: B}\n",
    ],
)
def test_a_file_with_aliases_or_a_key_twice_is_not_rewritten(text: str) -> None:
    rows = rows_of(("items",), text)
    rows[-1].content["name"] = "Khác"
    with pytest.raises(YamlListError, match="bí danh"):
        rewrite_list(text, ("items",), rows)


def test_an_empty_list_below_its_key_is_left_to_the_text() -> None:
    with pytest.raises(YamlListError):
        rewrite_list("items:\n  []\n", ("items",), [ListRow(None, {"code": "A"})])


def test_the_first_key_of_a_file_may_be_another() -> None:
    text = "due_days: 5  # ngày làm việc\ncode: F\n"
    assert rewrite_head(text.replace("  # ngày làm việc", ""), {"code": "F", "due": {"day": 5}}) == (
        "code: F\ndue:\n  day: 5\n"
    )
    with pytest.raises(YamlListError, match="ghi chú"):
        rewrite_head(text, {"code": "F"})
