"""Checks the definitions by which reports were sent, and the stored values against them."""

import hashlib
from collections.abc import Iterator

from sokehoach.apps.reporting.models import DataValue, FormVersion


def compute_digest(content: str) -> str:
    """The SHA-256 of a version's content, in hexadecimal."""
    return hashlib.sha256(content.encode()).hexdigest()


def find_altered_versions() -> Iterator[FormVersion]:
    """Versions whose content is not that of their digest."""
    for version in FormVersion.objects.select_related("form__programme"):
        if compute_digest(version.content) != version.digest:
            yield version


def find_undefined_values() -> Iterator[tuple[FormVersion, str]]:
    """Values of sent reports that the version by which they were sent has no cell for: the version, the cell."""
    rows = DataValue.objects.filter(submission__form_version__isnull=False).order_by()
    places = rows.values_list("submission__form_version", "cell", "element__uid", "disaggregation").distinct()
    versions = FormVersion.objects.select_related("form__programme").in_bulk()
    cells = {
        pk: {(cell.code, cell.element, cell.disaggregation) for cell in version.sent_form.form.cells}
        for pk, version in versions.items()
    }
    for pk, *place in places:
        if tuple(place) not in cells[pk]:
            yield versions[pk], place[0]
