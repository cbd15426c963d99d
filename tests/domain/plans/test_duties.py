import pytest

from sokehoach.domain.plans.assignment import DutyNature
from sokehoach.domain.plans.reading import read_plan
from tests.domain.plans import samples
from tests.domain.plans.plain import duties, reading

WORK = "II. TỔ CHỨC THỰC HIỆN"


def test_it_works():
    assert duties(WORK, "1. Sở Y tế", "Khám bệnh cho người già.", "Phát thuốc cho trẻ em.") == [
        ("Sở Y tế", "Khám bệnh cho người già."),
        ("Sở Y tế", "Phát thuốc cho trẻ em."),
    ]


def test_the_smallest_item_counts():
    found = duties(
        WORK,
        "1. Sở Y tế",
        "a) Chỉ đạo các trạm y tế:",
        "- Khám bệnh;",
        "- Phát thuốc.",
        "b) Tổng hợp kết quả.",
    )
    assert [text for _, text in found] == ["Khám bệnh;", "Phát thuốc.", "Tổng hợp kết quả."]


@pytest.mark.parametrize(
    ("sentence", "agency", "duty"),
    [
        ("1. Giao Sở Nội vụ theo dõi việc này.", "Sở Nội vụ", "theo dõi việc này."),
        ("1. Sở Nội vụ chủ trì, phối hợp mở lớp.", "Sở Nội vụ", "chủ trì, phối hợp mở lớp."),
        ("1. Sở Tài chính: Bố trí kinh phí.", "Sở Tài chính", "Bố trí kinh phí."),
        ("1. Sở Y tế có trách nhiệm hướng dẫn các xã.", "Sở Y tế", "hướng dẫn các xã."),
        ("1. UBND các xã, thị trấn xây dựng kế hoạch.", "UBND các xã, thị trấn", "xây dựng kế hoạch."),
        ("1. Các cơ quan, tổ chức liên quan tổ chức thi.", "Các cơ quan, tổ chức liên quan", "tổ chức thi."),
        ("1. Sở Y tế, trên cơ sở đề xuất của xã, chủ trì lập dự toán.", "Sở Y tế", "chủ trì lập dự toán."),
        ("1. Đối với việc này, các sở, ngành chủ động bố trí vốn.", "các sở, ngành", "chủ động bố trí vốn."),
        ("1. Căn cứ kết quả chấm điểm, giao Sở Y tế lập danh sách.", "Sở Y tế", "lập danh sách."),
        ("1. Soạn quy chế mới (Giao Công an tỉnh chủ trì).", "Công an tỉnh", "Soạn quy chế mới"),
        ("1. Cục Trợ giúp pháp lý mở lớp ở các huyện.", "Cục Trợ giúp pháp lý", "mở lớp ở các huyện."),
        ("1. Các Sở: Y tế, Tài chính chủ động làm.", "Các Sở: Y tế, Tài chính", "chủ động làm."),
        ("1. Về phía Sở Nội vụ: chủ trì mở lớp.", "Sở Nội vụ", "chủ trì mở lớp."),
        ("1. Mỗi xã, phường bố trí một đội.", "Mỗi xã, phường", "bố trí một đội."),
        ("1. Yêu cầu Thủ trưởng các sở tổ chức thi.", "Thủ trưởng các sở", "tổ chức thi."),
        ("1. Đồng chí Trưởng Công an xã chỉ đạo tuần tra.", "Đồng chí Trưởng Công an xã", "chỉ đạo tuần tra."),
        ("1. SỞ Y TẾ: Khám bệnh cho dân.", "SỞ Y TẾ", "Khám bệnh cho dân."),
        ("1. Các cơ quan được phân công chủ trì việc này có trách nhiệm lập dự toán.",
         "Các cơ quan được phân công chủ trì việc này", "lập dự toán."),
    ],
)  # fmt: skip
def test_a_sentence_that_names_the_agency(sentence, agency, duty):
    assert duties(WORK, sentence) == [(agency, duty)]


