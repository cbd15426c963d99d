"""Prints many documents into one zip, for the jobs that the pages start."""

from collections.abc import Sequence

from django.utils.translation import gettext as _

from sokehoach.adapters.writers import csv_file, docx
from sokehoach.adapters.writers.zip_file import pack_files
from sokehoach.apps.accounts.models import User
from sokehoach.apps.accounts.queries.users import get_account
from sokehoach.apps.audit.services import Json
from sokehoach.apps.documents.pages import own_reports
from sokehoach.apps.documents.queries import outlines
from sokehoach.apps.documents.queries.documents import access_document, get_content, render_pdf
from sokehoach.apps.jobs.services import ReportProgress, Result, get_argument_id, get_argument_ids
from sokehoach.apps.shell.messages import translate
from sokehoach.apps.shell.outcomes import ActionRefused, NotFoundError
from sokehoach.domain.documents.content import Document

KIND, UNITS = "documents.print", "documents.print_units"
_LIST = "danh-sach.csv"


def print_documents(arguments: dict[str, Json], tell: ReportProgress) -> Result:
    """`arguments`: {"documents": row ids, "person": id of the account}. NotFoundError for a document that it may not
    see.
    """
    user = _get_person(arguments)
    files: dict[str, bytes] = {}
    for ordinal, pk in enumerate(get_argument_ids(arguments, "documents"), 1):
        row = access_document(user, pk)
        files |= _render_document(f"{ordinal:03d}-{row.issuer.code}-{row.kind}", get_content(row))
        tell(ordinal)
    return Result("van-ban.zip", "application/zip", pack_files(files))


def print_unit_reports(arguments: dict[str, Json], tell: ReportProgress) -> Result:
    """Prints the own report of every unit that writes by an outline, with current figures; a CSV lists those without.
    `arguments`: {"outline": its code, "period": …, "units": row ids, "person": …}.
    """
    user, period = _get_person(arguments), str(arguments["period"])
    outline = outlines.find_version(outlines.access_printable_outline(user, str(arguments["outline"])), period)
    unit_ids = frozenset(get_argument_ids(arguments, "units"))
    files: dict[str, bytes] = {}
    list_rows = []
    writers = (unit for unit in outlines.list_writers(outline, period) if unit.pk in unit_ids)
    for ordinal, unit in enumerate(writers, 1):
        name = f"{ordinal:03d}-{unit.code}-bao-cao"
        try:
            document = own_reports.build_report(user, outline, unit=unit, period=period)
        except ActionRefused as refusal:
            list_rows.append((unit.code, unit.name, "", refusal.message))
        else:
            files |= _render_document(name, document)
            list_rows.append((unit.code, unit.name, name, ""))
        tell(ordinal)
    return Result(f"bao-cao-{period}.zip", "application/zip", pack_files({**files, _LIST: _render_list(list_rows)}))


def may_print_documents(arguments: dict[str, Json]) -> bool:
    """Whether the person may still open each of the documents."""
    user = _get_person(arguments)
    try:
        for pk in get_argument_ids(arguments, "documents"):
            access_document(user, pk)
    except NotFoundError:
        return False
    return True


def may_print_unit_reports(arguments: dict[str, Json]) -> bool:
    """Whether the person may still print the reports of all units of the outline."""
    try:
        outlines.access_printable_outline(_get_person(arguments), str(arguments["outline"]))
    except NotFoundError:
        return False
    return True


def _get_person(arguments: dict[str, Json]) -> User:
    return get_account(get_argument_id(arguments, "person"))


def _render_document(name: str, document: Document) -> dict[str, bytes]:
    """The document as .pdf and .docx, by name.

    Raises ActionRefused naming the document where no typeface has one of its letters.
    """
    try:
        pdf = render_pdf(document)
    except ActionRefused as refusal:
        raise ActionRefused(_("%(name)s: %(why)s") % {"name": name, "why": translate(refusal.message)}) from None
    return {f"{name}.pdf": pdf, f"{name}.docx": docx.write_docx(document)}


def _render_list(rows: Sequence[tuple[str, str, str, str]]) -> bytes:
    head = ("Mã", "Đơn vị", "Tệp", "Vì sao chưa có")
    return csv_file.write([head, *rows]).encode()
