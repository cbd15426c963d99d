"""What a document needs on its way out: its recipients in the address book, the edXML package, the dossier."""

import uuid
from collections.abc import Callable, Iterator, Sequence
from dataclasses import dataclass

from django.utils.translation import gettext as _

from sokehoach.adapters import edxml as messages
from sokehoach.adapters.writers import dossier as dossiers
from sokehoach.apps.accounts.models import User
from sokehoach.apps.documents.models import Correspondent, DocumentFile, OfficialDocument
from sokehoach.apps.documents.pages.offices import format_addressee
from sokehoach.apps.documents.queries.documents import find_current_file, get_content, list_documents
from sokehoach.apps.plans.models import Plan
from sokehoach.apps.shell.outcomes import ActionRefused, NotFoundError
from sokehoach.apps.shell.vietnamese import write_in_vietnamese
from sokehoach.domain.text import fold_accents


@dataclass(frozen=True, slots=True)
class EdxmlProblems:
    """What an edXML package lacks. `blocking`: no package without it; `left_out`: recipients that it does not name."""

    blocking: tuple[str, ...] = ()
    left_out: tuple[str, ...] = ()


def find_edxml_problems(row: OfficialDocument) -> EdxmlProblems:
    """What the address book and the files of an issued document lack for an edXML package. Three queries."""
    sender = Correspondent.objects.filter(unit=row.issuer_id).first()
    recipients = [delivery.correspondent for delivery in row.deliveries.select_related("correspondent")]
    left_out = tuple(recipient.name for recipient in recipients if not _get_code(recipient))
    blocking = []
    if sender is None or not _get_code(sender):
        blocking.append(_("mã định danh của nơi gửi (%(name)s) trong sổ địa chỉ") % {"name": row.issuer.name})
    if len(left_out) == len(recipients):
        blocking.append(_("mã định danh của nơi nhận trong sổ địa chỉ: %(names)s") % {"names": "; ".join(left_out)})
    if not row.files.filter(part__in=(DocumentFile.Part.SIGNED, DocumentFile.Part.WRITTEN)).exists():
        blocking.append(_("tệp của văn bản"))
    return EdxmlProblems(tuple(blocking), () if len(left_out) == len(recipients) else left_out)


def build_edxml(row: OfficialDocument) -> bytes:
    """The edXML package. Raises ActionRefused with what it lacks."""
    if problems := find_edxml_problems(row).blocking:
        raise ActionRefused(_("Chưa lập được gói edXML, còn thiếu: %(what)s.") % {"what": "; ".join(problems)})
    document = get_content(row)
    file = find_current_file(row)
    sender = Correspondent.objects.get(unit=row.issuer_id)
    offices = [
        _build_office(delivery.correspondent)
        for delivery in row.deliveries.select_related("correspondent")
        if _get_code(delivery.correspondent)
    ]
    assert file is not None
    assert row.number is not None
    assert row.day is not None
    assert row.issued_at is not None
    message = messages.EdxmlMessage(
        sender=_build_office(sender),
        to=offices,
        number=row.number,
        notation=row.symbol.removeprefix("/"),
        place=document.letterhead.place,
        day=row.day,
        kind=row.kind_name,
        subject=row.subject,
        signer=document.signature.name or str(row.signed_by),  # who notes a signature on paper has not signed
        position=document.signature.authority[-1] if document.signature.authority else "",
        attachments=[messages.Attachment(file.name, file.content_type, bytes(file.content))],
        sent_at=row.issued_at,
    )
    return messages.write_edxml(message)


@write_in_vietnamese
def build_archive(user: User, plan: str, year: int) -> tuple[str, Iterator[bytes]]:
    """The name of the zip and its chunks; NotFoundError where the account may open no document of that plan and
    year.
    """
    try:
        plan_row = Plan.objects.filter(pk=uuid.UUID(plan)).first()
    except ValueError:
        raise NotFoundError from None
    rows = [
        row for row in list_documents(user) if row.plan_id == (plan_row and plan_row.pk) and row.drafted_at.year == year
    ]
    if plan_row is None or not rows:
        raise NotFoundError
    rows.sort(key=lambda row: (row.drafted_at, row.pk))
    dossier = dossiers.Dossier(
        title=f"Hồ sơ {plan_row.name}, năm {year}",
        creator=user.unit.name,
        start=f"{rows[0].drafted_at:%d/%m/%Y}",
        end=f"{rows[-1].drafted_at:%d/%m/%Y}",
        entries=[_build_entry(ordinal, row) for ordinal, row in enumerate(rows, 1)],
    )
    return f"ho-so-{year}.zip", dossiers.write_dossier(dossier)


def _build_entry(ordinal: int, row: OfficialDocument) -> dossiers.DossierDocument:
    document = get_content(row)
    files = row.files.defer("content").order_by("added_at", "pk")
    deliveries = list(row.deliveries.select_related("correspondent"))
    return dossiers.DossierDocument(
        DocOrdinal=ordinal,
        TypeName=row.kind_name,
        CodeNumber="" if row.number is None else f"{row.number:02d}",
        CodeNotation=row.symbol.removeprefix("/"),
        IssuedDate=f"{row.day:%d/%m/%Y}" if row.day else "",
        OrganName=row.issuer.name,
        Subject=row.subject,
        SignerPosition=document.signature.authority[-1] if document.signature.authority else "",
        SignerName=(document.signature.name or str(row.signed_by)) if row.signed_by else "",
        To="; ".join(delivery.correspondent.name for delivery in deliveries),
        State=row.state_words,
        folder=f"{ordinal:03d}-{row.kind}",
        files=[dossiers.DossierFile(f"{n:02d}-{file.name}", _build_reader(file.pk)) for n, file in enumerate(files, 1)],
        receipts=[
            f"{delivery.correspondent.name}: {delivery.get_state_display()}"
            + (f", số đến {delivery.arrival_number}" if delivery.arrival_number else "")
            + (f", {delivery.reason}" if delivery.reason else "")
            for delivery in deliveries
        ],
    )


def _build_reader(file: int) -> Callable[[], bytes]:
    return lambda: bytes(DocumentFile.objects.values_list("content", flat=True).get(pk=file))


def _build_office(correspondent: Correspondent) -> messages.EdxmlOffice:
    return messages.EdxmlOffice(_get_code(correspondent), correspondent.name, correspondent.email)


def _get_code(correspondent: Correspondent) -> str:
    return correspondent.code or correspondent.legacy_code


@dataclass(frozen=True, slots=True)
class NamedRecipients:
    """The recipients under «Kính gửi» and «Nơi nhận», in order. `missing`: names not in the address book."""

    found: tuple[Correspondent, ...]
    missing: tuple[str, ...]


def find_recipients(row: OfficialDocument, among: Sequence[Correspondent]) -> NamedRecipients:
    document = get_content(row)
    book: dict[str, Correspondent] = {
        fold_accents(correspondent.name): correspondent for correspondent in reversed(among)
    }
    for correspondent in among:
        for name in _list_names(correspondent):
            book.setdefault(fold_accents(name), correspondent)
    names = (*document.addressees, *document.recipients.copies)
    matches = dict.fromkeys(book[fold_accents(name)] for name in names if fold_accents(name) in book)
    return NamedRecipients(tuple(matches), tuple(name for name in names if fold_accents(name) not in book))


def _list_names(correspondent: Correspondent) -> tuple[str, ...]:
    """Names of the correspondent's unit besides the one in the book."""
    unit = correspondent.unit
    return () if unit is None else (format_addressee(unit), unit.name, unit.letterhead, unit.short_name)
