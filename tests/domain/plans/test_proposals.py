"""The proposals of a plan: who reports, by when, and what nothing is made of."""

from dataclasses import replace
from datetime import date
from decimal import Decimal

import pytest
from hypothesis import given
from hypothesis import strategies as st

from sokehoach.domain.periods.due import DatesOfYear, DayOfMonth, WorkingDaysAfter
from sokehoach.domain.plans.proposals.due_texts import format_due_text, parse_due_text
from sokehoach.domain.plans.proposals.duties import parse_duty
from sokehoach.domain.plans.proposals.facts import (
    AGENCIES,
    BASE,
    EVERYBODY,
    DutyFacts,
    KnownElement,
    PlanFacts,
    RuleFacts,
    TargetFacts,
)
from sokehoach.domain.plans.proposals.measure_kinds import MeasureKind
from sokehoach.domain.plans.proposals.proposal import (
    LONGEST_NAME,
    ProposalContent,
    ProposalKind,
    find_content_problems,
)
from sokehoach.domain.plans.proposals.propose import (
    ASSUMED_SCHEDULE,
    NO_PERIOD,
    OUTLINE,
    PERSONS,
    propose_programme,
)
from sokehoach.domain.plans.proposals.reasons import NOT_MEASURED
from sokehoach.domain.plans.proposals.sentences import find_rest_of_sentence

HEALTH, POLICE, SCHOOLS, FRONT = "01.SYT", "01.CA", "01.SGDDT", "01.MTTQ"
AGENCY_NAMES = {HEALTH: "Sở Y tế", POLICE: "Công an tỉnh", SCHOOLS: "Sở Giáo dục và Đào tạo", FRONT: "Ủy ban Mặt trận"}
DUTIES = (
    DutyFacts("NV1", "III.1", "Khám sức khỏe", "Tổ chức khám sức khỏe định kỳ", (HEALTH,)),
    DutyFacts("NV2", "III.2", "Kiểm tra", "Thường xuyên kiểm tra cơ sở kinh doanh", (POLICE,)),
    DutyFacts("NV3", "III.3", "Chỉ đạo", "Chỉ đạo các trường thực hiện quy định", (SCHOOLS,)),
    DutyFacts("NV4", "III.4", "Vận động", "Vận động hội viên giám sát trường học, khám sức khỏe", (FRONT,)),
    DutyFacts("NV5", "III.5", "Nắm tình hình", "Nắm tình hình địa bàn, báo cáo kịp thời", (BASE,)),
)


def target(text, *, code="CT1", value=100, unit="%", bound="=", **more):
    return TargetFacts(code, more.pop("path", "II.1"), text, Decimal(value), unit, bound, **more)


def plan(*targets, title="Chăm sóc sức khỏe năm 2026", rules=(), duties=DUTIES):
    return PlanFacts(
        title, date(2026, 1, 5), targets, duties, rules, (("II", "MỤC TIÊU"), ("III", "NHIỆM VỤ")), AGENCY_NAMES
    )


def propose(*targets, known_elements=(), **more):
    return {proposal.key: proposal for proposal in propose_programme(plan(*targets, **more), known_elements)}


# --- who reports


@pytest.mark.parametrize(
    ("text", "reporters"),
    [
        ("100% xã, phường được tuyên truyền", (BASE,)),
        ("100% các sở, ngành ban hành kế hoạch", (AGENCIES,)),
        ("90% hộ gia đình ký cam kết", (BASE,)),
        ("100% học sinh được học bơi", (SCHOOLS,)),
        ("95% vụ việc được giải quyết", (POLICE,)),
        ("80% bệnh viện có bệnh án điện tử", (HEALTH,)),
        ("100% cán bộ làm công tác dân số tại các xã được tập huấn", (BASE,)),
    ],
)
def test_the_reporter_is_who_keeps_the_figure(text, reporters):
    assert propose(target(text))["CT1"].content.reporters == reporters


def test_the_owner_comes_before_any_guess():
    proposal = propose(target("100% học sinh được học bơi", owner=(POLICE,)))["CT1"]
    assert proposal.content.reporters == (POLICE,)
    assert proposal.likelihood >= 0.85


