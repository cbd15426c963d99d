"""Whoever is named anywhere in an office file is found, and the format's own figures are nobody's numbers."""

import io
import zipfile

import docx
import openpyxl
import pytest
from openpyxl.worksheet.table import Table

from sokehoach.adapters.readers.evidence_files import clean_document, read_words, run_words_job
from sokehoach.adapters.readers.ooxml import cleaning
from sokehoach.adapters.sandbox import FileRefusedError
from sokehoach.domain.privacy import HitKind, scan_text

NAME, PHONE = "Lường Thị Xoan", "0975 318 642"
_W = 'xmlns:w="http://schemas.openxmlformats.org/wordprocessingml/2006/main"'


def word() -> docx.document.Document:
    made = docx.Document()
    made.add_paragraph("Kết quả tuyên truyền tháng 6")
    return made


def saved(made) -> bytes:
    buffer = io.BytesIO()
    made.save(buffer)
    return buffer.getvalue()


def in_body(markup: str) -> bytes:
    """A text whose one paragraph holds this markup as well."""
    made = word()
    made.paragraphs[0]._p.append(docx.oxml.parse_xml(f"<w:smartTag {_W}>{markup}</w:smartTag>"))
    return saved(made)


def with_part(data: bytes, name: str, content: bytes) -> bytes:
    buffer = io.BytesIO(data)
    with zipfile.ZipFile(buffer, "a") as archive:
        archive.writestr(name, content)
    return buffer.getvalue()


def changed(data: bytes, part: str, old: bytes, new: bytes) -> bytes:
    buffer = io.BytesIO()
    with zipfile.ZipFile(io.BytesIO(data)) as before, zipfile.ZipFile(buffer, "w") as after:
        for name in before.namelist():
            content = before.read(name)
            assert name != part or old in content
            after.writestr(name, content.replace(old, new, 1) if name == part else content)
    return buffer.getvalue()


def book(change) -> bytes:
    made = openpyxl.Workbook()
    made.active["A1"] = "Số cuộc"
    made.active["A2"] = 12
    change(made)
    return saved(made)


def _sheet_name(text: str) -> bytes:
    return book(lambda made: setattr(made.active, "title", text))


def _number_format(text: str) -> bytes:
    return book(lambda made: setattr(made.active["A2"], "number_format", f'0" {text}"'))


def _escaped_format(text: str) -> bytes:
    letters = "".join(f"\\{letter}" for letter in text)
    return book(lambda made: setattr(made.active["A2"], "number_format", f'0" "{letters}'))


def _formula(text: str) -> bytes:
    first, second = text[:6], text[6:]
    return book(lambda made: made.active.__setitem__("A3", f'="{first}"&"{second}"'))


def _sheet_foot(text: str) -> bytes:
    return book(lambda made: setattr(made.active.oddFooter.center, "text", text))


def _column_of_a_table(text: str) -> bytes:
    def change(made) -> None:
        made.active["A1"] = text
        made.active.add_table(Table(displayName="B", ref="A1:A2"))

    return book(change)


def _link_of_a_cell(text: str) -> bytes:
    return book(lambda made: setattr(made.active["A1"], "hyperlink", f"mailto:ubnd@b.gov.vn?subject={text}"))


def _escaped_letters(text: str) -> bytes:
    coded = "".join(f"_x{ord(letter):04X}_" for letter in text)
    return book(lambda made: made.active.__setitem__("A3", coded))


def _field(text: str) -> bytes:
    return in_body(f'<w:r><w:instrText xml:space="preserve"> COMMENTS "{text}" </w:instrText></w:r>')


def _simple_field(text: str) -> bytes:
    return in_body(f'<w:fldSimple w:instr=" QUOTE {text} "/>')


def _bookmark(text: str) -> bytes:
    return in_body(f'<w:bookmarkStart w:id="3" w:name="{text}"/>')


def _content_control(text: str) -> bytes:
    return in_body(f'<w:sdt><w:sdtPr><w:alias w:val="{text}"/></w:sdtPr><w:sdtContent/></w:sdt>')


def _tag_of_a_control(text: str) -> bytes:
    return in_body(f'<w:sdt><w:sdtPr><w:tag w:val="{text}"/></w:sdtPr><w:sdtContent/></w:sdt>')


def _head_of_pages(text: str) -> bytes:
    made = word()
    made.sections[0].header.paragraphs[0].text = text
    return saved(made)


def _head_of_a_table(text: str) -> bytes:
    made = word()
    made.add_table(1, 2).cell(0, 1).text = text
    return saved(made)


