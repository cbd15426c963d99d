from sokehoach.domain.plans.lines import paragraphs
from tests.domain.plans import samples


def texts(source):
    return [paragraph.whole.text for paragraph in paragraphs(source)]


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
