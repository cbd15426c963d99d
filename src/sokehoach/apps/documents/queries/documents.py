"""Official documents that an account may open: their content, files, numbers, functions, next steps and print."""

from collections.abc import Collection, Sequence
from dataclasses import dataclass, replace
from datetime import date

from django.db.models import Q, QuerySet

from sokehoach.adapters.writers import pdf
from sokehoach.apps.accounts.models import User
from sokehoach.apps.accounts.permissions import Action
from sokehoach.apps.accounts.queries.holders import list_holders
from sokehoach.apps.accounts.queries.scopes import scope_of
from sokehoach.apps.documents import permissions
from sokehoach.apps.documents.models import DocumentFile, OfficialDocument
from sokehoach.apps.indicators.models import DataElement
from sokehoach.apps.orgunits.models import Unit
from sokehoach.apps.reporting.queries import submissions
from sokehoach.apps.shell.outcomes import ActionRefused, NotFoundError
from sokehoach.domain.documents import document_workflow, numbering, serialization
from sokehoach.domain.documents.content import Document, list_references, list_runs
from sokehoach.domain.documents.document_workflow import WORKFLOW, DocumentRole, DocumentState
from sokehoach.domain.documents.kinds import DocumentKind
from sokehoach.domain.documents.parts import build_signed_block, has_signing_title, list_signing_titles
from sokehoach.domain.documents.signatures import parse_signature
from sokehoach.domain.policy.groups import GENERAL
from sokehoach.domain.text import fold_accents

_ACTIONS = (*permissions.ROLE_ACTIONS.values(), Action.DOCUMENT_TAKE)


def list_all_documents() -> QuerySet[OfficialDocument]:
    """All documents with the relations that their names need, without their content."""
    rows = OfficialDocument.objects.select_related("issuer__parent", "drafted_by", "area", "outline")
    return rows.defer("content", "outline__definition")


def list_documents(user: User) -> list[OfficialDocument]:
    """The documents that the account may open, the newest first."""
    scope = scope_of(user)
    units = frozenset().union(*(scope.units(action, "general") for action in _ACTIONS))
    rows = list_all_documents().filter(issuer__in=units).prefetch_related("deliveries")
    return [row for row in rows if permissions.may_see(user, row)]


def list_drafts(user: User) -> list[OfficialDocument]:
    """The documents that the account may edit now, the newest first."""
    return [
        row for row in list_documents(user) if document_workflow.DocumentAction.WRITE in list_allowed_steps(user, row)
    ]


def list_documents_to_sign(user: User) -> list[OfficialDocument]:
    """The documents that wait for the account's signature, the oldest first."""
    return [row for row, step in list_waiting_documents(user) if step is document_workflow.DocumentAction.SIGN]


@dataclass(frozen=True, slots=True)
class WaitingDocuments:
    """`open`: with the step that the account may take. `blocked`: those that it cannot sign though it holds a role that
    signs for their issuer, each with who can sign it; of another unit of its area only where nobody can. Of no
    confidential function.
    """

    open: Sequence[tuple[OfficialDocument, document_workflow.DocumentAction]] = ()
    blocked: Sequence[tuple[OfficialDocument, User | None]] = ()


def list_waiting_documents(user: User) -> Sequence[tuple[OfficialDocument, document_workflow.DocumentAction]]:
    """The documents that wait for the account to check them, as others drafted them, or to sign; the oldest first."""
    return find_waiting_documents(user, None).open


def find_waiting_documents(user: User, day: date | None) -> WaitingDocuments:
    """The documents that wait for the account, and those that its role does not suffice to sign; the oldest first.

    One query, none for an account without either right; several for each document that it signs for and cannot open.
    `day`: on which somebody else might sign; None leaves these out.
    """
    steps, scope = document_workflow, scope_of(user)
    checked, signed = (scope.units(right, "general") for right in (Action.DOCUMENT_CHECK, Action.DOCUMENT_SIGN))
    if not checked and not signed:
        return WaitingDocuments()
    rows = list_all_documents().filter(
        Q(issuer__in=checked, state=steps.DocumentState.CHECKING) & ~Q(drafted_by=user)
        | Q(issuer__in=signed, state=steps.DocumentState.TO_SIGN)
    )
    waiting = [
        (row, steps.DocumentAction.SIGN if row.state == steps.DocumentState.TO_SIGN else steps.DocumentAction.CHECK)
        for row in rows.order_by("drafted_at", "pk")
    ]
    open_rows = [(row, step) for row, step in waiting if step in list_allowed_steps(user, row)]
    open_ids = {row.pk for row, _step in open_rows}
    if day is None:
        return WaitingDocuments(open_rows)
    blocked = [
        row
        for row, step in waiting
        if step is steps.DocumentAction.SIGN and row.pk not in open_ids and permissions.is_sign_role_short(user, row)
    ]
    signers = [(row, find_signer(row, day)) for row in blocked]
    return WaitingDocuments(
        open_rows,
        [(row, signer) for row, signer in signers if signer is None or permissions.may_act_for(user, row.issuer)],
    )