def test_a_target_inside_the_part_of_an_agency_is_that_agencys():
    assert propose(target("giảm 10% số vụ đuối nước", path="III.3"))["CT1"].content.reporters == (SCHOOLS,)


def test_persons_are_never_counted_by_communes():
    proposal = propose(target("90% người nghiện ma túy tại các xã được điều trị"))["CT1"]
    assert BASE not in proposal.content.reporters
    assert proposal.content.counts_persons
    assert proposal.reason == PERSONS


def test_the_name_of_a_system_counts_no_persons():
    proposal = propose(target("100% hộ tại các xã được ghi vào “Cơ sở dữ liệu đối tượng bảo trợ”"))["CT1"]
    assert not proposal.content.counts_persons
    assert proposal.content.reporters == (BASE,)


def test_the_front_reports_no_figure_unless_it_is_named():
    assert propose(target("90% trường học có sân chơi"))["CT1"].content.reporters == (SCHOOLS,)


def test_who_collects_reports_answers_where_nothing_speaks_for_another():
    rules = (RuleFacts("BC1", "V", "báo cáo", EVERYBODY, "year", receivers=(HEALTH,)),)
    assert propose(target("90% sáng kiến được công nhận"), rules=rules)["CT1"].content.reporters == (HEALTH,)


def test_people_are_counted_by_communes_that_a_rule_names():
    rules = (RuleFacts("BC1", "V", "báo cáo", (BASE,), "year"),)
    proposals = propose(target("80% người dân có tài khoản"), rules=rules, duties=DUTIES[:3])
    assert proposals["CT1"].content.reporters == (BASE,)


# --- what nothing is made of


def test_a_target_that_cannot_be_counted_makes_nothing_and_says_why():
    proposal = propose(target("100% cấp ủy hiểu về kế hoạch"))["CT1"]
    assert proposal.content == ProposalContent(ProposalKind.OMITTED)
    assert proposal.reason == NOT_MEASURED


def test_a_duty_to_raise_awareness_is_told_in_words_and_says_that_it_is_not_measured():
    duty = DutyFacts("NV1", "III.1", "Nâng cao nhận thức", "Nâng cao nhận thức của người dân", (HEALTH,))
    proposal = propose(duties=(duty,))["NV1"]
    assert (proposal.content.kind, proposal.reason) == (ProposalKind.NARRATIVE, NOT_MEASURED)


def test_dated_duties_and_duties_of_nobody_are_left_to_the_board():
    duties = (
        DutyFacts("NV1", "III.1", "Tổng kết", "Tổng kết trước 15/12", (HEALTH,), is_standing=False),
        DutyFacts("NV2", "III.2", "Làm việc khác", "Làm việc khác", ()),
    )
    assert not {"NV1", "NV2"} & set(propose(duties=duties))


# --- duties


@pytest.mark.parametrize(
    ("text", "unit"),
    [
        ("Tổ chức các lớp tập huấn cho cộng tác viên; báo cáo kết quả", "lớp"),
        ("Tổ chức tập huấn cho cộng tác viên; báo cáo kết quả", "lớp"),
        ("Chủ trì, phối hợp với Công an tỉnh, các đơn vị liên quan thanh tra cơ sở", "cuộc"),
        ("Thường xuyên tuyên truyền trên loa", "cuộc"),
        ("Tham mưu bố trí kinh phí", ""),
    ],
)
def test_a_duty_is_counted_where_it_names_what_happens(text, unit):
    measure = parse_duty("Nhiệm vụ", text)
    assert measure.unit == unit
    assert measure.name
    assert "báo cáo" not in measure.name


@pytest.mark.parametrize(
    ("text", "name"),
    [
        ("Tăng cường truyền thông giữ sạch giếng, bể nước", "Số cuộc: truyền thông giữ sạch giếng, bể nước"),
        ("chủ trì kiểm tra, đôn đốc thực hiện kế hoạch", "Số cuộc: kiểm tra, đôn đốc thực hiện kế hoạch"),
        ("Truyền thông trên mạng xã hội (zalo, facebook...) về: nước", "Số cuộc: truyền thông trên mạng xã hội"),
        ("Thường xuyên tuyên truyền (tháng 4) trên loa", "Số cuộc: tuyên truyền (tháng 4) trên loa"),
    ],
)
def test_a_count_is_named_by_what_is_counted(text, name):
    assert parse_duty("Nhiệm vụ", text).name == name


