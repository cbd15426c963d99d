"""Documents as others take them: an edXML package, a dossier of a plan and year."""

import uuid
from collections.abc import Callable, Iterator

from django.http import Http404
from django.utils.translation import gettext as _

from sokehoach.adapters import archive as dossiers
from sokehoach.adapters import edxml as messages
from sokehoach.apps.accounts.models import User
from sokehoach.apps.documents.models import Correspondent, DocumentFile, OfficialDocument
from sokehoach.apps.documents.selectors.documents import content, listed
from sokehoach.apps.documents.selectors.files import standing
from sokehoach.apps.plans.models import Plan
from sokehoach.apps.shell.outcomes import Refused


def edxml(row: OfficialDocument) -> bytes:
    """Refused with a sentence where an identifier is missing in the address book."""
    said = content(row)
    file = standing(row)
    sender = Correspondent.objects.filter(unit=row.issuer_id).first()
    offices = [
        _office(one.correspondent)
        for one in row.deliveries.select_related("correspondent")
        if _code(one.correspondent)
    ]
    if sender is None or not _code(sender) or not offices or file is None:
        raise Refused(
            _("Nơi gửi hoặc nơi nhận chưa có mã định danh trong sổ địa chỉ. Hãy bổ sung rồi lập gói.")
        )
    assert row.number is not None
    assert row.day is not None
    assert row.issued_at is not None
    message = messages.Message(
        sender=_office(sender),
        to=offices,
        number=row.number,
        notation=row.symbol.removeprefix("/"),
        place=said.letterhead.place,
        day=row.day,
        kind=row.kind_name,
        subject=row.subject,
        signer=str(row.signed_by),
        position=said.signature.authority[-1] if said.signature.authority else "",
        attachments=[messages.Attachment(file.name, file.content_type, bytes(file.content))],
        sent_at=row.issued_at,
    )
    return messages.write(message)


def archive(user: User, plan: str, year: int) -> tuple[str, Iterator[bytes]]:
    """The name of the zip and its pieces; 404 where the account may open no document of that plan and year."""
    try:
        known = Plan.objects.filter(pk=uuid.UUID(plan)).first()
    except ValueError:
        raise Http404 from None
    rows = [
        row for row in listed(user) if row.plan_id == (known and known.pk) and row.drafted_at.year == year
    ]
    if known is None or not rows:
        raise Http404
    rows.sort(key=lambda row: (row.drafted_at, row.pk))
    dossier = dossiers.Dossier(
        title=_("Hồ sơ %(plan)s, năm %(year)s") % {"plan": known.name, "year": year},
        creator=user.unit.name,
        start=f"{rows[0].drafted_at:%d/%m/%Y}",
        end=f"{rows[-1].drafted_at:%d/%m/%Y}",
        entries=[_entry(at, row) for at, row in enumerate(rows, 1)],
    )
    return f"ho-so-{year}.zip", dossiers.write(dossier)


def _entry(at: int, row: OfficialDocument) -> dossiers.Entry:
    said = content(row)
    files = row.files.defer("content").order_by("added_at", "pk")
    deliveries = list(row.deliveries.select_related("correspondent"))
    return dossiers.Entry(
        DocOrdinal=at,
        TypeName=row.kind_name,
        CodeNumber="" if row.number is None else f"{row.number:02d}",
        CodeNotation=row.symbol.removeprefix("/"),
        IssuedDate=f"{row.day:%d/%m/%Y}" if row.day else "",
        OrganName=row.issuer.name,
        Subject=row.subject,
        SignerPosition=said.signature.authority[-1] if said.signature.authority else "",
        SignerName=str(row.signed_by or ""),
        To="; ".join(one.correspondent.name for one in deliveries),
        State=row.state_words,
        folder=f"{at:03d}-{row.kind}",
        files=[dossiers.Kept(f"{n:02d}-{file.name}", _reads(file.pk)) for n, file in enumerate(files, 1)],
        receipts=[
            f"{one.correspondent.name}: {one.get_state_display()}"
            + (f", số đến {one.arrival_number}" if one.arrival_number else "")
            + (f", {one.reason}" if one.reason else "")
            for one in deliveries
        ],
    )


def _reads(file: int) -> Callable[[], bytes]:
    return lambda: bytes(DocumentFile.objects.values_list("content", flat=True).get(pk=file))


def _office(one: Correspondent) -> messages.Office:
    return messages.Office(_code(one), one.name, one.email)


def _code(one: Correspondent) -> str:
    return one.code or one.legacy_code
