"""Read DOCX and XLSX packages (ECMA-376): their kind, strings and authors. `sandbox.archive` opens them."""

from collections.abc import Container

CONTENT_TYPES = {
    "docx": "application/vnd.openxmlformats-officedocument.wordprocessingml.document",
    "xlsx": "application/vnd.openxmlformats-officedocument.spreadsheetml.sheet",
}
_MAIN_PARTS = {"word/document.xml": "docx", "xl/workbook.xml": "xlsx"}


def find_kind(parts: Container[str]) -> str | None:
    """Return «docx» or «xlsx» by the names of the parts; None for any other archive."""
    return next((kind for name, kind in _MAIN_PARTS.items() if name in parts), None)