@pytest.mark.parametrize(
    "sentence",
    [
        "1. Phòng, chống dịch bệnh là việc của mọi nhà.",
        "1. Tổ chức thông tin rộng rãi trong nhân dân.",
        "1. Đoàn kết, chia sẻ khó khăn trong thiên tai.",
        "1. Kinh phí thực hiện do ngân sách bảo đảm.",
        "1. Trong quá trình thực hiện, nếu có vướng mắc, các xã báo cáo UBND huyện.",
    ],
)
def test_what_only_looks_like_an_agency(sentence):
    assert duties(WORK, sentence) == []


def test_aims_give_nobody_work():
    assert duties("I. MỤC ĐÍCH, YÊU CẦU", "1. Các sở, ngành chủ động thực hiện.") == []


def test_a_task_led_by_an_agency():
    reading_ = reading(
        "II. NHIỆM VỤ", "1. Đào tạo", "- Mở lớp cho cán bộ thôn.", "Đơn vị chủ trì: Sở Nội vụ.",
        "Đơn vị phối hợp: Sở Y tế; Sở Tài chính.", "Thời gian thực hiện: Quý II/2024.", "- In tài liệu.",
        "Đơn vị chủ trì: Sở Tư pháp.",
    )  # fmt: skip
    first, second = reading_.duties[:2]
    assert (first.agency, first.text, first.path) == ("Sở Nội vụ", "Mở lớp cho cán bộ thôn.", "II.1")
    assert first.coordinating == ("Sở Y tế", "Sở Tài chính")
    assert (first.due_text, first.nature) == ("Quý II/2024", DutyNature.DATED)
    assert (second.agency, second.text) == ("Sở Tư pháp", "In tài liệu.")


def test_a_lead_who_is_said_to_lead_and_with_whom():
    leads = [(duty.agency, duty.starts) for duty in read_plan(samples.ATTACHED).duties]
    assert ("Văn phòng Bộ", "Chở sách về các huyện theo đợt, bàn") in leads


def test_natures():
    found = reading(
        WORK, "1. Sở Y tế", "Khám bệnh cho người già.", "Nộp danh sách trước ngày 15/4/2024.",
        "Hằng quý kiểm tra các trạm.",
        "2. Đề nghị Hội Nông dân tỉnh", "Vận động hội viên.",
    ).duties  # fmt: skip
    assert [(duty.nature, duty.due_text, duty.recurs) for duty in found[:4]] == [
        (DutyNature.STANDING, None, None),
        (DutyNature.DATED, "trước ngày 15/4/2024", None),
        (DutyNature.DATED, None, "quarter"),
        (DutyNature.REQUEST, None, None),
    ]


def test_a_coordinator_under_its_own_heading_is_doubted():
    (duty, _) = reading(WORK, "1. Sở Y tế", "Phối hợp với Công an tỉnh kiểm tra các quán.").duties
    assert duty.coordinating == ("Công an tỉnh",)
    assert "chưa rõ cơ quan nào chủ trì" in duty.doubts[0]


def test_another_agency_named_under_a_heading_has_the_duty_and_a_doubt():
    (duty, _) = reading(WORK, "1. Các đơn vị thuộc Bộ", "Văn phòng Bộ bố trí kinh phí cho cả năm.").duties
    assert duty.agency == "Văn phòng Bộ"
    assert duty.doubts


def test_the_closing_sentence_may_ask_for_work():
    closing = "Trên đây là Kế hoạch. Đề nghị các sở, ngành căn cứ nhiệm vụ được giao, triển khai thực hiện./."
    assert duties(WORK, "1. Ban Thử nghiệm theo dõi.", closing) == [
        ("các sở, ngành", "căn cứ nhiệm vụ được giao, triển khai thực hiện./.")
    ]
    assert duties(WORK, "Trên đây là Kế hoạch; các sở nghiêm túc thực hiện./.") == []


@pytest.mark.parametrize(
    "task",
    [
        ("1. Sửa đường (Chủ trì: Sở Xây dựng; phối hợp: Sở Tài chính; hoàn thành quý II/2026).",),
        ("1. Sửa đường. Đơn vị thực hiện: Sở Xây dựng.",),
        ("1. Sửa đường (Sở Xây dựng chủ trì, phối hợp các xã).",),
        ("1. Sửa đường (giao Sở Xây dựng chủ trì thực hiện)",),
        ("1. Sửa đường", "* Chủ trì: Sở Xây dựng", "* Phối hợp: Sở Tài chính"),
        ("1. Sửa đường", "Chủ trì: Sở Xây dựng; Phối hợp: Sở Tài chính; Thời gian: Tháng 4 hằng năm."),
    ],
)
def test_who_leads_stands_after_the_task(task):
    ((agency, text),) = duties(WORK, *task)
    assert (agency, text.rstrip(".")) == ("Sở Xây dựng", "Sửa đường")


