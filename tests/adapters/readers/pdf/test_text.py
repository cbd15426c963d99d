"""A PDF reads as paragraphs in order: what is printed on each page for the eye alone is left out."""

import io
import re
import unicodedata

import pytest
import typst
from pypdf import PdfReader, PdfWriter

from sokehoach.adapters.readers.file_text import FileKind
from sokehoach.adapters.readers.pdf.text import read_pdf
from sokehoach.adapters.readers.text_files import open_file
from sokehoach.adapters.readers.txt.legacy import has_broken_letters
from sokehoach.adapters.sandbox import FileRefusedError
from tests.adapters.readers.txt import old_writings

PAGE = """#set page(paper: "a4", margin: (top: 2cm, bottom: 2cm, left: 3cm, right: 1.5cm){more})
#set text(font: ("Tinos", "Liberation Serif"), size: 14pt, lang: "vi", hyphenate: false)
#set par(justify: true, first-line-indent: (amount: 1.27cm, all: true), spacing: 1.1em)
"""
SENTENCE = (
    "Các cơ quan, đơn vị căn cứ chức năng, nhiệm vụ được giao chủ động xây dựng kế hoạch, bố trí người và kinh phí, "
    "tổ chức thực hiện đúng tiến độ và báo cáo kết quả về cơ quan thường trực để tổng hợp. "
)


def pdf(markup: str, more: str = "") -> bytes:
    made = typst.compile((PAGE.replace("{more}", more) + markup).encode())
    assert isinstance(made, bytes)
    return made


def blocks(data: bytes) -> list[str]:
    return read_pdf(data).text.strip().split("\n\n")


def test_it_works() -> None:
    opened = open_file(pdf(SENTENCE * 3), name="ke-hoach.pdf")
    assert opened.text == (SENTENCE * 3).strip() + "\n"
    assert (opened.kind, opened.pages) == (FileKind.PDF, 1)


def test_a_paragraph_over_two_pages_is_one_and_page_numbers_and_feet_are_gone() -> None:
    more = ", header: context align(center)[#counter(page).display()], footer: [Văn bản điện tử, bản nháp số 3]"
    long = SENTENCE * 30
    assert blocks(pdf(f"{long}\n\n{SENTENCE}", more)) == [long.strip(), SENTENCE.strip()]


@pytest.mark.parametrize(
    "labels",
    [("I.", "1.", "1.1.", "a)", "đ)", "-", "+"), ("PHẦN I.", "Điều 2.", "(1)", "2)", "A.", "•", "12.")],
)
def test_each_label_begins_a_paragraph(labels: tuple[str, ...]) -> None:
    """One that fills its row to the margin ends with a stop, or the next stands in."""
    items = [f"{label} {SENTENCE * 2}".strip() for label in labels]
    # «#» sentences, so that Typst takes no label for a list of its own
    assert blocks(pdf("\n\n".join(f'#"{item}"' for item in items))) == items


def test_headings_stand_alone_and_titles_over_rows_are_joined() -> None:
    title = "Về việc tăng cường công tác phòng, chống cháy rừng và bảo vệ rừng trên địa bàn tỉnh năm 2025"
    made = pdf(f'#align(center)[*KẾ HOẠCH* \\ *{title}*]\n\n#"I. MỤC ĐÍCH"\n\n{SENTENCE}')
    assert blocks(made) == ["KẾ HOẠCH", title, "I. MỤC ĐÍCH", SENTENCE.strip()]


def test_a_table_with_rules_stands_as_rows_and_goes_on_over_the_page() -> None:
    rows = "".join(f"[{n}], [Việc {n}], [Sở Y tế]," for n in range(1, 61))
    head = "table.header([STT], [Nội dung], [Chủ trì]),"
    opened = read_pdf(pdf(f"{SENTENCE}\n\n#table(columns: (2cm, 1fr, 4cm), {head} {rows})\n\n{SENTENCE}"))
    assert opened.pages > 1
    assert len(opened.tables) == 1
    assert opened.tables[0][0] == ("STT", "Nội dung", "Chủ trì")
    assert [row[0] for row in opened.tables[0][1:]] == [str(n) for n in range(1, 61)]
    assert "| 60 | Việc 60 | Sở Y tế |" in opened.text
    assert opened.text.startswith(SENTENCE.strip())
    assert opened.text.strip().endswith(SENTENCE.strip())