def access_document(user: User, pk: int) -> OfficialDocument:
    """The document; NotFoundError where the account may not see it."""
    rows = OfficialDocument.objects.select_related("issuer__parent", "plan", "area", "drafted_by", "outline")
    row = rows.filter(pk=pk).first()
    if row is None or not permissions.may_see(user, row):
        raise NotFoundError
    return row


def access_file(user: User, pk: int, file: int) -> DocumentFile:
    document_file = DocumentFile.objects.filter(document=access_document(user, pk), pk=file).first()
    if document_file is None:
        raise NotFoundError
    return document_file


def get_content(row: OfficialDocument) -> Document:
    """The content of a document, with its number and day where it has them."""
    document = serialization.load_document(row.content)
    if row.number is None or row.day is None:
        return document
    return replace(document, letterhead=replace(document.letterhead, number=row.number, day=row.day))


def list_allowed_steps(user: User, row: OfficialDocument) -> frozenset[str]:
    """The workflow steps that the account may take now."""
    roles = permissions.get_document_roles(user, row)
    return frozenset(action.value for role in roles for action in WORKFLOW.list_actions(row.current_state, role))


def find_other_checker(row: OfficialDocument, day: date) -> User | None:
    """Somebody besides its drafter who may check the document."""
    return _find_actor(row, DocumentRole.CHECKER, day, besides={row.drafted_by_id})


def find_signer(document: OfficialDocument, day: date) -> User | None:
    """Somebody who may sign the document: who signs for its issuer, and sees the figures that it carries."""
    return _find_actor(document, DocumentRole.SIGNER, day)


def _find_actor(
    document: OfficialDocument, role: DocumentRole, day: date, *, besides: Collection[int] = frozenset()
) -> User | None:
    """An account with that role in the document: by a right over its issuer, or over a unit above."""
    units_above: set[int] = set()
    unit: Unit | None = document.issuer
    while unit is not None:
        units_above.add(unit.pk)
        unit = unit.parent
    holders = list_holders(permissions.ROLE_ACTIONS[role], day, document.programme_id)
    candidates = {user for (place, _function), users in holders.items() if place in units_above for user in users}
    accounts = User.objects.filter(pk__in=candidates - {*besides}, is_active=True).select_related("unit__parent")
    return next((user for user in accounts if role in permissions.get_document_roles(user, document)), None)


def lacks_office_signature(row: OfficialDocument) -> bool:
    """Whether a person signed the file and the office did not, of a kind that needs both. False for a signed paper."""
    if row.signed_at is None or not DocumentKind(row.kind).needs_office_signature:
        return False
    file = find_signed_file(row)
    holders = [] if file is None else [parse_signature(signature).signer for signature in file.signatures]
    return file is not None and not any(is_signed_by_office(row, holder) for holder in holders)


def is_signed_by_office(row: OfficialDocument, holder: str) -> bool:
    """Whether the holder of a certificate is the issuer of the document."""
    names_above, unit = [], row.issuer.parent
    while unit is not None:
        names_above += [unit.name, unit.short_name]
        unit = unit.parent
    issuer_names = (row.issuer.letterhead, row.issuer.name, row.issuer.short_name)
    return any(numbering.is_office_holder(name, names_above, holder) for name in issuer_names)


def find_signed_file(row: OfficialDocument) -> DocumentFile | None:
    """The newest signed file of the current signature; None where the document was signed by hand."""
    signed = row.files.filter(part=DocumentFile.Part.SIGNED)
    if row.signed_at is not None:
        signed = signed.filter(added_at__gte=row.signed_at)
    return signed.order_by("-added_at", "-pk").first()


def find_current_file(row: OfficialDocument) -> DocumentFile | None:
    """The file for recipients: the signed one, or the page printed for signing by hand; None where there is neither."""
    return (
        find_signed_file(row) or row.files.filter(part=DocumentFile.Part.WRITTEN).order_by("-added_at", "-pk").first()
    )


