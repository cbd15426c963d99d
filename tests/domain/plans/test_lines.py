import pytest

from sokehoach.domain.plans.lines import split_paragraphs
from tests.domain.plans import samples


def texts(source):
    return [paragraph.whole.text for paragraph in split_paragraphs(source)]


def test_it_works():
    assert texts("1. Việc một\nđang viết dở.\n\n2. Việc hai.\n\nĐoạn ba\ncòn nữa.") == [
        "1. Việc một đang viết dở.",
        "2. Việc hai.",
        "Đoạn ba còn nữa.",
    ]


def test_a_label_alone_on_its_line_takes_the_text_below():
    assert texts("1.\nRà soát văn bản.\n\n2.\nBáo cáo.\n\nHết.")[:2] == ["1. Rà soát văn bản.", "2. Báo cáo."]


def test_a_hyphen_inside_a_broken_sentence_is_no_bullet():
    source = "Các tổ chức chính trị\n- xã hội cùng tham gia.\n\n- Một việc khác.\n\nHết."
    assert texts(source)[:2] == ["Các tổ chức chính trị - xã hội cùng tham gia.", "- Một việc khác."]


def test_a_dash_before_an_agencys_office_is_no_bullet():
    source = "Báo cáo Công an tỉnh\n\n- Cơ quan thường trực Ban Chỉ đạo trước ngày 20.\n\nHết."
    assert texts(source)[0] == "Báo cáo Công an tỉnh - Cơ quan thường trực Ban Chỉ đạo trước ngày 20."


def test_a_reference_at_the_beginning_of_a_line_is_no_clause():
    source = "Theo quy định tại khoản\n1. Điều này áp dụng chung.\n\nHết.\n\nThôi."
    assert texts(source)[0] == "Theo quy định tại khoản 1. Điều này áp dụng chung."


def test_blank_lines_after_every_line_are_seen_through():
    found = texts(samples.SPACED)
    assert "1. Phòng Lao động - TB&XH" in found
    assert "2. Đề nghị Hội Người cao tuổi huyện và các đoàn thể huyện" in found
    assert any(text.startswith("Tích cực thăm hỏi") and text.endswith("bản vùng cao.") for text in found)


def test_short_sentences_with_blank_lines_between_all_are_a_paragraph_each():
    orders = [f"Rà soát địa bàn số {n} và báo cáo kết quả về phòng thường trực của huyện." for n in range(12)]
    source = "\n\n".join(["I. VIỆC PHẢI LÀM", "1. Công an huyện", *orders, "2. Trạm Y tế", *orders[:8]])
    assert len(texts(source)) == len(source.split("\n\n"))


def test_unbroken_lines_are_a_paragraph_each():
    found = texts(samples.ATTACHED)
    assert "- Đơn vị chủ trì: Vụ Thư viện." in found


def test_page_numbers_are_no_paragraphs():
    assert texts("Đoạn một.\n\n2\n\nĐoạn hai.\n\nĐoạn ba\nviết tiếp.") == [
        "Đoạn một.",
        "Đoạn hai.",
        "Đoạn ba viết tiếp.",
    ]


FULL = "Đoạn này dài cho đến hết dòng và còn viết tiếp sang trang sau với"


@pytest.mark.parametrize("number", ["2", "- 2 -", "Trang 2", "2/10"])
def test_a_sentence_goes_on_over_a_turned_page(number):
    source = f"Đoạn đầu.\n\n1. {FULL}\n\n{number}\n\nỦy ban nhân dân xã.\n\n2. Việc hai.\n\nHết."
    assert texts(source)[1] == f"1. {FULL} Ủy ban nhân dân xã."


def test_what_a_signing_programme_printed_is_no_paragraph():
    source = "Người ký: Sở Y tế\nThời gian ký: 01.02.2024 08:00:00\nĐoạn một.\n\nĐoạn hai.\n\nĐoạn ba"
    assert texts(source)[0] == "Đoạn một."


def test_a_line_that_cannot_end_a_sentence_goes_on():
    assert texts("Vận động Hội Phụ nữ,\n\nĐoàn Thanh niên giúp đỡ.\n\nHết.\nThôi.\n\nXong.")[0] == (
        "Vận động Hội Phụ nữ, Đoàn Thanh niên giúp đỡ."
    )


def test_a_number_after_a_full_line_is_a_word_of_its_sentence():
    source = (
        "1. Sở Y tế tổ chức tiêm chủng cho trẻ em ở các xã vùng cao trong đợt thứ\n"
        "12. Các xã lập danh sách.\n\n2. Việc hai.\n\n3. Việc ba.\n\nHết."
    )
    assert texts(source)[0].endswith("trong đợt thứ 12. Các xã lập danh sách.")


def test_where_clauses_begin_without_a_blank_line_blank_lines_part_sections():
    source = (
        "I. MỤC ĐÍCH\n1. Mục đích\nGiữ đường sạch, có bóng mát.\n2. Yêu cầu\nLàm thường xuyên.\n\n"
        "II. NỘI DUNG\n1. Trồng cây\nTrồng ở hai bên đường.\n"
    )
    assert texts(source) == source.replace("\n\n", "\n").strip().split("\n")


def test_a_row_of_a_table_is_a_paragraph_and_keeps_its_cells():
    found = split_paragraphs("Bảng:\n| 1 | Việc | Sở Y tế |\n| 2 | Việc nữa | Sở Nội vụ |\nHết bảng.")
    assert [[cell.text for cell in paragraph.cells] for paragraph in found] == [
        [], ["1", "Việc", "Sở Y tế"], ["2", "Việc nữa", "Sở Nội vụ"], [],
    ]  # fmt: skip
