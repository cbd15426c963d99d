"""Versions of what can be changed, as ETag and If-Match carry them."""

import hashlib
import json

from django.http import HttpRequest

from sokehoach.apps.reporting.queries.sheets import ReportSheet
from sokehoach.apps.shell.problems import Problem


def build_report_version(sheet: ReportSheet) -> str:
    """Changes with the report's steps, with each stored value and text, and with what registers count meanwhile."""
    parts = [
        str(sheet.submission.pk),
        sheet.submission.version,
        [(line.cell.code, line.version, line.typed) for line in sheet.lines],
        [(box.place, box.version) for box in sheet.boxes],
    ]
    return f'"{hashlib.sha256(json.dumps(parts).encode()).hexdigest()[:32]}"'


def require_version(request: HttpRequest, version: str) -> None:
    """Raises Problem where If-Match is missing (428) or names another version (412).

    A weak tag is taken for its strong one: compression on the way makes it weak.
    """
    header = request.headers.get("If-Match", "").strip()
    if not header:
        raise Problem("version-required", "Gửi If-Match với ETag của lần đọc trước.")
    tags = {tag.strip().removeprefix("W/") for tag in header.split(",")}
    if "*" not in tags and version not in tags:
        raise Problem("version-conflict", "Báo cáo đã đổi từ lần đọc trước. Hãy đọc lại.", headers={"ETag": version})
