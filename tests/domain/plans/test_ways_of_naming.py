"""Who is given work, in the ways in which schools, communes and offices of the Party write it."""

import pytest

from sokehoach.domain.plans.proposals.facts import DutyFacts, PlanFacts
from sokehoach.domain.plans.proposals.propose import propose_programme
from sokehoach.domain.plans.reading import read_plan
from tests.domain.plans.test_proposals import target

_PLAN = """TRƯỜNG THCS ĐỒNG TÂM
CỘNG HÒA XÃ HỘI CHỦ NGHĨA VIỆT NAM
Độc lập - Tự do - Hạnh phúc

KẾ HOẠCH
Triển khai công tác năm 2026

I. MỤC ĐÍCH, YÊU CẦU
1. Mục đích
Nâng cao hiệu quả công tác.
II. TỔ CHỨC THỰC HIỆN
{lines}
Trên đây là Kế hoạch triển khai công tác năm 2026./.
"""


@pytest.mark.parametrize(
    ("lines", "agencies"),
    [
        ("1. Phòng Kế hoạch tổng hợp: theo dõi việc thực hiện.", ["Phòng Kế hoạch tổng hợp"]),
        ("1. Văn phòng tổng hợp đôn đốc các đơn vị thực hiện.", ["Văn phòng tổng hợp"]),
        ("1. Phòng Tham mưu: theo dõi, tổng hợp tình hình.", ["Phòng Tham mưu"]),
        (
            "* Ban giám hiệu nhà trường\nXây dựng kế hoạch năm.\n* Tổ nuôi dưỡng\nThực hiện đúng quy trình bếp ăn.",
            ["Ban giám hiệu nhà trường", "Tổ nuôi dưỡng"],
        ),
        ("- Cô Lê Thị Sen (Tổng phụ trách Đội): chuẩn bị chương trình.", ["Cô Lê Thị Sen (Tổng phụ trách Đội)"]),
        ("- Các đ/c GVCN: Quản lý học sinh lớp mình.", ["Các đ/c GVCN"]),
        ("1. Trong quá trình tổ chức thực hiện, Sở Nội vụ kiểm tra các đơn vị.", ["Sở Nội vụ"]),
        ("1. Trong quá trình thực hiện, nếu có vướng mắc, các đơn vị báo cáo về Sở Nội vụ.", []),
        ("1. Mọi người dân tham gia giữ gìn vệ sinh.", []),
        (
            "| TT | Nội dung | Đơn vị chủ trì |\n| 1 | Phát thanh lưu động | Phòng Văn hóa - Xã hội |",
            ["Phòng Văn hóa - Xã hội"],
        ),
    ],
)
def test_who_is_given_work(lines, agencies):
    assert [duty.agency for duty in read_plan(_PLAN.format(lines=lines)).duties] == agencies


# --- who can report the figures


def _propose(text, names):
    duties = tuple(
        DutyFacts(f"NV{at}", f"III.{at}", "", work, (name,)) for at, (name, work) in enumerate(names.items())
    )
    plan = PlanFacts("Công tác năm 2026", None, (target(text),), duties, agencies={name: name for name in names})
    return propose_programme(plan)[0]


@pytest.mark.parametrize(
    ("text", "reporter"),
    [
        ("100% đàn chó được tiêm vắc xin", "Phòng Kinh tế"),
        ("100% trẻ em được cấp thẻ bảo hiểm y tế", "Phòng Văn hóa - Xã hội"),
        ("100% thôn có đội dân phòng", "Các thôn"),
        ("100% hồ sơ được giải quyết đúng hạn", "Trung tâm Phục vụ hành chính công"),
    ],
)
def test_the_rooms_and_hamlets_of_a_commune_keep_what_departments_keep_in_a_province(text, reporter):
    names = {
        "Phòng Kinh tế": "Tham mưu kinh phí",
        "Phòng Văn hóa - Xã hội": "Tuyên truyền trên loa",
        "Trung tâm Phục vụ hành chính công": "Tiếp nhận hồ sơ",
        "Các thôn": "Vận động nhân dân",
    }
    assert _propose(text, names).content.reporters == (reporter,)


def test_the_body_whose_duty_has_the_words_of_the_target_reports_it():
    names = {
        "Tổ Ba": "Theo dõi, tổng hợp kết quả chung",
        "Tổ Bốn": "Đo mực nước giếng khoan mỗi tuần",
        "Tổ Năm": "Trông giữ xe",
    }
    assert _propose("90% giếng khoan được đo mực nước", names).content.reporters == ("Tổ Bốn",)


def test_who_is_about_as_likely_is_offered_beside_the_best():
    names = {"Tổ Ba": "Vẽ bản đồ các giếng khoan", "Tổ Bốn": "Đo mực nước các giếng khoan"}
    proposal = _propose("90% giếng khoan có bản đồ và mực nước", names)
    assert {proposal.content.reporters, *proposal.alternatives} == {("Tổ Ba",), ("Tổ Bốn",)}
    clear = _propose("90% giếng khoan được đo mực nước", {"Tổ Ba": "Trông giữ xe", "Tổ Bốn": "Đo mực nước giếng khoan"})
    assert clear.alternatives == ()
    assert clear.likelihood > proposal.likelihood
