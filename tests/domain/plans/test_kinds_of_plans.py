"""Plans of kinds that the reader was not written with: of divisions, of inspection teams, in one table, under a decision."""

# ruff: noqa: E501, W291 text copied from Word has long lines, and white space in empty cells

import pytest

from sokehoach.domain.plans.reading import read_plan
from tests.domain.plans.plain import duties, reading, targets

WORK = "II. TỔ CHỨC THỰC HIỆN"
DECISION = """\
BỘ SÁCH VÀ THƯ VIỆN
Số: 12/QĐ-BSTV

Hà Nội, ngày 05 tháng 01 năm 2024

QUYẾT ĐỊNH

Căn cứ Nghị định số 7/2019/NĐ-CP ngày 02/02/2019 sửa đổi Điều 3 Nghị định số 1/2008/NĐ-CP;

Căn cứ Nghị định số 8/2020/NĐ-CP ngày 03/3/2020 về thư viện;

Điều 1. Ban hành kèm theo Quyết định này {what}.

Điều 2. Quyết định này có hiệu lực từ ngày ký.

Nơi nhận:
- Như Điều 1;
- Lưu: VT.	BỘ TRƯỞNG


Nông Văn Sách

"""
TABLE = """\
KẾ HOẠCH
IN SÁCH NĂM 2024
(Ban hành kèm theo Quyết định số 12/QĐ-BSTV ngày 05 tháng 01 năm 2024)

TT	Nội dung công việc	Đơn vị chủ trì	Đơn vị phối hợp	Thời gian thực hiện
I	Chuẩn bị	 	 	 
1	Chọn sách
- Các vụ đề xuất tên sách.
- Vụ Thư viện tổng hợp danh mục.	Vụ Thư viện	 	Tháng 01
2	Duyệt văn bản cùng thời điểm duyệt sách	Văn phòng Bộ	Các vụ	Cùng thời điểm duyệt
II	In và phát	 	 	 
1	In sách
- Đặt giấy
- Chạy máy	- Cục Xuất bản
- Nhà in	 	Quý II
2	Chở sách về
các tỉnh	Văn phòng Bộ	 	Quý III
"""


def test_a_plan_may_be_one_table_with_cells_of_several_lines():
    found = read_plan(DECISION.format(what="Kế hoạch in sách") + TABLE)
    assert [clause.path for clause in found.clauses] == ["I", "I.1", "I.2", "II", "II.1", "II.2"]
    assert [(duty.path, duty.agency, duty.text) for duty in found.duties] == [
        ("I.1", "Các vụ", "đề xuất tên sách."),
        ("I.1", "Vụ Thư viện", "tổng hợp danh mục."),
        ("I.2", "Văn phòng Bộ", "Duyệt văn bản cùng thời điểm duyệt sách"),
        ("II.1", "Cục Xuất bản", "Đặt giấy"),
        ("II.1", "Nhà in", "Chạy máy"),
        ("II.2", "Văn phòng Bộ", "Chở sách về các tỉnh"),
    ]


def test_a_document_named_in_the_title_of_another_is_no_basis():
    document = read_plan(DECISION.format(what="Kế hoạch in sách") + TABLE).document
    assert document.basis == ("7/2019/NĐ-CP", "8/2020/NĐ-CP")
    assert document.signer == "Nông Văn Sách"


def test_rules_attached_to_a_decision_are_a_plan():
    rules = "QUY ĐỊNH\nVỀ VIỆC IN SÁCH\n\nI. Tổ chức thực hiện\n\n1. Vụ Thư viện chọn sách.\n\n2. Cục Xuất bản lập danh mục."
    found = read_plan(DECISION.format(what="Quy định về việc in sách") + rules)
    assert found.document.kind == "QUY ĐỊNH"
    assert [duty.agency for duty in found.duties] == ["Cục Xuất bản"]


