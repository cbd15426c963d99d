"""Drafts documents from register entries: an account that may read the entry may have its document drafted."""

from collections.abc import Callable
from dataclasses import dataclass, replace
from uuid import UUID

from django.conf import settings
from django.db.models import Q
from django.utils.functional import Promise
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy as _lazy

from sokehoach.apps.accounts.models import User
from sokehoach.apps.documents.pages.offices import build_office, format_addressee
from sokehoach.apps.orgunits.models import Unit
from sokehoach.apps.orgunits.queries.level_names import name_base_areas, name_units
from sokehoach.apps.orgunits.queries.units import get_unit_area
from sokehoach.apps.registers.assessment.models import Assessment
from sokehoach.apps.registers.core.catalogue import get_register
from sokehoach.apps.registers.core.models import Entry
from sokehoach.apps.registers.core.queries import entries
from sokehoach.apps.registers.core.queries.register_owners import get_register_programme
from sokehoach.apps.registers.inspections.models import Visit
from sokehoach.apps.registers.inspections.queries.visits import access_visit, list_visits
from sokehoach.apps.registers.supervision.models import SupervisionVisit
from sokehoach.apps.registers.teams.models import Meeting, TeamDecision
from sokehoach.apps.registers.teams.queries import list_conclusions
from sokehoach.apps.shell.outcomes import NotFoundError
from sokehoach.apps.shell.vietnamese import write_in_vietnamese
from sokehoach.domain.documents import decisions, letters, meetings, minutes
from sokehoach.domain.documents.content import Document
from sokehoach.domain.documents.kinds import DocumentKind
from sokehoach.domain.documents.minutes import PrintedChecklistAnswer
from sokehoach.domain.messages import keep_vietnamese
from sokehoach.domain.text import fold_accents

MAX_ENTRIES = 8  # entries offered for each source


class NothingToWrite(ValueError):
    """The entry lacks what the document needs; the message names what is missing."""

    def __init__(self, message_vi: str) -> None:
        super().__init__(message_vi)
        self.message_vi = message_vi


@dataclass(frozen=True, slots=True)
class DraftedDocument:
    """`function`, `programme` (row id): those of the register of the entry."""

    kind: DocumentKind
    issuer: Unit
    content: Document
    function: str = "general"
    programme: int | None = None


@dataclass(frozen=True, slots=True)
class DocumentSource:
    """`complete_entries`: the condition of entries that hold what the document needs; no other is offered."""

    register: str
    label: str | Promise
    write: Callable[[Entry], DraftedDocument]
    complete_entries: Q


def list_offered_sources(user: User) -> list[tuple[str, DocumentSource, list[Entry]]]:
    """The newest entries for each document that the account's registers offer. Two or three queries a register."""
    register_by_code = {register.code: register for register in entries.list_readable_registers(user)}
    offers = []
    for code, source in SOURCES.items():
        if source.register not in register_by_code:
            continue
        rows = (
            list_visits(user)
            if source.register == "inspections"
            else entries.list_entries(user, register_by_code[source.register])
        )
        newest = list(
            rows.filter(source.complete_entries, voided=False).select_related("unit").distinct()[:MAX_ENTRIES]
        )
        if newest:
            offers.append((code, source, newest))
    return offers


def draft_from_entry(user: User, source: str, pk: UUID) -> DraftedDocument:
    """The drafted document. NotFoundError for an unknown source or an entry outside the scope; raises
    NothingToWrite.
    """
    document_source = SOURCES.get(source)
    if document_source is None:
        raise NotFoundError
    definition = get_register(document_source.register)
    entry = (
        access_visit(user, pk)
        if document_source.register == "inspections"
        else entries.access_entry(user, definition, pk)
    )
    if entry.voided:
        raise NotFoundError
    return replace(
        write_in_vietnamese(document_source.write)(entry),
        function=definition.function,
        programme=get_register_programme(user, definition.code),
    )