# --- levels and years


@pytest.mark.parametrize(
    ("text", "headings", "title", "year"),
    [
        ("đến năm 2030 có 50% xã đạt chuẩn", (), "Kế hoạch", 2030),
        ("50% xã đạt chuẩn", ("Chỉ tiêu đến năm 2027",), "Kế hoạch năm 2026", 2027),
        ("50% xã đạt chuẩn", (), "Kế hoạch giai đoạn 2026 - 2030", 2030),
        ("50% xã đạt chuẩn", (), "Thực hiện Chỉ thị ngày 15 tháng 8 năm 2024", None),
        ("50% xã đạt chuẩn", (), "giai đoạn 2025 - 2035, định hướng đến năm 2045", 2035),
        ("Hằng năm có 50% xã đạt chuẩn", (), "Kế hoạch giai đoạn 2026 - 2030", None),
    ],
)
def test_the_level_holds_for_the_last_year_that_the_plan_names(text, headings, title, year):
    content = propose(target(text, value=50, headings=headings), title=title)["CT1"].content
    assert content.year == year
    assert (content.value, content.bound) == (Decimal(50), ">=")


def test_a_ceiling_stays_a_ceiling():
    assert propose(target("tỷ lệ hộ nghèo dưới 3%", value=3, bound="<"))["CT1"].content.bound == "<"


# --- elements that exist


def test_existing_elements_come_first():
    known_elements = [
        KnownElement("A1", "Hộ gia đình ký cam kết", "01-XA"),
        KnownElement("A2", "Hộ gia đình", "01-XA"),
        KnownElement("B2", "Hộ gia đình", "02-XA"),
    ]
    content = propose(target("90% hộ gia đình ký cam kết"), known_elements=known_elements)["CT1"].content
    assert (content.numerator_code, content.denominator_code) == ("A1", "A2")


def test_numbers_of_two_forms_are_not_divided_by_each_other():
    known_elements = [KnownElement("A1", "Hộ gia đình ký cam kết", "01-XA"), KnownElement("B2", "Hộ gia đình", "02-XA")]
    assert (
        propose(target("90% hộ gia đình ký cam kết"), known_elements=known_elements)["CT1"].content.numerator_code == ""
    )


# --- schedules


def rule(every, due="", *, code="BC1", who=EVERYBODY):
    return RuleFacts(code, "V", "báo cáo", who, every, due, "UBND tỉnh")


def test_a_periodic_rule_is_a_schedule_on_its_day():
    content = propose(rules=(rule("month", "trước ngày 20 hằng tháng"),))["BC1"].content
    assert (content.kind, content.every, content.due) == (ProposalKind.SCHEDULE, "month", "ngày 20")


def test_a_day_before_the_cut_off_is_kept_where_counting_can_end_before_it():
    kept, refused = (propose(rules=(rule("year", f"trước ngày 15 tháng {month}"),))["BC1"] for month in (11, 7))
    assert (kept.content.due, refused.content.due) == ("15/11", "2 ngày làm việc")
    assert "tháng thứ hai trước kỳ đến hết tháng thứ ba từ cuối kỳ" in kept.reason
    assert "chốt ngày 14/12/2026" in refused.reason, "of the plan's own year"
    assert (kept.is_sure, refused.is_sure) == (False, False)


def test_a_rule_without_a_period_is_no_schedule_and_one_is_assumed():
    proposals = propose(rules=(rule("ad-hoc"),))
    assert proposals["BC1"].content.kind is ProposalKind.OMITTED
    assert proposals["BC1"].reason == NO_PERIOD
    assert proposals[ASSUMED_SCHEDULE].content.every == "year"
    assert not proposals[ASSUMED_SCHEDULE].is_sure


def test_the_outline_follows_the_parts_of_the_plan():
    assert propose()[OUTLINE].quote == "II. MỤC TIÊU; III. NHIỆM VỤ"


