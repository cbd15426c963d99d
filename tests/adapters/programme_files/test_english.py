"""`english.csv`: the English of a definition's names, which documents and the other names do without."""

import json
from pathlib import Path

import pytest

from sokehoach.adapters.programme_files.canonical import canonicalize, parse_definition
from sokehoach.adapters.programme_files.definition import EnglishName
from sokehoach.adapters.programme_files.reading import read_programme
from sokehoach.adapters.programme_files.writing import write_programme
from sokehoach.domain.programmes.difference import Weight, compare_definitions
from tests.adapters.programme_files.test_refusals import problems_of
from tests.adapters.programme_files.test_value_kinds import folder

__all__ = ["folder"]
FILE = "english.csv"
NAME = "Văn bản chỉ đạo khác"


def write(folder: Path, *rows: str) -> None:
    (folder / FILE).write_text("name,english\n" + "".join(f"{row}\n" for row in rows), "utf-8")


def test_names_of_every_kind_are_read_in_the_order_of_their_words(folder: Path) -> None:
    write(folder, f"{NAME},Other documents", "Truyền thông,Communication", "Loa truyền thanh,Loudspeakers")
    assert read_programme(folder).english == (
        EnglishName("Loa truyền thanh", "Loudspeakers"),
        EnglishName("Truyền thông", "Communication"),
        EnglishName(NAME, "Other documents"),
    )


@pytest.mark.parametrize(
    ("row", "reason"),
    [
        (f"{NAME},", "thiếu «english»"),
        (",Nothing", "thiếu «name»"),
        ("Truyền thông,Again", "trùng tên «Truyền thông»"),
        (f"{NAME},{'x' * 2001}", "«english» dài 2001 ký tự, nhiều nhất 2000"),
        (
            "Hiện có {CD09} đội công tác xã hội tình nguyện hoạt động.,Teams at work: {CD08}.",
            "câu tiếng Anh phải có đúng các số liệu trong ngoặc {} của câu tiếng Việt",
        ),
        (
            "Hiện có {CD09} đội công tác xã hội tình nguyện hoạt động.,Teams | at work: {CD09}.",
            "câu tiếng Anh có ngoặc { } [ ] | đặt sai chỗ",
        ),
    ],
)
def test_a_wrong_row_is_refused_on_its_line(folder: Path, row: str, reason: str) -> None:
    write(folder, "Truyền thông,Communication", row)
    assert [(problem.file, problem.line, problem.reason) for problem in problems_of(folder)] == [(FILE, 3, reason)]


def test_a_name_can_be_changed_without_its_row(folder: Path) -> None:
    write(folder, "Tên của năm trước,Name of last year")
    assert read_programme(folder).english == (EnglishName("Tên của năm trước", "Name of last year"),)


def test_it_is_written_and_read_back_and_changes_wording_alone(folder: Path, tmp_path: Path) -> None:
    (folder / FILE).unlink(missing_ok=True)
    without = read_programme(folder)
    assert FILE not in write_programme(without)
    write(folder, f'{NAME},"Other, directing documents"')
    programme = read_programme(folder)
    files = write_programme(programme)
    assert read_programme(files).english == programme.english
    old, new = (json.loads(canonicalize(version).text) for version in (without, programme))
    assert parse_definition(new).english == programme.english
    assert "english" not in old  # the digest of a definition without it is what it was
    changes = compare_definitions(old, new).changes
    assert {(change.section, change.weight) for change in changes} == {("english", Weight.WORDING)}
