"""Decisions, invitations and notices of conclusions: what follows from what is given, and what is refused."""

from datetime import date

import pytest

from sokehoach.domain.documents.content import Annex, Banner, Block, Paragraph, Table
from sokehoach.domain.documents.decisions import (
    TeamMember,
    build_decision,
    build_members_annex,
    build_recognition_annex,
)
from sokehoach.domain.documents.meetings import Conclusion, build_conclusions_notice, build_invitation
from sokehoach.domain.documents.office import Office

OFFICE = Office(
    (), ("Ủy ban nhân dân", "huyện Mường Thanh Hạ"), "UBND huyện Mường Thanh Hạ", "UBND", "Mường Thanh Hạ",
    ("TM. Ủy ban nhân dân", "Chủ tịch"), "LĐTBXH",
)  # fmt: skip


def list_texts(blocks: tuple[Block, ...]) -> list[str]:
    return ["".join(run.text for run in block.runs) for block in blocks if isinstance(block, Paragraph)]


def list_rows(annex: Annex) -> list[list[str]]:
    [table] = [block for block in annex.blocks if isinstance(block, Table)]
    return [["".join(run.text for run in cell.runs) for cell in row.cells] for row in (*table.head, *table.rows)]


def decide(grounds: tuple[str, ...], articles: tuple[str, ...]) -> list[str]:
    decision = build_decision(
        office=OFFICE, subject="Kiện toàn Đội kiểm tra", decides="Chủ tịch Ủy ban nhân dân huyện", grounds=grounds,
        articles=articles, carried_by=("Chánh Văn phòng", "Trưởng phòng"), year=2021,
    )  # fmt: skip
    assert decision.title == "Về việc kiện toàn Đội kiểm tra"
    banners = [block.text for block in decision.blocks if isinstance(block, Banner)]
    assert banners == ["CHỦ TỊCH ỦY BAN NHÂN DÂN HUYỆN", "QUYẾT ĐỊNH:"]
    assert decision.lead == f"Điều {len(articles) + 1}. "
    assert decision.closing == "Chánh Văn phòng, Trưởng phòng chịu trách nhiệm thi hành Quyết định này"
    assert decision.recipients.lines(as_above=False)[0] == f"- Như Điều {len(articles) + 1};"
    return list_texts(decision.blocks)


def test_the_last_ground_ends_with_a_stop_and_articles_are_numbered() -> None:
    grounds = ("Căn cứ Luật Tổ chức chính quyền địa phương;", "Theo đề nghị của Trưởng phòng.")
    assert decide(grounds, ("Kiện toàn Đội kiểm tra.", "Đội trưởng phân công;")) == [
        "Căn cứ Luật Tổ chức chính quyền địa phương;",
        "Theo đề nghị của Trưởng phòng.",
        "Điều 1. Kiện toàn Đội kiểm tra.",
        "Điều 2. Đội trưởng phân công.",
    ]


@pytest.mark.parametrize(("grounds", "articles"), [((), ("Kiện toàn.",)), (("Căn cứ Luật;",), ())])
def test_a_decision_without_grounds_or_articles_is_refused(grounds: tuple[str, ...], articles: tuple[str, ...]) -> None:
    with pytest.raises(ValueError, match="needs grounds and articles"):
        decide(grounds, articles)


def test_members_and_communes_are_listed_from_one() -> None:
    assert list_rows(build_members_annex([TeamMember("Lò Văn Thử", "Phó Trưởng phòng", "Đội trưởng")])) == [
        ["TT", "Họ và tên", "Chức vụ, đơn vị công tác", "Nhiệm vụ"],
        ["1", "Lò Văn Thử", "Phó Trưởng phòng", "Đội trưởng"],
    ]
    assert list_rows(build_recognition_annex([("Xã Nà Mơ", "Đạt"), ("Xã Tả Cò", "Khá")], "xã, thị trấn")) == [
        ["TT", "Xã, thị trấn", "Được công nhận"],
        ["1", "Xã Nà Mơ", "Đạt"],
        ["2", "Xã Tả Cò", "Khá"],
    ]


def test_an_invitation_names_those_invited_and_leaves_the_hour_blank() -> None:
    letter = build_invitation(
        office=OFFICE, subject="Họp giao ban quý II", day=date(2021, 6, 25), invited=("Công an huyện", "Trung tâm Y tế")
    )
    assert letter.title == "Họp giao ban quý II"
    texts = list_texts(letter.blocks)
    assert texts[:2] == [
        "UBND huyện Mường Thanh Hạ trân trọng kính mời: Công an huyện; Trung tâm Y tế.",
        "Tới dự: họp giao ban quý II.",
    ]
    assert texts[3] == "Thời gian: hồi ….. giờ ….. phút, ngày 25 tháng 6 năm 2021."
    with pytest.raises(ValueError, match="nobody is invited"):
        build_invitation(office=OFFICE, subject="Họp", day=date(2021, 6, 25), invited=())


def test_a_notice_numbers_the_conclusions_and_goes_to_each_lead_once() -> None:
    conclusions = (
        Conclusion("Lập danh sách cơ sở.", "Công an huyện", date(2021, 7, 5)),
        Conclusion("In tờ rơi;", "Phòng Văn hóa", None),
        Conclusion("Báo cáo", "Công an huyện", None),
    )
    letter = build_conclusions_notice(
        office=OFFICE, subject="Rà soát.", body="Ban Chỉ đạo", day=date(2021, 6, 25), conclusions=conclusions
    )
    opening, *tasks = list_texts(letter.blocks)
    assert opening.startswith("Ngày 25/06/2021, Ban Chỉ đạo họp về nội dung: Rà soát. Cuộc họp")
    assert tasks[0].startswith("1. Công an huyện: lập danh sách cơ sở; ")
    assert "05/07/2021" in tasks[0]
    assert tasks[1].startswith("2. Phòng Văn hóa: in tờ rơi; ")
    assert [line for line in letter.recipients.lines(as_above=False) if "Công an huyện" in line] == ["- Công an huyện;"]
    with pytest.raises(ValueError, match="nothing was concluded"):
        build_conclusions_notice(office=OFFICE, subject="", body="", day=date(2021, 6, 25), conclusions=())
