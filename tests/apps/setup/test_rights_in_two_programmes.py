"""Two programmes on the same units with the same printed codes: rights in one of them open nothing of the other."""

from collections.abc import Callable, Iterator
from dataclasses import replace
from datetime import date, timedelta
from decimal import Decimal
from pathlib import Path
from typing import Any
from urllib.parse import urlencode

import pytest
import yaml
from django.db import transaction
from django.test import Client
from django.urls import reverse

from sokehoach.adapters.programme_files.record import DefinitionError
from sokehoach.apps.accounts.models import Role, User
from sokehoach.apps.accounts.services import grants
from sokehoach.apps.consolidation.pages.charts import build_trends
from sokehoach.apps.consolidation.queries import targets
from sokehoach.apps.documents import permissions
from sokehoach.apps.documents.models import OfficialDocument, ReportOutline
from sokehoach.apps.documents.pages import report_drafts
from sokehoach.apps.documents.queries import documents, vocabulary
from sokehoach.apps.home.pages import site_search
from sokehoach.apps.home.queries import reminders
from sokehoach.apps.indicators.models import DataElement
from sokehoach.apps.indicators.queries import earlier_figures
from sokehoach.apps.indicators.services.earlier_figures import EarlierFigureInput, import_earlier_figures
from sokehoach.apps.plans.models import Plan, Target
from sokehoach.apps.programmes.models import Programme
from sokehoach.apps.registers.assessment import queries as assessment
from sokehoach.apps.registers.core.catalogue import get_product_registers
from sokehoach.apps.registers.inspections.models import ChecklistVersion
from sokehoach.apps.reporting.models import AdHocFigure, Extension, Form
from sokehoach.apps.reporting.pages import due_days, sources
from sokehoach.apps.reporting.queries import ad_hoc_asking
from sokehoach.apps.reporting.services import ad_hoc
from sokehoach.apps.setup.demonstration.calendar import TODAY
from sokehoach.apps.setup.services import programmes
from sokehoach.apps.shell.outcomes import ActionRefused
from sokehoach.domain.documents.content import Document, FigureRun, Operand, Paragraph, Reference
from sokehoach.domain.documents.parts import Letterhead, OpenDay, Recipients, SignatureBlock
from sokehoach.domain.periods.period import parse_period
from tests.factories.accounts import create_account, create_office, find_unit
from tests.factories.cast import AT
from tests.factories.programmes import write_second_programme

pytestmark = pytest.mark.usefixtures("db", "demonstration")
type Browser = Callable[[User], Client]

FIRST = "tuan_giao_2021"
HALF_YEAR = "2021S1"


@pytest.fixture(scope="module", autouse=True)
def folder(built_once: None, django_db_blocker: Any, tmp_path_factory: pytest.TempPathFactory) -> Iterator[Path]:
    """The second programme, loaded once for the module."""
    written = write_second_programme(tmp_path_factory.mktemp("programmes") / "ma_tuy")
    with django_db_blocker.unblock(), transaction.atomic():
        programmes.load_programme(folder=written, by="tests", at=AT)
        yield written
        transaction.set_rollback(True)


@pytest.fixture
def first() -> Programme:
    return Programme.objects.get(code=FIRST)


@pytest.fixture
def second() -> Programme:
    return Programme.objects.get(code="ma_tuy")


def test_an_administrator_gives_no_role_of_a_programme_in_which_they_hold_none(
    first: Programme, second: Programme
) -> None:
    admin = create_account("099.LDTBXH", (first, "standing_office", "099"), (None, "unit_admin", "099"))
    colleague = create_account("099.LDTBXH")
    for programme, is_given in ((first, True), (second, False)):
        role = Role.objects.get(programme=programme, code="figures_reader")
        given: dict[str, Any] = {"user": colleague, "role": role, "unit": find_unit("099"), "function": "general"}
        if is_given:
            grants.check_role_grant(**given, since=TODAY, by=admin)
        else:
            with pytest.raises(ActionRefused, match="chính bạn không giữ"):
                grants.check_role_grant(**given, since=TODAY, by=admin)


def test_earlier_figures_are_imported_in_the_programme_whose_reports_one_accepts(
    first: Programme, second: Programme
) -> None:
    office = create_office(second)
    assert {element.programme_id for element in earlier_figures.load_figure_subjects(office).elements} == {second.pk}
    figure = EarlierFigureInput(
        find_unit("03289"),
        DataElement.objects.get(programme=second, code="TT01"),
        "",
        "2020S1",
        Decimal(9),
        "Báo cáo số 41",
    )
    import_earlier_figures(figures=[figure], by=office, at=AT)
    assert len(earlier_figures.list_latest_figures(office, 9)) == 1
    assert earlier_figures.list_latest_figures(create_office(first), 9) == []
    of_first = replace(figure, element=DataElement.objects.get(programme=first, code="TT01"))
    with pytest.raises(ActionRefused):
        import_earlier_figures(figures=[of_first], by=office, at=AT)


