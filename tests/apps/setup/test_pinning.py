"""Reports keep the definition that holds for their window, and sent ones that by which they were sent (ADR 54)."""

import shutil
from collections.abc import Callable
from dataclasses import replace
from datetime import date, timedelta
from pathlib import Path
from typing import Any

import pytest
from django.db import IntegrityError, connection, transaction
from django.test import Client
from django.urls import reverse

from sokehoach.apps.accounts.models import User
from sokehoach.apps.accounts.queries.scopes import scope_of
from sokehoach.apps.analysis.pages.answers import load_answer
from sokehoach.apps.analysis.pages.catalogue import load_catalogue
from sokehoach.apps.analysis.pages.tables import build_lines, number_rows
from sokehoach.apps.consolidation.queries import measures
from sokehoach.apps.consolidation.queries.recounts import list_differences
from sokehoach.apps.consolidation.queries.sheets import access_sheet
from sokehoach.apps.documents.queries.form_figures import Figures
from sokehoach.apps.documents.queries.superior_forms import FormUnits
from sokehoach.apps.indicators.models import DataElement, EarlierFigure
from sokehoach.apps.indicators.queries.elements import list_elements, list_indicators
from sokehoach.apps.orgunits.models import Unit
from sokehoach.apps.plans.models import Plan
from sokehoach.apps.plans.queries.items import list_items
from sokehoach.apps.programmes import immutability
from sokehoach.apps.programmes.models import DefinitionVersion
from sokehoach.apps.reporting.models import Form, FormVersion, Submission
from sokehoach.apps.reporting.pages.clause_work import list_figures
from sokehoach.apps.reporting.pages.lineage import access_cell_lineage
from sokehoach.apps.reporting.queries import forms as query_forms
from sokehoach.apps.reporting.queries.form_versions import compute_digest
from sokehoach.apps.reporting.queries.forms import get_form
from sokehoach.apps.reporting.queries.obligations import list_expected, list_falling_due, load_current
from sokehoach.apps.reporting.queries.schedule_targets import list_form_targets
from sokehoach.apps.reporting.queries.sheets import build_sheet
from sokehoach.apps.reporting.queries.trail_comparison import compare_with_trail
from sokehoach.apps.reporting.services import submissions
from sokehoach.apps.setup.queries.version_checks import find_version_faults
from sokehoach.apps.setup.services import programmes
from sokehoach.apps.shell.outcomes import ActionRefused
from sokehoach.domain.analysis.pivot import Dimension
from sokehoach.domain.analysis.question import Places, Question
from sokehoach.domain.documents.content import Operand
from sokehoach.domain.documents.external_form.source import PeriodRole
from sokehoach.domain.indicators.level import NotMeasurableReason, compute_level
from sokehoach.domain.periods.period import PeriodType, parse_period
from sokehoach.domain.reporting.form_periods import list_owed_periods
from tests.apps.setup.test_programmes import spoil
from tests.factories.cast import AT

pytestmark = pytest.mark.usefixtures("db", "demonstration")
type Browser = Callable[[User], Client]

SECOND_HALF = date(2021, 6, 15)  # the window of the half-year that nobody has begun a report of
REASON = "Thông tư mới"
KEPT = "Báo cáo này giữ biểu như khi gửi."


@pytest.fixture
def folder(tmp_path: Path) -> Path:
    return Path(shutil.copytree(programmes.DEFAULT_PROGRAMME, tmp_path / "programme"))


@pytest.fixture
def office() -> User:
    return User.objects.get(username="thuongtruc")


def publish(folder: Path, day: date | None = None, reason: str = REASON) -> None:
    programmes.load_programme(folder=folder, by="tests", at=AT + timedelta(hours=1), day=day, reason=reason)


def find_report(unit: str, state: str = "", period: str = "2021S1") -> Submission:
    rows = Submission.objects.filter(form__code="01-XA", unit__code=unit, period=period)
    return (rows.filter(state=state) if state else rows).order_by("edition").get()


def reword(folder: Path) -> None:
    spoil(folder, "forms/01-XA.yaml", "{code: A8, element: CD08", "{code: A8, label: Nhãn mới, element: CD08")
    spoil(folder, "elements.csv", "Văn bản chỉ đạo khác", "Văn bản chỉ đạo và đôn đốc")


