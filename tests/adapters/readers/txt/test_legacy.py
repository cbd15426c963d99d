"""TCVN3, VNI and Windows-1258 are recognised by the words they make, and converted letter for letter."""

import unicodedata
from pathlib import Path

import pytest
from hypothesis import given
from hypothesis import strategies as st

from sokehoach.adapters.readers.file_text import UnreadableFileError
from sokehoach.adapters.readers.text_files import open_file
from sokehoach.adapters.readers.txt import legacy
from tests.adapters.readers.txt import old_writings

WORDS = (
    "Ủy ban nhân dân huyện giao Phòng Lao động chủ trì, phối hợp với Công an, Trung tâm Y tế và các xã, thị trấn; "
    "định kỳ sáu tháng báo cáo kết quả về Sở; những nơi khó khăn được hỗ trợ kịp thời, đúng đối tượng. "
    "Đường giao thông, nhà ở, nước sạch; giữ gìn bản sắc, nghĩa tình, chuyện kể của người già."
)
SHARED = Path(__file__).resolve().parents[5] / "shared/corpus/plans"
SYLLABLES = (
    "ban bàn bản bán bạn trăng đằng nghĩa nghiêng thuở khuya quyết giếng ruộng mừng những tiễn đợi thủy lý kỹ "
    "hoãn ngoằn thoáng chuyện yếu nước rừng đỉnh ở ước ủng ấm ầm ậm ẩn ẵm ặt ổn ộc ỗ ọt ợt"
)
# Some words with marks are in every text: by them its writing is known.
SENTENCES = st.lists(st.sampled_from(SYLLABLES.split(" ")), max_size=60).map(
    lambda words: " ".join([*words, "những đợi quyết ruộng nước rừng"])
)


@pytest.mark.parametrize(
    ("write", "said"),
    [(old_writings.vni, "VNI"), (old_writings.windows_1258, "Windows-1258"), (old_writings.tcvn3, "TCVN3")],
)
def test_it_works(write, said: str) -> None:
    read = open_file(write(WORDS), name="cu.txt")
    assert read.text.casefold() == WORDS.casefold()
    assert said in read.notes[0]


@given(SENTENCES)
def test_every_letter_comes_back(text: str) -> None:
    assert legacy.decode_legacy(old_writings.vni(text)) == (text, legacy.LegacyEncoding.VNI)
    assert legacy.decode_legacy(old_writings.tcvn3(text)) == (text, legacy.LegacyEncoding.TCVN3)
    assert legacy.decode_legacy(old_writings.windows_1258(text)) == (text, legacy.LegacyEncoding.WINDOWS_1258)
    assert legacy.decode_legacy(old_writings.vni(text.upper())) == (text.upper(), legacy.LegacyEncoding.VNI)


@given(SENTENCES)
def test_the_same_letters_kept_as_unicode_without_their_font(text: str) -> None:
    for write in (old_writings.vni, old_writings.tcvn3):
        found = legacy.convert_legacy_text(write(text).decode("cp1252"))
        assert found is not None
        assert found[0] == text


@given(st.text(max_size=300))
def test_a_text_with_unicode_letters_is_never_touched(text: str) -> None:
    assert legacy.convert_legacy_text(f"{text} Kế hoạch") is None


def test_the_letters_of_another_language_are_left_as_they_are() -> None:
    french = "Où est la forêt brûlée à Noël ? Là-bas, près du café où l'été s'achève."
    assert legacy.convert_legacy_text(french) is None
    with pytest.raises(UnreadableFileError, match="bảng mã"):
        open_file(french.encode("latin-1"), name="a.txt")


def test_a_form_s_number_is_no_picture() -> None:
    """«BM 01» begins a form (biểu mẫu), and «BM» a picture of Windows."""
    text = f"BM 01 {WORDS}"
    assert open_file(old_writings.vni(text), name="cu.txt").text == text


def test_a_line_typed_in_capitals_comes_back_in_capitals() -> None:
    """VN3 has «Ê» but no «Ế»: with the capital key held down, one letter of «KẾ HOẠCH» stays small."""
    typed = "Ủy ban nhân dân huyện\nKẾ HOẠCH PHÒNG CHÁY\nNhiệm vụ của các xã ở những nơi khó khăn"
    read = open_file(old_writings.tcvn3(typed), name="cu.txt").text
    assert read.splitlines()[1] == "KẾ HOẠCH PHÒNG CHÁY"


def test_the_kind_alone_on_its_line_is_printed_in_capitals() -> None:
    """In a capital font (.VnTimeH) the letters are small; a text without fonts has lost it."""
    typed = "kế hoạch\nNhiệm vụ của các xã ở những nơi khó khăn được giao"
    assert open_file(old_writings.tcvn3(typed), name="cu.txt").text.startswith("KẾ HOẠCH\n")


@pytest.mark.parametrize("write", [old_writings.vni, old_writings.windows_1258, old_writings.tcvn3])
def test_real_plans_come_back(write) -> None:
    if not SHARED.exists():
        pytest.skip("the shared plans are not on this machine")
    for path in sorted(SHARED.glob("*.txt")):
        text = unicodedata.normalize("NFC", path.read_text("utf-8"))
        kept = "".join(letter for letter in text if _can_be_written(letter, write))
        read = open_file(write(kept), name=path.name).text
        assert read.casefold() == kept.casefold(), path.name
        if write is not old_writings.tcvn3:
            assert read == kept


def _can_be_written(letter: str, write) -> bool:
    try:
        write(letter)
    except (KeyError, IndexError, ValueError):
        return False
    return letter == "\n" or letter.isprintable()
