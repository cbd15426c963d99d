"""The ministry's own forms: every part byte for byte, but the words in the filled places."""

import re
from difflib import SequenceMatcher

import pytest

from sokehoach.adapters.external_forms import form_files
from sokehoach.domain.documents.external_form.form_structure import ExternalForm, Grid
from sokehoach.domain.documents.external_form.place import PlaceContent
from sokehoach.domain.documents.external_form.places import Place, list_places
from tests.adapters.external_forms import official
from tests.adapters.external_forms.layouts import parts

_PIECE = re.compile(rb"<[^>]+>|[^<]+")
_RUN = re.compile(
    rb'</?w:r( w:rsidR="00C3")?>|<w:r/>|</?w:t>|<w:t xml:space="preserve">|</?w:rPr>|<w:rFonts [^>]*/>|<w:sz [^>]*/>'
)
_WHOLE = re.compile(rb'<c r="([A-Z]+\d+)"[^>]*?(?:/>|>.*?</c>)')


def annex() -> ExternalForm:
    return form_files.read_form(official.annex(), name="a.docx")


def by_label(blank: ExternalForm) -> dict[tuple[str, str], Place]:
    return {(one.row, one.column[-1] if one.column else one.grid): one for one in list_places(blank)}


def test_heads_of_three_rows_are_read() -> None:
    found = by_label(annex())
    talks = found["Số cuộc tuyên truyền trực tiếp", "Lũy kế"]
    assert talks.column == ("Kết quả thực hiện", "Trong năm", "Lũy kế")
    assert found["Trong đó: lồng ghép chương trình khác", "Kỳ này"].parent_row == "Số cuộc tuyên truyền trực tiếp"
    assert found["Kỳ báo cáo:", ""].at == "p1#0"
    assert found["Đơn vị báo cáo:", "hộp chữ"].at.startswith("p")
    assert found["Biểu số 02, kèm theo Công văn số", "đầu trang"].at == "header1!p0#0"
    numbered = [row for row, column in found if row in ("A", "B", "C")]
    assert not numbered, "the row that numbers the columns is part of the heads"
    assert len(found) == 5 * 4 + 3


def test_the_table_of_units_is_read() -> None:
    blank = form_files.read_form(official.table(), name="a.xlsx")
    found = [one for one in list_places(blank) if one.repeats]
    assert [one.column[-1] for one in found] == [
        "STT", "Tên xã, phường, thị trấn", "Kỳ này", "Cùng kỳ năm trước", "Kỳ này", "Cùng kỳ năm trước", "Ghi chú",
    ]  # fmt: skip
    assert [(line.part, line.text) for line in blank.aside] == [("Biểu 03, đầu trang", "Kèm theo Công văn số ……")]


def entries(blank: ExternalForm) -> list[PlaceContent]:
    """All its places."""
    return [
        PlaceContent(one.at, f"lời {number}", str(number), marked=number % 5 == 0)
        for number, one in enumerate(list_places(blank), 1001)
    ]


def test_word_keeps_every_byte_but_the_words() -> None:
    data, wanted = official.annex(), entries(annex())
    before, after = parts(data), parts(form_files.fill_form(data, wanted).content)
    assert list(before) == list(after)
    changed = {name for name in before if before[name] != after[name]}
    assert changed == {"word/document.xml", "word/header1.xml"}
    words = {one.text.encode() for one in wanted}
    said: set[bytes] = set()
    for name in changed:
        for taken, put in differences(before[name], after[name]):
            assert all(_RUN.fullmatch(one) or not one.strip("….".encode()) or "……".encode() in one for one in taken), (
                taken
            )
            told = {one for one in put if not _RUN.fullmatch(one) and not one.startswith(b"<w:shd ")}
            said |= told & words
            assert told <= words | leftovers(taken), told
    assert said == words
    fresh = re.findall(
        rb"<w:r><w:rPr>((?:<[^<]*/>)*)</w:rPr><w:t[^>]*>" + "lời 1002".encode(), after["word/document.xml"]
    )
    assert fresh == [b'<w:rFonts w:ascii="Times New Roman" w:hAnsi="Times New Roman"/><w:sz w:val="22"/>'], (
        "an empty cell has the letters of the words beside it"
    )
    lines = after["word/document.xml"].count("lời".encode())
    assert lines == len(wanted), "one is in the header, that of the box is written twice"


def leftovers(taken: list[bytes]) -> set[bytes]:
    """What stood before and behind dots in one piece of text."""
    return {part for one in taken for part in re.split("…+".encode(), one)}


def differences(before: bytes, after: bytes) -> list[tuple[list[bytes], list[bytes]]]:
    one, other = _PIECE.findall(before), _PIECE.findall(after)
    codes = SequenceMatcher(a=one, b=other, autojunk=False).get_opcodes()
    return [(one[a:b], other[c:d]) for tag, a, b, c, d in codes if tag != "equal"]


def test_excel_keeps_every_byte_but_the_cells() -> None:
    data = official.table(units=3)
    blank = form_files.read_form(data, name="a.xlsx")
    wanted = entries(blank)
    before, after = parts(data), parts(form_files.fill_form(data, wanted).content)
    changed = {name for name in before if before[name] != after[name]}
    assert changed == {"xl/worksheets/sheet1.xml", "xl/styles.xml"}
    sheet = "xl/worksheets/sheet1.xml"
    assert _WHOLE.sub(b"", before[sheet]) == _WHOLE.sub(b"", after[sheet]), "all but the cells"
    filled = {one.at.split("!")[1].split("#")[0] for one in wanted}
    formulas = {box.at.split("!")[1] for grid in blank.grids for box in grid.boxes if box.formula}
    old, new = (dict(cells(part[sheet])) for part in (before, after))
    assert {at for at in old if old[at] != new[at]} <= filled | formulas
    assert list(old) == list(new)
    for marked in (b"<fills", b"<cellXfs"):
        assert before["xl/styles.xml"].split(marked)[0].split(b"<fonts")[0] in after["xl/styles.xml"]


def cells(sheet: bytes) -> list[tuple[str, bytes]]:
    return [(one[1].decode(), one[0]) for one in _WHOLE.finditer(sheet)]


@pytest.mark.parametrize("name", ["annex", "table"])
def test_nothing_to_fill_changes_nothing(name: str) -> None:
    data = getattr(official, name)()
    assert parts(form_files.fill_form(data, []).content) == parts(data)


def test_grids_are_whole() -> None:
    (grid,) = (block for block in annex().blocks if isinstance(block, Grid))
    assert (grid.width, grid.height) == (7, 4 + len(official.ROWS))