def ask_for_more(folder: Path) -> None:
    """What communes send is accepted for three days instead of twenty."""
    text = (folder / "regimes.yaml").read_text("utf-8")
    before, after = text.split("        window: nd09\n        forms: [01-XA", 1)
    head, _separator, tail = before.rpartition("lock_days: 20")
    (folder / "regimes.yaml").write_text(f"{head}lock_days: 3{tail}        window: nd09\n        forms: [01-XA{after}")


def remove_cell(folder: Path) -> None:
    """CD08 is asked no more, and no sentence prints it."""
    spoil(folder, "forms/01-XA.yaml", "      - {code: A8, element: CD08}\n", "")
    text = (folder / "elements.csv").read_text("utf-8")
    kept = [line for line in text.splitlines(keepends=True) if not line.startswith("CD08,")]
    (folder / "elements.csv").write_text("".join(kept), "utf-8")
    for path in (folder / "outlines").glob("*.yaml"):
        path.write_text(path.read_text("utf-8").replace("{CD08}", "{CD02}"), "utf-8")


def change_unit(folder: Path) -> None:
    spoil(folder, "elements.csv", "Cuộc tuyên truyền trực tiếp,cuộc,", "Cuộc tuyên truyền trực tiếp,buổi,")


def names(report: Submission) -> dict[str, str]:
    return {line.cell.code: line.cell.label or line.element.name for line in build_sheet(report).lines}


def test_a_sent_report_reads_as_it_was_sent_and_one_being_written_has_the_new_words(
    folder: Path, office: User, signed_in: Browser
) -> None:
    before = names(find_report("03289"))
    page = reverse("reporting:submission", args=[find_report("03289").pk])
    form = find_report("03289").form
    form.definition = replace(form.definition, collected_from=date(2021, 6, 1))  # says nothing of what is asked
    form.save(update_fields=["definition"])
    assert KEPT not in signed_in(office).get(page).text
    reword(folder)
    publish(folder)
    assert names(find_report("03289")) == before
    assert KEPT in signed_in(office).get(page).text
    written = names(find_report("03304", "returned"))
    assert (written["A8"], written["A2"]) == ("Nhãn mới", "Văn bản chỉ đạo và đôn đốc")
    (fault,) = find_version_faults()  # the day above is in the row alone
    assert f"ngày bắt đầu thu của biểu {form.code} khác nhật ký" in fault.reason


def test_sending_keeps_the_definition_and_returning_lets_it_go(folder: Path, office: User) -> None:
    reword(folder)
    publish(folder)
    report, author = find_report("03304", "returned"), User.objects.get(username="xa03304")
    assert report.form_version is None
    sheet = build_sheet(report)
    reasons = {
        (finding.cell, finding.rule.value if finding.rule else ""): "Đã kiểm tra lại số liệu."
        for finding in sheet.findings
        if finding.waivable
    }
    submissions.send(submission=report.pk, version=report.version, reasons=reasons, by=author, at=AT)
    report.refresh_from_db()
    assert report.form_version is not None
    assert FormVersion.objects.filter(form=report.form).count() == 2
    shutil.rmtree(folder)
    shutil.copytree(programmes.DEFAULT_PROGRAMME, folder)
    publish(folder)
    assert names(find_report("03304", "sent"))["A8"] == "Nhãn mới"
    submissions.send_back(submission=report.pk, version=report.version, reason="Xem lại.", by=office, at=AT)
    returned = find_report("03304", "returned")
    assert returned.form_version is None
    assert names(returned)["A8"] != "Nhãn mới"


def test_what_asks_for_more_waits_for_the_windows_of_its_day(folder: Path) -> None:
    ask_for_more(folder)
    publish(folder, day=SECOND_HALF)
    uid = Form.objects.get(code="01-XA").uid
    assert [get_form(uid, period).lock_days for period in ("2020S2", "2021S1", "2021S2", "2022S1")] == [20, 20, 3, 3]
    for period, days in (("2021S1", range(20, 40)), ("2021S2", range(3, 8))):
        spans = {(report.locked_from - report.due).days for report in list_expected(get_form(uid), period)}
        assert spans <= {*days}, period
    assert list(find_version_faults()) == []


