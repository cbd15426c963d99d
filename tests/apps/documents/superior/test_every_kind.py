"""A superior's form takes decimals, money, both sides of a percentage, rates, changes, days and texts."""

import io
from collections.abc import Callable
from datetime import timedelta
from decimal import Decimal

import docx
import openpyxl
import pytest
from django.test import Client
from django.urls import reverse
from openpyxl.styles import Border, Side

from sokehoach.apps.accounts.models import User
from sokehoach.apps.documents.models import SuperiorForm
from sokehoach.apps.documents.queries.form_figures import Figures
from sokehoach.apps.documents.queries.superior_forms import FormUnits, get_places, get_settled_sources
from sokehoach.apps.orgunits.models import Unit
from sokehoach.apps.reporting.services import narratives, values
from sokehoach.apps.reporting.services.values import TypedCell
from sokehoach.domain.documents.content import Operand
from sokehoach.domain.documents.external_form.source import IndicatorAspect, PeriodRole, PlaceSource, SourceKind
from sokehoach.domain.indicators.level import Change, LevelRule
from sokehoach.domain.periods.period import parse_period
from sokehoach.domain.values.value import format_value
from tests.apps.consolidation.test_every_kind import FIRST, SECOND, add_indicator
from tests.apps.consolidation.test_texts import LINE, PARAGRAPHS, TypedText, open_report, send_and_accept
from tests.apps.documents.superior.test_figures import settled, table
from tests.apps.documents.superior.test_forms import kept
from tests.factories.cast import AT, Cast
from tests.factories.district import PERIOD, District, found
from tests.factories.many_kinds import KINDS, add_form


@pytest.fixture
def district(district: District) -> District:
    add_form(district.cast)
    district.report(district.cast.commune, FIRST, form=KINDS)
    district.report(district.cast.other_commune, SECOND, form=KINDS)
    return district


def fill(district: District, source: PlaceSource) -> str:
    return settled(district, source)(PERIOD).entries[0].text


@pytest.mark.parametrize(
    ("operand", "text"),
    [
        (Operand("KI01"), "1.234,35"),
        (Operand("KI03"), "2.000.000.001"),
        (Operand("KI04", "side=part"), "91"),
        (Operand("KI04", "side=whole"), "102"),
        (Operand("KI06", "water=well"), "1"),
    ],
)
def test_a_figure_of_each_kind(district: District, operand: Operand, text: str) -> None:
    assert fill(district, PlaceSource(SourceKind.FIGURE, (operand,))) == text


@pytest.mark.parametrize(
    ("rule", "text"),
    [
        (LevelRule(), "89,2%"),
        (LevelRule(1000), "892,2"),
        (LevelRule(None), "91"),
        (LevelRule(None, Change.RISE), "90"),
        (LevelRule(100, Change.RISE), "39,2"),
    ],
)
def test_an_indicator_by_its_rule(district: District, rule: LevelRule, text: str) -> None:
    then = AT - timedelta(days=365)
    district.report(district.cast.commune, {"A4.1": "1", "A4.2": "2"}, form=KINDS, period="2020S1", at=then)
    add_indicator("muc", rule, "KI04{side=part}", "KI04{side=whole}")
    source = PlaceSource(SourceKind.INDICATOR, words="muc", side=IndicatorAspect.SHARE)
    assert fill(district, source) == text


def test_a_change_without_the_year_before_says_so(district: District) -> None:
    add_indicator("muc", LevelRule(None, Change.RISE))
    source = PlaceSource(SourceKind.INDICATOR, words="muc", side=IndicatorAspect.SHARE)
    (left,) = settled(district, source)(PERIOD).left
    assert left.why == "chưa có số cùng kỳ năm trước"


HEADS = (
    "Đơn vị", "Chỉ tiêu KI01 (ha)", "Chỉ tiêu KI02 (triệu đồng)", "Chỉ tiêu KI03 (tỷ đồng)", "Chỉ tiêu KI04: tử số",
    "Tỷ lệ KI04 (%)", "Chỉ tiêu KI05", "Chỉ tiêu KI06: giếng", "Chỉ tiêu KI07: suối", "Chỉ tiêu KI08", "Chỉ tiêu KI09",
    "Chỉ tiêu KI10",
)  # fmt: skip
ROWS = ("Xã Tênh Phông", "Xã Pú Xi", "Tổng cộng")
WORDS = "Đã họp dân. Chưa đủ loa."  # PARAGRAPHS in one cell


