"""A data package of a period: what an office sees, with its definitions, readable by other programs."""

import csv
import json
import re
from decimal import Decimal
from pathlib import Path
from typing import Any

import pytest

from sokehoach.adapters.slow_work import file_digest
from sokehoach.apps.audit.models import Event
from sokehoach.apps.exchange.data_packages import export_package
from sokehoach.apps.programmes.models import Programme
from sokehoach.apps.shell.outcomes import NotFoundError
from sokehoach.config.cli import build_parser
from sokehoach.config.cli_figures import run_export
from tests.factories.cast import AT, Cast
from tests.factories.district import PERIOD, POLICE, District, found
from tests.repository.order import ROOT


@pytest.fixture
def district(cast: Cast) -> District:
    """Two of three communes and the police have reported."""
    opened = found(cast)
    opened.report(cast.commune, {"B1": "3", "B2": "0"})
    opened.report(cast.other_commune, {"B1": "4", "B2": "-"})
    opened.report(cast.police, {"A1": "2", "A2": "5"}, form=POLICE)
    return opened


def export(into: Path) -> str:
    return export_package(into, periods=[PERIOD], programme=Programme.objects.get(), by="tests", at=AT)


def read(folder: Path, name: str) -> list[dict[str, str]]:
    with (folder / f"{name}.csv").open(encoding="utf-8", newline="") as source:
        return list(csv.DictReader(source))


def test_it_works(district: District, tmp_path: Path) -> None:
    digest = export(tmp_path / "out")
    values = {(row["element"], row["unit"]): (row["value"], row["gap"]) for row in read(tmp_path / "out", "values")}
    assert values == {
        ("TT01", "03269"): ("4", ""), ("TT01", "03304"): ("3", ""),
        ("TT02", "03269"): ("", "not_applicable"), ("TT02", "03304"): ("0", ""),
    }  # fmt: skip
    figures = {(row["element"], row["unit"]): row for row in read(tmp_path / "out", "figures")}
    assert (figures["TT01", "099"]["value"], figures["TT01", "099"]["received"]) == ("7", "2")
    assert figures["TT01", "099"]["expected"] == "3"
    detail = Event.objects.get(action="figures.snapshot").body["detail"]
    assert detail["digest"] == digest == file_digest((tmp_path / "out" / "datapackage.json").read_bytes())


def test_of_the_police_there_is_the_total_alone(district: District, tmp_path: Path) -> None:
    export(tmp_path / "out")
    figures = {row["element"]: row for row in read(tmp_path / "out", "figures")}
    assert (figures["CA02"]["value"], figures["CA02"]["total_only"]) == ("5", "true")
    assert not [row for row in read(tmp_path / "out", "values") if row["form"] == POLICE or row["unit"] == "099.CA"]


def test_the_description_says_what_each_column_is(district: District, tmp_path: Path) -> None:
    export(tmp_path / "out")
    package: dict[str, Any] = json.loads((tmp_path / "out" / "datapackage.json").read_text("utf-8"))
    assert (package["profile"], package["name"]) == ("tabular-data-package", "tuan-giao-2021-2021s1")
    tables = {resource["name"]: resource for resource in package["resources"]}
    for name, resource in tables.items():
        data = (tmp_path / "out" / resource["path"]).read_bytes()
        assert (resource["bytes"], resource["hash"]) == (len(data), f"sha256:{file_digest(data)}")
        rows = read(tmp_path / "out", name)
        fields = [field["name"] for field in resource["schema"]["fields"]]
        assert not rows or list(rows[0]) == fields
        keys = [tuple(row[key] for key in resource["schema"]["primaryKey"]) for row in rows]
        assert len(set(keys)) == len(keys)
        for link in resource["schema"].get("foreignKeys", ()):
            target = link["reference"]
            known = {tuple(row[key] for key in target["fields"]) for row in read(tmp_path / "out", target["resource"])}
            assert {tuple(row[key] for key in link["fields"]) for row in rows} <= known


def test_made_again_it_is_the_same_and_no_folder_is_overwritten(district: District, tmp_path: Path) -> None:
    assert export(tmp_path / "one") == export(tmp_path / "two")
    with pytest.raises(FileExistsError):
        export(tmp_path / "one")
    with pytest.raises(NotFoundError):
        export_package(tmp_path / "x", periods=["202101"], programme=Programme.objects.get(), by="tests", at=AT)
    assert sorted(path.name for path in tmp_path.iterdir()) == ["one", "two"]


def test_the_script_of_the_documentation_runs(district: District, tmp_path: Path) -> None:
    arguments = ["export", "--format", "package", "--period", PERIOD, "-o", str(tmp_path / "out")]
    assert run_export(build_parser().parse_args(arguments)) == 0
    (script,) = re.findall(r"```python\n(.*?)```", (ROOT / "docs/how-to/analysts.md").read_text("utf-8"), re.DOTALL)
    names: dict[str, Any] = {"folder": tmp_path / "out"}
    exec(script, names)
    assert ("Chỉ tiêu TT01", "099", Decimal(7), 2, 3) in names["figures"]
    assert names["by_unit"] == [("Xã Pú Xi", Decimal(4)), ("Xã Tênh Phông", Decimal(3))]