def test_a_cell_that_is_asked_no_more_still_opens_in_reports_and_figures_of_then(
    folder: Path, office: User, signed_in: Browser
) -> None:
    remove_cell(folder)
    publish(folder, day=SECOND_HALF)
    report, client = find_report("03289"), signed_in(office)
    lineage = access_cell_lineage(office, submission=report.pk, cell="A8")
    assert lineage.value == build_sheet(report).line("A8").value
    element = DataElement.objects.get(code="CD08").uid
    then = access_sheet(office, unit="099", form=report.form.uid, period="2021S1")
    assert then.line(element, "").figure.value == 22
    now = access_sheet(office, unit="099", form=report.form.uid, period="2021S2")
    assert "CD08" not in {line.code for line in now.lines}
    for address in (
        reverse("reporting:submission", args=[report.pk]),
        reverse("reporting:lineage", args=[report.pk, "A8"]),
        reverse("consolidation:sheet", args=["099", "2021S1", report.form.uid]),
        reverse("consolidation:figure", args=["099", "2021S1", report.form.uid, element]),
    ):
        assert client.get(address).status_code == 200, address
    assert list(list_differences()) == []
    assert list(find_version_faults()) == []


def test_a_version_that_would_change_begun_reports_is_refused(folder: Path) -> None:
    author, form = User.objects.get(username="xa03289"), Form.objects.get(code="01-XA")
    unit = Unit.objects.get(code="03289")
    submissions.open_submission(form=form.uid, unit=unit, period="2021S2", by=author, at=AT)
    remove_cell(folder)
    with pytest.raises(ActionRefused, match="theo biểu cũ cho kỳ tính từ ngày 15/06/2021"):
        publish(folder, day=SECOND_HALF)
    assert DefinitionVersion.objects.count() == 1
    publish(folder, day=SECOND_HALF + timedelta(days=1))
    codes = {line.cell.code for line in build_sheet(find_report("03289", period="2021S2")).lines}
    assert "A8" in codes
    with pytest.raises(LookupError):
        get_form(form.uid, "2022S1").cell("A8")


def test_no_sum_and_no_comparison_goes_over_a_change_of_what_is_counted(
    folder: Path, office: User, signed_in: Browser
) -> None:
    uid = DataElement.objects.get(code="TT01").uid
    before = access_sheet(office, unit="099", form=Form.objects.get(code="01-XA").uid, period="2021S1")
    assert before.line(uid, "").before is not None
    change_unit(folder)
    publish(folder, day=SECOND_HALF)
    sheet = access_sheet(office, unit="099", form=before.form.uid, period="2021S2")
    line = sheet.line(uid, "")
    assert (line.element.unit, line.before, line.previous, line.has_changed) == ("buổi", None, None, True)
    page = signed_in(office).get(reverse("consolidation:sheet", args=["099", "2021S2", before.form.uid])).text
    changed = [row for row in sheet.lines if row.has_changed]
    assert {row.element.code for row in changed} == {"TT01"}
    assert page.count("cách tính đã đổi") == len(changed)
    other = sheet.line(DataElement.objects.get(code="TT03").uid, "")
    assert other.previous is not None
    then = access_sheet(office, unit="099", form=before.form.uid, period="2021S1").line(uid, "")
    assert (then.element.unit, then.before, then.figure.value) == ("cuộc", before.line(uid, "").before, 159)
    assert list_elements(day=date(2021, 6, 14))[uid].unit == "cuộc"
    assert list(list_differences()) == []


def test_a_pivot_adds_up_the_periods_of_one_definition_alone(folder: Path, office: User) -> None:
    uid = DataElement.objects.get(code="TT01").uid
    change_unit(folder)
    publish(folder, day=SECOND_HALF)

    def read(*periods: str) -> list[list[str]]:
        question = Question(area="099", measures=(uid,), periods=periods, places=Places.AREA, rows=(Dimension.PLACE,))
        answer = load_answer(office, load_catalogue(office, AT.date()), question, AT.date())
        return [
            [cell.text for cell in line.cells] for line in build_lines(answer, number_rows(0, answer.read(answer.rows)))
        ]

    assert read("2020S2", "2021S1") == [["139", "159", "298"]]
    assert read("2021S1", "2021S2")[0][-1] == "cách tính đã đổi"


def test_an_indicator_over_both_definitions_says_why_it_has_no_level(folder: Path, office: User) -> None:
    indicator = next(row for row in list_indicators().values() if row.code == "kinh_phi_chi")

    def measure(period: str) -> Any:
        changed = next(row for row in list_indicators().values() if row.code == indicator.code)
        found = measures.measure_indicators(
            office, unit="099", period=period, indicators=[changed], day=date(2021, 12, 31)
        )[indicator.uid]
        return compute_level(found.indicator.rule, found.measured)

    assert measure("2021") is not NotMeasurableReason.DEFINITION
    half = measure("2021S1")
    spoil(folder, "indicators.yaml", "numerator: KP05\n    denominator: KP03", "numerator: KP05\n    denominator: KP04")
    publish(folder, day=SECOND_HALF)
    assert measure("2021") is NotMeasurableReason.DEFINITION
    assert measure("2021S1") == half


