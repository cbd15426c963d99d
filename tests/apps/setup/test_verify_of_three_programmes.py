"""The command `verify` where three programmes have accepted reports: nothing differs, and what does is named."""

import argparse
import csv
import io
from collections.abc import Mapping
from pathlib import Path
from typing import Any

import pytest
from django.db.models import F

from sokehoach.apps.consolidation.models import Figure
from sokehoach.apps.exchange.data_packages import export_package
from sokehoach.apps.exchange.pages import export_csv
from sokehoach.apps.indicators.models import DataElement
from sokehoach.apps.programmes.models import Programme
from sokehoach.apps.reporting.models import DataValue, Form, Submission
from sokehoach.config import cli_figures
from sokehoach.config.env import Demonstration
from tests.factories import quang_ngai
from tests.factories.quang_ngai import BASE, DIGITAL, DRUGS, FIRST, QUARTER, TODAY, Office

pytestmark = [pytest.mark.usefixtures("db", "demonstration"), pytest.mark.sweep]
LOCAL = "budget_source=local"
DRUG_CELLS: Mapping[str, str] = {"A1.1": "120,5", "A2.1": "30,2", "B2": "1", "C2.1": "2", "C2.2": "4"}
DIGITAL_CELLS: Mapping[str, str] = {"A1.1": "70", "A1.2": "100", "D2.1": "1", "D3.2": "1", "F1": "200,5", "E1": "có"}


@pytest.fixture
def three_programmes(demonstration: None, settings: Any) -> None:
    """The demonstration of the first programme, and a quarter of the two of another province beside it."""
    settings.DEMONSTRATION = Demonstration(today=TODAY, seed=0)
    quang_ngai.load(DRUGS, DIGITAL)
    drugs = Office(DRUGS, quang_ngai.hire(DRUGS), "pcmt")
    digital = Office(DIGITAL, quang_ngai.hire(DIGITAL), "cds")
    for name in BASE.values():
        drugs.report(f"mt-{name}", "02-XA", DRUG_CELLS, period=QUARTER)
        digital.report(f"cds-{name}", "01-CDS", DIGITAL_CELLS, period=QUARTER)


def verify(engine: str | None = None) -> int:
    return cli_figures.run_verify(argparse.Namespace(engine=engine, snapshot=None))


@pytest.mark.parametrize("engine", [None, "duckdb"])
def test_three_programmes_agree_and_a_doctored_figure_of_each_is_named(
    three_programmes: None, capsys: pytest.CaptureFixture[str], engine: str | None
) -> None:
    accepted = Submission.objects.filter(state="accepted").values_list("form__programme__code", flat=True)
    assert set(accepted) == {FIRST, DRUGS, DIGITAL}
    assert verify(engine) == 0, capsys.readouterr().out
    doctored = (
        (FIRST, "01-XA", "099", "2021S1", "TT01", "", f"099 01-XA ({FIRST}) 2021S1 TT01: "),
        (DRUGS, "02-XA", "51", QUARTER, "KP01", "=local", f"51 02-XA {QUARTER} KP01[{LOCAL}]: "),
        (DIGITAL, "01-CDS", "51", QUARTER, "KP01", "", f"51 01-CDS {QUARTER} KP01: "),
    )
    lines = []
    for programme, form, unit, period, element, side, line in doctored:
        uid = Form.objects.get(programme__code=programme, code=form).uid
        element_uid = DataElement.objects.get(programme__code=programme, code=element).uid
        figures = Figure.objects.filter(
            form=uid, unit__code=unit, period=period, element=element_uid, disaggregation__endswith=side
        )
        if not side:
            figures = figures.filter(disaggregation="")
        assert figures.update(number=F("number") + 1) == 1
        lines.append(line)
    capsys.readouterr()
    assert verify(engine) == 1
    printed = capsys.readouterr().out
    assert [line for line in lines if line not in printed] == []
    assert f"{len(lines)} chỗ lệch" in printed


def test_a_report_that_differs_from_the_trail_is_named_with_its_programme(
    three_programmes: None, capsys: pytest.CaptureFixture[str]
) -> None:
    cells = DataValue.objects.filter(submission__form__code="01-XA", submission__form__programme__code=FIRST)
    cell = cells.filter(submission__state="accepted", submission__period="2021S1", number__gt=0).order_by("pk")[0]
    DataValue.objects.filter(pk=cell.pk).update(number=F("number") + 1)
    capsys.readouterr()
    assert verify() == 1
    expected = f"{cell.submission.unit.code} 01-XA ({FIRST}) 2021S1: số trong các ô khác nhật ký"
    assert expected in capsys.readouterr().out


def test_files_of_each_programme_name_disaggregations_as_its_definition_does(
    three_programmes: None, tmp_path: Path
) -> None:
    for code, period, printed in (
        (FIRST, "2021S1", "audience=pupils"), (DRUGS, QUARTER, LOCAL), (DIGITAL, QUARTER, "side=whole"),
    ):  # fmt: skip
        programme = Programme.objects.get(code=code)
        rows = [*csv.DictReader(io.StringIO(export_csv(period=period, programme=programme)))]
        used = {row["disaggregation"] for row in rows}
        assert printed in used, sorted(used)
        export_package(tmp_path / code, periods=[period], programme=programme, by="tests", at=quang_ngai.morning())
        packaged = (tmp_path / code / "values.csv").read_text("utf-8")
        assert printed in packaged
