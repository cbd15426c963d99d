import pytest

from sokehoach.domain.documents.content import (
    Annex,
    Cell,
    Column,
    Document,
    FigureRun,
    Operand,
    Paragraph,
    Reference,
    Row,
    Table,
    Text,
    is_title_row,
    list_references,
    list_runs,
    parse_operand,
    remove_unprintable,
)
from sokehoach.domain.documents.parts import Letterhead, OpenDay, Recipients, SignatureBlock

ASKED = Reference(Operand("TT01"), "2021S1", "X1")
FIGURE = Cell((FigureRun("3", (ASKED,)),))


def _document(**changed: object) -> Document:
    parts: dict[str, object] = {
        "letterhead": Letterhead((), ("Phòng", "Y tế"), "/BC-YT", None, "Nà Mơ", OpenDay(2021)),
        "kind": "Báo cáo",
        "title": "Kết quả",
        "blocks": (Paragraph((Text("Thân bài."),)),),
        "closing": "Trên đây là báo cáo.",
        "signature": SignatureBlock(("Trưởng phòng",)),
        "recipients": Recipients((), "VT"),
    }
    return Document(**{**parts, **changed})  # type: ignore[arg-type]


def test_it_works() -> None:
    table = Table((Column(1),), (Row((Cell((Text("Cuộc"),)),)),), (Row((FIGURE,)),))
    document = _document(preamble=(Paragraph((Text("Mở đầu."),)),), annexes=(Annex("Biểu số liệu", (table,)),))
    assert [run.text for run in list_runs(document)] == ["Mở đầu.", "Thân bài.", "Cuộc", "3"]
    assert list(list_references(list_runs(document))) == [ASKED]


def test_the_closing_ends_the_document() -> None:
    assert _document().last_words == "Trên đây là báo cáo./."


def test_an_annex_names_its_document() -> None:
    words = " ".join(_document().attached_to.split())
    assert words == "(Kèm theo Báo cáo số /BC-YT ngày tháng năm 2021 của Phòng Y tế)"


def test_a_table_must_tile_its_columns() -> None:
    with pytest.raises(ValueError, match="leaves column 1 empty"):
        Table((Column(1), Column(1)), (), (Row((FIGURE,)),))


def test_an_operand_prints_as_outlines_write_it() -> None:
    assert str(Operand("TT02")) == "TT02"
    assert str(Operand("TT02", "audience=pupils")) == "TT02:audience=pupils"


@pytest.mark.parametrize(
    ("row", "is_title"),
    [
        (Row((Cell((), columns=3),), strong=True), True),
        (Row((Cell((), columns=3),)), False),
        (Row((Cell((), columns=2),), strong=True), False),
        (Row((Cell((), columns=2), Cell(())), strong=True), False),
    ],
)
def test_a_title_within_a_table_is_one_strong_cell_over_all_columns(row: Row, is_title: bool) -> None:
    assert is_title_row(row, 3) is is_title


def test_what_no_file_can_hold_is_left_out_and_marks_are_composed() -> None:
    assert remove_unprintable("a\r\nb\rc\x00\x0b\x85d") == "a\nb\ncd"
    assert remove_unprintable("e\u0302") == "\u00ea"


@pytest.mark.parametrize("operand", [Operand("TT01"), Operand("TT01", "nam"), Operand("TT01", "a:b")])
def test_an_operand_is_read_as_it_is_written(operand: Operand) -> None:
    assert parse_operand(str(operand)) == operand
