"""Documents drafted from meetings and decisions on teams."""

from django.db.models import Q
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy as _lazy

from sokehoach.apps.accounts.models import User
from sokehoach.apps.orgunits.models import Unit
from sokehoach.apps.orgunits.queries.units import get_unit_area
from sokehoach.apps.registers.core.drafts import (
    DocumentSource,
    DraftedDocument,
    NothingToWrite,
    Offices,
    get_demo_notice,
)
from sokehoach.apps.registers.core.models import Entry
from sokehoach.apps.registers.inspections.teams.models import Meeting, TeamDecision
from sokehoach.apps.registers.inspections.teams.queries import list_conclusions
from sokehoach.domain.documents import decisions, meetings
from sokehoach.domain.documents.kinds import DocumentKind
from sokehoach.domain.text import fold_accents


def draft_conclusions(entry: Entry, offices: Offices) -> DraftedDocument:
    assert isinstance(entry, Meeting)
    conclusions = [
        meetings.Conclusion(conclusion.title, offices.format_addressee(conclusion.lead), conclusion.due_on)
        for conclusion in list_conclusions(entry)
    ]
    if not conclusions:
        raise NothingToWrite(_("Cuộc họp chưa có kết luận. Hãy ghi kết luận trước khi soạn thông báo."))
    content = meetings.build_conclusions_notice(
        office=offices.build_office(entry.unit),
        subject=entry.title,
        body=entry.body.name,
        day=entry.day,
        conclusions=conclusions,
        notice=get_demo_notice(),
    )
    return DraftedDocument(DocumentKind.NOTICE, entry.unit, content)


def draft_invitation(entry: Entry, offices: Offices) -> DraftedDocument:
    assert isinstance(entry, Meeting)
    decision = (
        TeamDecision.objects.filter(unit=entry.unit, body=entry.body, voided=False, day__lte=entry.day)
        .order_by("-day", "-created_at")
        .first()
    )
    staff = [] if decision is None else _list_staff(decision)
    invited_units = tuple(
        dict.fromkeys(offices.format_addressee(user.unit) for user, _part in staff if user.unit_id != entry.unit_id)
    )
    if not invited_units:
        raise NothingToWrite(_("Chưa có quyết định nêu thành viên của ban, đội này để mời họp."))
    content = meetings.build_invitation(
        office=offices.build_office(entry.unit),
        subject=f"Họp {entry.body.name}: {entry.title}",
        day=entry.day,
        invited=invited_units,
        notice=get_demo_notice(),
    )
    return DraftedDocument(DocumentKind.INVITATION, entry.unit, content)


def draft_team_decision(entry: Entry, offices: Offices) -> DraftedDocument:
    assert isinstance(entry, TeamDecision)
    area = get_unit_area(entry.unit)
    people = [
        decisions.TeamMember(user.full_name, f"{user.title}, {user.unit.name}".strip(", "), part)
        for user, part in _list_staff(entry)
    ]
    content = decisions.build_decision(
        office=offices.build_office(area, drafter=entry.unit), year=entry.day.year,
        subject=f"{entry.act.name} {entry.body.name}",
        decides=_format_deciding_body(entry.authority, area),
        grounds=(
            "Căn cứ Luật Tổ chức chính quyền địa phương",
            f"Theo đề nghị của {entry.unit.name}",
        ),
        articles=(
            f"{entry.act.name} {entry.body.name} gồm các thành viên có tên trong danh sách kèm theo",
            f"{entry.body.name} hoạt động theo quy chế và theo quy định của pháp luật hiện hành",
        ),
        carried_by=("Chánh Văn phòng", "Thủ trưởng các cơ quan liên quan", "các thành viên có tên tại Điều 1"),
        annexes=(decisions.build_members_annex(people),), notice=get_demo_notice(),
    )  # fmt: skip
    return DraftedDocument(DocumentKind.DECISION, area, content)


def _format_deciding_body(authority: str, area: Unit) -> str:
    """«UBND tỉnh» in a register → «Ủy ban nhân dân tỉnh Lào Cai» in a decision."""
    if "ubnd" not in fold_accents(authority) and "uy ban nhan dan" not in fold_accents(authority):
        return authority
    head = "Chủ tịch " if fold_accents(authority).startswith("chu tich") else ""
    return head + f"Ủy ban nhân dân {area.name}"


def _list_staff(decision: TeamDecision) -> list[tuple[User, str]]:
    parts = (
        (decision.heads, "Trưởng"),
        (decision.deputies, "Phó"),
        (decision.members, "Thành viên"),
    )
    return [(user, part) for rows, part in parts for user in rows.select_related("unit")]


SOURCES = {
    "ket-luan": DocumentSource(
        "meetings", _lazy("Thông báo kết luận cuộc họp"), draft_conclusions, Q(conclusions__voided=False)
    ),
    "giay-moi": DocumentSource("meetings", _lazy("Giấy mời họp"), draft_invitation, Q()),
    "kien-toan": DocumentSource("teams", _lazy("Quyết định kiện toàn ban, đội"), draft_team_decision, Q()),
}