def test_merged_cells_are_told_once() -> None:
    made = pdf(
        "#table(columns: 3, table.cell(colspan: 2)[Chung], [A], table.cell(rowspan: 2)[Dọc], [B], [C], [D], [E])"
    )
    assert read_pdf(made).tables[0] == (("Chung", "", "A"), ("Dọc", "B", "C"), ("", "D", "E"))


@pytest.mark.parametrize("angle", [90, 180, 270])
def test_a_turned_page_is_read_as_it_is_looked_at(angle: int) -> None:
    """A sheet laid on its side: written sideways, and turned for the eye."""
    table = "#table(columns: 2, [Việc], [Chủ trì], [Tập huấn], [Sở Y tế])"
    straight = pdf(f"{SENTENCE}\n\n{table}")
    writer = PdfWriter(clone_from=PdfReader(io.BytesIO(straight)))
    page = writer.pages[0]
    page.rotate(angle)
    page.transfer_rotation_to_content()
    page.rotate(-angle % 360)
    page.rotation = (360 - angle) % 360
    buffer = io.BytesIO()
    writer.write(buffer)
    assert blocks(buffer.getvalue())[0] == SENTENCE.strip()


def test_footnotes_come_last_and_their_marks_not_at_all() -> None:
    made = pdf(f"Căn cứ Luật#footnote[Luật số 1 năm 2020.] và Nghị định#footnote[Nghị định số 2.]. {SENTENCE}")
    assert blocks(made) == [
        f"Căn cứ Luật và Nghị định. {SENTENCE}".strip(), "[1] Luật số 1 năm 2020.", "[2] Nghị định số 2.",
    ]  # fmt: skip


HEAD = """#grid(columns: (45%, 55%), align: center,
  [UBND TỈNH MẪU \\ *SỞ Y TẾ*], [#text(12pt)[*CỘNG HÒA XÃ HỘI CHỦ NGHĨA VIỆT NAM*] \\ *Độc lập - Tự do - Hạnh phúc*],
  [Số: 12/KH-SYT], [_Mẫu, ngày 05 tháng 3 năm 2025_])
"""
FOOT = """#grid(columns: (50%, 50%), text(11pt)[*_Nơi nhận:_* \\ \\- Như trên; \\ \\- Lưu: VT.],
  align(center)[*KT. GIÁM ĐỐC* \\ *PHÓ GIÁM ĐỐC* \\ \\ \\ *Lò Văn Mẫu*])
"""


def test_head_and_foot_are_read_column_by_column() -> None:
    made = blocks(pdf(f"{HEAD}\n#align(center)[*KẾ HOẠCH*]\n\n{SENTENCE}\n\n{FOOT}"))
    assert made[0].split("\n") == ["UBND TỈNH MẪU", "SỞ Y TẾ", "Số: 12/KH-SYT"]
    assert made[1].split("\n") == [
        "CỘNG HÒA XÃ HỘI CHỦ NGHĨA VIỆT NAM", "Độc lập - Tự do - Hạnh phúc", "Mẫu, ngày 05 tháng 3 năm 2025",
    ]  # fmt: skip
    assert made[-2].split("\n") == ["Nơi nhận:", "- Như trên;", "- Lưu: VT."]
    assert made[-1].split("\n") == ["KT. GIÁM ĐỐC", "PHÓ GIÁM ĐỐC", "Lò Văn Mẫu"]


