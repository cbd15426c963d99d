"""What a plan asks without naming who does it."""

import pytest

from sokehoach.domain.plans.reading import Reading, read_plan
from tests.domain.plans import plain

PLAN = """KẾ HOẠCH
Phòng, chống bệnh dại năm 2026

I. MỤC ĐÍCH, YÊU CẦU
1. Mục đích
Nâng cao ý thức của người nuôi chó, mèo.
II. MỤC TIÊU
1. Mục tiêu chung
Khống chế bệnh dại, tiến tới loại trừ bệnh trên địa bàn.
2. Mục tiêu cụ thể
Phấn đấu 90% đàn chó được tiêm phòng. Củng cố đội bắt chó thả rông ở các xã.
III. NHIỆM VỤ, GIẢI PHÁP
1. Tuyên truyền sâu rộng về tác hại của bệnh dại.
2. Tiêm phòng
- Rà soát, lập sổ quản lý đàn chó, mèo.
- Giao Trạm Thú y huyện chủ trì tiêm phòng định kỳ.
- Xử lý ổ dịch, tiêu hủy chó mắc bệnh và chó nghi mắc bệnh.
IV. ĐỐI TƯỢNG
Tiêm cho chó, mèo từ hai tháng tuổi.
V. KINH PHÍ
Bố trí từ ngân sách huyện; huy động đóng góp của chủ nuôi.
VI. TỔ CHỨC THỰC HIỆN
1. Trạm Thú y huyện
Chuẩn bị vắc xin; hướng dẫn xử lý ổ dịch và tiêu hủy chó mắc bệnh.
2. Phòng Tài chính - Kế hoạch
Thẩm định, cấp kinh phí kịp thời.
"""


@pytest.fixture
def reading() -> Reading:
    return read_plan(PLAN)


def test_tasks_are_read_with_their_clause_and_place(reading: Reading) -> None:
    assert [(task.path, task.starts) for task in reading.tasks] == [
        ("II.1", "Khống chế bệnh dại, tiến tới loại trừ"),
        ("II.2", "Củng cố đội bắt chó thả rông ở"),
        ("III.1", "Tuyên truyền sâu rộng về tác hại của"),
        ("III.2", "Rà soát, lập sổ quản lý đàn chó,"),
        ("III.2", "Xử lý ổ dịch, tiêu hủy chó mắc"),
        ("V", "Bố trí từ ngân sách huyện; huy động"),
    ]
    for task in reading.tasks:
        assert " ".join(PLAN[task.span.start : task.span.end].split()) == task.text


def test_what_names_an_agency_or_a_number_is_no_task(reading: Reading) -> None:
    words = " ".join(task.text for task in reading.tasks)
    assert "90%" not in words
    assert "định kỳ" not in words
    assert "vắc xin" not in words


def test_purpose_and_scope_ask_for_nothing(reading: Reading) -> None:
    assert not [task for task in reading.tasks if task.path.startswith(("I.", "IV"))]


def test_the_agency_whose_duties_speak_of_the_matter_is_proposed(reading: Reading) -> None:
    leads = {task.starts: task.lead for task in reading.tasks}
    assert leads["Xử lý ổ dịch, tiêu hủy chó mắc"] == "Trạm Thú y huyện"
    assert leads["Bố trí từ ngân sách huyện; huy động"] == "Phòng Tài chính - Kế hoạch"
    assert leads["Rà soát, lập sổ quản lý đàn chó,"] is None


def test_a_sentence_before_one_that_names_an_agency_stays_a_task() -> None:
    order = "Rà soát, lập sổ quản lý đàn chó, mèo ở từng bản."
    duty = "Giao Trạm Thú y huyện chủ trì tiêm phòng định kỳ."
    for text, tasks in ((f"{order} {duty}", [order]), (f"Đàn chó còn nhiều con thả rông trong bản. {duty}", [])):
        read = read_plan(PLAN.replace("- Giao Trạm Thú y huyện chủ trì tiêm phòng định kỳ.", f"- {text}"))
        assert "chủ trì tiêm phòng định kỳ" in " ".join(item.text for item in read.duties)
        assert [task.text for task in read.tasks if "bản." in task.text] == tasks