@pytest.mark.both_databases
def test_the_database_refuses_to_change_the_definition_by_which_reports_were_sent() -> None:
    version = FormVersion.objects.first()
    assert version is not None
    for change in (lambda: FormVersion.objects.update(content="{}"), version.delete):
        with pytest.raises(IntegrityError), transaction.atomic():
            change()
    place = " ON reporting_formversion" if connection.vendor == "postgresql" else ""
    with connection.cursor() as cursor:
        cursor.execute(f"DROP TRIGGER reporting_formversion_update{place}")
    text = version.content.replace('"code":"A8"', '"code":"A88"')
    FormVersion.objects.filter(pk=version.pk).update(content=text)
    immutability.install_triggers()
    assert any("không khớp mã băm" in fault.reason for fault in find_version_faults())


def test_a_superiors_form_gives_no_total_of_the_year_over_the_change(folder: Path, office: User) -> None:
    area, period = Unit.objects.get(code="099"), parse_period("2021S2")
    operand = Operand(DataElement.objects.get(code="TT01").uid, "")
    change_unit(folder)
    publish(folder, day=SECOND_HALF)
    figures = Figures(office, area, period, FormUnits(area, period, None))
    assert figures.sum_operands([operand], PeriodRole.YEAR, "").why == "cách tính đã đổi giữa các kỳ, không cộng được"
    earlier = Figures(office, area, parse_period("2021S1"), FormUnits(area, parse_period("2021S1"), None))
    assert earlier.sum_operands([operand], PeriodRole.YEAR, "").value == 159


def report_by_quarter(folder: Path) -> None:
    spoil(folder, "forms/01-XA.yaml", "period_type: six-month\nalso_for: [year]", "period_type: quarter")
    spoil(folder, "regimes.yaml", "period_types: [six-month, year]", "period_types: [quarter, six-month, year]")


def test_reports_of_periods_before_a_change_of_their_length_are_still_owed(
    folder: Path, office: User, signed_in: Browser, monkeypatch: pytest.MonkeyPatch
) -> None:
    report_by_quarter(folder)
    publish(folder, day=SECOND_HALF)
    uid = Form.objects.get(code="01-XA").uid

    def list_periods(day: date) -> set[str]:
        return {report.period for report in list_falling_due(day) if report.form == uid}

    assert list_periods(date(2021, 6, 20)) == {"2021S1"}
    assert list_periods(date(2021, 9, 10)) == {"2021S1", "2021Q3"}
    author = User.objects.get(username="xa03304")
    # The year was asked for when its window began.
    for day, periods in ((date(2021, 6, 22), {"2021S1"}), (date(2021, 9, 20), {"2021", "2021Q3"})):
        current = load_current(author, day)
        assert {report.period for report in current.own if report.form == uid} == periods
    indicator = next(row for row in list_indicators().values() if row.code == "xa_co_ke_hoach")
    for period, sheets in (("2021S1", ["2021S1"]), ("2021", ["2021S1", "2021Q3", "2021Q4"])):
        measured = measures.measure_indicators(office, unit="099", period=period, indicators=[indicator])
        assert [sheet.period.id for sheet in measured[indicator.uid].sheets] == sheets
    forms = tuple(form for form in load_catalogue(office, AT.date()).forms if form.uid == uid)
    monkeypatch.setattr(query_forms, "list_own_forms", lambda _user: forms)  # no other form is of half-years
    assert parse_period("2021S1") in load_catalogue(office, AT.date()).periods
    assert PeriodType.SIX_MONTH in query_forms.list_period_types(office)
    monkeypatch.undo()
    assert signed_in(author).get("/").status_code == signed_in(office).get("/").status_code == 200


def test_schedules_of_a_plan_are_set_for_the_form_of_the_period_at_hand(folder: Path, office: User) -> None:
    report_by_quarter(folder)
    publish(folder, day=SECOND_HALF)
    plan, uid = Plan.objects.get(state=Plan.State.IN_FORCE), Form.objects.get(code="01-XA").uid
    for day, kind in ((AT.date(), PeriodType.SIX_MONTH), (date(2021, 9, 20), PeriodType.QUARTER)):
        targets = {target.uid: target for target in list_form_targets(plan, scope_of(office), day)}
        assert kind in targets[uid].period_types, day


