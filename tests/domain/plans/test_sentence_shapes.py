"""Sentences of many shapes say the same: who leads, with whom, what; who reports to whom by when."""

import pytest
from hypothesis import given
from hypothesis import strategies as st

from tests.domain.plans.plain import reading

WORK = "II. TỔ CHỨC THỰC HIỆN"
AGENCIES = (
    "Phòng Nội vụ",
    "Sở Văn hóa, Thể thao và Du lịch",
    "Công an tỉnh",
    "Ủy ban nhân dân các xã",
    "Hội Nông dân huyện",
    "Trung tâm Y tế",
)
WORKS = (
    "rà soát danh mục sách của thư viện các thôn",
    "lập danh sách người đọc",
    "tổ chức ngày hội đọc sách",
    "hướng dẫn ghi sổ mượn sách",
)
# One agency; the duty's words begin with the work, or with the words of the order before it.
LED = (
    "Giao {lead} {work}.",
    "Thống nhất giao {lead} {work}.",
    "Tiếp tục giao {lead} {work}.",
    "Trên cơ sở đó giao {lead} {work}.",
    "Chủ tịch UBND huyện giao {lead} {work}.",
    "Kinh phí do ngân sách cấp. Giao {lead} {work}.",
    "Sách là nguồn tri thức. Vì vậy, {lead} {work}.",
    "{lead} sẽ {work}.",
    "{lead} có nhiệm vụ {work}.",
    "{lead} có trách nhiệm {work}.",
    "{lead}, với vai trò là cơ quan thường trực, {work}.",
    "{lead} được giao nhiệm vụ {work}.",
    "{lead} được phân công {work}.",
    "Nhiệm vụ của {lead} là {work}.",
    "Trách nhiệm của {lead}: {Work}.",
    "Ngoài ra, {lead} còn {work}.",
    "Đồng thời, {lead} {work}.",
    "Hằng tháng, {lead} {work}.",
    "Định kỳ hằng quý {lead} {work}.",
    "Chậm nhất ngày 15/3/2026, {lead} {work}.",
    "Vào ngày 15 hằng tháng, {lead} {work}.",
    "Đề nghị {lead} {work}.",
)
# A lead and a partner; the task stands before or after them.
LED_WITH = (
    "{lead} chủ trì, phối hợp với {partner} {work}.",
    "Giao {lead} chủ trì, {partner} phối hợp {work}.",
    "{lead} là cơ quan chủ trì, {partner} là cơ quan phối hợp {work}.",
    "{Work} do {lead} chủ trì, phối hợp với {partner} thực hiện.",
    "{Work} do {lead} chủ trì, {partner} phối hợp.",
    "{Work} ({lead} chủ trì, {partner} phối hợp).",
    "{Work} - {lead} chủ trì, {partner} phối hợp.",
    "{Work}. Đơn vị chủ trì: {lead}. Đơn vị phối hợp: {partner}.",
    "{Work} giao {lead} chủ trì, phối hợp với {partner}.",
    "Mở lớp tập huấn. Việc này giao {lead} chủ trì, {partner} phối hợp.",
)
REPORTED = (
    "{lead} báo cáo {to} kết quả trước ngày 20 hằng tháng.",
    "{lead} gửi báo cáo về {to} trước ngày 20 hằng tháng.",
    "{lead} mở lớp đọc sách; kết quả gửi về {to} trước ngày 20 hằng tháng.",
    "{lead} xây dựng báo cáo kết quả gửi {to} trước ngày 20 hằng tháng.",
    "Trước ngày 20 hằng tháng, {lead} gửi {to} báo cáo kết quả.",
    "Trước ngày 20 hằng tháng, {lead} báo cáo {to}.",
    "Hằng tháng, {lead} báo cáo {to} trước ngày 20.",
    "Định kỳ hằng tháng {lead} báo cáo {to} trước ngày 20.",
)


def read_item(sentence):
    return reading(WORK, "1. Thư viện", f"- {sentence}")


def list_duties(found):
    return [duty for duty in found.duties if duty.agency != "Ban Thử nghiệm"]


def fill(shape, work, **names):
    return shape.format(work=work, Work=work[0].upper() + work[1:], **names)


@given(st.sampled_from(LED), st.sampled_from(AGENCIES), st.sampled_from(WORKS))
def test_the_agency_is_named_without_the_words_around_it(shape, lead, work):
    (duty,) = list_duties(read_item(fill(shape, work, lead=lead)))
    assert duty.agency == lead
    assert work in duty.text.lower()
    assert lead not in duty.text


@given(st.sampled_from(LED_WITH), st.lists(st.sampled_from(AGENCIES), min_size=2, max_size=2, unique=True), st.data())
def test_the_lead_is_told_from_the_partner(shape, names, data):
    lead, partner = names
    work = data.draw(st.sampled_from(WORKS))
    (duty,) = list_duties(read_item(fill(shape, work, lead=lead, partner=partner)))
    assert duty.agency == lead
    assert partner in duty.coordinating
    assert (work in duty.text.lower()) == ("Mở lớp" not in shape)


@given(st.lists(st.sampled_from(AGENCIES), min_size=2, max_size=2, unique=True), st.data())
def test_a_clause_after_a_semicolon_gives_another_agency_its_own_work(names, data):
    first, second = data.draw(st.lists(st.sampled_from(WORKS), min_size=2, max_size=2, unique=True))
    duties = list_duties(read_item(f"{names[0]} {first}; {names[1]} {second}."))
    assert [(duty.agency, duty.text) for duty in duties] == [(names[0], first), (names[1], f"{second}.")]


