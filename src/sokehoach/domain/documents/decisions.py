"""A decision on one matter: a team, the recognition of communes (NĐ 30/2020, Phụ lục III, Mẫu 1.2)."""

from collections.abc import Sequence
from dataclasses import dataclass

from sokehoach.domain.documents.content import Align, Annex, Banner, Cell, Column, Document, Paragraph, Row, Table, Text
from sokehoach.domain.documents.kinds import DocumentKind
from sokehoach.domain.documents.office import Office


@dataclass(frozen=True, slots=True)
class TeamMember:
    """A member of a team: name, office held, role in the team («Đội trưởng»)."""

    name: str
    title: str
    part: str


def build_decision(
    *,
    office: Office,
    subject: str,
    decides: str,
    grounds: Sequence[str],
    articles: Sequence[str],
    carried_by: Sequence[str],
    year: int,
    annexes: tuple[Annex, ...] = (),
    notice: str = "",
) -> Document:
    """Build a decision. `subject`: the matter, «Kiện toàn Đội kiểm tra»; it is printed as «Về việc kiện toàn …».

    `decides`: the deciding authority («Chủ tịch Ủy ban nhân dân tỉnh»). `carried_by`: the last article names them as
    responsible. ValueError without grounds or articles.
    """
    if not grounds or not articles:
        raise ValueError("a decision needs grounds and articles")
    ground_lines = [
        f"{ground.rstrip(' .;')}{'.' if number == len(grounds) else ';'}" for number, ground in enumerate(grounds, 1)
    ]
    return Document(
        letterhead=office.letterhead(DocumentKind.DECISION, year),
        kind=DocumentKind.DECISION.label_vi,
        title=f"Về việc {subject[:1].lower()}{subject[1:]}",
        blocks=(
            Banner(decides.upper()),
            *(Paragraph((Text(ground, italic=True),)) for ground in ground_lines),
            Banner("QUYẾT ĐỊNH:"),
            *(
                Paragraph((Text(f"Điều {number}. ", bold=True), Text(f"{article.rstrip(' .;')}.")))
                for number, article in enumerate(articles, 1)
            ),
        ),
        lead=f"Điều {len(articles) + 1}. ",
        closing=f"{', '.join(carried_by)} chịu trách nhiệm thi hành Quyết định này",
        signature=office.signature,
        recipients=office.recipients(f"Như Điều {len(articles) + 1}"),
        annexes=annexes,
        notice=notice,
    )


def build_members_annex(people: Sequence[TeamMember]) -> Annex:
    """The annex that lists the members of the team, in order."""
    heads = ("TT", "Họ và tên", "Chức vụ, đơn vị công tác", "Nhiệm vụ")
    columns = (Column(8, Align.CENTER), Column(30), Column(40), Column(22))
    rows = tuple(
        _build_row(str(number), member.name, member.title, member.part) for number, member in enumerate(people, 1)
    )
    return Annex("Danh sách thành viên", (Table(columns, (_build_row(*heads),), rows),), landscape=False)


def build_recognition_annex(areas: Sequence[tuple[str, str]], level_name: str) -> Annex:
    """The annex that lists areas with the class that each is granted. `level_name`: «xã, phường»."""
    columns = (Column(8, Align.CENTER), Column(42), Column(50))
    rows = tuple(_build_row(str(number), name, kind) for number, (name, kind) in enumerate(areas, 1))
    return Annex(
        f"Danh sách {level_name} được công nhận",
        (Table(columns, (_build_row("TT", level_name[:1].upper() + level_name[1:], "Được công nhận"),), rows),),
        landscape=False,
    )


def _build_row(*texts: str) -> Row:
    return Row(tuple(Cell((Text(text),)) for text in texts))