def test_a_clause_links_the_cells_of_the_period_at_hand(folder: Path, office: User) -> None:
    remove_cell(folder)
    publish(folder, day=SECOND_HALF)
    plan = Plan.objects.get(state=Plan.State.IN_FORCE)
    paths = frozenset(plan.clauses.values_list("path", flat=True))
    works = [work for work in list_figures(plan, office, paths, list_items(plan)) if work.label.startswith("CD08")]
    assert {work.path for work in works} == {*DataElement.objects.get(code="CD08").clauses}
    assert all("/2021S1/" in work.url for work in works)


def test_a_change_of_the_length_of_periods_amid_one_is_refused_with_the_day_of_the_next(folder: Path) -> None:
    report_by_quarter(folder)
    with pytest.raises(ActionRefused, match=r"Biểu 01-XA đổi độ dài .* sớm nhất là 15/12/2021"):
        publish(folder, day=SECOND_HALF + timedelta(days=1))
    assert DefinitionVersion.objects.count() == 1
    publish(folder, day=date(2021, 12, 15))
    owed = list_owed_periods(Form.objects.get(code="01-XA").definition, 2021, 2022)
    assert [period.id for period in owed] == ["2021S1", "2021S2", "2021", "2022Q1", "2022Q2", "2022Q3", "2022Q4"]


def test_an_indicator_that_was_closed_is_measured_only_for_the_periods_before(folder: Path, office: User) -> None:
    indicator = next(row for row in list_indicators().values() if row.code == "xa_co_ke_hoach")
    text = (folder / "indicators.yaml").read_text("utf-8")
    before, after = text.split("  - code: xa_co_ke_hoach", 1)
    (folder / "indicators.yaml").write_text(before + after[after.index("  - code:") :], "utf-8")
    spoil(folder, "forms/01-XA.yaml", "      - {code: A1, element: CD01}\n", "")
    lines = (folder / "elements.csv").read_text("utf-8").splitlines(keepends=True)
    (folder / "elements.csv").write_text("".join(line for line in lines if not line.startswith("CD01,")), "utf-8")
    for path in [*(folder / "outlines").glob("*.yaml"), folder / "questions.yaml"]:
        text = path.read_text("utf-8").replace("xa_co_ke_hoach", "noi_dung").replace("CD01", "CD02")
        path.write_text(text, "utf-8")
    publish(folder, day=SECOND_HALF)
    for period, is_measured in (("2021S1", True), ("2021S2", False), ("2021", False)):
        measured = measures.measure_indicators(
            office, unit="099", period=period, indicators=[indicator], day=date(2021, 12, 31)
        )
        assert (indicator.uid in measured) is is_measured


def test_a_definition_forged_with_its_digest_differs_from_the_trail() -> None:
    version = find_report("03289").form_version
    assert version is not None
    assert compare_with_trail().differences == ()
    content = version.content.replace('"code":"A8"', '"code":"A88"')
    forged = FormVersion.objects.create(form=version.form, digest=compute_digest(content), content=content)
    Submission.objects.filter(pk=find_report("03289").pk).update(form_version=forged)
    assert [row.reason for row in compare_with_trail().differences] == ["biểu khi gửi khác nhật ký"]


def test_an_imported_figure_of_before_the_change_stands_beside_no_cell(folder: Path, office: User) -> None:
    author, form = User.objects.get(username="xa03289"), Form.objects.get(code="01-XA")
    unit = Unit.objects.get(code="03289")
    for code in ("TT01", "TT03"):
        EarlierFigure.objects.update_or_create(
            unit=unit, element=DataElement.objects.get(code=code), period="2020S2", disaggregation="",
            defaults={"number": 7, "source": "Báo cáo năm 2020", "updated_by": office, "updated_at": AT},
        )  # fmt: skip
    Submission.objects.filter(unit=unit, form=form, period="2020S2").update(state="superseded")
    change_unit(folder)
    publish(folder, day=SECOND_HALF)
    submissions.open_submission(form=form.uid, unit=unit, period="2021S2", by=author, at=AT)
    lines = {line.code: line for line in build_sheet(find_report("03289", period="2021S2")).lines}
    assert (lines["TT01"].last_year, lines["TT03"].last_year) == (None, 7)