def test_the_word_rules_in_the_title_of_a_plan_is_no_kind():
    found = read_plan(
        "KẾ HOẠCH\nTRIỂN KHAI\nQUY ĐỊNH\nVỀ SÁCH\n\n" + "\n\n".join(("I. VIỆC", "1. Sở Y tế họp.", "2. Đọc."))
    )
    assert found.document.kind == "KẾ HOẠCH"


ATTACHMENT = """\
DANH MỤC

VIỆC LÀM CỦA CÁC XÃ

(Kèm theo Kế hoạch số 9/KH-UBND của UBND huyện)

1. Sở Y tế chủ trì đếm sách."""


def test_a_titled_list_attached_to_the_plan_ends_its_text():
    found = read_plan(
        f"KẾ HOẠCH\n\nĐọc sách\n\n{WORK}\n\n1. Sở Nội vụ theo dõi.\n\n2. Sở Văn hóa tổng hợp.\n\n{ATTACHMENT}"
    )
    assert [duty.agency for duty in found.duties] == ["Sở Nội vụ", "Sở Văn hóa"]


def test_a_plan_under_the_heading_of_an_appendix_is_not_the_plan():
    appendix = "PHỤ LỤC I\n\nKẾ HOẠCH\nĐI KIỂM TRA\n\n1. Tên đơn vị\n\n2. Địa chỉ\n\n3. Số điện thoại"
    found = read_plan(f"KẾ HOẠCH\n\nKiểm tra\n\n1. Mục tiêu\n\n2. Phân công\n\n- Sở Y tế theo dõi.\n\n{appendix}")
    assert [clause.starts for clause in found.clauses] == ["Mục tiêu", "Phân công"]


@pytest.mark.parametrize(
    ("sentence", "agency", "duty"),
    [
        (
            "1. Các cơ sở nuôi ong: Theo dõi nguồn nước.",
            "Các cơ sở nuôi ong",
            "Theo dõi nguồn nước.",
        ),
        ("1. Các đơn vị khám bệnh tư nhân: Báo cáo số ca.", "Các đơn vị khám bệnh tư nhân", "Báo cáo số ca."),
        ("1. Bộ Ngoại giao chủ trì việc này.", "Bộ Ngoại giao", "chủ trì việc này."),
        ("1. Đối với các trường học: Tổ chức ngày đọc sách.", "các trường học", "Tổ chức ngày đọc sách."),
        (
            "1. Đối với Tổ thư ký: Các thành viên ghi biên bản, gửi về Sở.",
            "Tổ thư ký",
            "Các thành viên ghi biên bản, gửi về Sở.",
        ),
        ("1. Ông. Lò Văn Mẫu - Trưởng đoàn: Phụ trách chung.", "Ông. Lò Văn Mẫu - Trưởng đoàn", "Phụ trách chung."),
        ("1. Tổ chức pháp chế các cục có trách nhiệm rà soát.", "Tổ chức pháp chế các cục", "rà soát."),
        ("1. Xe đưa đón do Văn phòng Sở bố trí.", "Văn phòng Sở", "Xe đưa đón do Văn phòng Sở bố trí."),
        ("1. Trước khi mở lớp, các trường có báo cáo về Sở.", "các trường", "có báo cáo về Sở."),
        (
            "1. Các đơn vị được Bộ giao nhiệm vụ mở lớp thực hiện theo lịch.",
            "Các đơn vị được Bộ giao nhiệm vụ mở lớp",
            "thực hiện theo lịch.",
        ),
        ("1. Các đơn vị không thực hiện đúng sẽ không được thanh toán.", None, None),
    ],
)
def test_agencies_of_many_kinds_are_named_whole(sentence, agency, duty):
    assert duties(WORK, sentence) == ([(agency, duty)] if agency else [])


def test_a_group_that_an_agency_has_to_give_work_to_is_not_its_own_agency():
    assert duties(
        WORK, "1. UBND huyện", "- Giao nhiệm vụ cho các phòng chuyên môn tham gia.", "- Đề nghị các xã ký cam kết."
    ) == [
        ("UBND huyện", "Giao nhiệm vụ cho các phòng chuyên môn tham gia."),
        ("UBND huyện", "Đề nghị các xã ký cam kết."),
    ]