def test_the_title_of_the_outline_keeps_the_capitals_of_the_place():
    facts = replace(plan(title="GIẢM NGHÈO TRÊN ĐỊA BÀN TỈNH LẠNG MẪU NĂM 2026"), places=("Lạng Mẫu",))
    (outline,) = [proposal for proposal in propose_programme(facts) if proposal.key == OUTLINE]
    assert outline.content.name == "Kết quả thực hiện giảm nghèo trên địa bàn tỉnh Lạng Mẫu năm 2026"
    (outline,) = [proposal for proposal in propose_programme(plan()) if proposal.key == OUTLINE]
    assert outline.content.name == "Kết quả thực hiện chăm sóc sức khỏe năm 2026", "as it is written"


def test_the_title_of_the_outline_is_written_as_the_plan_writes_it():
    facts = replace(plan(title="PHỦ SÓNG WIFI TẠI BẾN XE"), text="Kế hoạch phủ sóng WiFi tại bến xe như sau.")
    (outline,) = [proposal for proposal in propose_programme(facts) if proposal.key == OUTLINE]
    assert outline.content.name == "Kết quả thực hiện phủ sóng WiFi tại bến xe"


@pytest.mark.parametrize(
    ("words", "unit"),
    [
        ("nhà đầu tư", "nhà đầu tư"),
        ("nhà máy", "nhà máy"),
        ("hộ", "hộ"),
        ("nhà thuốc tư nhân", "nhà thuốc"),
        ("chủ đầu tư dự án", "chủ đầu tư"),
        ("đội ngũ giáo viên tiểu học", "giáo viên"),
        ("bệnh viện công lập", "bệnh viện"),
        ("các cơ sở giáo dục đại học", "cơ sở"),
        ("kinh phí chi cho chuyển đổi số", "tỷ đồng"),
        ("tổng số các trạm y tế", "trạm y tế"),
    ],
)
def test_the_unit_of_a_share_is_its_whole_noun(words, unit):
    assert propose(target(f"100% {words} được tư vấn"))["CT1"].content.unit == unit


def test_a_duty_keeps_the_work_behind_its_partners():
    partners = "Chủ trì, phối hợp với Ban Quản lý các cụm công nghiệp, Sở Nội vụ, Sở Y tế và các cơ quan có liên quan"
    work = "tham mưu các giải pháp thu hút vốn, rà soát hạ tầng viễn thông của các cụm công nghiệp trên địa bàn"
    assert parse_duty("", f"{partners} {work}").name == f"{partners} {work}"


DUES = st.one_of(
    st.integers(1, 200).map(WorkingDaysAfter),
    st.builds(DayOfMonth, st.integers(1, 28), st.sampled_from([0, 1])),
    st.sets(st.tuples(st.integers(1, 12), st.integers(1, 28)), min_size=1, max_size=4).map(
        lambda dates: DatesOfYear(tuple(sorted(dates)))
    ),
)


@given(DUES)
def test_a_due_rule_is_read_back_as_it_is_written(due):
    assert parse_due_text(format_due_text(due)) == due


@pytest.mark.parametrize("text", ["", "sớm", "ngày 32", "31/2", "0 ngày làm việc", "15/13", "15/6,", "1" * 30])
def test_other_words_are_no_due_rule(text):
    assert parse_due_text(text) is None


# --- what a person still has to say


def test_a_content_says_what_it_lacks():
    content = ProposalContent(ProposalKind.INDICATOR, MeasureKind.SHARE, name="A", value=Decimal(120), year=26)
    assert {field for field, _reason in find_content_problems(content)} == {"reporters", "denominator", "value", "year"}
    assert find_content_problems(ProposalContent(ProposalKind.OMITTED)) == []


def test_a_name_that_is_too_long_is_refused_with_the_most_letters():
    content = ProposalContent(ProposalKind.SCHEDULE, name="a" * (LONGEST_NAME + 1), every="quarter", due="ngày 18")
    assert find_content_problems(content) == [
        ("name", f"Tên dài nhất {LONGEST_NAME} ký tự."),
        ("reporters", "Chọn đơn vị báo cáo."),
    ]


