import codecs
import unicodedata

import pytest

from sokehoach.adapters.text import LARGEST, Unreadable, read_file, read_text
from sokehoach.domain.plans.reading import NotAPlan

PLAN = (
    "KẾ HOẠCH\n\nLàm đường\n\nI. TỔ CHỨC THỰC HIỆN\n\n"
    "1. Sở Xây dựng chủ trì làm đường.\n\n2. Công an tỉnh giữ trật tự.\n"
)


def test_it_works():
    assert read_text(PLAN.encode(), name="a.txt") == PLAN


@pytest.mark.parametrize(
    "data",
    [
        codecs.BOM_UTF8 + PLAN.encode(),
        PLAN.encode("utf-16"),
        codecs.BOM_UTF16_BE + PLAN.encode("utf-16-be"),
        PLAN.encode("utf-16-le"),
        PLAN.encode("utf-16-be"),
        PLAN.replace("\n", "\r\n").encode(),
        unicodedata.normalize("NFD", PLAN).encode(),
    ],
    ids=[
        "utf-8 mark",
        "utf-16",
        "utf-16 be",
        "utf-16 le unmarked",
        "utf-16 be unmarked",
        "crlf",
        "decomposed",
    ],
)
def test_every_writing_of_a_text_is_the_same_text(data):
    assert read_text(data, name="a.txt") == PLAN


@pytest.mark.parametrize(
    ("data", "sentence"),
    [
        (b"", "rỗng"),
        (b" \n\n", "rỗng"),
        (b"\xff\xd8\xff\xe0\x00\x10JFIF\x00" + bytes(range(256)) * 9, "ảnh"),
        (b"\x89PNG\r\n\x1a\n" + bytes(range(256)) * 9, "ảnh"),
        (b"PK\x03\x04" + bytes(400), "docx"),
        (b"%PDF-1.7\n", "PDF"),
        (b"\xd0\xcf\x11\xe0" + bytes(400), "dạng cũ"),
        (bytes(range(256)) * 20, "không phải văn bản"),
        ("Uû ban nh©n d©n x·".encode("latin-1"), "bảng mã cũ"),
        (bytes([1, 2, 3]) * 500, "không phải văn bản"),
        (b"x" * (LARGEST + 1), "lớn hơn 5 MB"),
        (codecs.BOM_UTF8 + b"  \n", "không có chữ nào"),
    ],
    ids=[
        "empty",
        "blank",
        "jpeg",
        "png",
        "docx",
        "pdf",
        "doc",
        "bytes",
        "tcvn3",
        "control",
        "large",
        "mark only",
    ],
)
def test_what_is_no_text_is_refused_in_vietnamese(data, sentence):
    with pytest.raises(Unreadable, match=sentence) as refusal:
        read_text(data, name="tep.bin")
    assert "tep.bin" in str(refusal.value)


def test_a_plan_is_read_from_its_file(tmp_path):
    path = tmp_path / "ke-hoach.txt"
    path.write_bytes(PLAN.encode("utf-16"))
    assert [duty.agency for duty in read_file(path).duties] == ["Sở Xây dựng", "Công an tỉnh"]


def test_a_text_that_is_no_plan_is_refused_as_such(tmp_path):
    path = tmp_path / "tho.txt"
    path.write_text("Trăm năm trong cõi người ta", "utf-16")
    with pytest.raises(NotAPlan, match="đề mục đánh số"):
        read_file(path)


def test_a_large_file_is_not_opened(tmp_path):
    path = tmp_path / "lon.txt"
    with path.open("wb") as file:
        file.truncate(LARGEST + 1)
    with pytest.raises(Unreadable, match="lớn hơn 5 MB"):
        read_file(path)
