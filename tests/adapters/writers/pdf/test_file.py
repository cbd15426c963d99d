"""A PDF says what the Word file says, in the same order, and is fit for an archive and for a reader that speaks."""

import functools
import io
from dataclasses import replace

import pytest
from pypdf import PdfReader

from sokehoach.adapters.readers.layout_files import lint_file
from sokehoach.adapters.writers.pdf import UnprintableLetterError, write_pdf, writer
from sokehoach.domain.documents.content import (
    Annex,
    Banner,
    Cell,
    Column,
    Heading,
    Paragraph,
    Picture,
    Row,
    Table,
    Text,
)
from sokehoach.domain.documents.parts import SignatureBlock
from tests.adapters.writers.docx.opened import opened, words
from tests.adapters.writers.pdf.printed import alternatives, letters, level, pages, picture, printed, quiet
from tests.golden.report import report, signed_report


def test_it_works() -> None:
    for document in (level(quiet(report())), level(signed_report())):
        assert printed(document) == letters(words(opened(document).element.body))


def test_a_head_of_two_rows_has_every_word() -> None:
    document = quiet(report())
    assert sorted(printed(document)) == sorted(letters(words(opened(document).element.body)))


def test_a_percent_sign_begins_no_line() -> None:
    sentence = "Số cuộc tuyên truyền trực tiếp tăng 37,5 % so với cùng kỳ năm trước; "
    document = replace(report(), blocks=tuple(Paragraph((Text("a " * cut + sentence * 5),)) for cut in range(1, 60)))
    lines = [line.strip() for page in pages(write_pdf(document)) for line in page.splitlines()]
    assert any("%" in line for line in lines)
    assert not [line for line in lines if line.startswith("%")]


def test_equal_documents_give_equal_bytes() -> None:
    first = write_pdf(report())
    write_pdf(signed_report())
    assert write_pdf(report()) == first


def test_it_is_an_archive_file_with_tags_and_its_fonts_inside() -> None:
    file = PdfReader(io.BytesIO(write_pdf(report())))
    root = file.trailer["/Root"]
    described = root["/Metadata"].get_data().decode()
    assert "<pdfaid:part>2</pdfaid:part>" in described
    assert "<pdfaid:conformance>A</pdfaid:conformance>" in described
    assert "<pdfuaid:part>1</pdfuaid:part>" in described
    assert root["/MarkInfo"]["/Marked"]
    assert root["/Lang"] == "vi-VN"
    assert file.metadata is not None
    assert file.metadata.title == "Báo cáo Kết quả công tác phòng, chống mại dâm 6 tháng đầu năm 2021"
    fonts = [
        font.get_object()["/DescendantFonts"][0].get_object()["/FontDescriptor"].get_object()
        for page in file.pages
        for font in page["/Resources"]["/Font"].values()
    ]
    assert fonts
    assert all("/FontFile2" in one or "/FontFile3" in one for one in fonts)
    assert {one["/FontName"].partition("+")[2].partition("-")[0] for one in fonts} == {"Tinos"}


def test_annexes_turn_their_paper_and_count_their_own_pages() -> None:
    row = Row(tuple(Cell((Text(f"Ô {place}"),)) for place in range(3)))
    long = Table((Column(1),) * 3, (Row((Cell((Text("Đầu bảng"),), columns=3),)),), (row,) * 80)
    first, second = report().annexes
    document = replace(report(), annexes=(replace(first, blocks=(long,)), second))
    file = PdfReader(io.BytesIO(write_pdf(document)))
    wide = [page.mediabox.width > page.mediabox.height for page in file.pages]
    assert wide == [False, False, *[True] * (len(wide) - 3), False]
    told = [page.extract_text().splitlines() for page in file.pages]
    numbers = [next((line.strip() for line in page if line.strip().isdigit()), "") for page in told]
    assert numbers == ["", "2", *["", "2", "3", "4", "5"][: len(wide) - 3], ""]
    assert all(any("Đầu bảng" in line for line in page) for page in told[2:-1])
    assert len(wide) > 4


def test_no_heading_stands_alone_at_the_foot_of_a_page() -> None:
    for lines in range(18, 36):
        filler = tuple(Paragraph((Text("Một dòng."),)) for _ in range(lines))
        blocks = (
            *filler,
            Heading(1, "I.", "Tiêu đề"),
            Heading(2, "1.", "Nhỏ hơn"),
            Paragraph((Text("Lời."),)),
        )
        told = pages(write_pdf(replace(quiet(report()), blocks=blocks, annexes=())))
        (page,) = [page for page in told if "TIÊU ĐỀ" in page]
        assert "Lời." in page