def test_requests_for_extension_are_shown_in_their_own_programme(first: Programme, second: Programme) -> None:
    form = Form.objects.get(programme=second, code="01-XA")
    clerk = create_account("03289", (second, "commune_clerk", "03289"))
    Extension.objects.create(
        form=form, unit=clerk.unit, period=HALF_YEAR, until=date(2021, 7, 9), reason="Mất điện", asked_by=clerk,
        asked_at=AT, answer="granted", answered_by=create_office(second), answered_at=AT,
    )  # fmt: skip
    assert [row.form for row in due_days.load_dates(clerk, day=TODAY, period=HALF_YEAR).answered] == [form]
    of_first = User.objects.get(username="xa03289")
    assert form not in [row.form for row in due_days.load_dates(of_first, day=TODAY, period=HALF_YEAR).answered]


def test_reminders_and_the_calendar_name_reports_of_ones_own_programme(second: Programme) -> None:
    forms = set(Form.objects.filter(programme=second).values_list("uid", flat=True))
    outlines = set(ReportOutline.objects.filter(programme=second).values_list("uid", flat=True))
    reminded_days = 0
    for day in (TODAY, TODAY + timedelta(days=3)):
        for draft in reminders.build_drafts(day):
            texts = [line.text for line in draft.lines]
            reminded_days += bool(texts)
            assert len(texts) == len(set(texts)), texts  # the codes are the same in both
    assert reminded_days
    for username in ("xa03289", "laodong", "thuongtruc"):
        keys = [key for key, _line in reminders.list_calendar_lines(User.objects.get(username=username), TODAY)]
        assert not [key for key in keys if key.split("-20")[0] in forms | outlines]


def test_who_accepts_reports_of_another_programme_decides_on_no_register(first: Programme, second: Programme) -> None:
    commune = find_unit("03289")
    for programme, may in ((first, True), (second, False)):
        office = create_office(programme)
        assert (assessment.may_decide(office, commune.pk), assessment.may_add_scheme(office)) == (may, may)


def test_a_programme_counts_and_changes_no_register_of_another(folder: Path, tmp_path: Path) -> None:
    checklists = list(ChecklistVersion.objects.values())
    copied = write_second_programme(tmp_path / "ma_tuy")
    (copied / "checklists.yaml").write_bytes((programmes.DEFAULT_PROGRAMME / "checklists.yaml").read_bytes())
    with pytest.raises(DefinitionError, match="không có sổ «inspections»"), transaction.atomic():
        programmes.load_programme(folder=copied, by="tests", at=AT)
    (copied / "checklists.yaml").unlink()
    for path in (copied / "forms").glob("01-*.yaml"):
        path.write_bytes((programmes.DEFAULT_PROGRAMME / "forms" / path.name).read_bytes())
    with pytest.raises(DefinitionError, match="không có sổ «commitments»"), transaction.atomic():  # data of the first
        programmes.load_programme(folder=copied, by="tests", at=AT)
    for path in (copied / "forms").glob("01-*.yaml"):
        form = yaml.safe_load(path.read_text("utf-8"))
        for cell in (cell for section in form["sections"] for cell in section["cells"]):
            if "source" in cell and cell["source"]["register"] not in get_product_registers():
                del cell["source"]
        path.write_text(yaml.safe_dump(form, allow_unicode=True), "utf-8")
    with pytest.raises(DefinitionError, match="không có sổ «establishments»"), transaction.atomic():
        programmes.load_programme(folder=copied, by="tests", at=AT)
    keepers = yaml.safe_load((programmes.DEFAULT_PROGRAMME / "registers.yaml").read_text("utf-8"))["registers"]
    kept = [keeper for keeper in keepers if keeper["code"] in get_product_registers()]
    (copied / "registers.yaml").write_text(yaml.safe_dump({"registers": kept}, allow_unicode=True), "utf-8")
    with pytest.raises(ActionRefused, match="là của chương trình"), transaction.atomic():
        programmes.load_programme(folder=copied, by="tests", at=AT)
    assert list(ChecklistVersion.objects.values()) == checklists


def test_an_ad_hoc_question_takes_the_element_of_ones_own_programme(first: Programme, second: Programme) -> None:
    for programme in (first, second):
        office = create_office(programme)
        offered = ad_hoc_asking.load_offer(office, day=TODAY).elements
        assert {element.code for element, _may in offered} >= {"TT01"}
        assert len(offered) == len({element.code for element, _may in offered})
        ad_hoc.ask(
            title="Họp giao ban", requested_figures=[ad_hoc.TypedFigure("tt01")], units=["03289"],
            due_at=AT + timedelta(hours=5), by=office, at=AT,
        )  # fmt: skip
        figure = AdHocFigure.objects.select_related("element").order_by("-pk").first()
        assert figure is not None
        assert figure.element == DataElement.objects.get(programme=programme, code="TT01")


