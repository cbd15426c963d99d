"""The report of the demonstration against its consolidated figures."""

import re
from collections.abc import Iterator
from decimal import Decimal

import pytest
from django.test import Client
from django.urls import reverse

from sokehoach.adapters.readers.layout_files import measure_file
from sokehoach.adapters.writers import docx, pdf
from sokehoach.apps.accounts.models import User
from sokehoach.apps.consolidation.queries import targets
from sokehoach.apps.documents.models import OfficialDocument, ReportOutline
from sokehoach.apps.documents.pages import entry_drafts, offices, report_drafts, reports
from sokehoach.apps.documents.pages.entry_drafts import list_sources
from sokehoach.apps.documents.queries import outlines
from sokehoach.apps.exchange.pages import export_figures
from sokehoach.apps.orgunits.models import Unit
from sokehoach.apps.plans.queries import plans
from sokehoach.apps.registers.core.catalogue import get_register
from sokehoach.apps.registers.core.drafts import DraftedDocument, NothingToWrite
from sokehoach.apps.registers.core.queries import entries
from sokehoach.domain.documents import serialization
from sokehoach.domain.documents.comparisons import Baseline, render_bare_change, render_change
from sokehoach.domain.documents.content import Document, Operand, Picture, Table
from sokehoach.domain.documents.outline import list_outline_operands
from sokehoach.domain.documents.plain_text import render_plain_text
from sokehoach.domain.documents.rules import lint_document
from sokehoach.domain.indicators.element import format_key
from sokehoach.domain.periods.period import parse_period
from sokehoach.domain.periods.window import ND09, compute_window
from sokehoach.domain.values.value import format_value
from tests.adapters.writers.docx.opened import Mark, listed_marks

pytestmark = pytest.mark.usefixtures("db", "demonstration")


def numbers(period: str = "2021S1") -> Iterator[tuple[Operand, int | float | None]]:
    for form in export_figures(unit="099", period=period)["forms"]:  # type: ignore[attr-defined]
        for figure in form["figures"]:
            yield Operand(figure["element"], format_key(figure["disaggregation"])), figure["value"]


def marks() -> list[Mark]:
    """The figures that the written file lists, each with its printed words."""
    return listed_marks(reports.render_report(unit="099", period="2021S1"))


def test_every_figure_of_the_file_is_that_of_the_consolidation() -> None:
    told = dict(numbers())
    checked = 0
    for mark in marks():
        if "chỉ tiêu" in mark.text or any(against in mark.text for against in Baseline):
            continue  # told below
        if mark.text.startswith(("tăng ", "giảm ", "không đổi")):  # in the opening assessment
            then = dict(numbers("2020S1"))[mark.reference.operand]
            value = told[mark.reference.operand]
            assert mark.text == render_bare_change(Decimal(str(value)), Decimal(str(then)))
            continue
        value = told[mark.reference.operand]
        if value is None:
            assert mark.text in ("chưa có", "chưa có số liệu")
        elif mark.text[:1].isdigit():
            assert mark.text == format_value(Decimal(str(value)))
            checked += 1
        else:
            assert value == 0  # said in words
    assert checked > 60


def test_every_comparison_is_between_the_consolidated_figures_of_both_periods() -> None:
    periods = {Baseline.LAST_YEAR: "2020S1", Baseline.PREVIOUS_PERIOD: "2020S2"}
    known = {period: dict(numbers(period)) for period in ("2021S1", *periods.values())}
    told = [
        (one, against)
        for one in marks()
        if "chỉ tiêu" not in one.text
        for against in Baseline
        if str(against) in one.text
    ]
    assert {against for _one, against in told} == set(Baseline)
    for mark, against in told:
        now, then = (known[one].get(mark.reference.operand) for one in ("2021S1", periods[against]))
        if now is None or then is None:
            assert mark.text == f"chưa đủ số liệu so với {against}"
        else:
            assert mark.text == render_change(Decimal(str(now)), Decimal(str(then)), against)


