"""The notebook of docs/how-to runs as it stands: over a small district, and over the demonstration."""

import json
from decimal import Decimal
from pathlib import Path
from typing import Any

import pytest

from sokehoach.apps.exchange.data_packages import export_package
from sokehoach.apps.programmes.models import Programme
from tests.factories.cast import AT, Cast
from tests.factories.district import PERIOD, POLICE, found
from tests.repository.order import ROOT

NOTEBOOK = ROOT / "docs/how-to/analysts.ipynb"


def run_cells(beside: Path, monkeypatch: pytest.MonkeyPatch, *periods: str) -> dict[str, Any]:
    """The names after the last cell, with a package of these periods beside the notebook."""
    export_package(beside / "so-lieu", periods=periods, programme=Programme.objects.get(), by="tests", at=AT)
    monkeypatch.chdir(beside)
    names: dict[str, Any] = {}
    for cell in json.loads(NOTEBOOK.read_text("utf-8"))["cells"]:
        if cell["cell_type"] == "code":
            exec(compile("".join(cell["source"]), f"{NOTEBOOK.name}, {cell['id']}", "exec"), names)
    return names


def test_it_works(cast: Cast, tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    district = found(cast)
    district.report(cast.commune, {"B1": "9", "B2": "1"}, period="2020S2")
    district.report(cast.commune, {"B1": "3", "B2": "0"})
    district.report(cast.other_commune, {"B1": "4", "B2": "-"})
    district.report(cast.police, {"A1": "2", "A2": "5"}, form=POLICE)
    names = run_cells(tmp_path, monkeypatch, "2020S2", PERIOD)
    assert "03304" in set(names["values"]["unit"]), "with its first zero"
    by_unit = names["by_unit"]
    assert by_unit.loc[("TT01", "Chỉ tiêu TT01"), "Xã Tênh Phông"] == 12
    assert names["gaps"].loc["Xã Pú Xi", "not_applicable"] == 1
    by_period = names["by_period"]
    assert by_period.loc[("099", "TT01", "Chỉ tiêu TT01", "flow")].tolist() == [9, 7]
    recounted = {(row.period, row.element): row.recount for row in names["recounted"].itertuples()}
    assert recounted == {
        ("2020S2", "TT01"): Decimal(9), ("2020S2", "TT02"): Decimal(1),
        (PERIOD, "TT01"): Decimal(7), (PERIOD, "TT02"): Decimal(0),
    }, "of the police there are totals alone"  # fmt: skip
    assert names["different"].empty
    assert names["kept"] == len(names["figures"]) == 6
    shares = {(row.period, row.unit): row.share for row in names["coverage"].itertuples()}
    assert shares["2020S2", "099"] == pytest.approx(2 / 6)


def test_the_demonstration_is_counted_again(
    demonstration: None, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    names = run_cells(tmp_path, monkeypatch, "2021S1")
    assert len(names["recounted"]) > 50
    assert names["different"].empty
    assert names["values"]["unit"].nunique() > 16


def test_it_is_kept_without_what_a_run_leaves() -> None:
    notebook = json.loads(NOTEBOOK.read_text("utf-8"))
    assert (notebook["nbformat"], notebook["nbformat_minor"]) == (4, 5)
    cells = notebook["cells"]
    assert len({cell["id"] for cell in cells}) == len(cells)
    assert not [cell["id"] for cell in cells if cell.get("outputs") or cell.get("execution_count") is not None]
