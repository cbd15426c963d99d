"""Names of agencies beside persons, in rows of plain lines, and lists of members."""

import pytest

from tests.domain.plans.plain import duties, reading

WORK = "II. TỔ CHỨC THỰC HIỆN"


@pytest.mark.parametrize(
    "aside", ["(đồng chí Lò Thị Hoa – Phó Hiệu trưởng được phân công phụ trách)", "(do cô Lò Thị Hoa làm đầu mối)"]
)
def test_a_person_in_brackets_is_no_part_of_the_name(aside):
    assert duties(WORK, f"1. Ban Giám hiệu nhà trường {aside}", "- Mở thư viện.", "- Mua sách.") == [
        ("Ban Giám hiệu nhà trường", "Mở thư viện."),
        ("Ban Giám hiệu nhà trường", "Mua sách."),
    ]
    assert duties(WORK, f"1. Tổ văn phòng {aside} có trách nhiệm mua sách.") == [("Tổ văn phòng", "mua sách.")]


@pytest.mark.parametrize("kind", ["thư viện", "thiết bị", "văn thư", "y tế"])
def test_the_staff_of_a_school(kind):
    found = duties(WORK, f"1. Nhân viên {kind} tăng cường giới thiệu sách.")
    assert found == [(f"Nhân viên {kind}", "tăng cường giới thiệu sách.")]


@pytest.mark.parametrize(
    "work", ["báo cáo kết quả về Sở", "định kỳ báo cáo kết quả về Sở", "tổng hợp kết quả của mình"]
)
@pytest.mark.parametrize("group", ["Các bộ phận", "Các đơn vị"])
def test_those_who_were_given_work_report_on_it(group, work):
    assert duties(WORK, f"1. {group} được phân công {work}.") == [(f"{group} được phân công", f"{work}.")]


@pytest.mark.parametrize("trouble", ["những vấn đề vướng mắc", "khó khăn"])
def test_what_to_do_in_case_of_difficulties_is_no_duty(trouble):
    text = f"3. Các sở mở lớp. Trong quá trình làm, nếu có {trouble}, đề nghị các Sở Y tế phản ánh về Bộ."
    assert [agency for agency, _ in duties(WORK, text)] == ["Các sở"]


def test_names_on_plain_lines_divide_the_work_below_them():
    found = duties(
        "II. PHÂN CÔNG TRÁCH NHIỆM",
        "Ban Giám hiệu nhà trường",
        "Chỉ đạo việc mở thư viện trong toàn trường.",
        "Tổ chuyên môn và giáo viên",
        "Giáo viên bộ môn lồng ghép việc đọc sách.",
        "Tổ chức Đoàn Thanh niên",
        "Phối hợp với thư viện mở ngày hội đọc sách.",
        "Tổ văn phòng và nhân viên",
        "Nhân viên y tế theo dõi sức khỏe của người đọc.",
        "Chế độ báo cáo",
        "Các bộ phận được phân công báo cáo kết quả về Ban Giám hiệu.",
    )
    assert found == [
        ("Ban Giám hiệu nhà trường", "Chỉ đạo việc mở thư viện trong toàn trường."),
        ("Giáo viên bộ môn", "lồng ghép việc đọc sách."),
        ("Tổ chức Đoàn Thanh niên", "Phối hợp với thư viện mở ngày hội đọc sách."),
        ("Nhân viên y tế", "theo dõi sức khỏe của người đọc."),
        ("Các bộ phận được phân công", "báo cáo kết quả về Ban Giám hiệu."),
    ]


@pytest.mark.parametrize("name", ["Ban Hành chính - Nhân sự", "Ban Hành chính"])
def test_boards_whose_names_look_like_verbs(name):
    assert duties(WORK, "1. Nhiệm vụ của các đơn vị", f"{name}:", "- Mở thư viện.") == [(name, "Mở thư viện.")]


@pytest.mark.parametrize(
    "members",
    [
        (
            "- Ông Nguyễn Văn An - Phó Chủ tịch UBND xã - Trưởng ban;",
            "- Bà Trần Thị Hoa   -  Công chức Văn hóa    –  Phó Trưởng ban Thường trực;",
            "- Ông Giàng A Sử - Phó Chủ tịch Ủy ban nhân dân xã phụ trách văn hóa, Bí thư Chi bộ - Trưởng Ban Tổ chức;",
            "- Mời ông Vừ A Dế - Trưởng Công an xã - Thành viên.",
        ),
        ("- Ông Lò Văn Pó, Bí thư Đoàn xã, Thành viên;", "- Bà Hà Thị Mai, giáo viên, Thư ký./."),
        (
            "a) Ông Lê Mạnh - Hiệu trưởng Trường THCS - Tổ trưởng;",
            "b) Bà Phạm Nga - giáo viên - Thành viên;",
            "c) Ông Hà Thanh - giáo viên - Thư ký.",
        ),
    ],
    ids=["dashes", "commas", "letters"],
)
def test_persons_who_are_named_members_are_given_no_work(members):
    assert duties(WORK, "1. Ban Tổ chức", *members, "2. Sở Y tế", "- Mở lớp.") == [("Sở Y tế", "Mở lớp.")]


def test_work_that_ends_with_a_part_in_a_board_stays():
    work = ("Gửi giấy mời đến các ban, ngành, thành viên.", "Chuẩn bị tài liệu cho Trưởng đoàn, thư ký.")
    found = duties(WORK, "1. Văn phòng", *(f"- {line}" for line in work))
    assert found == [("Văn phòng", line) for line in work]


