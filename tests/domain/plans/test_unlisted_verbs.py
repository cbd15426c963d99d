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