def test_the_targets_are_told_as_their_page_has_them() -> None:
    office, area = User.objects.get(username="thuongtruc"), Unit.objects.get(code="099")
    plan = plans.find_plan_in_force(area)
    assert plan is not None
    day = compute_window(parse_period("2021S1"), ND09).cut_off
    standings = targets.assess_targets(office, plan, unit=area, period="2021S1", day=day)
    said = {one.reference.operand.element: one.text for one in marks() if "chỉ tiêu" in one.text}
    assert len(standings) == 4
    for one in standings:
        assert one.found is not None
        words = said[one.target.indicator]
        part, whole = one.found.measured.part, one.found.measured.whole
        assert part is not None
        assert whole is not None
        share = f"({format_value(part)}/{format_value(whole)})"
        assert share in words
        assert f"chỉ tiêu {format_value(one.target.value)} %" in words
        assert f"mục {one.target.path}" in words
        assert all(name in words for name in one.found.missing)


def test_charts_and_map_stand_in_both_files_with_their_words() -> None:
    office = User.objects.get(username="thuongtruc")
    row = ReportOutline.objects.select_related("issuer__parent", "unit").get(code="bc-ubnd")
    told = reports.build_report_for(office, row, period="2021S1")
    assert told.letterhead.superior == ()
    assert told.signature.authority[0] == "TM. ỦY BAN NHÂN DÂN"
    pictures = [one for one in told.annexes[-1].blocks if isinstance(one, Picture)]
    assert len(pictures) >= 2
    assert any("Tênh Phông" in one.alt for one in pictures)  # the map, commune by commune
    assert errors(told) == []
    assert serialization.load_document(serialization.dump_document(told)) == told


def test_units_without_a_place_have_no_map_in_the_report() -> None:
    """Those of an own list: a picture of nothing, with words on the place of tiles, would stand in the document."""
    Unit.objects.update(tile_row=None, tile_column=None)
    office = User.objects.get(username="thuongtruc")
    row = ReportOutline.objects.select_related("issuer__parent", "unit").get(code="bc-ubnd")
    pictures = [
        block
        for annex in reports.build_report_for(office, row, period="2021S1").annexes
        for block in annex.blocks
        if isinstance(block, Picture)
    ]
    assert pictures, "the charts are there"
    assert not any("Tênh Phông" in picture.alt for picture in pictures)


def test_lines_whose_parts_overlap_alike_are_told_together_below_an_annex() -> None:
    row = ReportOutline.objects.get(code="bc-ldtbxh")
    told = reports.build_report_for(User.objects.get(username="thuongtruc"), row, period="2021S1")
    notes = [
        note for annex in told.annexes for block in annex.blocks if isinstance(block, Table) for note in block.notes
    ]
    assert (
        "Dòng 28, 29, 30: các dòng «trong đó» theo chương trình, kế hoạch cùng thực hiện có thể trùng nhau, "
        "không cộng lại."
    ) in notes


def test_every_figure_that_the_outline_asks_for_is_in_the_file() -> None:
    asked = list_outline_operands(outlines.build_outline(ReportOutline.objects.get(code="bc-ldtbxh")))
    assert len(asked) > 30
    assert asked <= {mark.reference.operand for mark in marks()}


def test_nothing_is_missing_but_what_nobody_reported() -> None:
    told = dict(numbers())
    figures = [mark for mark in marks() if "chỉ tiêu" not in mark.text]
    gaps = {mark.reference.operand for mark in figures if "chưa có" in mark.text}
    assert gaps == {operand for operand, value in told.items() if value is None} & {
        mark.reference.operand for mark in figures
    }


def test_the_report_keeps_to_the_decree_by_the_products_own_linter() -> None:
    file = reports.render_report(unit="099", period="2021S1")
    assert lint_document(measure_file(file, name="bao-cao.docx")) == []


def errors(told: Document) -> list[tuple[str, str, str]]:
    """What the linter holds against either file."""
    files = (("a.docx", docx.write_docx(told)), ("a.pdf", pdf.write_pdf(told)))
    found = [(name, one) for name, data in files for one in lint_document(measure_file(data, name=name))]
    return [(name, one.rule, one.actual) for name, one in found if one.severity == "error"]


