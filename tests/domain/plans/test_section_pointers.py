"""A duty that only points to a section is reported once, with the work of that section."""

from sokehoach.domain.plans.proposals.facts import DutyFacts, PlanFacts
from sokehoach.domain.plans.proposals.proposal import ProposalKind
from sokehoach.domain.plans.proposals.propose import propose_programme

SPORT, POLICE = ("SVH",), ("CA",)
POINTS = "Chủ trì triển khai các nhiệm vụ tại mục (II) (1) của Kế hoạch."
POINTER = DutyFacts("NV1", "III.1", "Chủ trì công việc", POINTS, SPORT)
WORDS = DutyFacts("NV2", "II.1.a", "Xây dựng bộ tiêu chí", "Xây dựng bộ tiêu chí làng du lịch.", SPORT)
COUNTED = DutyFacts("NV3", "II.1.b", "Tổ chức tập huấn", "Tổ chức tập huấn cho chủ nhà nghỉ về phòng cháy.", SPORT)
OF_OTHERS = DutyFacts("NV4", "II.1.c", "Tuần tra", "Bảo vệ khách du lịch ở các bản.", POLICE)
CLAUSES = (("II", "LĨNH VỰC"), ("II.1", "Du lịch cộng đồng"), ("III", "TỔ CHỨC"), ("III.1", "Sở Văn hóa"))


def propose(*duties):
    return {row.key: row for row in propose_programme(PlanFacts("Kế hoạch", None, duties=duties, clauses=CLAUSES))}


def test_words_of_the_section_are_asked_once_and_counts_stay():
    rows = propose(POINTER, WORDS, COUNTED, OF_OTHERS)
    assert rows["NV1"].content.name == "Nhiệm vụ tại mục II.1 (Du lịch cộng đồng)"
    assert rows["NV2"].content.kind is ProposalKind.OMITTED
    assert "Nhiệm vụ tại mục II.1" in str(rows["NV2"].reason)
    assert rows["NV3"].content.kind is ProposalKind.COUNT
    assert rows["NV4"].content.kind is ProposalKind.NARRATIVE, "another agency does it"


def test_a_pointer_to_a_section_without_work_of_its_lead_stays_as_it_is():
    assert propose(POINTER, OF_OTHERS)["NV1"].content.name == "Chủ trì công việc"


def test_a_duty_with_work_of_its_own_does_not_only_point():
    more = DutyFacts("NV1", "III.1", "Chủ trì công việc", f"{POINTER.text[:-1]}; tuyên truyền tới du khách.", SPORT)
    assert propose(more, WORDS)["NV2"].content.kind is ProposalKind.NARRATIVE


def test_a_section_without_words_of_its_own_is_named_by_its_number():
    clauses = tuple((path, "" if path == "II.1" else words) for path, words in CLAUSES)
    rows = propose_programme(PlanFacts("Kế hoạch", None, duties=(POINTER, WORDS), clauses=clauses))
    assert next(row.content.name for row in rows if row.key == "NV1") == "Nhiệm vụ tại mục II.1"