def test_an_introduction_numbered_like_its_items_gives_them_to_its_agency():
    found = duties(
        WORK, "1. Giao Phòng Đọc triển khai các việc sau:", "2. Tổ chức thi đọc.", "3. Chuẩn bị giải thưởng."
    )
    assert found == [("Phòng Đọc", "Tổ chức thi đọc."), ("Phòng Đọc", "Chuẩn bị giải thưởng.")]


def test_a_plain_introduction_that_gives_the_work_gives_the_numbered_items_below():
    found = duties(WORK, "Giao Phòng Đọc triển khai các việc:", "1. Tổ chức thi đọc.", "2. Chuẩn bị giải thưởng.")
    assert found == [("Phòng Đọc", "Tổ chức thi đọc."), ("Phòng Đọc", "Chuẩn bị giải thưởng.")]


def test_a_group_that_only_focuses_on_what_follows_is_given_nothing_by_it():
    found = duties("II. NHIỆM VỤ", "Các sở, ngành tập trung thực hiện các nội dung sau:", "1. Tổ chức thi đọc.")
    assert found == []


def test_a_person_in_charge_above_the_agency_is_no_duty():
    found = duties(
        "II. NHIỆM VỤ",
        "1. Mở rộng phòng đọc",
        "- Tham mưu chọn địa điểm.",
        "- Rà soát số sách hỏng.",
        "- Lãnh đạo phụ trách: Phó giám đốc Lò Văn Mẫu.",
        "- Đơn vị thực hiện: Phòng Đọc.",
    )
    assert found == [("Phòng Đọc", "Tham mưu chọn địa điểm."), ("Phòng Đọc", "Rà soát số sách hỏng.")]


def test_a_demand_only_to_carry_the_plan_out_is_no_duty():
    closing = "Trên đây là Kế hoạch, đề nghị các tổ chức, cá nhân liên quan phối hợp, triển khai thực hiện./."
    assert duties(WORK, "1. Ban Thử nghiệm theo dõi.", closing) == []


def test_what_an_inspection_looks_at_is_no_duty_of_the_inspected():
    looked_at = [
        f"- Công tác {matter} của đơn vị;" for matter in ("lưu kho", "mượn trả", "sửa sách", "thống kê", "tập huấn")
    ]
    assert duties("II. NỘI DUNG KIỂM TRA", "1. Thư viện tỉnh", *looked_at, "2. Bảo tàng tỉnh", *looked_at) == []


def test_an_announced_list_is_not_the_whole_work_of_the_sentence():
    found = duties(
        WORK, "1. Căn cứ Kế hoạch này, các sở xây dựng kế hoạch của mình. Cụ thể như sau:", "a) Sở Nội vụ mở lớp đọc."
    )
    assert [agency for agency, _ in found] == ["các sở", "Sở Nội vụ"]


def test_the_letter_l_that_became_a_capital_i_stays_in_its_series():
    items = [f"{label}) Sở {label.upper()} theo dõi." for label in "aăâbcdđeêghik"]
    found = reading("IV. VIỆC", "1. Phân công", *items, "I) Sở Lúa theo dõi.", "m) Sở Mía theo dõi.", "2. Báo cáo")
    assert [clause.path for clause in found.clauses][-5:] == ["IV.1.I", "IV.1.m", "IV.2", "X", "X.1"]


def test_parts_of_a_total_and_ratios():
    assert targets("Có 40 xã có thư viện (gồm 12 xã vùng cao; 28 xã vùng thấp).") == [("=", "40", "xã")]
    assert targets("Số lượt đọc bằng 1,3 lần năm đầu của kế hoạch.") == [("=", "1.3", "lần năm đầu")]


def test_results_sent_in_a_rhythm_are_a_report():
    found = reading(WORK, "1. Các phòng", "- Hằng quý tổng hợp kết quả đọc sách gửi Sở Văn hóa để theo dõi.").reporting
    assert [(rule.to, rule.every) for rule in found] == [("Sở Văn hóa", "quarter")]


