"""Every figure of the demonstration is the total of what its lineage lists, down to the register's entries.

In short of each sheet and report some lines and cells, of the next one others; all of them in `make soak`.
"""

import re
from collections import Counter
from decimal import Decimal

import pytest
from django.test import Client
from django.urls import reverse

from sokehoach.apps.accounts.models import User
from sokehoach.apps.consolidation.models import Figure
from sokehoach.apps.consolidation.pages import lineage as figures
from sokehoach.apps.consolidation.queries import sheets
from sokehoach.apps.plans.models import Plan, Target
from sokehoach.apps.reporting.models import Submission
from sokehoach.apps.reporting.pages import lineage as cells
from sokehoach.apps.shell.numbers import write_number
from sokehoach.apps.shell.outcomes import NotFoundError
from sokehoach.domain.reporting.workflow import COUNTED_STATES
from tests.apps.setup.page_text import page_text
from tests.soak import times

pytestmark = [pytest.mark.usefixtures("db", "demonstration"), pytest.mark.sweep]
OFFICES = ["thuongtruc", "congan", "yte", "vanhoa", "giaoduc", "truyenthanh", "taichinh", "mattran"]


@pytest.mark.parametrize("who", ["thuongtruc", "congan", "yte"])
def test_a_figure_is_the_total_of_its_units(who: str) -> None:
    user, told = User.objects.get(username=who), 0
    sheets_by_key = sorted(set(Figure.objects.values_list("unit__code", "form", "period")))
    for turn, (unit, form, period) in enumerate(sheets_by_key):
        try:
            sheet = sheets.access_sheet(user, unit=unit, form=form, period=period)
        except NotFoundError:
            continue
        step = times(24 if form == "01-XA" else 6, 1)
        for line in sheet.lines[turn % step :: step]:
            if line.figure.value is None:
                continue
            found = figures.load_figure_lineage(
                user, unit=unit, form=form, period=period, element=line.cell.element,
                disaggregation=line.cell.disaggregation, part="",
            )  # fmt: skip
            assert line.element.unit
            if line.figure.parts_withheld is None:
                assert found.total == line.figure.value, (unit, form, line.code)
                told += 1
            assert len(found.missing) == line.figure.expected - line.figure.received
    assert told or who != "thuongtruc"


@pytest.mark.parametrize("who", OFFICES)
def test_a_cell_is_the_total_of_its_entries(who: str) -> None:
    """Of the reports whose history the account reads; of the communes' two, which have every kind of cell."""
    user, kinds = User.objects.get(username=who), Counter[str]()
    reports = (
        Submission.objects.filter(state__in=COUNTED_STATES)
        .select_related("form", "unit")
        .order_by("period", "form__code", "unit__code")
    )
    for turn, report in enumerate(reports):
        if report.form.code == "01-XA" and report.unit.code not in ("03253", "03289"):
            continue
        step = times(6, 1)
        for cell in [*report.form.definition.cells][turn % step :: step]:
            try:
                found = cells.access_cell_lineage(user, submission=report.pk, cell=cell.code)
            except NotFoundError:
                break
            if not isinstance(found.value, Decimal):
                assert found.sum is None
                continue
            assert found.sum is not None
            assert found.sum.unit == found.measure != ""
            assert found.sum.total == found.value, (report, cell.code)
            kinds[found.source] += 1
    assert kinds["register"] + kinds["typed"] + kinds["zero"] > 0


def test_the_page_ends_with_the_figure_and_says_what_is_counted(client: Client) -> None:
    client.force_login(User.objects.get(username="thuongtruc"))
    office = User.objects.get(username="thuongtruc")
    sheet = sheets.access_sheet(office, unit="099", form="01-XA", period="2021S1")
    for line in sheet.lines[::5]:
        if line.figure.value is None:
            continue
        address = reverse("consolidation:figure", args=["099", "2021S1", "01-XA", line.cell.element])
        text = page_text(client, f"{address}?phan-to={line.cell.disaggregation}&don-vi=03289")
        unit = line.element.unit[:1].upper() + line.element.unit[1:]
        assert f"Đơn vị {unit} " in text
        assert f"Cộng {write_number(line.figure.value)} " in text
        assert "; " not in re.split("Dòng sổ|Số này gồm", text)[-1].split("Mục của kế hoạch")[0]


def test_a_target_is_the_total_of_its_terms(client: Client) -> None:
    client.force_login(User.objects.get(username="thuongtruc"))
    plan = Plan.objects.get(unit__code="099", state="in_force")
    for target in Target.objects.filter(plan=plan, state="confirmed").exclude(indicator=""):
        page = client.get(reverse("consolidation:target_units", args=[plan.pk, target.code]))
        assert page.status_code == 200
        for side, name in ((page.context["part"], "part_of_whole"), (page.context["whole_sum"], "whole")):
            assert side.terms
            assert sum(term.number for term in side.terms) == side.total
            assert side.total == getattr(page.context["assessed_target"].found.measured, name)
