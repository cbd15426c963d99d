"""Rules for paper, margins and page numbers (Mục I)."""

from collections.abc import Iterator

from sokehoach.domain.documents.rules.finding import (
    FormatFinding,
    Location,
    Severity,
    clause,
    format_decimal,
    format_range,
)
from sokehoach.domain.documents.rules.measured_document import (
    Edge,
    MeasuredAlign,
    MeasuredSheet,
    PageNumber,
    SourceFormat,
)
from sokehoach.domain.documents.rules.roles import DocumentComponents
from sokehoach.domain.messages import say, say_label

_SHORT, _LONG = 210.0, 297.0
_SIZE_TOLERANCE = 1.5  # millimetres by which the «A4» of printers varies
_MARGINS = (
    ("top", say_label("margin", "trên"), 20, 25),
    ("bottom", say_label("margin", "dưới"), 20, 25),
    ("left", say_label("margin", "trái"), 30, 35),
    ("right", say_label("margin", "phải"), 15, 20),
)
_ONE_PAGE = 1500  # characters that certainly fit on the first page below the head


def check_paper(roles: DocumentComponents) -> Iterator[FormatFinding]:
    """Mục I.1: A4."""
    for sheet in roles.document.sheets:
        short, long = sorted((sheet.width, sheet.height))
        if abs(short - _SHORT) > _SIZE_TOLERANCE or abs(long - _LONG) > _SIZE_TOLERANCE:
            yield FormatFinding(
                Severity.ERROR,
                "paper",
                clause("I.1"),
                _locate_sheet(roles, sheet),
                say(
                    "khổ giấy %(width)s × %(height)s mm",
                    width=format_decimal(sheet.width),
                    height=format_decimal(sheet.height),
                ),
                say("khổ A4, 210 × 297 mm"),
            )


def check_turned(roles: DocumentComponents) -> Iterator[FormatFinding]:
    """Mục I.2: portrait; landscape only if the body contains tables."""
    first = roles.document.sheets[0]
    if first.width > first.height and not any(line.tabled for line in roles.document.lines):
        yield FormatFinding(
            Severity.ERROR, "turned", clause("I.2"), _locate_sheet(roles, first),
            say("trình bày theo chiều rộng, nội dung không có bảng"), say("trình bày theo chiều dài của khổ A4"),
        )  # fmt: skip


def check_margins(roles: DocumentComponents) -> Iterator[FormatFinding]:
    """Mục I.3: margins. A PDF only shows white space, so top and bottom are only checked for being too narrow.

    A page need not be full.
    """
    pdf = roles.document.source is SourceFormat.PDF
    slack = roles.document.slack
    for sheet in roles.document.sheets:
        for name, label, low, high in _MARGINS:
            measured = getattr(sheet, name)
            if measured is None:
                continue
            upright = name in ("top", "bottom")
            room = slack + 1.5 if pdf and upright else slack
            if low - room <= measured and (measured <= high + room or (pdf and upright)):
                continue
            yield FormatFinding(
                Severity.ERROR,
                f"margin_{name}",
                clause("I.3"),
                _locate_sheet(roles, sheet),
                say("lề %(label)s %(measured)s mm", label=label, measured=format_decimal(measured)),
                format_range(low, high, "mm"),
            )


def check_number_shown(roles: DocumentComponents) -> Iterator[FormatFinding]:
    """Mục I.7: pages are numbered; the number of the first is not shown."""
    document = roles.document
    if document.source is SourceFormat.PDF:
        unnumbered = [sheet for sheet in document.sheets if not sheet.opens and sheet.page_number is None]
    else:
        letters = sum(len(line.text) for line in document.lines if line.sheet == document.sheets[0].number)
        several = document.pages > 1 if document.pages is not None else letters > 2 * _ONE_PAGE
        unnumbered = [document.sheets[0]] if several and document.sheets[0].page_number is None else []
    if unnumbered:
        yield FormatFinding(
            Severity.ERROR, "page_number", clause("I.7"), _locate_sheet(roles, unnumbered[0]),
            say("không có số trang"), say("đánh số trang từ trang thứ hai, canh giữa trong lề trên"),
            more=len(unnumbered) - 1,
        )  # fmt: skip


def check_first_number_hidden(roles: DocumentComponents) -> Iterator[FormatFinding]:
    """Mục I.7: the first page shows no number."""
    first = roles.document.sheets[0]
    first_page_number = first.page_number if roles.document.source is SourceFormat.PDF else first.first_number
    if first_page_number is not None:
        yield FormatFinding(
            Severity.ERROR, "page_number_first", clause("I.7"), _locate_sheet(roles, first),
            say("trang thứ nhất có hiển thị số trang"), say("không hiển thị số trang thứ nhất"),
        )  # fmt: skip


def check_number_place(roles: DocumentComponents) -> Iterator[FormatFinding]:
    """Mục I.7: centred in the top margin."""
    for sheet, number in _list_page_numbers(roles):
        if number.edge is not Edge.TOP:
            actual = say("số trang ở lề dưới")
        elif number.align not in (None, MeasuredAlign.CENTER):
            actual = say("số trang không ở giữa")
        else:
            continue
        yield FormatFinding(
            Severity.ERROR, "page_number_place", clause("I.7"), _locate_sheet(roles, sheet),
            actual, say("canh giữa theo chiều ngang trong lề trên"),
        )  # fmt: skip


def check_number_letters(roles: DocumentComponents) -> Iterator[FormatFinding]:
    """Mục I.7: size 13 to 14, upright."""
    slack = 0.3 if roles.document.source is SourceFormat.PDF else 0.01
    for sheet, number in _list_page_numbers(roles):
        if number.size and not 13 - slack <= number.size <= 14 + slack:
            yield FormatFinding(
                Severity.ERROR, "page_number_size", clause("I.7"), _locate_sheet(roles, sheet),
                say("số trang: cỡ chữ %(size)s", size=format_decimal(number.size)), say("cỡ chữ từ 13 đến 14"),
            )  # fmt: skip
        if number.italic:
            yield FormatFinding(
                Severity.ERROR, "page_number_italic", clause("I.7"), _locate_sheet(roles, sheet),
                say("số trang: kiểu chữ nghiêng"), say("kiểu chữ đứng"),
            )  # fmt: skip


def check_number_value(roles: DocumentComponents) -> Iterator[FormatFinding]:
    """Mục I.7, III.1 đ: counted from 1, each annex separately. Only a PDF contains the numbers themselves."""
    expected = 0
    for sheet in roles.document.sheets:
        expected = 1 if sheet.opens else expected + 1
        number = sheet.page_number
        if number is None or number.value is None or roles.document.source is not SourceFormat.PDF:
            continue
        if number.value not in (expected, sheet.number):  # numbering may run on in annexes
            yield FormatFinding(
                Severity.ERROR,
                "page_number_value",
                clause("I.7"),
                _locate_sheet(roles, sheet),
                say("số trang %(value)s", value=number.value),
                say("số trang %(expected)s, đánh từ số 1", expected=expected),
            )


def _list_page_numbers(roles: DocumentComponents) -> Iterator[tuple[MeasuredSheet, PageNumber]]:
    for sheet in roles.document.sheets:
        if sheet.page_number is not None:
            yield sheet, sheet.page_number


def _locate_sheet(roles: DocumentComponents, sheet: MeasuredSheet) -> Location:
    return Location(page=sheet.number if roles.document.source is SourceFormat.PDF else None)