def test_an_order_in_a_part_that_tells_nothing_is_counted_as_unread() -> None:
    reading = read_plan(PLAN.replace("IV. ĐỐI TƯỢNG\nTiêm cho", "IV. MỘT SỐ VẤN ĐỀ KHÁC\nRà soát"))
    (span,) = reading.unread
    text = PLAN.replace("IV. ĐỐI TƯỢNG\nTiêm cho", "IV. MỘT SỐ VẤN ĐỀ KHÁC\nRà soát")
    assert text[span.start : span.end].startswith("Rà soát chó")
    assert read_plan(PLAN).unread == ()


def test_a_heading_run_together_with_its_paragraph_gives_the_paragraph() -> None:
    text = PLAN.replace("2. Tiêm phòng\n", "2. Tăng cường tiêm phòng cho đàn chó Tổ chức tiêm phòng ở từng thôn.\n")
    starts = [task.starts for task in read_plan(text).tasks if task.path == "III.2"]
    assert starts[0] == "Tổ chức tiêm phòng ở từng thôn."


def test_an_order_with_a_share_among_the_work_is_a_task() -> None:
    text = PLAN.replace("2. Tiêm phòng\n", "2. Tuyên truyền tại 100% các bản.\n3. Tiêm phòng\n")
    assert "Tuyên truyền tại 100% các bản." in [task.text for task in read_plan(text).tasks]


def test_a_task_has_the_time_limit_of_its_words_or_of_the_line_below() -> None:
    text = PLAN.replace(
        "2. Tiêm phòng\n",
        "2. Rà soát các ổ dịch cũ trước ngày 30/9/2026.\nThời gian thực hiện: Quý II/2026\n3. Tiêm phòng\n",
    ).replace("- Rà soát, lập sổ quản lý đàn chó, mèo.", "- Rà soát, lập sổ quản lý đàn chó, mèo hằng quý.")
    found = {task.starts: (task.due_text, task.recurs) for task in read_plan(text).tasks}
    assert found["Rà soát các ổ dịch cũ trước ngày"] == ("Quý II/2026", None)
    assert found["Rà soát, lập sổ quản lý đàn chó,"] == (None, "quarter")


@pytest.mark.parametrize(
    ("sentence", "is_task"),
    [
        ("Kinh phí tiêm phòng được bố trí từ ngân sách huyện và đóng góp của chủ nuôi.", False),
        ("Nguồn kinh phí: sử dụng dự toán đã giao cho các đơn vị trong năm.", False),
        ("Đối với vắc xin nhập khẩu: do chủ nuôi tự bảo đảm kinh phí.", False),
        ("Bố trí kinh phí tiêm phòng từ ngân sách huyện.", True),
        ("Lồng ghép kinh phí tiêm phòng với chương trình nông thôn mới, huy động chủ nuôi đóng góp.", True),
    ],
)
def test_only_a_sentence_that_orders_spending_is_a_task_of_the_part_on_money(sentence: str, is_task: bool) -> None:
    text = PLAN.replace("Bố trí từ ngân sách huyện; huy động đóng góp của chủ nuôi.", sentence)
    assert any(task.path == "V" for task in read_plan(text).tasks) == is_task


@pytest.mark.parametrize(
    "sentence",
    [
        "Hiện nay, tổng số chó nuôi trên địa bàn khoảng 1.200 con.",
        "Đến thời điểm hiện tại, các bản đã lập xong sổ quản lý chó nuôi.",
        "Tính đến hết quý trước, đã tổ chức tiêm phòng cho hai phần ba đàn chó.",
    ],
)
def test_what_is_said_of_today_is_no_task(sentence: str) -> None:
    text = PLAN.replace("- Rà soát, lập sổ quản lý đàn chó, mèo.", f"- {sentence}")
    assert sentence not in [task.text for task in read_plan(text).tasks]


def test_a_line_about_a_task_is_none_of_it_but_a_long_one_is_a_paragraph_below_it() -> None:
    line = "Hình thức: Tổ chức tuyên truyền lưu động bằng loa kéo ở các thôn"
    for text, tasks in (
        (line, ["Phòng, chống cháy rừng", "Trồng cây xanh"]),
        (f"{line}{', ở chợ' * 30}", ["Trồng cây xanh"]),
    ):
        found = plain.reading("II. NHIỆM VỤ", "1. Phòng, chống cháy rừng", f"{text}.", "2. Trồng cây xanh.")
        assert [task.text.rstrip(".") for task in found.tasks] == tasks
