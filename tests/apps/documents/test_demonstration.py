"""The report of the demonstration against its consolidated figures."""

import re
from collections.abc import Iterator
from decimal import Decimal

import pytest
from django.test import Client
from django.urls import reverse

from sokehoach.adapters import docx, pdf
from sokehoach.adapters.layout.opening import measure
from sokehoach.apps.accounts.models import User
from sokehoach.apps.consolidation.selectors import targets
from sokehoach.apps.documents.models import OfficialDocument, ReportOutline
from sokehoach.apps.documents.selectors import drafting, outlines, reports, sources
from sokehoach.apps.documents.selectors.sources import SOURCES, NothingToWrite, Written
from sokehoach.apps.exchange.selectors.consolidated import consolidated
from sokehoach.apps.orgunits.models import Unit
from sokehoach.apps.plans.selectors import plans
from sokehoach.apps.registers.shelf.catalogue import register
from sokehoach.apps.registers.shelf.selectors import entries
from sokehoach.domain.documents import stored
from sokehoach.domain.documents.comparing import Against, change
from sokehoach.domain.documents.content import Document, Operand, Picture
from sokehoach.domain.documents.outline import names
from sokehoach.domain.documents.plain import plain_text
from sokehoach.domain.documents.rules import lint
from sokehoach.domain.indicators.element import key
from sokehoach.domain.periods.period import parse
from sokehoach.domain.periods.window import window
from sokehoach.domain.values.value import show
from tests.adapters.docx.opened import Mark, listed_marks

pytestmark = pytest.mark.usefixtures("db", "demonstration")


def numbers(period: str = "2021S1") -> Iterator[tuple[Operand, int | float | None]]:
    for form in consolidated(unit="099", period=period)["forms"]:  # type: ignore[attr-defined]
        for figure in form["figures"]:
            yield Operand(figure["element"], key(figure["disaggregation"])), figure["value"]


def marks() -> list[Mark]:
    """The figures that the written file lists, each with its printed words."""
    return listed_marks(reports.file(unit="099", period="2021S1"))


def test_every_figure_of_the_file_is_that_of_the_consolidation() -> None:
    told = dict(numbers())
    checked = 0
    for mark in marks():
        if "chỉ tiêu" in mark.text or any(against in mark.text for against in Against):
            continue  # told below
        value = told[mark.reference.operand]
        if value is None:
            assert mark.text in ("chưa có", "chưa có số liệu")
        elif mark.text[:1].isdigit():
            assert mark.text == show(Decimal(str(value)))
            checked += 1
        else:
            assert value == 0  # said in words
    assert checked > 60


def test_every_comparison_is_between_the_consolidated_figures_of_both_periods() -> None:
    periods = {Against.LAST_YEAR: "2020S1", Against.BEFORE: "2020S2"}
    known = {period: dict(numbers(period)) for period in ("2021S1", *periods.values())}
    told = [
        (one, against)
        for one in marks()
        if "chỉ tiêu" not in one.text
        for against in Against
        if str(against) in one.text
    ]
    assert {against for _one, against in told} == set(Against)
    for mark, against in told:
        now, then = (known[one].get(mark.reference.operand) for one in ("2021S1", periods[against]))
        if now is None or then is None:
            assert mark.text == f"chưa đủ số liệu so với {against}"
        else:
            assert mark.text == change(Decimal(str(now)), Decimal(str(then)), against)


def test_the_targets_are_told_as_their_page_has_them() -> None:
    office, area = User.objects.get(username="thuongtruc"), Unit.objects.get(code="099")
    plan = plans.in_force(area)
    assert plan is not None
    day = window(parse("2021S1")).cut_off
    standings = targets.standings(office, plan, unit=area, period="2021S1", day=day)
    said = {one.reference.operand.element: one.text for one in marks() if "chỉ tiêu" in one.text}
    assert len(standings) == 4
    for one in standings:
        assert one.found is not None
        words = said[one.target.indicator]
        part, whole = one.found.measured.part, one.found.measured.whole
        assert part is not None
        assert whole is not None
        share = f"({show(part)}/{show(whole)})"
        assert share in words
        assert f"chỉ tiêu {show(one.target.value)} %" in words
        assert f"mục {one.target.path}" in words
        assert all(name in words for name in one.found.missing)


