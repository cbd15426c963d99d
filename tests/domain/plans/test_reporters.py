"""Who reports where several could: which agencies there are, whose plan it is, and of what place."""

from dataclasses import replace

import pytest

from sokehoach.domain.plans.proposals.facts import AGENCIES, BASE, EVERYBODY, DutyFacts, PlanFacts, RuleFacts
from sokehoach.domain.plans.proposals.pointers import find_named_reporters
from sokehoach.domain.plans.proposals.propose import propose_programme
from sokehoach.domain.plans.proposals.reporters import find_lead
from tests.domain.plans.test_proposals import AGENCY_NAMES, DUTIES, HEALTH, plan, propose, target

LABOUR, HOME, FARMING, ENERGY = "01.SLDTBXH", "01.SNV", "01.SNNMT", "01.SCT"
ROOM = {"03.VHXH": "Phòng Văn hóa - Xã hội"}


@pytest.mark.parametrize(
    ("text", "names", "reporter"),
    [
        ("80% người thất nghiệp được học nghề", {HOME: "Sở Nội vụ", LABOUR: "Sở Lao động"}, LABOUR),
        ("80% người thất nghiệp được học nghề", {HOME: "Sở Nội vụ"}, HOME),
        ("80% đàn gia súc được tiêm vắc xin", {}, FARMING),
        ("Tỷ lệ tiêm phòng vắc xin cho đàn trâu, bò đạt 85%", {}, FARMING),
        ("95% hộ dân được sử dụng điện lưới quốc gia", {ENERGY: "Sở Công Thương"}, ENERGY),
        ("95% hộ dân ký cam kết phân loại rác", {ENERGY: "Sở Công Thương"}, BASE),
        ("80% người thất nghiệp được giới thiệu việc làm", ROOM, "03.VHXH"),  # it keeps what no body is named for
        ("80% người thất nghiệp được học nghề", ROOM | {LABOUR: "Sở Lao động"}, LABOUR),
    ],
)
def test_who_keeps_a_figure_depends_on_which_agencies_there_are(text, names, reporter):
    agencies = AGENCY_NAMES | {FARMING: "Sở Nông nghiệp và Môi trường"} | names
    more = [DutyFacts(f"NV{code}", "III.6", "Làm việc", "Làm việc của mình", (code,)) for code in (FARMING, *names)]
    facts = replace(plan(target(text), duties=(*DUTIES, *more)), agencies=agencies)
    (proposal,) = [one for one in propose_programme(facts) if one.key == "CT1"]
    assert proposal.content.reporters == (reporter,)


@pytest.mark.parametrize(
    ("text", "division"),
    [
        ("90% lần rửa tay đúng quy trình vệ sinh tay", "Khoa Kiểm soát nhiễm khuẩn"),
        ("100% bệnh án được hoàn thành trong 24 giờ", "Phòng Kế hoạch tổng hợp"),
        ("80% đơn thuốc được kê đúng phác đồ", "Khoa Dược"),
        ("Trên 85% suất ăn đúng chế độ bệnh lý", "Khoa Dinh dưỡng"),
    ],
)
def test_a_division_reports_what_its_field_keeps_though_no_duty_says_the_same_words(text, division):
    names = ("Khoa Kiểm soát nhiễm khuẩn", "Phòng Kế hoạch tổng hợp", "Khoa Dược", "Khoa Dinh dưỡng")
    duties = tuple(DutyFacts(f"NV{name}", "III", "Làm việc", "Làm việc của mình", (name,)) for name in names)
    facts = replace(plan(target(text), duties=duties), agencies={name: name for name in names})
    (proposal,) = [one for one in propose_programme(facts) if one.key == "CT1"]
    assert proposal.content.reporters == (division,)


