"""Groups that were given work, work by office, demands that say nothing new, and levels beside who watches them."""

import pytest

from sokehoach.domain.plans.deadlines import list_frequencies
from sokehoach.domain.plans.passages import fold_passage
from sokehoach.domain.plans.reading import read_plan
from sokehoach.domain.plans.sentences import parse_agency_order
from tests.domain.plans.plain import duties

WORK = "II. TỔ CHỨC THỰC HIỆN"


@pytest.mark.parametrize(
    ("sentence", "agency", "work"),
    [
        (
            "Các sở, ban, ngành được phân công gửi báo cáo kết quả về Sở Y tế trước ngày 30/11.",
            "Các sở, ban, ngành được phân công",
            "gửi báo cáo kết quả",
        ),
        ("Thanh tra Sở theo chức năng, nhiệm vụ tổ chức thanh tra, kiểm tra.", "Thanh tra Sở", "tổ chức thanh tra"),
        (
            "Thuế tỉnh, Sở Tài chính theo chức năng, nhiệm vụ phối hợp kiểm tra hóa đơn, đo lường, chất lượng.",
            "Thuế tỉnh, Sở Tài chính",
            "phối hợp kiểm tra hóa đơn",
        ),
    ],
)
def test_what_somebody_was_given_or_holds_is_no_beginning_of_the_work(sentence, agency, work):
    order = parse_agency_order(fold_passage(sentence))
    assert order is not None
    assert (order.agency.text, order.duty.text[: len(work)]) == (agency, work)


ISSUER_ASKS = (
    "Để thực hiện Kế hoạch đạt được mục tiêu đề ra, Ban Giám hiệu đề nghị các Đơn vị phối hợp và triển khai nghiêm "
    "túc các nội dung được phân công./."
)
ASKED_AT_THE_END = (
    "Trên đây là Kế hoạch tổ chức dạy học, đề nghị Ủy ban nhân dân cấp xã, Hiệu trưởng các trường căn cứ nội dung "
    "Kế hoạch triển khai thực hiện nghiêm túc, phù hợp với điều kiện thực tế của địa phương, đơn vị."
)


@pytest.mark.parametrize("closing", [ISSUER_ASKS, ASKED_AT_THE_END])
def test_a_demand_to_carry_the_plan_out_is_no_duty(closing):
    text = f"KẾ HOẠCH\nDạy học\n\nI. TỔ CHỨC THỰC HIỆN\n\n1. Sở Y tế lập danh sách.\n\n{closing}\n"
    assert [duty.agency for duty in read_plan(text).duties] == ["Sở Y tế"]


def test_a_closing_that_asks_for_more_stays_a_duty():
    closing = (
        "Để thực hiện tốt Kế hoạch này, Ủy ban nhân dân tỉnh đề nghị Sở Nội vụ xây dựng kế hoạch kiểm tra tháng 6."
    )
    text = f"KẾ HOẠCH\nDạy học\n\nI. TỔ CHỨC THỰC HIỆN\n\n1. Sở Y tế lập danh sách.\n\n{closing}\n"
    assert [duty.agency for duty in read_plan(text).duties] == ["Sở Y tế", "Sở Nội vụ"]


def test_a_level_beside_who_watches_it_is_no_work():
    head = "STT\tChỉ số\tThực hiện năm 2025\tMục tiêu năm 2026\tKhoa/phòng chịu trách nhiệm"
    rows = (head, "1\tTỷ lệ hài lòng\t87,3%\t≥ 90%\tPhòng CTXH", "2\tTỷ lệ mổ lại\t1,9%\t≤ 1,5%\tKhoa Ngoại")
    text = "\n".join(("KẾ HOẠCH", "Thử", "I. MỤC TIÊU", *rows, WORK, "1. Sở Y tế", "- Lập sổ."))
    assert [(duty.agency, duty.text) for duty in read_plan(text).duties] == [("Sở Y tế", "Lập sổ.")]


def test_items_below_by_what_means_a_body_works_are_its_duties():
    items = ("- Tham dự các cuộc họp của Ủy ban bầu cử.", "- Tổ chức tiếp công dân.")
    introduction = "1. Ban Thường trực Mặt trận xã thực hiện giám sát trực tiếp thông qua việc làm sau:"
    found = duties("IV. HÌNH THỨC GIÁM SÁT", introduction, *items)
    assert found == [("Ban Thường trực Mặt trận xã", item.removeprefix("- ")) for item in items]


def test_words_that_describe_a_name_are_no_orders():
    [(_, text)] = duties(WORK, "1. Sở Y tế lắng nghe; nhân dân liên quan đến thái độ phục vụ.")
    assert text.endswith("phục vụ.")
    name = "UBND các tỉnh, thành phố có đường sắt đi qua"
    assert duties(WORK, f"1. Đề nghị {name}", "- Bố trí ngân sách.") == [(name, "Bố trí ngân sách.")]


@pytest.mark.parametrize(
    ("words", "expected"),
    [
        ("báo cáo lãnh đạo bộ hằng quý và kết thúc năm.", ["quarter", "year"]),
        ("báo cáo tổng hợp cả năm trước ngày 30/11/2026", ["year"]),
        ("kết thúc năm 2026", []),
    ],
)
def test_the_end_of_a_year_is_a_period_of_reports(words, expected):
    assert list_frequencies(words) == expected
