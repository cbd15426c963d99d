"""A small document, and the ways in which the tests bring one through its life."""

from sokehoach.apps.accounts.models import User
from sokehoach.apps.documents.models import OfficialDocument
from sokehoach.apps.documents.services import documents
from sokehoach.apps.orgunits.models import Unit
from sokehoach.domain.documents.content import (
    Document,
    FigureRun,
    Heading,
    Operand,
    Paragraph,
    Reference,
    Text,
)
from sokehoach.domain.documents.kinds import Kind
from sokehoach.domain.documents.parts import Letterhead, OpenDay, Recipients, SignatureBlock
from tests.factories.cast import AT


def content(
    title: str = "Kết quả thực hiện công tác 6 tháng",
    *,
    issuer: str = "Ủy ban nhân dân xã",
    figure: str = "3",
) -> Document:
    return Document(
        letterhead=Letterhead((), (issuer,), "/BC-UBND", None, "Tuần Giáo", OpenDay(2021)),
        kind="Báo cáo",
        title=title,
        addressees=("UBND huyện Tuần Giáo",),
        blocks=(
            Heading(1, "I.", "Kết quả"),
            Paragraph(
                (
                    Text("Đã tổ chức "),
                    FigureRun(figure, (Reference(Operand("TT01"), "2021S1"),)),
                    Text(" cuộc tuyên truyền."),
                )
            ),
        ),
        closing="Trên đây là báo cáo kết quả",
        signature=SignatureBlock(("TM. Ủy ban nhân dân", "Chủ tịch")),
        recipients=Recipients(("Phòng LĐ-TB&XH",), "VT"),
    )


def draft(
    by: User, issuer: Unit, written: Document | None = None, *, area: Unit | None = None
) -> OfficialDocument:
    done = documents.draft(
        kind=Kind.REPORT,
        issuer=issuer,
        content=written or content(),
        period="2021S1",
        area=area,
        by=by,
        at=AT,
    )
    return OfficialDocument.objects.get(pk=done.answer["id"])