@pytest.mark.parametrize("heading", ["1. Ban Chỉ đạo", "1. Ban Tổ chức Hội thi"])
def test_who_is_member_of_a_board_is_no_work(heading):
    found = duties(
        WORK,
        heading,
        "- Hiệu trưởng: Chủ tịch Ban Chỉ đạo",
        "- Các Tổ trưởng chuyên môn: Thành viên",
        "- Trung tâm Công nghệ: Phối hợp",
        "2. Sở Y tế",
        "- Mở lớp.",
    )
    assert found == [("Sở Y tế", "Mở lớp.")]
    found = duties(
        WORK,
        heading,
        "- Trưởng Ban Tổ chức: Phó Hiệu trưởng phụ trách phổ thông",
        "- Các Tổ trưởng chuyên môn: Thành viên chính",
        "2. Sở Y tế",
        "- Mở lớp.",
    )
    assert found == [("Sở Y tế", "Mở lớp.")]


def test_work_of_officers_below_a_board_stays_work():
    found = duties(WORK, "1. Ban Chỉ đạo", "- Trưởng ban: Chỉ đạo chung.", "- Thành viên: Theo dõi các xã.")
    assert [text for _, text in found] == ["Chỉ đạo chung.", "Theo dõi các xã."]


@pytest.mark.parametrize("reason", ["Căn cứ kết quả thi, ", "Trên cơ sở kết quả chấm thi, ", ""])
def test_an_introduction_behind_a_circumstance_leads_its_items(reason):
    found = duties(WORK, f"4. {reason}Ban Tổ chức công nhận kết quả như sau:", "- Tặng cờ cho ba đội;", "- Cấp giấy.")
    assert found == [("Ban Tổ chức", "Tặng cờ cho ba đội;"), ("Ban Tổ chức", "Cấp giấy.")]


def test_what_an_issuer_calls_important_is_not_its_own_work():
    text = "1. Để mở thư viện, Đảng đoàn Hội xác định các nhiệm vụ trọng tâm sau:"
    assert duties(WORK, text, "- Khẩn trương rà soát sách cũ.", "- Chủ động mua sách mới.") == []


def test_who_asks_is_not_part_of_the_name():
    assert duties(WORK, "3. Lộ trình", "Bộ Y tế yêu cầu các Sở Y tế chỉ đạo các trạm nghiêm túc thực hiện.") == []


@pytest.mark.parametrize("head", ["Đoàn thanh tra", "Đoàn kiểm tra"])
def test_the_team_of_an_inspection_leads_its_row(head):
    rows = (
        f"STT\tNội dung thanh tra\tĐối tượng\tThời gian\t{head}",
        "1\tThu phí\tPhòng Một\tQuý I/2027\tĐ/c Lò Hoa (Trưởng đoàn)",
    )
    found = reading("II. NỘI DUNG", "\n".join(rows)).duties
    assert [(duty.agency, duty.text) for duty in found][:1] == [("Đ/c Lò Hoa (Trưởng đoàn)", "Thu phí")]


def test_a_line_between_the_rows_of_a_table_names_a_group():
    rows = (
        "Thời gian\tHình thức\tNội dung\tĐơn vị/ cá nhân phụ trách",
        "Buổi sáng, toàn trường",
        "7h00\tTập trung\tGiới thiệu chương trình\tBan Giám hiệu",
        "Buổi chiều, theo lớp",
        "14h00\tTheo lớp\tBầu ban cán sự\tGiáo viên chủ nhiệm",
        "3. Việc khác",
        "Hoạt động\tCách làm\tĐơn vị phụ trách\tThời gian",
        "Phát tài liệu\tTận tay\tVăn phòng\tTháng 8",
    )
    found = reading("II. NỘI DUNG", "\n".join(rows)).duties
    assert [(duty.agency, duty.text) for duty in found][:3] == [
        ("Ban Giám hiệu", "Giới thiệu chương trình"),
        ("Giáo viên chủ nhiệm", "Bầu ban cán sự"),
        ("Văn phòng", "Phát tài liệu"),
    ]


@pytest.mark.parametrize("role", ["đầu mối", "Đầu mối", "thường trực"])
@pytest.mark.parametrize("period", ["6 tháng/lần", "hằng quý"])
def test_a_role_before_an_order_and_a_period_behind_the_report(role, period):
    found = reading(WORK, f"- Trung tâm Công nghệ: {role}, báo cáo tiến độ {period}.", "- Phòng Tài chính: bố trí vốn.")
    assert found.duties[0].agency == "Trung tâm Công nghệ"
    assert found.duties[0].text.startswith(role)
    assert [(rule.who, rule.to, rule.every) for rule in found.reporting] == [
        ("Trung tâm Công nghệ", None, "six-month" if period[0] == "6" else "quarter")
    ]


@pytest.mark.parametrize("noun", ["lồng ghép vào báo cáo", "nêu trong báo cáo"])
def test_a_report_into_which_something_is_put_is_no_order(noun):
    text = f"1. Các tổ định kỳ đánh giá kết quả ({noun} tổ chuyên môn giữa học kỳ và cuối năm)."
    assert reading(WORK, text, "2. Sở Y tế mở lớp.").reporting == ()