@given(st.sampled_from(REPORTED), st.lists(st.sampled_from(AGENCIES), min_size=2, max_size=2, unique=True))
def test_a_report_names_who_to_whom_and_when(shape, names):
    lead, receiver = names
    (rule,) = read_item(shape.format(lead=lead, to=receiver)).reporting
    assert (rule.who, rule.to, rule.every) == (lead, receiver, "month")
    assert "20" in rule.due


def test_a_list_of_partners_is_not_cut_at_a_semicolon():
    sentence = "Phòng Nội vụ phối hợp với các phòng, ban; UBND các xã và Hội Nông dân tổ chức ngày hội đọc sách."
    assert [duty.agency for duty in list_duties(read_item(sentence))] == ["Phòng Nội vụ"]
    sentence = "Sở Nội vụ hướng dẫn các sở, ngành; các xã, phường và đơn vị thuộc tỉnh tổ chức ngày hội."
    assert [duty.agency for duty in list_duties(read_item(sentence))] == ["Sở Nội vụ"]


def test_work_after_the_partners_is_never_exchanged_for_the_sentence_before():
    sentence = "Sách là nguồn tri thức. Phòng Nội vụ chủ trì, phối hợp với Công an huyện rà soát danh mục sách."
    (duty,) = list_duties(read_item(sentence))
    assert duty.text == "chủ trì, phối hợp với Công an huyện rà soát danh mục sách."


@pytest.mark.parametrize(
    ("sentence", "agency"),
    [
        ("Thủ thư có trách nhiệm rà soát danh mục sách.", "Thủ thư"),
        ("Bảo vệ chịu trách nhiệm kiểm tra cửa kho.", "Bảo vệ"),
        ("TCTV chủ trì, phối hợp với Phòng Nội vụ rà soát danh mục sách.", "TCTV"),
        ("Huyện Đồi Cau có nhiệm vụ rà soát danh mục sách.", "Huyện Đồi Cau"),
    ],
)
def test_a_subject_of_an_unknown_kind_is_known_by_its_verb_and_doubted(sentence, agency):
    (duty,) = list_duties(read_item(sentence))
    assert duty.agency == agency
    assert duty.doubts


@pytest.mark.parametrize(
    "sentence",
    [
        "Việc rà soát có trách nhiệm của nhiều bên.",
        "Thực hiện có trách nhiệm các cam kết với người đọc.",
        "Người nào làm mất sách có trách nhiệm bồi thường.",
        "Các nội dung được giao đã hoàn thành.",
        "Sách được bàn giao cho thư viện huyện.",
    ],
)
def test_what_only_sounds_like_an_order_gives_nobody_work(sentence):
    assert list_duties(read_item(sentence)) == []


def test_an_introduction_after_a_title_gives_its_agency_the_items_below():
    found = reading(
        WORK,
        "1. Xử lý sách hỏng Ban Thường trực Hội huyện thực hiện quy trình như sau:",
        "- Đối với sách rách: Chuyển về kho để sửa.",
        "- Đối với sách mất: Phòng Nội vụ lập biên bản.",
    )
    assert [(duty.agency, duty.text) for duty in list_duties(found)] == [
        ("Ban Thường trực Hội huyện", "Đối với sách rách: Chuyển về kho để sửa."),
        ("Phòng Nội vụ", "lập biên bản."),
    ]


def test_what_the_receiver_does_with_reports_is_its_own_report():
    sentence = "UBND các xã báo cáo về Phòng Nội vụ để Phòng Nội vụ tổng hợp, báo cáo UBND huyện trước ngày 20/3/2026."
    assert [(rule.who, rule.to, rule.due) for rule in read_item(sentence).reporting] == [
        ("UBND các xã", "Phòng Nội vụ", None),
        ("Phòng Nội vụ", "UBND huyện", "trước ngày 20/3/2026"),
    ]


def test_a_weekly_report_once_a_week():
    (rule,) = read_item("Mỗi tuần một lần, UBND các xã báo cáo Phòng Nội vụ.").reporting
    assert (rule.who, rule.to, rule.every) == ("UBND các xã", "Phòng Nội vụ", "week")


@pytest.mark.parametrize("agency", AGENCIES)
@pytest.mark.parametrize(
    "sentence",
    [
        "Hằng tháng họp giao ban, đánh giá kết quả thực hiện.",
        "Hằng quý giao ban với Viện kiểm sát, đánh giá tình hình.",
        "Định kỳ hằng quý, tổ chức giao ban đánh giá, báo cáo kết quả.",
        "Hằng tháng họp giao ban và gửi biên bản.",
    ],
)
def test_a_regular_meeting_is_no_agency(agency, sentence):
    found = reading(WORK, f"1. {agency}", f"- {sentence}")
    assert not [duty for duty in found.duties if duty.agency.startswith("ban")]
    assert not [rule for rule in found.reporting if rule.who.startswith("ban")]


def test_a_committee_is_given_work_in_small_letters_too():
    found = reading(WORK, "UBND huyện thống nhất giao ban quản lý dự án lập danh sách người đọc.")
    assert "ban quản lý dự án" in [duty.agency for duty in found.duties]