def test_a_signing_stamp_is_no_part_of_the_text_but_is_told() -> None:
    stamp = "#place(top + right, dy: -1cm, text(8pt)[Ký bởi: SỞ Y TẾ \\ Thời gian ký: 05.03.2025 10:00:00 +07:00])\n"
    opened = read_pdf(pdf(stamp + HEAD + SENTENCE))
    assert "Ký bởi" not in opened.text
    assert "10:00:00" not in opened.text
    assert any("Ký bởi: SỞ Y TẾ" in note for note in opened.notes)


def test_pages_that_are_pictures_beside_pages_of_text_are_named() -> None:
    svg = '<svg xmlns=\\"http://www.w3.org/2000/svg\\" width=\\"9\\" height=\\"9\\">{}</svg>'
    square = f'#pagebreak()\n#image(bytes("{svg}"))'
    lines = "".join(f'<path d=\\"M{n} 0 L{n} 9\\" stroke=\\"black\\"/>' for n in range(300))
    opened = read_pdf(pdf(SENTENCE * 40 + square.format(lines)))
    assert f"Trang {opened.pages} là ảnh" in opened.notes[0]


def test_a_font_of_before_unicode_is_converted_before_anything_is_looked_for() -> None:
    """A PDF keeps the Latin letters that .VnTime or VNI-Times stood behind.

    No «ư» in the sentence: VN3 has it where Typst sees a soft hyphen, and draws nothing.
    """
    sentence = SENTENCE.replace("được ", "").replace("cơ quan thường trực", "huyện") * 5
    for write in (old_writings.tcvn3, old_writings.vni):

        def old(match: re.Match[str], write=write) -> str:
            return write(match[0]).decode("cp1252")

        vietnamese = re.compile(r"[^\W\d_]*[^\W\d_\x00-\x7f][^\W\d_]*")
        markup = f"{HEAD}\n#align(center)[*KẾ HOẠCH*]\n\n{sentence}\n\n{FOOT}"
        made = blocks(pdf(vietnamese.sub(old, markup)))
        assert " ".join(made[1].split()).startswith("CỘNG HÒA XÃ HỘI CHỦ NGHĨA VIỆT NAM")
        assert made[2] == "KẾ HOẠCH"
        assert made[3] == sentence.strip()
        assert made[-1].split("\n")[-1] == "Lò Văn Mẫu"


def test_letters_and_their_marks_that_stand_apart_are_composed() -> None:
    made = blocks(pdf(unicodedata.normalize("NFD", f"{HEAD}\n{SENTENCE}")))
    assert made[1].startswith("CỘNG HÒA XÃ HỘI")
    assert made[-1] == SENTENCE.strip()


# Some printers map the letters with marks to codes of other scripts: the page looks right, its text does not.
BROKEN = SENTENCE.translate(
    {ord(right): wrong for right, wrong in zip("ăâđêôơưạảấầậắịộớợứủếệ", "ЖЩЪЫЭЮЯбвгджзийклмнпф", strict=True)}
)


def test_a_broken_text_layer_is_refused_like_a_scan() -> None:
    with pytest.raises(FileRefusedError, match=r"Lớp chữ của tệp PDF bị hỏng.*không phải bản chụp"):
        read_pdf(pdf(BROKEN * 4))


def test_a_few_foreign_words_do_not_make_a_text_broken() -> None:
    assert "Жщъ" in read_pdf(pdf(SENTENCE * 4 + "Жщъ ыэю яби.")).text


def test_the_broken_text_layer_of_a_real_plan_is_recognised(shared) -> None:
    (path,) = (shared / "corpus/files").glob("106_*.pdf")
    with pytest.raises(FileRefusedError, match="Lớp chữ của tệp PDF bị hỏng"):
        read_pdf(path.read_bytes())


def test_no_real_text_passes_for_broken(shared) -> None:
    paths = sorted((shared / "corpus").glob("**/*.txt"))
    assert [path.name for path in paths if has_broken_letters(path.read_text("utf-8"))] == []