def test_bullets_below_a_sentence_that_gives_work_give_more_of_it():
    assert duties(
        WORK, "1. Các cơ quan xây dựng kế hoạch riêng.", "- Giới thiệu gương tốt.", "- Khen thưởng kịp thời."
    ) == [
        ("Các cơ quan", "xây dựng kế hoạch riêng."),
        ("Các cơ quan", "Giới thiệu gương tốt."),
        ("Các cơ quan", "Khen thưởng kịp thời."),
    ]  # fmt: skip


def test_papers_that_a_duty_lists_are_no_duties():
    found = duties(
        WORK,
        "1. Trạm Y tế",
        "- Lập hồ sơ từng hộ, bao gồm:",
        "+ Đơn của hộ;",
        "+ Giấy xác nhận.",
        "- Phát thuốc.",
    )
    assert [text for _, text in found] == ["Lập hồ sơ từng hộ, bao gồm:", "Phát thuốc."]


def test_a_heading_among_agencies_is_one_and_is_doubted():
    found = reading(
        WORK, "1. Sở Y tế", "Khám bệnh.", "2. Sở Nội vụ", "Mở lớp.", "3. Công an tỉnh", "Tuần tra.",
        "4. Bà con Suối Bạc", "- Giữ gìn vệ sinh.", "5. Công tác kiểm tra", "- Kiểm tra hằng quý.",
    ).duties  # fmt: skip
    last = found[3]
    assert (last.agency, last.text) == ("Bà con Suối Bạc", "Giữ gìn vệ sinh.")
    assert "không giống tên cơ quan" in last.doubts[0]
    assert found[4].agency == "Ban Thử nghiệm"


def test_a_row_of_agencies_shares_out_work_whatever_stands_above_it():
    assert duties("II. CÁC BÊN", "1. Sở Y tế", "- Khám bệnh.", "2. Sở Nội vụ", "- Mở lớp.") == [
        ("Sở Y tế", "Khám bệnh."),
        ("Sở Nội vụ", "Mở lớp."),
    ]


def test_names_alone_on_their_lines():
    assert duties(WORK, "Trạm Y tế", "Khám bệnh cho dân.", "Các thôn, bản", "Tổ chức tổng vệ sinh.") == [
        ("Trạm Y tế", "Khám bệnh cho dân."),
        ("Các thôn, bản", "Tổ chức tổng vệ sinh."),
    ]


def test_two_levels_of_numbers():
    plan = (
        "KẾ HOẠCH\n\nThử\n\n1. Mục đích\n\nHọc bơi.\n\n2. Tổ chức thực hiện\n\n2.1. Phòng Nội vụ\n\n- Mở lớp.\n\n"
        "2.2. Các trường\n\n- Lập đội.\n"
    )
    assert [(duty.path, duty.agency, duty.text) for duty in read_plan(plan).duties] == [
        ("2.1", "Phòng Nội vụ", "Mở lớp."),
        ("2.2", "Các trường", "Lập đội."),
    ]


def test_two_sentences_for_two_agencies_are_two_duties():
    assert duties(WORK, "1. Trạm Y tế khám bệnh cho dân. Sau khi khám, Công an xã lập danh sách gửi huyện.") == [
        ("Trạm Y tế", "khám bệnh cho dân."),
        ("Công an xã", "lập danh sách gửi huyện."),
    ]


def test_troubles_to_be_solved_are_work():
    text = "Phối hợp tháo gỡ khó khăn, vướng mắc cho doanh nghiệp."
    assert duties(WORK, "1. Sở Công Thương", text) == [("Sở Công Thương", text)]