def _style(text: str) -> bytes:
    made = word()
    made.styles.add_style(text, 1)
    return saved(made)


def _remark_in_markup(text: str) -> bytes:
    return changed(saved(word()), "word/document.xml", b"<w:body>", f"<w:body><!-- {text} -->".encode())


def _instruction_in_markup(text: str) -> bytes:
    return changed(saved(word()), "word/document.xml", b"<w:body>", f"<w:body><?note {text}?>".encode())


def _own_data(text: str) -> bytes:
    return with_part(saved(word()), "customXml/item9.xml", f"<a><b>{text}</b></a>".encode())


def _name_of_a_part(text: str) -> bytes:
    return with_part(saved(word()), f"word/media/{text}.png", b"")


PLACES = [
    _sheet_name, _number_format, _escaped_format, _formula, _sheet_foot, _column_of_a_table, _link_of_a_cell,
    _escaped_letters, _field, _simple_field, _bookmark, _content_control, _tag_of_a_control, _head_of_pages,
    _head_of_a_table, _style, _remark_in_markup, _instruction_in_markup, _own_data, _name_of_a_part,
]  # fmt: skip


def found(data: bytes) -> set[HitKind]:
    """What runs in the process of its own, called here."""
    return {hit.kind for hit in scan_text(run_words_job(cleaning.clean_office(data)[1], name="a"))}


def test_it_works() -> None:
    told = read_words(clean_document(_sheet_name(NAME), name="so.xlsx"))
    assert [(told[hit.start : hit.end], hit.kind) for hit in scan_text(told)] == [(NAME, HitKind.NAME)]


@pytest.mark.parametrize(
    "place",
    [place if n % 5 == 0 else pytest.param(place, marks=pytest.mark.sweep) for n, place in enumerate(PLACES)],
    ids=lambda place: place.__name__.strip("_"),
)
def test_who_is_named_there_is_found(place) -> None:
    assert not found(place("So lieu"))
    assert HitKind.NAME in found(place(NAME))
    assert HitKind.PHONE in found(place(PHONE))


@pytest.mark.parametrize("place", [_sheet_name, _tag_of_a_control, _bookmark])
def test_a_bare_number_counts_where_a_person_types(place) -> None:
    assert HitKind.ID in found(place("312645978"))


def test_the_figures_of_the_format_are_nobodys() -> None:
    markup = (
        '<w:sdt><w:sdtPr><w:id w:val="312645978"/></w:sdtPr><w:sdtContent><w:p w:rsidR="20B15324">'
        "<w:r><w:t>12 buổi</w:t></w:r></w:p></w:sdtContent></w:sdt>"
    )
    assert not found(in_body(markup))
    shape = '<w:r><w:pict><v:shape xmlns:v="v" style="margin-left:05pt;z-index:251661312"/></w:pict></w:r>'
    assert not found(in_body(shape))
    assert not found(book(lambda made: made.active.__setitem__("A3", 45_678_000)))


def test_words_without_end_are_not_looked_through() -> None:
    made = word()
    for _page in range(101):
        made.add_paragraph("tuyên truyền " * 800)
    with pytest.raises(FileRefusedError, match="một triệu chữ"):
        found(saved(made))


def test_a_part_that_nobody_can_read_is_refused() -> None:
    taken = with_part(saved(word()), "word/notes.dat", f"{NAME} {PHONE}".encode())
    with pytest.raises(FileRefusedError, match="không đọc được chữ"):
        found(taken)


def test_markup_that_defines_entities_is_refused_even_in_a_picture() -> None:
    picture = b'<!DOCTYPE a [<!ENTITY b "c">]><a>&b;</a>'
    with pytest.raises(FileRefusedError):
        found(with_part(saved(word()), "word/media/image1.svg", picture))


@pytest.mark.parametrize(
    ("part", "markup"),
    [
        ("xl/persons/person.xml", '<personList><person displayName="{}" userId="{}"/></personList>'),
        ("xl/pivotCache/pivotCacheDefinition1.xml", "<pivotCacheDefinition refreshedBy='{}'/>"),
        ("xl/comments9.xml", '<x:comments xmlns:x="u"><x:author xml:space="preserve">{}</x:author></x:comments>'),
        ("xl/lay.xml", '<a:w xmlns:a="u"><a:absPath url="C:\\Users\\{}\\"/></a:w>'),
    ],
)  # fmt: skip
def test_who_wrote_and_where_the_file_lay_is_taken_out_of_every_part(part: str, markup: str) -> None:
    data = with_part(book(lambda made: None), part, markup.replace("{}", NAME).encode())
    assert HitKind.NAME not in found(data)
