"""A small document, and the ways in which the tests bring one through its life."""

from sokehoach.adapters.signature import signing
from sokehoach.adapters.signature.signing import SigningKey
from sokehoach.apps.accounts.models import Role, User
from sokehoach.apps.accounts.services import grants, users
from sokehoach.apps.documents.models import OfficialDocument
from sokehoach.apps.documents.queries.documents import find_other_checker
from sokehoach.apps.documents.services import addresses, dispatches, documents, numbers, signatures, workflow
from sokehoach.apps.orgunits.models import Unit
from sokehoach.domain.documents.content import Document, FigureRun, Heading, Operand, Paragraph, Reference, Text
from sokehoach.domain.documents.kinds import DocumentKind
from sokehoach.domain.documents.parts import Letterhead, OpenDay, Recipients, SignatureBlock
from tests.adapters.signature.keys import p12
from tests.factories.cast import AT, SINCE, Cast


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
    by: User,
    issuer: Unit,
    written: Document | None = None,
    *,
    area: Unit | None = None,
    function: str = "general",
) -> OfficialDocument:
    done = documents.draft_document(
        kind=DocumentKind.REPORT,
        issuer=issuer,
        content=written or content(),
        period="2021S1",
        area=area,
        function=function,
        by=by,
        at=AT,
    )
    return OfficialDocument.objects.get(pk=done.answer["id"])


def person(who: Cast, unit: str, name: str, *, role: str = "leader") -> User:
    """A head of that unit, who signs for it."""
    username = f"ky-{unit}"
    users.create_user(username=username, full_name=name, title="", unit=who.units[unit], by="tests", at=AT)
    made = User.objects.get(username=username)
    grants.create_grant(
        user=made, role=Role.objects.get(code=role), unit=who.units[unit], function="general", since=SINCE,
        by="tests", at=AT,
    )  # fmt: skip
    return made


def current(row: OfficialDocument) -> OfficialDocument:
    row.refresh_from_db()
    return row


def to_sign(
    by: User,
    issuer: Unit,
    written: Document | None = None,
    *,
    area: Unit | None = None,
    function: str = "general",
    checker: User | None = None,
) -> OfficialDocument:
    """Drafted, submitted and checked: where no `checker` is given, by anybody else who may, or by the drafter alone."""
    row = draft(by, issuer, written, area=area, function=function)
    workflow.submit_document(document=row.pk, version=row.version, by=by, at=AT)
    checker = checker or find_other_checker(row, AT.date()) or by
    workflow.confirm_check(document=row.pk, version=current(row).version, by=checker, at=AT)
    return current(row)


def numbered(row: OfficialDocument, by: User, typed: int | None = None, why: str = "") -> OfficialDocument:
    numbers.assign_number(
        document=row.pk, version=row.version, number=typed, day=AT.date(), same_number=why, by=by, at=AT
    )
    return current(row)


def key(name: str) -> SigningKey:
    return signing.load_key(p12(name, at=AT), "mat-khau", at=AT)


def signed(row: OfficialDocument, signer: User) -> OfficialDocument:
    signatures.sign_document(document=row.pk, version=row.version, signing_key=key(signer.full_name), by=signer, at=AT)
    return current(row)


def addressed(row: OfficialDocument, clerk: User, *units: Unit) -> OfficialDocument:
    ids = []
    for unit in units:
        kept = addresses.update_address(name=unit.name, unit=unit, since=SINCE, code="H18.30", by="tests", at=AT)
        ids.append(int(str(kept.answer["id"])))
    to = [(pk, "product") for pk in ids]
    dispatches.assign_recipients(document=row.pk, version=row.version, to=to, due_on=AT.date(), by=clerk, at=AT)
    return current(row)


def issued(row: OfficialDocument, clerk: User) -> OfficialDocument:
    dispatches.issue_document(
        document=row.pk, version=row.version, unsealed_reason="Chờ cấp chứng thư số.", by=clerk, at=AT
    )
    return current(row)
