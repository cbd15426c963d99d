"""One document of each kind, of an invented district."""

from datetime import date

from sokehoach.domain.documents import decisions, letters, meetings, minutes, unit_plan
from sokehoach.domain.documents.content import Document
from sokehoach.domain.documents.kinds import DocumentKind
from sokehoach.domain.documents.letters import OverdueForm
from sokehoach.domain.documents.office import Office
from sokehoach.domain.documents.parts import Letterhead, OpenDay, Recipients, SignatureBlock
from tests.golden.report import report, signed_report

DISTRICT = Office(
    (), ("Ủy ban nhân dân", "huyện Mường Thanh Hạ"), "UBND huyện Mường Thanh Hạ", "UBND", "Mường Thanh Hạ",
    ("TM. Ủy ban nhân dân", "Chủ tịch"), "LĐTBXH",
)  # fmt: skip
OFFICE = Office(
    ("UBND huyện Mường Thanh Hạ",), ("Phòng Lao động -", "Thương binh và Xã hội"), "Phòng Lao động - TB&XH",
    "LĐTBXH", "Mường Thanh Hạ", ("Trưởng phòng",),
)  # fmt: skip
COMMUNE = Office(
    (), ("Ủy ban nhân dân", "xã Nà Mơ"), "UBND xã Nà Mơ", "UBND", "Nà Mơ", ("TM. Ủy ban nhân dân", "Chủ tịch")
)
DAY = date(2021, 6, 4)


def plan() -> Document:
    return unit_plan.build_unit_plan(
        upper=unit_plan.UpperPlan(
            "Kế hoạch", "45/KH-UBND", date(2021, 3, 4), "UBND huyện Mường Thanh Hạ", "Phòng, chống mại dâm năm 2021"
        ),
        author=unit_plan.Author(
            (), ("Ủy ban nhân dân", "xã Nà Mơ"), "UBND xã Nà Mơ", "/KH-UBND", "Nà Mơ",
            ("TM. Ủy ban nhân dân", "Chủ tịch"), "VT, VHXH", "UBND huyện", "",
        ),
        year=2021, targets=(), duties=(), frequencies=("six-month", "year"),
    )  # fmt: skip


def urged() -> Document:
    return letters.build_reminder_letter(
        overdue=(OverdueForm("01-XA", "Kết quả của xã", DAY, ("UBND xã Nà Mơ", "UBND xã Tả Cò")),),
        period="6 tháng đầu năm 2021", day=DAY,
        letterhead=Letterhead(OFFICE.superior, OFFICE.issuer, "/LĐTBXH", None, "Mường Thanh Hạ", OpenDay(2021)),
        signature=SignatureBlock(("Trưởng phòng",)), recipients=Recipients((), "VT, LĐTBXH"),
    )  # fmt: skip


def written() -> dict[str, Document]:
    member = decisions.TeamMember("Lò Văn Thử", "Phó Trưởng phòng Lao động - TB&XH", "Đội trưởng")
    return {
        "report": report(),
        "committee_report": signed_report(),
        "plan": plan(),
        "urging": urged(),
        "answer": letters.build_reply_letter(
            office=DISTRICT,
            asked_by="Ủy ban Mặt trận Tổ quốc huyện",
            visited_on=DAY,
            year=2021,
            recommendation="Bổ sung tài liệu tiếng Thái, tiếng Mông.",
            reply="Đã giao Phòng Văn hóa in 500 tờ rơi.",
        ),
        "invitation": meetings.build_invitation(
            office=OFFICE,
            subject="Họp giao ban công tác phòng, chống mại dâm quý II năm 2021",
            day=DAY,
            invited=("Công an huyện", "Trung tâm Y tế huyện"),
        ),
        "notice": meetings.build_conclusions_notice(
            office=DISTRICT,
            subject="kết quả 6 tháng đầu năm",
            body="Ban Chỉ đạo huyện",
            day=DAY,
            conclusions=(
                meetings.Conclusion("Rà soát cơ sở lưu trú", "Công an huyện", date(2021, 7, 1)),
                meetings.Conclusion("In tài liệu tiếng Mông", "Phòng Văn hóa - Thông tin", None),
            ),
        ),
        "team": decisions.build_decision(
            office=DISTRICT,
            subject="Kiện toàn Đội kiểm tra liên ngành phòng, chống tệ nạn xã hội",
            year=2021,
            decides="Chủ tịch Ủy ban nhân dân huyện Mường Thanh Hạ",
            grounds=(
                "Căn cứ Luật Tổ chức chính quyền địa phương",
                "Theo đề nghị của Trưởng phòng Lao động - TB&XH",
            ),
            articles=("Kiện toàn Đội kiểm tra gồm các thành viên có tên trong danh sách kèm theo",),
            carried_by=("Chánh Văn phòng", "các thành viên có tên tại Điều 1"),
            annexes=(decisions.build_members_annex((member,)),),
        ),
        "recognition": decisions.build_decision(
            office=DISTRICT,
            subject="Công nhận xã, thị trấn lành mạnh năm 2021",
            year=2021,
            decides="Ủy ban nhân dân huyện Mường Thanh Hạ",
            grounds=("Căn cứ Luật Tổ chức chính quyền địa phương",),
            articles=("Công nhận các xã, thị trấn có tên trong danh sách kèm theo",),
            carried_by=("Chánh Văn phòng", "Chủ tịch UBND các xã, thị trấn có tên tại Điều 1"),
            annexes=(
                decisions.build_recognition_annex((("Nà Mơ", "không có tệ nạn mại dâm, duy trì"),), "xã, thị trấn"),
            ),
        ),
        "inspection": minutes.build_inspection_minutes(
            office=OFFICE,
            place="Nhà nghỉ Thử Nghiệm",
            body="Đội kiểm tra liên ngành 178",
            day=DAY,
            answers=(minutes.PrintedChecklistAnswer("Có giấy phép kinh doanh", "đạt"),),
            findings="Cập nhật sổ khai báo lưu trú.",
        ),
        "scoring": minutes.build_scoring_minutes(
            office=COMMUNE,
            year=2021,
            scheme="thang điểm minh họa",
            registered_class="không có tệ nạn mại dâm",
            level_name="xã, phường, thị trấn",
            total="85",
            scores=(
                minutes.PrintedChecklistAnswer("Lãnh đạo, chỉ đạo", "25"),
                minutes.PrintedChecklistAnswer("Truyền thông", "60"),
            ),
        ),
    }


KINDS = {
    DocumentKind.REPORT,
    DocumentKind.PLAN,
    DocumentKind.MINUTES,
    DocumentKind.DECISION,
    DocumentKind.LETTER,
    DocumentKind.NOTICE,
    DocumentKind.INVITATION,
}
