import codecs
import unicodedata

import pytest

from sokehoach.adapters.readers.file_text import UnreadableFileError
from sokehoach.adapters.readers.plan_files import read_file
from sokehoach.adapters.readers.text_files import MAX_BYTES, open_file
from sokehoach.domain.plans.reading import NotAPlanError

PLAN = (
    "KẾ HOẠCH\n\nLàm đường\n\nI. TỔ CHỨC THỰC HIỆN\n\n"
    "1. Sở Xây dựng chủ trì làm đường.\n\n2. Công an tỉnh giữ trật tự.\n"
)


def test_it_works():
    assert open_file(PLAN.encode(), name="a.txt").text == PLAN


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
    assert open_file(data, name="a.txt").text == PLAN


def test_a_plan_is_read_from_its_file(tmp_path):
    path = tmp_path / "ke-hoach.txt"
    path.write_bytes(PLAN.encode("utf-16"))
    assert [duty.agency for duty in read_file(path).duties] == ["Sở Xây dựng", "Công an tỉnh"]


def test_a_text_that_is_no_plan_is_refused_as_such(tmp_path):
    path = tmp_path / "tho.txt"
    path.write_text("Trăm năm trong cõi người ta", "utf-16")
    with pytest.raises(NotAPlanError, match="đề mục đánh số"):
        read_file(path)


def test_a_large_file_is_not_opened(tmp_path):
    path = tmp_path / "lon.txt"
    with path.open("wb") as file:
        file.truncate(MAX_BYTES + 1)
    with pytest.raises(UnreadableFileError, match="lớn hơn 20 MB"):
        read_file(path)
