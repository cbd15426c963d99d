"""A decision on one matter: a team, the recognition of communes (NĐ 30/2020, Phụ lục III, Mẫu 1.2)."""

from collections.abc import Sequence
from dataclasses import dataclass

from sokehoach.domain.documents.content import (
    Align,
    Annex,
    Banner,
    Cell,
    Column,
    Document,
    Paragraph,
    Row,
    Table,
    Text,
)
from sokehoach.domain.documents.kinds import Kind
from sokehoach.domain.documents.office import Office


@dataclass(frozen=True, slots=True)
class Member:
    """An official of a team: name, office held, part in the team («Đội trưởng»)."""

    name: str
    title: str
    part: str


def decision(
    *,
    office: Office,
    about: str,
    decides: str,
    grounds: Sequence[str],
    articles: Sequence[str],
    carried_by: Sequence[str],
    year: int,
    annexes: tuple[Annex, ...] = (),
    notice: str = "",
) -> Document:
    """`about`: what is decided, «Kiện toàn Đội kiểm tra»; the subject reads «Về việc kiện toàn …».

    `decides`: who decides («Chủ tịch Ủy ban nhân dân huyện»); the last article names who carries it out.

    ValueError without grounds or articles: such a decision has no footing or decides nothing.
    """
    if not grounds or not articles:
        raise ValueError("a decision needs grounds and articles")
    ended = [
        f"{one.rstrip(' .;')}{'.' if place == len(grounds) else ';'}" for place, one in enumerate(grounds, 1)
    ]
    return Document(
        letterhead=office.letterhead(Kind.DECISION, year),
        kind=Kind.DECISION.label_vi,
        title=f"Về việc {about[:1].lower()}{about[1:]}",
        blocks=(
            Banner(decides.upper()),
            *(Paragraph((Text(one, italic=True),)) for one in ended),
            Banner("QUYẾT ĐỊNH:"),
            *(
                Paragraph((Text(f"Điều {place}. ", bold=True), Text(f"{one.rstrip(' .;')}.")))
                for place, one in enumerate(articles, 1)
            ),
        ),
        lead=f"Điều {len(articles) + 1}. ",
        closing=f"{', '.join(carried_by)} chịu trách nhiệm thi hành Quyết định này",
        signature=office.signature,
        recipients=office.recipients(f"Như Điều {len(articles) + 1}"),
        annexes=annexes,
        notice=notice,
    )


def members(people: Sequence[Member]) -> Annex:
    """Who sits in the team, in order."""
    heads = ("TT", "Họ và tên", "Chức vụ, đơn vị công tác", "Nhiệm vụ")
    columns = (Column(8, Align.CENTER), Column(30), Column(40), Column(22))
    rows = tuple(_row(str(place), one.name, one.title, one.part) for place, one in enumerate(people, 1))
    return Annex("Danh sách thành viên", (Table(columns, (_row(*heads),), rows),), landscape=False)


def recognised(communes: Sequence[tuple[str, str]]) -> Annex:
    """Communes and the class each is recognised in."""
    columns = (Column(8, Align.CENTER), Column(42), Column(50))
    rows = tuple(_row(str(place), name, kind) for place, (name, kind) in enumerate(communes, 1))
    return Annex(
        "Danh sách xã, thị trấn được công nhận",
        (Table(columns, (_row("TT", "Xã, thị trấn", "Được công nhận"),), rows),),
        landscape=False,
    )


def _row(*words: str) -> Row:
    return Row(tuple(Cell((Text(one),)) for one in words))