def test_a_report_to_the_leaders_of_an_office_has_a_receiver():
    found = reading(WORK, "1. Phòng Đọc", "- Kịp thời báo cáo Lãnh đạo Sở số sách hỏng.").reporting
    assert [rule.to for rule in found] == ["Lãnh đạo Sở số sách hỏng"]


def test_duties_in_plans_against_disasters():
    items = (
        ("Các thôn", "sơ tán 100% hộ dân vùng ngập trước 17 giờ."),
        ("Trạm Y tế các xã", "trực cấp cứu 24/24 giờ."),
        ("Đội cứu hộ", "ứng cứu khi có lũ."),
    )
    assert duties(WORK, *(f"{at}. {who} {what}" for at, (who, what) in enumerate(items, 1))) == list(items)
    (person, *_) = duties(WORK, "1. Đồng chí Lò Văn Mẫu, Chủ tịch UBND huyện, Trưởng ban: Chỉ huy chung.")
    assert person == ("Đồng chí Lò Văn Mẫu, Chủ tịch UBND huyện, Trưởng ban", "Chỉ huy chung.")


def test_persons_and_groups_of_a_school_have_duties():
    found = duties(
        WORK,
        "1. Ban Giám hiệu",
        "Chỉ đạo chung.",
        "2. Giáo viên chủ nhiệm",
        "- Phối, kết hợp với cha mẹ học sinh.",
        "3. Bộ phận Y tế: Sơ cứu học sinh bị thương.",
    )
    assert found == [
        ("Ban Giám hiệu", "Chỉ đạo chung."),
        ("Giáo viên chủ nhiệm", "Phối, kết hợp với cha mẹ học sinh."),
        ("Bộ phận Y tế", "Sơ cứu học sinh bị thương."),
    ]


def test_who_decides_is_no_part_of_the_title_of_what_is_approved():
    approved = "QUYẾT ĐỊNH\nPhê duyệt Đề án mở thư viện\nCHỦ TỊCH ỦY BAN NHÂN DÂN TỈNH\nCăn cứ Luật Thư viện;\n"
    text = f"{approved}QUYẾT ĐỊNH:\nĐiều 1. Phê duyệt Đề án mở thư viện với các nội dung:\n\nI. VIỆC\n\n1. Sở Sách mua sách.\n"
    assert read_plan(text).document.title == "mở thư viện"
    goes_on = "KẾ HOẠCH\nTHỰC HIỆN CHỈ THỊ CỦA\nTHỦ TƯỚNG CHÍNH PHỦ VỀ SÁCH\n\nI. VIỆC\n\n1. Sở Sách mua sách.\n"
    assert read_plan(goes_on).document.title == "THỰC HIỆN CHỈ THỊ CỦA THỦ TƯỚNG CHÍNH PHỦ VỀ SÁCH"


def test_the_heads_of_a_table_and_the_last_line_of_a_party_document_are_no_tasks():
    table = "TT\tNội dung\tThời gian\tNgười thực hiện\n1\tTuyên truyền dưới cờ\tThứ Hai\tĐoàn trường"
    closing = "Chương trình này phổ biến đến chi bộ."
    found = read_plan(
        f"KẾ HOẠCH\nĐọc sách\n\nI. NỘI DUNG\n{table}\n\nII. NHIỆM VỤ\n\n1. Mua sách mới cho thôn.\n\n{closing}"
    )
    assert [task.text for task in found.tasks] == ["Mua sách mới cho thôn."]
    assert [duty.agency for duty in found.duties] == ["Đoàn trường"]


def test_the_receiver_of_a_report_ends_before_the_day():
    found = reading(WORK, "1. Các tổ", "- Báo cáo Ban Giám hiệu vào thứ Sáu hằng tuần.").reporting
    assert [(rule.to, rule.every) for rule in found] == [("Ban Giám hiệu", "week")]