def _draft_conclusions(entry: Entry) -> DraftedDocument:
    assert isinstance(entry, Meeting)
    conclusions = [
        meetings.Conclusion(conclusion.title, format_addressee(conclusion.lead), conclusion.due_on)
        for conclusion in list_conclusions(entry)
    ]
    if not conclusions:
        raise NothingToWrite(_("Cuộc họp chưa có kết luận. Hãy ghi kết luận trước khi soạn thông báo."))
    content = meetings.build_conclusions_notice(
        office=build_office(entry.unit),
        subject=entry.title,
        body=entry.body.name,
        day=entry.day,
        conclusions=conclusions,
        notice=_get_demo_notice(),
    )
    return DraftedDocument(DocumentKind.NOTICE, entry.unit, content)


def _draft_invitation(entry: Entry) -> DraftedDocument:
    assert isinstance(entry, Meeting)
    decision = (
        TeamDecision.objects.filter(unit=entry.unit, body=entry.body, voided=False, day__lte=entry.day)
        .order_by("-day", "-created_at")
        .first()
    )
    staff = [] if decision is None else _list_staff(decision)
    invited_units = tuple(
        dict.fromkeys(format_addressee(user.unit) for user, _part in staff if user.unit_id != entry.unit_id)
    )
    if not invited_units:
        raise NothingToWrite(_("Chưa có quyết định nêu thành viên của ban, đội này để mời họp."))
    content = meetings.build_invitation(
        office=build_office(entry.unit),
        subject=f"Họp {entry.body.name}: {entry.title}",
        day=entry.day,
        invited=invited_units,
        notice=_get_demo_notice(),
    )
    return DraftedDocument(DocumentKind.INVITATION, entry.unit, content)