@pytest.mark.once
def test_charts_and_map_stand_in_both_files_with_their_words() -> None:
    office = User.objects.get(username="thuongtruc")
    row = ReportOutline.objects.select_related("issuer__parent", "unit").get(code="bc-ubnd")
    told = reports.for_user(office, row, period="2021S1")
    assert told.letterhead.superior == ()
    assert told.signature.authority[0] == "TM. ỦY BAN NHÂN DÂN"
    pictures = [one for one in told.annexes[-1].blocks if isinstance(one, Picture)]
    assert len(pictures) >= 2
    assert any("Tênh Phông" in one.alt for one in pictures)  # the map, commune by commune
    assert errors(told) == []
    assert stored.load(stored.dump(told)) == told


def test_every_figure_that_the_outline_asks_for_is_in_the_file() -> None:
    asked = names(outlines.outline(ReportOutline.objects.get(code="bc-ldtbxh")))
    assert len(asked) > 30
    assert asked <= {mark.reference.operand for mark in marks()}


def test_nothing_is_missing_but_what_nobody_reported() -> None:
    told = dict(numbers())
    figures = [mark for mark in marks() if "chỉ tiêu" not in mark.text]
    gaps = {mark.reference.operand for mark in figures if "chưa có" in mark.text}
    assert gaps == {operand for operand, value in told.items() if value is None} & {
        mark.reference.operand for mark in figures
    }


@pytest.mark.once
def test_the_report_keeps_to_the_decree_by_the_products_own_linter() -> None:
    file = reports.file(unit="099", period="2021S1")
    assert lint(measure(file, name="bao-cao.docx")) == []


def errors(told: Document) -> list[tuple[str, str, str]]:
    """What the linter holds against either file."""
    files = (("a.docx", docx.write(told)), ("a.pdf", pdf.write(told)))
    found = [(name, one) for name, data in files for one in lint(measure(data, name=name))]
    return [(name, one.rule, one.found) for name, one in found if one.severity == "error"]


@pytest.mark.once
@pytest.mark.parametrize(
    ("who", "outline"), [("congan", "bc-co-quan"), ("thuongtruc", "bc-ldtbxh"), ("xa03289", "bc-xa")]
)
def test_every_report_keeps_to_the_decree_in_both_formats(who: str, outline: str) -> None:
    begun = drafting.begun(User.objects.get(username=who), outline, "2021S1")
    assert errors(begun.content) == []


def first(source: str) -> Written:
    """From the first line that holds what the document needs."""
    for row in entries.whole(register(SOURCES[source].register)).filter(struck=False)[:60]:
        try:
            return SOURCES[source].write(row)
        except NothingToWrite:
            continue
    pytest.fail(f"no line of the demonstration gives «{source}»")


def test_every_report_and_document_is_begun_once_under_one_key(client: Client) -> None:
    """The whole of what is drafted, pictures too, is an argument of the service."""
    office = User.objects.get(username="thuongtruc")
    client.force_login(office)
    before = OfficialDocument.objects.count()
    addresses = [
        *(reverse("documents:begin", args=[one.code, "2021S1"]) for one in outlines.outlines_for(office)),
        *(
            reverse("documents:begin_from", args=[code, rows[0].pk])
            for code, _, rows in sources.offered(office)
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
    for source in sorted(SOURCES):
        written = first(source)
        assert written.content.kind in (written.kind.label_vi, "")
        wrong += [(source, *one) for one in errors(written.content)]
    assert wrong == []


def test_a_decision_names_in_full_who_decides() -> None:
    rows = entries.whole(register("teams")).filter(struck=False, authority__contains="UBND")
    assert rows
    for row in rows:
        told = plain_text(SOURCES["kien-toan"].write(row).content)
        assert re.search(r"^(CHỦ TỊCH )?ỦY BAN NHÂN DÂN HUYỆN TUẦN GIÁO$", told, re.MULTILINE)


def test_every_line_that_is_offered_gives_its_document() -> None:
    """But the invitation to the meeting of a body whose members no decision names."""
    told = sources.offered(User.objects.get(username="thuongtruc"))
    assert len(told) > 4
    for code, source, rows in told:
        for row in rows[:2]:
            if code != "giay-moi":
                assert source.write(row).content.blocks


def test_a_record_of_an_inspection_names_nobody() -> None:
    written = first("kiem-tra")
    told = plain_text(written.content)
    assert "Đại diện cơ sở: ....." in told
    row = next(
        row
        for row in entries.whole(register("inspections")).filter(struck=False)
        if getattr(row, "held_on", None) is not None
    )
    assert row.lead.full_name not in told  # type: ignore[attr-defined]


def test_a_meeting_without_conclusions_gives_no_notice() -> None:
    meeting = entries.whole(register("meetings")).first()
    assert meeting is not None
    meeting.conclusions.update(struck=True)  # type: ignore[attr-defined]
    with pytest.raises(NothingToWrite, match="chưa có kết luận"):
        SOURCES["ket-luan"].write(meeting)