@pytest.mark.parametrize(
    ("issuer", "duties", "reporters"),
    [
        (HEALTH, DUTIES[:2], (AGENCIES,)),
        (HEALTH, DUTIES, (BASE, AGENCIES)),  # communes have work in it
        ("", DUTIES[:2], (BASE, AGENCIES)),
    ],
)
def test_units_that_report_by_a_departments_own_plan_are_no_communes(issuer, duties, reporters):
    rule = RuleFacts("BC1", "IV", "Các phòng, đơn vị báo cáo hằng tháng", (BASE, AGENCIES), "month")
    facts = replace(plan(rules=(rule,), duties=duties), issuer=issuer)
    (proposal,) = [one for one in propose_programme(facts) if one.key == "BC1"]
    assert proposal.content.reporters == reporters


PARTY, CITY = "01.VPDU", "01.UBTP"


def test_who_collects_for_others_or_is_several_collects_nothing_here():
    rule = RuleFacts("BC1", "IV", "Báo cáo hằng quý", (HEALTH,), "quarter", via=("Ban Nội chính Tỉnh ủy",))
    proposals = propose(target("100% tuyến phố có cây"), rules=(rule,))
    assert proposals["CT1"].content.reporters == (HEALTH,)


def test_what_is_left_in_a_plan_of_the_party_is_kept_by_the_peoples_committees():
    rule = RuleFacts("BC1", "IV", "Báo cáo hằng quý", (BASE,), "quarter", via=(PARTY,))
    facts = replace(plan(target("100% tuyến phố có cây"), rules=(rule,)), agencies={PARTY: "Văn phòng Đảng ủy xã"})
    (proposal,) = [one for one in propose_programme(facts) if one.key == "CT1"]
    assert proposal.content.reporters == (BASE,)


def test_the_committee_of_the_place_in_the_title_answers_for_its_figures():
    duty = DutyFacts("NV9", "III.9", "Trồng cây", "Trồng cây ven sông", (CITY,))
    facts = replace(
        plan(target("100% tuyến phố có cây"), duties=(*DUTIES, duty), title="Phát triển Thủ đô Hà Nội"),
        agencies=AGENCY_NAMES | {CITY: "Ủy ban nhân dân thành phố Hà Nội"},
    )
    (proposal,) = [one for one in propose_programme(facts) if one.key == "CT1"]
    assert proposal.content.reporters == (CITY,)


def test_what_several_rules_say_of_who_collects_adds_up() -> None:
    """One rule passes through the one office, two are addressed to the other."""
    agencies = {"a": "Phòng Kinh tế", "b": "Phòng Văn hóa"}
    via = RuleFacts("BC1", "I", "", EVERYBODY, "month", via=("a",))
    received = RuleFacts("BC2", "I", "", EVERYBODY, "month", receivers=("b",))
    for rules, lead in (((via, received), "a"), ((via, received, received), "b")):
        assert find_lead(PlanFacts("", None, rules=rules, agencies=agencies)) == lead


def test_who_reports_a_section_by_its_number_is_proposed_for_what_it_sets() -> None:
    text = "Theo dõi, báo cáo các chỉ tiêu tại điểm 2.7 và 2.9 mục II"
    duties = (DutyFacts("NV1", "V.1", "Theo dõi", text, ("SYT",)), DutyFacts("NV2", "V.2", "Báo cáo", text, ()))
    headings = dict.fromkeys(("II", "II.2", "II.2.7", "II.2.8", "II.2.9", "V", "V.1", "V.2"), "")
    assert find_named_reporters(duties, headings) == {"II.2.7": ("SYT",), "II.2.9": ("SYT",)}
    of_another = DutyFacts("NV3", "V.3", "Báo cáo", "Báo cáo chỉ tiêu tại điểm 2.9 mục II", ("SXD",))
    assert find_named_reporters((*duties, of_another), headings) == {"II.2.7": ("SYT",)}
    whole = DutyFacts("NV4", "V.4", "Báo cáo", "Tổng hợp, báo cáo các chỉ tiêu tại mục II", ("VP",))
    assert find_named_reporters((whole,), headings) == {}
