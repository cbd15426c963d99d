"""Documents written from a line of a register: who may read the line may have its document drafted.

`SOURCES` is the one table: what is asked for → the register, the kind of document, and how it is written.
"""

from collections.abc import Callable
from dataclasses import dataclass, replace
from uuid import UUID

from django.conf import settings
from django.db.models import Q
from django.http import Http404
from django.utils.translation import gettext as _

from sokehoach.apps.accounts.models import User
from sokehoach.apps.documents.selectors.offices import known, office_of
from sokehoach.apps.orgunits.models import Unit
from sokehoach.apps.orgunits.selectors.units import area_of
from sokehoach.apps.registers.assessment.models import Assessment
from sokehoach.apps.registers.inspections.models import Visit
from sokehoach.apps.registers.inspections.selectors.visits import visit_for, visits
from sokehoach.apps.registers.shelf.catalogue import register
from sokehoach.apps.registers.shelf.models import Entry
from sokehoach.apps.registers.shelf.selectors import entries
from sokehoach.apps.registers.supervision.models import SupervisionVisit
from sokehoach.apps.registers.teams.models import Meeting, TeamDecision
from sokehoach.apps.registers.teams.selectors.meetings import conclusions_of
from sokehoach.domain.documents import answering, decisions, meetings, records
from sokehoach.domain.documents.content import Document
from sokehoach.domain.documents.kinds import Kind
from sokehoach.domain.documents.records import Answered
from sokehoach.domain.text import fold

MOST = 8  # lines that are offered; the register itself has all


class NothingToWrite(ValueError):
    """The line does not hold what the document needs; the message says what is missing."""

    def __init__(self, message_vi: str) -> None:
        super().__init__(message_vi)
        self.message_vi = message_vi


@dataclass(frozen=True, slots=True)
class Written:
    """`function`: that of the register whose entry it is written from."""

    kind: Kind
    issuer: Unit
    content: Document
    function: str = "general"


@dataclass(frozen=True, slots=True)
class Source:
    """`ready`: which lines hold what the document needs, so that no other is offered."""

    register: str
    label_vi: str
    write: Callable[[Entry], Written]
    ready: Q


def offered(user: User) -> list[tuple[str, Source, list[Entry]]]:
    """For each document that a register of the account gives: its newest lines. Two or three queries a register."""
    known = {one.code: one for one in entries.registers_of(user)}
    told = []
    for code, source in SOURCES.items():
        if source.register not in known:
            continue
        rows = (
            visits(user) if source.register == "inspections" else entries.mine(user, known[source.register])
        )
        newest = list(rows.filter(source.ready, struck=False).select_related("unit").distinct()[:MOST])
        if newest:
            told.append((code, source, newest))
    return told


def written_from(user: User, source: str, pk: UUID) -> Written:
    """404 for an unknown source or a line outside the account's scope; NothingToWrite with a sentence."""
    asked = SOURCES.get(source)
    if asked is None:
        raise Http404
    known = register(asked.register)
    row = visit_for(user, pk) if asked.register == "inspections" else entries.line(user, known, pk)
    if row.struck:
        raise Http404
    return replace(asked.write(row), function=known.function)


def _conclusions(row: Entry) -> Written:
    assert isinstance(row, Meeting)
    told = [meetings.Concluded(one.title, known(one.lead), one.due_on) for one in conclusions_of(row)]
    if not told:
        raise NothingToWrite(_("Cuộc họp chưa có kết luận. Hãy ghi kết luận trước khi soạn thông báo."))
    content = meetings.conclusions(
        office=office_of(row.unit),
        about=row.title,
        body=row.body.name,
        day=row.day,
        told=told,
        notice=_notice(),
    )
    return Written(Kind.NOTICE, row.unit, content)


def _invitation(row: Entry) -> Written:
    assert isinstance(row, Meeting)
    decision = (
        TeamDecision.objects.filter(unit=row.unit, body=row.body, struck=False, day__lte=row.day)
        .order_by("-day", "-created_at")
        .first()
    )
    staff = [] if decision is None else _staff(decision)
    invited = tuple(dict.fromkeys(known(user.unit) for user, _part in staff if user.unit_id != row.unit_id))
    if not invited:
        raise NothingToWrite(_("Chưa có quyết định nêu thành viên của ban, đội này để mời họp."))
    content = meetings.invitation(
        office=office_of(row.unit), about=_("Họp %(body)s: %(title)s") % {"body": row.body.name, "title": row.title},
        day=row.day, invited=invited, notice=_notice(),
    )  # fmt: skip
    return Written(Kind.INVITATION, row.unit, content)


def _team(row: Entry) -> Written:
    assert isinstance(row, TeamDecision)
    area = area_of(row.unit)
    people = [
        decisions.Member(user.full_name, f"{user.title}, {user.unit.name}".strip(", "), part)
        for user, part in _staff(row)
    ]
    content = decisions.decision(
        office=office_of(area, drafter=row.unit), about=f"{row.act.name} {row.body.name}", year=row.day.year,
        decides=_deciding(row.authority, area),
        grounds=(
            _("Căn cứ Luật Tổ chức chính quyền địa phương"),
            _("Theo đề nghị của %(unit)s") % {"unit": row.unit.name},
        ),
        articles=(
            _("%(act)s %(body)s gồm các thành viên có tên trong danh sách kèm theo")
            % {"act": row.act.name, "body": row.body.name},
            _("%(body)s hoạt động theo quy chế và theo quy định của pháp luật hiện hành") % {"body": row.body.name},
        ),
        carried_by=(_("Chánh Văn phòng"), _("Thủ trưởng các cơ quan liên quan"), _("các thành viên có tên tại Điều 1")),
        annexes=(decisions.members(people),), notice=_notice(),
    )  # fmt: skip
    return Written(Kind.DECISION, area, content)


