"""What Word forms hold beside lines and cells: tables in cells, formulas, boxes to type in, tables without end."""

import io

import docx
import pytest
from docx.oxml import parse_xml
from docx.oxml.ns import nsdecls

from sokehoach.adapters.external_forms import form_files
from sokehoach.adapters.sandbox import FileRefusedError
from sokehoach.domain.documents.external_form.form_structure import ExternalForm, Grid
from sokehoach.domain.documents.external_form.place import PlaceContent
from sokehoach.domain.documents.external_form.places import list_places
from tests.adapters.external_forms.layouts import saved


def table(*, field: str = "", inner: bool = False) -> bytes:
    made = docx.Document()
    grid = made.add_table(3, 2)
    for row, label in enumerate(("Nội dung", "Số cuộc", "Tổng cộng")):
        grid.cell(row, 0).text = label
    grid.cell(0, 1).text = "Kết quả"
    if field:
        run = f'<w:fldSimple {nsdecls("w")} w:instr=" {field} "><w:r><w:t>0</w:t></w:r></w:fldSimple>'
        grid.cell(2, 1).paragraphs[0]._p.append(parse_xml(run))
    if inner:
        nested = grid.cell(1, 1).add_table(2, 2)
        nested.cell(0, 0).text, nested.cell(0, 1).text, nested.cell(1, 0).text = "Loại", "Số", "Nói chuyện"
    return saved(made)


def read(data: bytes) -> ExternalForm:
    return form_files.read_form(data, name="a.docx")


@pytest.mark.parametrize(
    ("field", "told"),
    [
        ("=SUM(ABOVE)", "1.507,5"),
        ("=SUM(ABOVE) \\# &quot;#.##0&quot;", "1.507,5"),
        ("=B2*2+1", "3.016"),
        ("=SUM(B1:B2;2)", "1.509,5"),
        ("=SUM(LEFT)", "0"),
        ("=PRODUCT(ABOVE)", "0"),
    ],
)
def test_a_formula_stays_words_own_and_its_result_is_worked_out_again(field: str, told: str) -> None:
    data = table(field=field)
    assert [one.row for one in list_places(read(data))] == ["Số cuộc"]
    made = form_files.fill_form(data, [PlaceContent("t0.r1.c1", "1.507,5", "1507.5")])
    cell = docx.Document(io.BytesIO(made.content)).tables[0].cell(2, 1)
    assert "".join(node.text or "" for node in cell._tc.iter("{*}t")) == told
    assert cell._tc.find(".//{*}fldSimple") is not None
    known = "PRODUCT" not in field
    assert made.results == ({"t0.r2.c1": told.replace(".", "").replace(",", ".")} if known else {})


def test_a_formula_below_rows_that_were_copied_is_known_by_its_first_address() -> None:
    data = table(field="=SUM(ABOVE)")
    entries = [
        PlaceContent("t0.r1.c1", "1", "1"),
        PlaceContent("t0.r1.c1*1", "2", "2"),
        PlaceContent("t0.r1.c1*2", "3", "3"),
    ]
    assert form_files.fill_form(data, entries).results == {"t0.r2.c1": "6"}


def test_a_number_of_the_heads_is_counted_as_word_counts_it() -> None:
    made = docx.Document(io.BytesIO(table(field="=SUM(ABOVE)")))
    made.tables[0].cell(0, 1).text = "(3)"
    assert form_files.fill_form(saved(made), [PlaceContent("t0.r1.c1", "10", "10")]).results == {"t0.r2.c1": "7"}


def test_a_table_in_a_cell_is_read() -> None:
    blank = read(table(inner=True))
    assert [(one.grid, one.row) for one in list_places(blank)] == [
        ("Bảng 1", "Số cuộc"), ("Bảng 1", "Tổng cộng"), ("Bảng 2", "Nói chuyện"),
    ]  # fmt: skip
    filled = form_files.fill_form(table(inner=True), [PlaceContent("t1.r1.c1", "7")]).content
    assert docx.Document(io.BytesIO(filled)).tables[0].cell(1, 1).tables[0].cell(1, 1).text == "7"


def test_spaces_to_type_over_are_empty() -> None:
    made = docx.Document(io.BytesIO(table()))
    made.tables[0].cell(1, 1).text = "\u2002" * 5
    assert [one.row for one in list_places(read(saved(made)))] == ["Số cuộc", "Tổng cộng"]


def test_a_table_wider_than_word_makes_is_refused() -> None:
    made = docx.Document(io.BytesIO(table()))
    cell = made.tables[0].cell(1, 1)._tc
    cell.get_or_add_tcPr().append(parse_xml(f'<w:gridSpan {nsdecls("w")} w:val="1000000000"/>'))
    with pytest.raises(FileRefusedError, match="63 cột"):
        read(saved(made))


def test_a_copied_row_is_known_by_no_number_twice() -> None:
    made = docx.Document(io.BytesIO(table()))
    row = made.tables[0].rows[1]._tr
    row.set("{http://schemas.microsoft.com/office/word/2010/wordml}paraId", "1A2B3C4D")
    wanted = [
        PlaceContent("t0.r1.c1", "1"),
        PlaceContent("t0.r1.c1*1", "2"),
        PlaceContent("t0.r1.c0*1", "Thứ hai"),
    ]
    filled = form_files.fill_form(saved(made), wanted).content
    rows = docx.Document(io.BytesIO(filled)).tables[0].rows
    assert [[cell.text for cell in one.cells] for one in rows] == [
        ["Nội dung", "Kết quả"], ["Số cuộc", "1"], ["Thứ hai", "2"], ["Tổng cộng", ""],
    ]  # fmt: skip
    assert [len(one._tr.attrib) for one in rows] == [0, 1, 0, 0]


def test_the_blank_goes_through_json_unchanged() -> None:
    from sokehoach.domain.documents.external_form.form_structure import parse_external_form

    blank = read(table(field="=SUM(ABOVE)", inner=True))
    assert parse_external_form(blank.as_json()) == blank
    assert sum(isinstance(one, Grid) for one in blank.blocks) == 2