def get_next_number(row: OfficialDocument, year: int) -> int:
    """The next number of the issuer's series for this kind in that year."""
    series = OfficialDocument.objects.filter(issuer=row.issuer_id, kind=row.kind, year=year, number__isnull=False)
    numbers = series.exclude(pk=row.pk).values_list("number", flat=True)
    return numbering.compute_next_number(number for number in numbers if number is not None)


def list_same_numbered(row: OfficialDocument) -> list[OfficialDocument]:
    """Other documents of the issuer with the same number, symbol and year."""
    duplicates = OfficialDocument.objects.filter(
        issuer=row.issuer_id, year=row.year, symbol=row.symbol, number=row.number
    )
    return list(duplicates.exclude(pk=row.pk))


def get_figure_functions(content: Document, area: Unit | None) -> frozenset[str]:
    """The confidential functions of the figures that the content prints.

    Published totals of `area` do not count (limits.md, 3); without an area every figure counts.
    """
    total = () if area is None else ("", area.code)
    parts = {
        reference.operand.element
        for reference in list_references(list_runs(content))
        if area is None or reference.unit not in total
    }
    confidential = DataElement.objects.filter(uid__in=parts).exclude(function=GENERAL)
    return frozenset(confidential.values_list("function", flat=True))


def get_form_functions(user: User, unit: Unit, period: str, *, programme: int) -> frozenset[str]:
    """The functions of the unit's own reports to the programme (row id) of the period that the account may see."""
    rows = submissions.list_visible_submissions(user).filter(unit=unit, period=period, form__programme=programme)
    return frozenset(rows.values_list("form__function", flat=True))


def render_pdf(document: Document, *, language: str = "vi") -> bytes:
    """The document as a PDF file. Raises ActionRefused naming a letter that no typeface has."""
    try:
        return pdf.write_pdf(document, language=language)
    except pdf.UnprintableLetterError as error:
        raise ActionRefused(str(error)) from None


def build_printed_document(row: OfficialDocument, day: date) -> Document:
    """The document as printed on that day. While it waits for its signature it has the name of the only account that
    signs for the issuer; the name is left blank where several accounts do.
    """
    document = get_content(row)
    signer = find_expected_signer(row, day) if row.current_state is DocumentState.TO_SIGN else None
    return document if signer is None else fill_signer_name(document, signer)


def fill_signer_name(document: Document, by: User) -> Document:
    """The document with the signer's name, and their title where they sign in place of the head."""
    return replace(document, signature=build_signed_block(document.signature, name=by.full_name, title=by.title))


def find_expected_signer(row: OfficialDocument, day: date) -> User | None:
    """The only account that signs for the issuer; None where its title is known and does not sign this document."""
    people = _list_signers(row, day)
    if len(people) != 1:
        return None
    signer = User.objects.get(pk=people.pop())
    return signer if not signer.title or has_signing_title(get_content(row).signature, signer.title) else None


def _list_signers(row: OfficialDocument, day: date) -> set[int]:
    """The accounts (ids) that sign for the issuer."""
    users_by_unit = list_holders(Action.DOCUMENT_SIGN, day)
    return {user for (unit, _function), users in users_by_unit.items() if unit == row.issuer_id for user in users}


@dataclass(frozen=True, slots=True)
class PaperSigner:
    """Whom the page proposes as who signed on paper. `titles`: the offices that may sign, the head first."""

    name: str
    title: str
    titles: Sequence[str]


def suggest_paper_signer(user: User, row: OfficialDocument, day: date) -> PaperSigner:
    """The account itself where its office signs, else the head of those who sign for the issuer, else a deputy.

    No name where no account has such an office.
    """
    block = get_content(row).signature
    titles = list_signing_titles(block)
    rank = {fold_accents(title): place for place, title in enumerate(titles)}
    people = User.objects.filter(pk__in=_list_signers(row, day) | {user.pk}, is_active=True).order_by("full_name", "pk")
    signers = [person for person in people if fold_accents(person.title) in rank]
    if not signers:
        return PaperSigner("", next(iter(titles), ""), titles)
    signer = min(signers, key=lambda person: (person.pk != user.pk, rank[fold_accents(person.title)]))
    return PaperSigner(signer.full_name, titles[rank[fold_accents(signer.title)]], titles)