def _deciding(typed: str, area: Unit) -> str:
    """«UBND huyện» as a register has it, whole as a decision names it: «Ủy ban nhân dân huyện Tuần Giáo»."""
    if "ubnd" not in fold(typed) and "uy ban nhan dan" not in fold(typed):
        return typed
    head = _("Chủ tịch ") if fold(typed).startswith("chu tich") else ""
    return head + _("Ủy ban nhân dân %(area)s") % {"area": area.name}


def _staff(decision: TeamDecision) -> list[tuple[User, str]]:
    parts = (
        (decision.heads, _("Trưởng")),
        (decision.deputies, _("Phó")),
        (decision.members, _("Thành viên")),
    )
    return [(user, part) for rows, part in parts for user in rows.select_related("unit")]


def _scoring(row: Entry) -> Written:
    assert isinstance(row, Assessment)
    if row.scheme is None or row.scored_on is None:
        raise NothingToWrite(_("Xã chưa tự chấm điểm năm này."))
    scores = [
        Answered(one["name"], str(row.scores.get(one["code"], _("chưa chấm")))) for one in row.scheme.contents
    ]
    total = sum(row.scores.get(one["code"], 0) for one in row.scheme.contents)
    content = records.scoring(
        office=office_of(row.unit), year=row.year, scheme=row.scheme.name, scores=scores, total=str(total),
        aimed=row.aimed.name, notice=_notice(),
    )  # fmt: skip
    return Written(Kind.MINUTES, row.unit, content)


def _recognition(row: Entry) -> Written:
    """Of every commune that was granted a class in that year, where this one was."""
    assert isinstance(row, Assessment)
    area = row.unit.parent
    granted = Assessment.objects.filter(
        year=row.year, struck=False, disqualified=False, granted__isnull=False, unit__parent=area
    ).select_related("unit", "granted")
    if area is None or not granted:
        raise NothingToWrite(_("Năm này chưa có xã, thị trấn nào được xét đạt."))
    communes = [(one.unit.name, one.granted.name) for one in granted.order_by("unit__folded") if one.granted]
    content = decisions.decision(
        office=office_of(area), about=_("Công nhận xã, thị trấn lành mạnh năm %(year)s") % {"year": row.year},
        year=row.year, decides=_("Ủy ban nhân dân %(area)s") % {"area": area.name},
        grounds=(
            _("Căn cứ Luật Tổ chức chính quyền địa phương"),
            _("Căn cứ biên bản tự chấm điểm, phân loại của các xã, thị trấn"),
        ),
        articles=(_("Công nhận các xã, thị trấn có tên trong danh sách kèm theo"),),
        carried_by=(_("Chánh Văn phòng"), _("Chủ tịch UBND các xã, thị trấn có tên tại Điều 1")),
        annexes=(decisions.recognised(communes),), notice=_notice(),
    )  # fmt: skip
    return Written(Kind.DECISION, area, content)


def _answer(row: Entry) -> Written:
    assert isinstance(row, SupervisionVisit)
    if not row.recommendation or row.addressee is None:
        raise NothingToWrite(_("Cuộc giám sát không có kiến nghị để trả lời."))
    content = answering.answer(
        office=office_of(row.addressee), asked_by=known(row.unit), recommended=row.recommendation,
        visited_on=row.day, words="", year=row.day.year, notice=_notice(),
    )  # fmt: skip
    return Written(Kind.LETTER, row.addressee, content)


def _inspection(row: Entry) -> Written:
    """Neither inspectors nor those who were met are named: the pen adds them (PRODUCT.md, line 2)."""
    assert isinstance(row, Visit)
    if row.held_on is None or row.checklist is None:
        raise NothingToWrite(_("Cuộc kiểm tra chưa tiến hành."))
    found = {one.item: one.get_answer_display() for one in row.answers.all()}
    answers = [
        Answered(one["text"], found.get(one["code"], _("chưa ghi")))
        for one in row.checklist.items
        if one["code"] in found
    ]
    content = records.inspection(
        office=office_of(row.unit), place=str(row.establishment), body=row.body.name, day=row.held_on,
        answers=answers, findings=row.findings, notice=_notice(),
    )  # fmt: skip
    return Written(Kind.MINUTES, row.unit, content)


def _notice() -> str:
    return _("Bản trình diễn: số liệu và tên cán bộ là giả định.") if settings.DEMONSTRATION else ""


SOURCES = {
    "ket-luan": Source("meetings", "Thông báo kết luận cuộc họp", _conclusions, Q(conclusions__struck=False)),
    "giay-moi": Source("meetings", "Giấy mời họp", _invitation, Q()),
    "kien-toan": Source("teams", "Quyết định kiện toàn ban, đội", _team, Q()),
    "tu-cham": Source(
        "assessment", "Biên bản tự chấm điểm", _scoring, Q(scheme__isnull=False, scored_on__isnull=False)
    ),
    "cong-nhan": Source(
        "assessment", "Quyết định công nhận", _recognition, Q(granted__isnull=False, disqualified=False)
    ),
    "tra-loi": Source(
        "supervision",
        "Công văn trả lời kiến nghị",
        _answer,
        Q(addressee__isnull=False) & ~Q(recommendation=""),
    ),
    "kiem-tra": Source(
        "inspections", "Biên bản kiểm tra", _inspection, Q(held_on__isnull=False, checklist__isnull=False)
    ),
}
