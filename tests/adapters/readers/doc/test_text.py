"""A .doc file of Word 97-2003 reads as its .docx would: words, tables and columns of head and foot."""

import struct

import pytest

from sokehoach.adapters.readers.doc.compound import CompoundFile
from sokehoach.adapters.readers.doc.text import read_doc
from sokehoach.adapters.readers.file_text import FileKind, UnreadableFileError
from sokehoach.adapters.readers.layout_files import lint_file
from sokehoach.adapters.readers.text_files import open_file
from sokehoach.adapters.sandbox import FileRefusedError
from sokehoach.domain.plans.reading import read_plan
from sokehoach.domain.text import normalize_nfc
from tests.adapters.readers.doc import old_word
from tests.adapters.readers.txt import old_writings

HEAD = [["UBND TỈNH SUỐI BẠC\nSỞ SÁCH\nSố: 5/KH-SS", "CỘNG HÒA XÃ HỘI CHỦ NGHĨA VIỆT NAM\nĐộc lập - Tự do - Hạnh phúc"]]
FOOT = [["Nơi nhận:\n- Các thôn;\n- Lưu: VT.", "GIÁM ĐỐC\n\nLò Văn Mẫu"]]
WORK = [
    ["TT", "Nội dung", "Đơn vị chủ trì", "Thời gian"],
    ["1", "Mua sách\nmới", "Phòng Mượn", "Quý I"],
    ["2", "Sửa sách", "", "Quý II"],
]
PLAN = (
    HEAD,
    "KẾ HOẠCH",
    "Đọc sách",
    "I. MỤC ĐÍCH",
    "1. Mọi nhà đọc sách.",
    "II. PHÂN CÔNG",
    WORK,
    "1. Phòng Đọc mở cửa.",
    FOOT,
)


@pytest.mark.parser_process
def test_it_works() -> None:
    opened = open_file(old_word.made(*PLAN), name="ke-hoach.doc")
    assert opened.kind is FileKind.DOC
    assert "| 1 | Mua sách mới | Phòng Mượn | Quý I |" in opened.text
    assert opened.tables == (
        (
            ("TT", "Nội dung", "Đơn vị chủ trì", "Thời gian"),
            ("1", "Mua sách mới", "Phòng Mượn", "Quý I"),
            ("2", "Sửa sách", "", "Quý II"),
        ),
    )


def test_the_plan_in_it_is_read() -> None:
    found = read_plan(read_doc(old_word.made(*PLAN)).text)
    assert (found.document.issuer, found.document.number, found.document.signer) == (
        "SỞ SÁCH",
        "5/KH-SS",
        "Lò Văn Mẫu",
    )
    assert [(duty.agency, duty.text) for duty in found.duties] == [
        ("Phòng Mượn", "Mua sách mới"),
        ("Phòng Mượn", "Sửa sách"),
        ("Phòng Đọc", "mở cửa."),
    ]


def test_paragraphs_over_many_pages_of_properties_are_all_there() -> None:
    lines = [f"Đoạn thứ {number} của văn bản." for number in range(200)]
    assert read_doc(old_word.made(*lines)).text.split("\n\n") == [*lines[:-1], lines[-1] + "\n"]


def test_letters_of_one_byte_are_read() -> None:
    assert read_doc(old_word.made("Ke hoach doc sach", packed=True)).text == "Ke hoach doc sach\n"


def test_old_writings_are_converted_and_told() -> None:
    words = "Các thôn đọc sách, giữ gìn sách và sửa những quyển sách hỏng của thư viện."
    opened = read_doc(old_word.made(old_writings.tcvn3(words).decode("cp1252", "replace")))
    assert opened.text.casefold().strip() == words.casefold()
    assert "TCVN3" in opened.notes[0]


def test_the_instruction_of_a_field_is_no_text_and_its_result_is() -> None:
    field = 'Xem \x13 HYPERLINK "http://example.vn" \x14trang thư viện\x15 và đọc.'
    assert read_doc(old_word.made(field)).text == "Xem trang thư viện và đọc.\n"


def test_paragraphs_numbered_by_word_are_told() -> None:
    opened = read_doc(old_word.made("Mua sách", "Sửa sách", listed=["Mua sách", "Sửa sách"]))
    assert "Có 2 đoạn do Word tự đánh số" in opened.notes[0]


@pytest.mark.parametrize(
    ("data", "sentence"),
    [
        (old_word.made("Mật", flags=0x0300), "mật khẩu"),
        (old_word.made("Cũ", version=0x0068), "Word 95"),
        (old_word.made("   "), "không có chữ nào"),
        (old_word.made("Đọc sách")[:2000], "hỏng"),
        (old_word.compound({"Workbook": b"xls"}), "không phải văn bản Word"),
        (old_word.compound({"WordDocument": b"\xec\xa5\xc1\x00" + bytes(900), "0Table": b""}), "hỏng"),
    ],
    ids=["encrypted", "older", "empty", "cut off", "a workbook", "no pieces"],
)
def test_what_cannot_be_read_is_refused_in_words(data: bytes, sentence: str) -> None:
    with pytest.raises(FileRefusedError, match=sentence):
        read_doc(data)


def test_a_chain_of_sectors_that_runs_in_a_circle_is_refused() -> None:
    data = bytearray(old_word.made("Đọc sách"))
    (table_at,) = struct.unpack_from("<I", data, 76)
    struct.pack_into("<I", data, (table_at + 1) * old_word.SECTOR, 0)  # the first sector follows itself
    with pytest.raises(FileRefusedError, match="hỏng"):
        CompoundFile(bytes(data)).read_stream("WordDocument")


def test_its_format_is_not_measured_and_the_page_says_so() -> None:
    with pytest.raises(UnreadableFileError, match="không đo được thể thức"):
        lint_file(old_word.made(*PLAN), name="ke-hoach.doc")


def test_real_files_read_as_their_texts_do(shared) -> None:
    """The texts of the corpus were taken from these files by another program; their words are compared."""
    for path in sorted((shared / "corpus/files").glob("*.doc")):
        number = path.name[:3]
        (text_path,) = (shared / "corpus/more").glob(f"*/{number}.txt")
        wanted = set(normalize_nfc(text_path.read_text("utf-8")).split())
        got = set(read_doc(path.read_bytes()).text.split())
        assert wanted - got == set(), path.name