def test_the_last_words_stay_with_the_signature() -> None:
    for lines in range(12, 24):
        filler = tuple(Paragraph((Text("Một dòng."),)) for _ in range(lines))
        told = pages(write_pdf(replace(quiet(report()), blocks=filler, annexes=())))
        (page,) = [page for page in told if "Nơi nhận:" in page]
        assert "của huyện./." in page
        assert "TRƯỞNG PHÒNG" in page


def test_a_banner_a_picture_and_a_second_signer_stand_in_both() -> None:
    drawn = Picture(
        picture([b"\x80" * 24] * 4, 8),
        80,
        "Biểu đồ cột: xã A 3, xã B chưa báo cáo",
        caption="Hình 1. Số cuộc",
    )
    document = replace(
        quiet(report()),
        blocks=(Banner("QUYẾT ĐỊNH:"), drawn, Paragraph((Text("Sau hình."),))),
        beside=SignatureBlock(("Thư ký",), "Lò Thị Thử"),
        annexes=(),
    )
    package = opened(document)
    assert printed(document) == letters(words(package.element.body))
    (shown,) = package.inline_shapes
    assert shown._inline.docPr.get("descr") == drawn.alt
    assert alternatives(write_pdf(document)) == [drawn.alt]


def test_a_letter_that_no_font_has_is_named() -> None:
    with pytest.raises(UnprintableLetterError, match="Ký tự «😀»"):
        write_pdf(replace(report(), title="Kết quả 😀"))
    assert printed(signed_report())  # the next document is set as ever


def test_the_linter_finds_no_error() -> None:
    for document in (report(), signed_report()):
        found = lint_file(write_pdf(document), name="bao-cao.pdf")
        assert [one for one in found if one.severity == "error"] == []


def test_every_annex_is_numbered_from_its_second_page() -> None:
    rows = tuple(Row((Cell((Text("A"),)), Cell((Text("x"),)))) for _ in range(45))
    table = Table((Column(1), Column(9)), (Row((Cell((Text("Mã"),)), Cell((Text("Tên"),)))),), rows)
    annexes = [Annex(f"Biểu {wide}", (table,), landscape=wide) for wide in (True, True, False, False)]
    told = write_pdf(replace(quiet(report()), annexes=tuple(annexes)))
    heads = [page.extract_text().strip().splitlines()[0].strip() for page in PdfReader(io.BytesIO(told)).pages]
    starts = [place for place, head in enumerate(heads) if head.startswith("Phụ lục")]
    assert len(starts) == 4
    for start, end in zip(starts, [*starts[1:], len(heads)], strict=True):
        assert heads[start + 1 : end] == [str(number) for number in range(2, end - start + 1)]
        assert end - start > 1


def test_a_panic_of_typst_is_an_error_and_ends_its_compiler(monkeypatch: pytest.MonkeyPatch) -> None:
    """pyo3 makes it a BaseException."""

    class PanicException(BaseException):
        pass

    expected, compiler, panics = write_pdf(report()), writer._get_compiler(), [PanicException()]

    class Panicking:
        def compile(self, **arguments: object) -> object:
            if panics:
                raise panics.pop()
            return compiler.compile(**arguments)  # type: ignore[arg-type]

    monkeypatch.setattr(writer, "_get_compiler", functools.cache(Panicking))
    with pytest.raises(RuntimeError, match="panicked"):
        write_pdf(report())
    assert write_pdf(report()) == expected


@pytest.mark.parametrize("parts", ["AABA", "AAAB", "BAA", "AA", "A", "AABAAB"])
def test_a_part_without_rows_is_printed_by_its_title(parts: str) -> None:
    """`parts`: A for the title of a part, B for its rows. Two headers of Typst in a row ended the compiler."""
    columns = tuple(Column(width) for width in (6, 50, 13))
    rows = []
    for number, part in enumerate(parts):
        if part == "A":
            rows.append(Row((Cell((Text(f"{number}. PHẦN"),), columns=3),), strong=True))
        else:
            rows += [Row(tuple(Cell((Text(f"{number}-{row}-{place}"),)) for place in "abc")) for row in range(90)]
    table = Table(columns, (Row(tuple(Cell((Text(name),)) for name in ("Mã", "Tên", "Số"))),), tuple(rows))
    text = printed(replace(quiet(report()), annexes=(Annex("Biểu", (table,)),)))
    for number, part in enumerate(parts):
        assert (f"{number}.PHẦN" if part == "A" else f"{number}-89-c") in text