@pytest.mark.parametrize(
    ("line", "expected"),
    [
        ("Chuyên viên phụ trách tổng hợp tham mưu Ban Thử nghiệm.", ("Chuyên viên phụ trách tổng hợp", "tham mưu")),
        ("Cán bộ phụ trách kiểm tra theo dõi việc đọc sách.", ("Cán bộ phụ trách kiểm tra", "theo dõi")),
        ("Công chức phụ trách tuyên truyền, vận động viết bài.", ("Công chức phụ trách", "tuyên truyền,")),
        ("Các chuyên viên khác thực hiện việc được giao.", ("Các chuyên viên khác", "thực hiện")),
        ("Kế toán, thủ quỹ: lập dự toán.", ("Kế toán, thủ quỹ", "lập dự")),
        ("Ban Thường trực Mặt trận xã yêu cầu các thôn lập danh sách.", ("các thôn", "lập danh")),
        ("Ban Chấp hành Đoàn xã đề nghị các đồng chí trong tổ kiểm kê sách.", ("các đồng chí trong tổ", "kiểm kê")),
        ("Ban Thường vụ Đoàn xã tham mưu và đề nghị các chi đoàn góp sách.", ("Ban Thường vụ Đoàn xã", "tham mưu")),
    ],
)
def test_who_has_the_work_in_an_office(line, expected):
    duty = reading(WORK, f"1. {line}").duties[0]
    assert (duty.agency, duty.text[: len(expected[1])]) == expected


ARTICLES = """
QUYẾT ĐỊNH

Phê duyệt Đề án đưa sách về bản

QUYẾT ĐỊNH:

Điều 1. Phê duyệt Đề án đưa sách về bản với những nội dung sau đây:

I. MỤC TIÊU

1. Có ít nhất 40 tủ sách bản.

II. NHIỆM VỤ

1. Chọn sách cho từng bản.

Điều 2. {title}

1. Sở Thư viện

a) Chủ trì mua sách, giao sách cho các bản.

b) Kiểm tra việc cho mượn sách.

2. Sở Tài chính bố trí kinh phí mua sách.

Điều 3. Quyết định này có hiệu lực từ ngày ký.

1. Chánh Văn phòng thi hành Quyết định này.
"""


def test_an_article_on_work_goes_on_with_the_plan_that_is_in_the_one_before_it():
    plan = read_plan(ARTICLES.format(title="Tổ chức thực hiện"))
    assert [clause.path for clause in plan.clauses] == ["I", "I.1", "II", "II.1", "1", "1.a", "1.b", "2"]
    assert [(duty.agency, duty.path) for duty in plan.duties] == [
        ("Sở Thư viện", "1.a"), ("Sở Thư viện", "1.b"), ("Sở Tài chính", "2"),
    ]  # fmt: skip
    assert "Điều 2" not in plan.clauses[3].text


def test_an_article_on_the_decision_itself_ends_the_plan():
    plan = read_plan(ARTICLES.format(title="Hiệu lực thi hành"))
    assert [clause.path for clause in plan.clauses] == ["I", "I.1", "II", "II.1"]


def test_figures_that_are_to_be_reached_are_targets():
    text = "I. CÁC CHỈ SỐ VỀ SÁCH CẦN ĐẠT\n\n1. 70% bản có tủ sách.\n\nII. CHỈ SỐ HIỆN NAY\n\n1. 20% bản có tủ sách.\n"
    assert [target.value for target in read_plan(f"KẾ HOẠCH\nĐọc sách\n\n{text}").targets] == ["70"]


def test_a_kind_of_document_within_a_heading_begins_no_plan():
    found = reading(
        "Điều 1. Mục đích",
        "1. Đọc sách.",
        "Điều 2. NỘI DUNG THI ĐUA,\nPHƯƠNG ÁN TRIỂN KHAI",
        "1. Lập tủ sách.",
        "Điều 3. Trách nhiệm",
        "1. Sở Y tế đọc sách.",
    )
    assert [clause.path for clause in found.clauses][:2] == ["Điều 1", "Điều 1.1"]
