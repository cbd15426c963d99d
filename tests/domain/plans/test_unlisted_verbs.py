"""Work, levels and reports whose verbs, officers and periods no list of the reader had: of offices of many kinds."""

import pytest

from tests.domain.plans.plain import duties, reading

WORK, AIMS = "II. TỔ CHỨC THỰC HIỆN", "I. MỤC TIÊU CỤ THỂ"


def list_levels(line):
    return [(target.bound, target.value) for target in reading(AIMS, f"- {line}").targets]


@pytest.mark.parametrize(
    ("line", "levels"),
    [
        ("Rà phá bom mìn 150 ha.", [("=", "150")]),
        ("Hiến 450 đơn vị máu.", [("=", "450")]),
        ("Thành lập 01 hợp tác xã, 02 tổ hợp tác.", [("=", "1"), ("=", "2")]),
        ("Xử lý dứt điểm 05 điểm đen về ô nhiễm.", [("=", "5")]),
        ("Giảm ít nhất 15% số vụ và 20% diện tích rừng bị cháy.", [(">=", "15"), (">=", "20")]),
        ("Ít nhất 80% trạm y tế và 100% bệnh viện có máy phát.", [(">=", "80"), ("=", "100")]),
        ("Nâng ngày lưu trú bình quân từ 1,3 ngày lên 1,8 ngày.", [("=", "1.8")]),
        ("Độ tin cậy cung cấp điện không quá 210 phút/khách hàng/năm.", [("<=", "210")]),
        ("Mỗi xã có ít nhất một câu lạc bộ.", [(">=", "1")]),
        ("Ít nhất hai phần ba số thôn có đội văn nghệ.", []),
        ("75% hộ gia đình trở lên phân loại rác.", [(">=", "75")]),
        ("80% cán bộ cấp phòng trở lên được bồi dưỡng.", [("=", "80")]),
        ("90% học sinh xếp loại khá trở lên.", [("=", "90")]),
        ("Không quá 05 vụ cháy trở lên.", [("<=", "5")]),
        ("Số vụ cháy rừng thấp hơn 3 vụ.", [("<", "3")]),
        ("Trồng cây tại 12 trường.", []),
    ],
)
def test_levels_with_any_verb(line, levels):
    assert list_levels(line) == levels


@pytest.mark.parametrize(
    ("line", "agency", "starts"),
    [
        ("Hạt trưởng các Hạt Kiểm lâm kiểm tra rừng.", "Hạt trưởng các Hạt Kiểm lâm", "kiểm tra rừng."),
        ("Trạm trưởng Trạm Y tế xã tổ chức khám.", "Trạm trưởng Trạm Y tế xã", "tổ chức khám."),
        ("Phòng Quản lý bảo vệ rừng tổng hợp số liệu.", "Phòng Quản lý bảo vệ rừng", "tổng hợp số liệu."),
        ("Ban Quản lý dự án lập tiến độ.", "Ban Quản lý dự án", "lập tiến độ."),
        ("Tổng Giám đốc giao Ban Kỹ thuật lập quy trình.", "Ban Kỹ thuật", "lập quy trình."),
        ("Hội đồng quản trị giao Ban Kiểm soát kiểm tra.", "Ban Kiểm soát", "kiểm tra."),
        ("Xí nghiệp Thủy nông Sông Đà vận hành trạm bơm.", "Xí nghiệp Thủy nông Sông Đà", "vận hành trạm bơm."),
        ("Nhân viên thư viện hướng dẫn bạn đọc.", "Nhân viên thư viện", "hướng dẫn bạn đọc."),
        ("Tổ bếp: nhận thực phẩm hằng ngày.", "Tổ bếp", "nhận thực phẩm hằng ngày."),
        (
            "Phó Chủ tịch phụ trách văn hóa trực tiếp chỉ đạo.",
            "Phó Chủ tịch phụ trách văn hóa",
            "trực tiếp chỉ đạo.",
        ),
        (
            "Nâng cấp đường truyền. Đơn vị chủ trì: Phòng Công nghệ. Hoàn thành trong quý I/2026.",
            "Phòng Công nghệ",
            "Nâng cấp đường truyền.",
        ),
    ],
)
def test_who_does_what_with_any_verb(line, agency, starts):
    assert duties(WORK, f"1. {line}") == [(agency, starts)]