@pytest.fixture
def with_texts(cast: Cast) -> District:
    """The same with the texts of the first commune."""
    district = found(cast)
    add_form(cast)
    report = open_report(district, cast.commune)
    cells = {code: TypedCell(text, 0, "") for code, text in FIRST.items()}
    values.save(submission=report.pk, changes=cells, by=cast.commune, at=AT)
    texts = {"A9": TypedText(LINE, 0), "A10": TypedText(PARAGRAPHS, 0)}
    narratives.save(submission=report.pk, texts=texts, by=cast.commune, at=AT)
    send_and_accept(district, report, cast.commune)
    district.report(cast.other_commune, SECOND, form=KINDS)
    return district


def write_book() -> bytes:
    book = openpyxl.Workbook()
    sheet = book.active
    assert sheet is not None
    sheet.append(["BIỂU TỔNG HỢP"])
    sheet.append(HEADS)
    for name in ROWS:
        sheet.append([name])
    line = Side(style="thin")
    for row in sheet.iter_rows(min_row=2, max_col=len(HEADS)):
        for cell in row:
            cell.border = Border(line, line, line, line)
    return save(book)


def write_document() -> bytes:
    document = docx.Document()
    grid = document.add_table(len(ROWS) + 1, len(HEADS))
    for column, head in enumerate(HEADS):
        grid.cell(0, column).text = head
    for number, name in enumerate(ROWS, 1):
        grid.cell(number, 0).text = name
    return save(document)


def save(document: object) -> bytes:
    buffer = io.BytesIO()
    document.save(buffer)  # type: ignore[attr-defined]
    return buffer.getvalue()


def take_file(row: SuperiorForm, client: Client) -> bytes:
    for page, parts in (("documents:superior_form", []), ("documents:superior_filled", [PERIOD])):
        assert client.get(reverse(page, args=[row.pk, *parts])).status_code == 200
    return client.get(reverse("documents:superior_file", args=[row.pk, PERIOD])).content


def test_a_sheet_with_a_row_for_each_unit(with_texts: District, signed_in: Callable[[User], Client]) -> None:
    """Every column is matched by its head alone."""
    row = kept(with_texts, write_book(), "bieu.xlsx")
    assert {place.at for place in get_places(row)} == set(get_settled_sources(row))
    content = take_file(row, signed_in(with_texts.cast.office))
    sheet = openpyxl.load_workbook(io.BytesIO(content)).active
    assert sheet is not None
    assert [list(row) for row in sheet.iter_rows(min_row=3, min_col=2, values_only=True)] == [
        [1234.25, 12.5, 1.25, 1, 50, 1, 0, 0, "05/02/2021", LINE, WORDS],
        [0.1, 0.2, 0.750000001, 90, 90, 0, 1, 0, "12/03/2021", "chưa có nội dung", "chưa có nội dung"],
        [
            1234.35, 12.7, 2.000000001, 91, 89.2, 1, 1, 0, "12/03/2021", f"Xã Tênh Phông: {LINE}",
            f"Xã Tênh Phông: {WORDS}",
        ],
    ]  # fmt: skip


def test_a_document_with_a_row_for_each_unit(with_texts: District, signed_in: Callable[[User], Client]) -> None:
    row = kept(with_texts, write_document())
    rows = table(take_file(row, signed_in(with_texts.cast.office)))
    assert rows[1][1:] == ["1.234,25", "12,5", "1,25", "1", "50", "1", "0", "0", "05/02/2021", LINE, WORDS]
    assert rows[3][1:4] == ["1.234,35", "12,7", "2,000000001"]


@pytest.mark.parametrize(
    ("element", "value", "text"),
    [("KI01", Decimal("1234.35"), "1.234,35"), ("KI08", Decimal(737861), "12/03/2021")],
)
def test_units_that_went_into_one_are_aggregated_as_the_element_says(
    with_texts: District, monkeypatch: pytest.MonkeyPatch, element: str, value: Decimal, text: str
) -> None:
    """The latest of two days, never their sum."""
    area, period = Unit.objects.get(code="099"), parse_period(PERIOD)
    monkeypatch.setattr(FormUnits, "list_codes_in", lambda *_args: ["03304", "03269"])
    figures = Figures(with_texts.cast.office, area, period, FormUnits(area, period, None))
    answer = figures.sum_operands([Operand(element)], PeriodRole.NOW, "03304")
    assert answer.value == value
    assert format_value(answer.value) == text