def test_reports_of_an_office_are_worked_on_in_their_programme(first: Programme, second: Programme) -> None:
    report = OfficialDocument.objects.filter(outline__programme=first, issuer__code="099.LDTBXH").first()
    assert report is not None
    for programme, is_own in ((first, True), (second, False)):
        assert bool(permissions.get_document_roles(create_office(programme), report)) is is_own


def test_a_unit_s_own_report_has_the_figures_of_its_programme(first: Programme, second: Programme) -> None:
    clerk = create_account("03289", (first, "commune_clerk", "03289"), (second, "commune_clerk", "03289"))
    of_first = ReportOutline.objects.get(programme=first, code="bc-xa", stands=True)
    of_second = ReportOutline.objects.get(programme=second, code="bc-xa", stands=True)
    assert report_drafts.build_draft_report(clerk, of_first.uid, HALF_YEAR).outline == of_first
    with pytest.raises(ActionRefused, match="chưa lập biểu"):
        report_drafts.build_draft_report(clerk, of_second.uid, HALF_YEAR)


def test_figures_of_a_walled_function_are_found_by_their_uid(second: Programme) -> None:
    element = DataElement.objects.filter(programme=second, function="enforcement").first()
    assert element is not None
    content = Document(
        letterhead=Letterhead((), ("Phòng LĐ-TB&XH",), "/BC", None, "Tuần Giáo", OpenDay(2021)), kind="Báo cáo",
        title="Kết quả", closing="", signature=SignatureBlock(("TRƯỞNG PHÒNG",)), recipients=Recipients(("VT",), "VT"),
        blocks=(Paragraph((FigureRun("3", (Reference(Operand(element.uid), HALF_YEAR, "099.CA"),)),)),),
    )  # fmt: skip
    assert documents.get_figure_functions(content, None) == {"enforcement"}


def test_targets_and_superior_forms_use_indicators_of_ones_own_programme(first: Programme, second: Programme) -> None:
    plan = Plan.objects.filter(unit__code="099", state="in_force").first()
    assert plan is not None
    for programme, measures in ((first, True), (second, False)):
        leader = create_account("099.LANHDAO", (programme, "leader", "099"))
        area = targets.access_plan_area(leader, plan, period=HALF_YEAR)
        assessed = targets.assess_targets(leader, plan, unit=area, period=HALF_YEAR, day=TODAY)
        assert any(row.found for row in assessed) is measures
        known = vocabulary.build_own_vocabulary(leader, leader.unit, TODAY)
        uids = set(DataElement.objects.filter(programme=programme).values_list("uid", flat=True))
        assert {figure.operand.element for figure in known.figures} <= uids


def test_who_reads_reports_of_one_and_figures_of_the_other_sees_neither_crosswise(
    first: Programme, second: Programme
) -> None:
    reader = create_account("099.LDTBXH", (first, "agency_clerk", "099.LDTBXH"), (second, "figures_reader", "099"))
    own_forms = set(Form.objects.filter(programme=first).values_list("uid", flat=True))
    assert {described.form.uid for described in sources.list_form_sources(reader)} <= own_forms
    for text, is_linked in (("tuyên truyền", False), ("ma túy: tuyên truyền", True)):
        hits = dict(site_search.list_hits(reader, text, day=TODAY))["Chỉ tiêu thống kê"]
        assert {bool(hit.url) for hit in hits if hit.title.startswith("Ma túy") is is_linked} == {is_linked}


def test_charts_of_a_report_are_of_its_programme(first: Programme, second: Programme) -> None:
    plan = Plan.objects.filter(unit__code="099", state="in_force").first()
    paths = list(Target.objects.filter(plan=plan, state="confirmed").values_list("path", flat=True))
    leader = create_account("099.LANHDAO", (first, "leader", "099"), (second, "leader", "099"))
    charts = {
        programme: [
            chart.title
            for chart in build_trends(
                leader, find_unit("099"), parse_period(HALF_YEAR), targets=paths, day=TODAY, programme=programme
            )
        ]
        for programme in (first, second)
    }
    assert charts[first]
    assert [title.startswith("Ma túy: ") for title in charts[first]] == [False] * len(charts[first])
    assert [title.startswith("Ma túy: ") for title in charts[second]] == [True] * len(charts[first])


def test_a_question_is_asked_by_uid_and_answered_with_the_printed_code(second: Programme, signed_in: Browser) -> None:
    element = DataElement.objects.get(programme=second, code="TT01")
    query = urlencode({"vung": "099", "chi-tieu": element.uid, "ky": HALF_YEAR, "noi": "area"})
    page = signed_in(create_office(second)).get(f"{reverse('analysis:ask')}?{query}").text
    assert f'value="{element.uid}" checked' in page
    assert f"TT01 {element.name} ({element.unit})" in page
    assert f"{element.uid} {element.name}" not in page