def _draft_team_decision(entry: Entry) -> DraftedDocument:
    assert isinstance(entry, TeamDecision)
    area = get_unit_area(entry.unit)
    people = [
        decisions.TeamMember(user.full_name, f"{user.title}, {user.unit.name}".strip(", "), part)
        for user, part in _list_staff(entry)
    ]
    content = decisions.build_decision(
        office=build_office(area, drafter=entry.unit), year=entry.day.year,
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
        annexes=(decisions.build_members_annex(people),), notice=_get_demo_notice(),
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


def _draft_scoring(entry: Entry) -> DraftedDocument:
    assert isinstance(entry, Assessment)
    if entry.scheme is None or entry.scored_on is None:
        raise NothingToWrite(_("Đơn vị chưa tự chấm điểm năm này."))
    scores = [
        PrintedChecklistAnswer(criterion["name"], str(entry.scores.get(criterion["code"], "chưa chấm")))
        for criterion in entry.scheme.contents
    ]
    total = sum(entry.scores.get(criterion["code"], 0) for criterion in entry.scheme.contents)
    content = minutes.build_scoring_minutes(
        office=build_office(entry.unit), year=entry.year, scheme=entry.scheme.name, scores=scores, total=str(total),
        registered_class=entry.aimed.name, level_name=name_units([entry.unit], 1), notice=_get_demo_notice(),
    )  # fmt: skip
    return DraftedDocument(DocumentKind.MINUTES, entry.unit, content)


def _draft_recognition(entry: Entry) -> DraftedDocument:
    """The decision on all communes of the area that were granted a class in the entry's year."""
    assert isinstance(entry, Assessment)
    area = entry.unit.parent
    granted_assessments = Assessment.objects.filter(
        year=entry.year, voided=False, disqualified=False, granted__isnull=False, unit__parent=area
    ).select_related("unit", "granted")
    if area is None or not granted_assessments:
        raise NothingToWrite(_("Năm này chưa có %(areas)s nào được xét đạt.") % {"areas": name_base_areas()})
    areas = name_units([assessment.unit for assessment in granted_assessments])
    communes = [
        (assessment.unit.name, assessment.granted.name)
        for assessment in granted_assessments.order_by("unit__folded")
        if assessment.granted
    ]
    content = decisions.build_decision(
        office=build_office(area),
        subject=f"Công nhận {areas} lành mạnh năm {entry.year}",
        year=entry.year, decides=f"Ủy ban nhân dân {area.name}",
        grounds=(
            "Căn cứ Luật Tổ chức chính quyền địa phương",
            f"Căn cứ biên bản tự chấm điểm, phân loại của các {areas}",
        ),
        articles=(f"Công nhận các {areas} có tên trong danh sách kèm theo",),
        carried_by=("Chánh Văn phòng", f"Chủ tịch UBND các {areas} có tên tại Điều 1"),
        annexes=(decisions.build_recognition_annex(communes, areas),), notice=_get_demo_notice(),
    )  # fmt: skip
    return DraftedDocument(DocumentKind.DECISION, area, content)


def _draft_answer(entry: Entry) -> DraftedDocument:
    assert isinstance(entry, SupervisionVisit)
    if not entry.recommendation or entry.addressee is None:
        raise NothingToWrite(_("Cuộc giám sát không có kiến nghị để trả lời."))
    content = letters.build_reply_letter(
        office=build_office(entry.addressee),
        asked_by=format_addressee(entry.unit),
        recommendation=entry.recommendation,
        visited_on=entry.day,
        reply="",
        year=entry.day.year,
        notice=_get_demo_notice(),
    )
    return DraftedDocument(DocumentKind.LETTER, entry.addressee, content)


def _draft_inspection(entry: Entry) -> DraftedDocument:
    """Minutes without names of inspectors or persons met: they are added by hand (limits.md, 2)."""
    assert isinstance(entry, Visit)
    if entry.held_on is None or entry.checklist is None:
        raise NothingToWrite(_("Cuộc kiểm tra chưa tiến hành."))
    answer_by_item = {answer.item: answer.get_answer_display() for answer in entry.answers.all()}
    answers = [
        PrintedChecklistAnswer(question["text"], answer_by_item.get(question["code"], "chưa ghi"))
        for question in entry.checklist.items
        if question["code"] in answer_by_item
    ]
    content = minutes.build_inspection_minutes(
        office=build_office(entry.unit), place=str(entry.establishment), body=entry.body.name, day=entry.held_on,
        answers=answers, findings=entry.findings, notice=_get_demo_notice(),
    )  # fmt: skip
    return DraftedDocument(DocumentKind.MINUTES, entry.unit, content)


def _get_demo_notice() -> str:
    return keep_vietnamese(settings.DEMONSTRATION.notice_text) if settings.DEMONSTRATION else ""


SOURCES = {
    "ket-luan": DocumentSource(
        "meetings", _lazy("Thông báo kết luận cuộc họp"), _draft_conclusions, Q(conclusions__voided=False)
    ),
    "giay-moi": DocumentSource("meetings", _lazy("Giấy mời họp"), _draft_invitation, Q()),
    "kien-toan": DocumentSource("teams", _lazy("Quyết định kiện toàn ban, đội"), _draft_team_decision, Q()),
    "tu-cham": DocumentSource(
        "assessment",
        _lazy("Biên bản tự chấm điểm"),
        _draft_scoring,
        Q(scheme__isnull=False, scored_on__isnull=False),
    ),
    "cong-nhan": DocumentSource(
        "assessment", _lazy("Quyết định công nhận"), _draft_recognition, Q(granted__isnull=False, disqualified=False)
    ),
    "tra-loi": DocumentSource(
        "supervision",
        _lazy("Công văn trả lời kiến nghị"),
        _draft_answer,
        Q(addressee__isnull=False) & ~Q(recommendation=""),
    ),
    "kiem-tra": DocumentSource(
        "inspections",
        _lazy("Biên bản kiểm tra"),
        _draft_inspection,
        Q(held_on__isnull=False, checklist__isnull=False),
    ),
}