def test_a_figure_of_the_whole_area_has_one_reporter():
    content = ProposalContent(
        ProposalKind.INDICATOR, MeasureKind.VALUE, name="A", value=Decimal(2), reporters=(BASE,), unit="con"
    )
    assert [field for field, _reason in find_content_problems(content)] == ["reporters"]


def test_the_rest_of_a_sentence_stops_at_its_ends():
    text = "Một câu trước. Phấn đấu 80% trạm và\n100% viện đạt; câu sau."
    start = text.index("80%")
    assert find_rest_of_sentence(text, start, start + 8) == ("Phấn đấu ", "và 100% viện đạt")


TEXTS = st.lists(
    st.sampled_from((
    "100%", "xã,", "phường", "được", "có", "người", "hộ", "tỷ", "lệ", "giảm", "5", "lớp", "tập", "huấn",
    "hiểu", "đạt", "số", "các", "và", ";", ".", "trường", "y", "tế",
)),
    min_size=1, max_size=15,
).map(" ".join)  # fmt: skip
PARTIES = st.sampled_from([(), (BASE,), (AGENCIES,), EVERYBODY, (HEALTH,), (POLICE,)])


@given(
    st.lists(st.tuples(TEXTS, st.sampled_from(["%", "lớp", "ha"]), PARTIES), max_size=6),
    st.lists(st.tuples(TEXTS, PARTIES), max_size=6),
    st.lists(st.tuples(st.sampled_from(["month", "year", "ad-hoc", "week"]), TEXTS, PARTIES), max_size=3),
)
def test_every_item_is_proposed_once_and_nothing_sure_lacks_anything(targets, duties, rules):
    facts = PlanFacts(
        "Kế hoạch", None,
        tuple(TargetFacts(f"CT{at}", "I", text, Decimal(5), unit, "=") for at, (text, unit, _) in enumerate(targets)),
        tuple(DutyFacts(f"NV{at}", "II", text, text, who) for at, (text, who) in enumerate(duties)),
        tuple(RuleFacts(f"BC{at}", "III", text, who, every, text) for at, (every, text, who) in enumerate(rules)),
        agencies=AGENCY_NAMES,
    )  # fmt: skip
    proposals = propose_programme(facts)
    assert proposals == propose_programme(facts)
    keys = [proposal.key for proposal in proposals]
    assert len(keys) == len(set(keys))
    assert {f"CT{at}" for at in range(len(targets))} | {f"BC{at}" for at in range(len(rules))} <= set(keys)
    for proposal in proposals:
        assert 0 <= proposal.likelihood <= 1
        if proposal.is_sure:
            assert find_content_problems(proposal.content) == []
        if not proposal.content.makes_something:
            assert proposal.reason
        if proposal.content.counts_persons:
            assert BASE not in proposal.content.reporters


def test_a_number_that_a_share_asks_of_each_makes_nothing_of_its_own():
    share = target("100% bến xe, nhà ga có ít nhất 2 quầy thông tin", code="CT1")
    inner = target("có ít nhất 2 quầy thông tin", code="CT2", value=2, unit="quầy thông tin", bound=">=")
    other = target("có ít nhất 2 quầy sách", code="CT3", value=2, unit="quầy sách", bound=">=")
    kinds = {key: proposal.content.kind for key, proposal in propose(share, inner, other).items() if key[:2] == "CT"}
    assert kinds == {"CT1": ProposalKind.INDICATOR, "CT2": ProposalKind.OMITTED, "CT3": ProposalKind.INDICATOR}
    assert propose(share, replace(inner, path="II.2"))["CT2"].content.kind is ProposalKind.INDICATOR


def test_targets_with_the_same_words_are_named_with_the_title_above_each():
    library = target("Mục tiêu giảm mất sách so với năm 2020: 8%", value=8, text_before="- Thư viện và phòng đọc ")
    school = target(
        "Mục tiêu giảm mất sách so với năm 2020: 5%", code="CT2", value=5, text_before="- Trường học, nhà trẻ "
    )
    found = propose(library, school)
    assert [found[code].content.name for code in ("CT1", "CT2")] == [
        "Mất sách, thư viện và phòng đọc",
        "Mất sách, trường học, nhà trẻ",
    ]
    assert propose(library)["CT1"].content.name == "Mất sách"
