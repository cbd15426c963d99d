"""Names downloaded files as officials would: by kind, number and subject of the document."""

import re

from django.utils.http import content_disposition_header

from sokehoach.apps.documents.models import OfficialDocument
from sokehoach.domain.periods.period import Period, name_vi

_MAX_LETTERS = 120  # with the ending; longer names are cut by mail programs and old file systems
_NOT_IN_NAMES = re.compile(r'[\x00-\x1f\x7f\\/:*?"<>|]+')


def build_document_headers(row: OfficialDocument, ending: str, *, part: str = "") -> dict[str, str]:
    """The headers of a download of the document: «05-BC-LĐTBXH Báo cáo, Kết quả … .pdf», «Dự thảo Báo cáo, … .pdf».

    `part` begins the name: «Phụ lục». `ending`: without its dot.
    """
    number = row.numbered or "Dự thảo"
    return build_headers(" ".join(text for text in (part, number, f"{row.kind_name}, {row.subject}") if text), ending)


def build_annex_headers(row: OfficialDocument) -> dict[str, str]:
    """The headers of the document's annexes as a workbook."""
    return build_document_headers(row, "xlsx", part="Phụ lục")


def build_word_headers(row: OfficialDocument) -> dict[str, str]:
    """The headers of the Word file in which the words of a draft are edited."""
    return build_document_headers(row, "docx", part="Sửa lời")


def build_report_headers(title: str, period: Period) -> dict[str, str]:
    """The headers of a report as Word that is no document yet. `title`: of its outline."""
    return build_headers(f"Báo cáo {name_vi(period)}, {title}", "docx")


def build_translation_headers(outline: str, period: Period, ending: str) -> dict[str, str]:
    """The headers of the English working translation of a report. `outline`: its printed code."""
    return build_headers(f"{outline}-{period.id}-working-translation", ending)


def build_headers(name: str, ending: str) -> dict[str, str]:
    """The headers of a download under that name; what no file name may hold becomes «-»."""
    clean_name = " ".join(_NOT_IN_NAMES.sub("-", name).split())[: _MAX_LETTERS - len(ending) - 1].rstrip(" .,-")
    return {"Content-Disposition": content_disposition_header(True, f"{clean_name or 'van-ban'}.{ending}") or ""}