@pytest.mark.parametrize("line", ["Tổ kiểm tra gồm: Trưởng phòng là Tổ trưởng.", "Sở Y tế: kinh phí theo dự toán."])
def test_members_and_money_are_no_work(line):
    assert duties(WORK, f"1. {line}") == []


@pytest.mark.parametrize(
    ("line", "rules"),
    [
        ("Lập báo cáo tháng, quý gửi Phòng Tổ chức.", [("month", "Phòng Tổ chức"), ("quarter", "Phòng Tổ chức")]),
        ("Báo cáo số liệu tuần về Trung tâm Y tế.", [("week", "Trung tâm Y tế")]),
        ("Sơ kết 6 tháng, tổng kết năm, báo cáo UBND tỉnh.", [("six-month", "UBND tỉnh"), ("year", "UBND tỉnh")]),
        ("Báo cáo Tổng Giám đốc vào ngày làm việc cuối cùng của tháng.", [("month", "Tổng Giám đốc")]),
        (
            "Tham mưu UBND phường các báo cáo: báo cáo 6 tháng trước ngày 15/6, báo cáo năm trước ngày 10/12.",
            [("six-month", "UBND phường"), ("year", "UBND phường")],
        ),
        (
            "Báo cáo định kỳ 6 tháng về Phòng Văn hóa và báo cáo đột xuất khi có đề nghị.",
            [("six-month", "Phòng Văn hóa"), ("ad-hoc", "Phòng Văn hóa")],
        ),
    ],
)
def test_reports_by_listed_periods(line, rules):
    assert [(rule.every, rule.to) for rule in reading(WORK, f"1. {line}").reporting] == rules


def test_rows_parted_by_gaps_are_clauses_with_levels():
    heads = "TT  Chỉ tiêu            ĐVT    Năm 2026"
    rows = f"{heads}\n1   Hộ dùng nước sạch   %      ≥ 60\n2   Nhà được sửa        nhà    1.150"
    plan = reading("I. CHỈ TIÊU", rows)
    assert [(target.bound, target.value) for target in plan.targets] == [(">=", "60"), ("=", "1150")]
    assert [clause.path for clause in plan.clauses][:3] == ["I", "I.1", "I.2"]


def test_cells_on_lines_of_their_own_without_blank_lines_are_rows():
    lines = (
        "STT", "Nhiệm vụ", "Chủ trì", "Phối hợp", "Thời gian", "I", "Nhận thức số", "1",
        "Vận động, hướng dẫn tiểu thương các chợ thanh toán", "không dùng tiền mặt", "Phòng Kinh tế",
        "Các chợ", "Cả năm",
        "II", "Dữ liệu số", "2", "Làm sạch dữ liệu", "Công an phường", "Phòng Kinh tế", "30/6/2026",
    )  # fmt: skip
    found = duties("I. NHIỆM VỤ", "\n".join(lines))
    work = "Vận động, hướng dẫn tiểu thương các chợ thanh toán không dùng tiền mặt"
    assert found == [("Phòng Kinh tế", work), ("Công an phường", "Làm sạch dữ liệu")]


def test_a_role_below_a_name_is_the_work_of_that_name():
    lines = ("Sở Y tế", "- Cơ quan thường trực, chủ trì hướng dẫn việc thực hiện.", "- Tổng hợp kết quả.")
    assert {agency for agency, _ in duties(WORK, *lines)} == {"Sở Y tế"}


def test_the_present_in_a_part_with_levels_is_no_level():
    part = ("I. TÌNH HÌNH VÀ CHỈ TIÊU", "1. Tình hình rừng: đất có rừng 61.203 ha, độ che phủ 42,3%.", "2. Chỉ tiêu")
    assert [target.value for target in reading(*part, "- Trồng 50 ha rừng.").targets] == ["50"]


def test_two_reports_of_one_sentence_have_their_own_receivers():
    line = "1. Cục Phòng bệnh báo cáo Lãnh đạo Bộ hằng quý và báo cáo Bộ Tài chính trước ngày 31/12 hằng năm."
    assert [(rule.every, rule.to) for rule in reading(WORK, line).reporting] == [
        ("quarter", "Lãnh đạo Bộ"),
        ("year", "Bộ Tài chính"),
    ]