@pytest.mark.parametrize(
    ("who", "outline"),
    [
        ("congan", "bc-co-quan"), ("xa03289", "bc-xa"),
        pytest.param("thuongtruc", "bc-ldtbxh", marks=pytest.mark.sweep),
    ],
)  # fmt: skip
def test_every_report_keeps_to_the_decree_in_both_formats(who: str, outline: str) -> None:
    begun = report_drafts.build_draft_report(User.objects.get(username=who), outline, "2021S1")
    assert errors(begun.content) == []


def first(source: str) -> DraftedDocument:
    """From the first line that holds what the document needs."""
    for row in entries.list_unscoped_entries(get_register(list_sources()[source].register)).filter(voided=False)[:60]:
        try:
            return list_sources()[source].write(row, offices)
        except NothingToWrite:
            continue
    pytest.fail(f"no line of the demonstration gives «{source}»")


@pytest.mark.sweep
def test_every_report_and_document_is_begun_once_under_one_key(client: Client) -> None:
    """The whole of what is drafted, pictures too, is an argument of the service."""
    office = User.objects.get(username="thuongtruc")
    client.force_login(office)
    before = OfficialDocument.objects.count()
    addresses = [
        *(reverse("documents:begin", args=[one.code, "2021S1"]) for one in outlines.list_outlines(office)),
        *(
            reverse("documents:begin_from", args=[code, rows[0].pk])
            for code, _, rows in entry_drafts.list_offered_sources(office)
        ),
    ]
    begun = 0
    for n, address in enumerate(addresses):
        first, again = (client.post(address, {"key": f"k-{n}", "compared": "1"}) for _ in range(2))
        assert first.headers.get("Location") == again.headers.get("Location")
        begun += first.status_code == 302
    assert begun == OfficialDocument.objects.count() - before >= 2


def test_a_line_of_a_register_becomes_a_document() -> None:
    """Each kind from a real line, without an error of the linter in either format."""
    wrong = []
    for source in sorted(list_sources()):
        written = first(source)
        assert written.content.kind in (written.kind.label_vi, "")
        wrong += [(source, *one) for one in errors(written.content)]
    assert wrong == []


def test_a_decision_names_in_full_who_decides() -> None:
    rows = entries.list_unscoped_entries(get_register("teams")).filter(voided=False, authority__contains="UBND")
    assert rows
    for row in rows:
        told = render_plain_text(list_sources()["kien-toan"].write(row, offices).content)
        assert re.search(r"^(CHỦ TỊCH )?ỦY BAN NHÂN DÂN HUYỆN TUẦN GIÁO$", told, re.MULTILINE)


def test_every_line_that_is_offered_gives_its_document() -> None:
    """But the invitation to the meeting of a body whose members no decision names."""
    told = entry_drafts.list_offered_sources(User.objects.get(username="thuongtruc"))
    assert len(told) > 4
    for code, source, rows in told:
        for row in rows[:2]:
            if code != "giay-moi":
                assert source.write(row, offices).content.blocks


def test_a_record_of_an_inspection_names_nobody() -> None:
    written = first("kiem-tra")
    told = render_plain_text(written.content)
    assert "Đại diện cơ sở: ....." in told
    row = next(
        row
        for row in entries.list_unscoped_entries(get_register("inspections")).filter(voided=False)
        if getattr(row, "held_on", None) is not None
    )
    assert row.lead.full_name not in told  # type: ignore[attr-defined]


def test_a_meeting_without_conclusions_gives_no_notice() -> None:
    meeting = entries.list_unscoped_entries(get_register("meetings")).first()
    assert meeting is not None
    meeting.conclusions.update(voided=True)  # type: ignore[attr-defined]
    with pytest.raises(NothingToWrite, match="chưa có kết luận"):
        list_sources()["ket-luan"].write(meeting, offices)
