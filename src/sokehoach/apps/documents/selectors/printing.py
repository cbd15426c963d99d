"""Many documents at once: each as PDF and as DOCX, in one zip. The work of a job."""

import io
import zipfile
from collections.abc import Sequence

from django.http import Http404
from django.utils.translation import gettext as _

from sokehoach.adapters import csv_file, docx
from sokehoach.apps.accounts.models import User
from sokehoach.apps.audit.services import Json
from sokehoach.apps.documents.selectors import own_reports, unit_reports
from sokehoach.apps.documents.selectors.documents import content, document_for
from sokehoach.apps.documents.selectors.pages import page
from sokehoach.apps.jobs.services.running import Result, Tell, arguments_of
from sokehoach.apps.shell.outcomes import Refused
from sokehoach.domain.documents.content import Document

KIND, UNITS = "documents.print", "documents.print_units"
_EPOCH = (1980, 1, 1, 0, 0, 0)
_LIST = "danh-sach.csv"


def many(arguments: dict[str, Json], tell: Tell) -> Result:
    """`arguments`: {"documents": row ids, "person": the account that asked}. What it may not see is a 404."""
    user = _person(arguments)
    packed = io.BytesIO()
    with zipfile.ZipFile(packed, "w", zipfile.ZIP_DEFLATED) as package:
        for at, pk in enumerate(arguments_of(arguments, "documents"), 1):
            row = document_for(user, pk)
            _pack(package, f"{at:03d}-{row.issuer.code}-{row.kind}", content(row))
            tell(at)
    return Result("van-ban.zip", "application/zip", packed.getvalue())


def of_units(arguments: dict[str, Json], tell: Tell) -> Result:
    """The own report of every unit that writes by an outline, with its figures as they stand; the list says which unit
    has none yet. `arguments`: {"outline": its code, "period": …, "units": row ids, "person": …}.
    """
    user, period = _person(arguments), str(arguments["period"])
    outline = unit_reports.outline_for(user, str(arguments["outline"]))
    asked = frozenset(arguments_of(arguments, "units"))
    packed, listed = io.BytesIO(), []
    with zipfile.ZipFile(packed, "w", zipfile.ZIP_DEFLATED) as package:
        for at, unit in enumerate(
            (one for one in unit_reports.writers(outline, period) if one.pk in asked), 1
        ):
            name = f"{at:03d}-{unit.code}-bao-cao"
            try:
                said = own_reports.document(user, outline, unit=unit, period=period)
            except Refused as refusal:
                listed.append((unit.code, unit.name, "", refusal.message))
            else:
                _pack(package, name, said)
                listed.append((unit.code, unit.name, name, ""))
            tell(at)
        package.writestr(zipfile.ZipInfo(_LIST, _EPOCH), _table(listed))
    return Result(f"bao-cao-{period}.zip", "application/zip", packed.getvalue())


def may_have_many(arguments: dict[str, Json]) -> bool:
    """Whether the person may still open each of the documents."""
    user = _person(arguments)
    try:
        for pk in arguments_of(arguments, "documents"):
            document_for(user, pk)
    except Http404:
        return False
    return True


def may_have_units(arguments: dict[str, Json]) -> bool:
    """Whether the person may still print the reports of all units of the outline."""
    try:
        unit_reports.outline_for(_person(arguments), str(arguments["outline"]))
    except Http404:
        return False
    return True


def _person(arguments: dict[str, Json]) -> User:
    person = arguments["person"]
    assert isinstance(person, int)
    return User.objects.select_related("unit__parent").get(pk=person)


def _pack(package: zipfile.ZipFile, name: str, said: Document) -> None:
    """Refused, naming the document, where a letter of it has no shape in any typeface."""
    try:
        package.writestr(zipfile.ZipInfo(f"{name}.pdf", _EPOCH), page(said))
    except Refused as refusal:
        raise Refused(_("%(name)s: %(why)s") % {"name": name, "why": refusal.message}) from None
    package.writestr(zipfile.ZipInfo(f"{name}.docx", _EPOCH), docx.write(said))


def _table(rows: Sequence[tuple[str, str, str, str]]) -> bytes:
    head = (_("Mã"), _("Đơn vị"), _("Tệp"), _("Vì sao chưa có"))
    return csv_file.write([head, *rows]).encode()