def test_a_part_of_the_heading_is_only_the_subject():
    text = "Doanh nghiệp viễn thông bố trí vốn."
    assert duties(WORK, "1. Các doanh nghiệp viễn thông, hợp tác xã", "- " + text) == [
        ("Các doanh nghiệp viễn thông, hợp tác xã", text)
    ]


def test_a_demand_at_the_end_is_a_duty_where_it_asks_for_something_definite():
    demand = "Ủy ban nhân dân tỉnh yêu cầu các sở, ngành nghiêm túc thực hiện"
    assert duties(WORK, "1. Ban Thử nghiệm theo dõi.", demand + "./.") == []
    ((agency, _),) = duties(WORK, "1. Ban Thử nghiệm theo dõi.", demand + "; định kỳ báo cáo kết quả./.")
    assert agency == "các sở, ngành"


def test_what_a_committee_carries_out_belongs_to_its_name():
    assert duties("I. NHIỆM VỤ", "1. Ban Chỉ đạo thực hiện vận động quỹ vì người nghèo chủ trì rà soát các hộ.") == [
        ("Ban Chỉ đạo thực hiện vận động quỹ vì người nghèo", "chủ trì rà soát các hộ.")
    ]


@pytest.mark.parametrize(
    ("line", "agency"),
    [
        (
            "Các phòng, ban của xã báo cáo kết quả về Ủy ban nhân dân xã trước ngày 20 tháng cuối quý.",
            "Các phòng, ban của xã",
        ),
        ("Các cơ quan, đơn vị định kỳ báo cáo kết quả gửi Phòng Kinh tế.", "Các cơ quan, đơn vị"),
        ("Các hội viên tham gia quét đường vào sáng thứ bảy.", "Ủy ban Mặt trận Tổ quốc xã"),
    ],
)
def test_a_group_asked_for_a_report_below_another_agency_reports_itself(line: str, agency: str) -> None:
    heading = "1. Đề nghị Ủy ban Mặt trận Tổ quốc xã"
    assert duties(WORK, heading, "Vận động nhân dân dọn vệ sinh.", line)[-1][0] == agency


@pytest.mark.parametrize(
    ("heading", "line", "agency", "duty"),
    [
        ("1. UBND các xã phối hợp thực hiện", "- Mở lớp.", "UBND các xã", "Mở lớp."),
        ("1. Sở Y tế (giao Phòng Nghiệp vụ)", "- Mở lớp.", "Sở Y tế", "Mở lớp."),
        ("1. Sở Y tế", "a) Sở Y tế lập danh sách.", "Sở Y tế", "lập danh sách."),
        ("1. Trường tiểu học", "- Các trường tiểu học cần mở lớp.", "Trường tiểu học", "cần mở lớp."),
        (
            "1. Sở Y tế",
            "- Báo cáo UBND tỉnh các khó khăn khi làm.",
            "Sở Y tế",
            "Báo cáo UBND tỉnh các khó khăn khi làm.",
        ),
    ],
)
def test_a_heading_names_who_works_and_its_items_may_repeat_it(heading, line, agency, duty):
    assert duties(WORK, heading, line) == [(agency, duty)]


@pytest.mark.parametrize(
    ("sentence", "agency", "duty"),
    [
        ("1. Vụ Đá và Vật liệu xây dựng chủ trì soạn thảo.", "Vụ Đá và Vật liệu xây dựng", "chủ trì soạn thảo."),
        ("1. Các đơn vị thực hiện báo cáo định kỳ.", "Các đơn vị", "thực hiện báo cáo định kỳ."),
        ("1. Ủy ban nhân dân xã cụ thể hóa thành kế hoạch; bố trí vốn.", "Ủy ban nhân dân xã",
         "cụ thể hóa thành kế hoạch; bố trí vốn."),
        ("1. Các cơ sở thuộc thẩm quyền quản lý của Sở Y tế báo cáo kết quả.",
         "Các cơ sở thuộc thẩm quyền quản lý của Sở Y tế", "báo cáo kết quả."),
        ("1. Sở Y tế theo nhiệm vụ được giao trong Quyết định này tổ chức thi.", "Sở Y tế", "tổ chức thi."),
    ],
)  # fmt: skip
def test_a_name_ends_where_its_own_work_begins(sentence, agency, duty):
    assert duties(WORK, sentence) == [(agency, duty)]
