"""The programme of the tests, and a second one with the same printed codes."""

import csv
import shutil
from dataclasses import replace
from datetime import datetime
from pathlib import Path
from typing import Any

import yaml

from sokehoach.apps.orgunits.models import Unit
from sokehoach.apps.programmes.models import Programme
from sokehoach.apps.setup.services import programmes
from sokehoach.apps.setup.services.programmes import DEFAULT_PROGRAMME
from sokehoach.apps.shell import thread_cache
from tests.factories import frozen

# A register has one programme; checklists, schemes, penalty frames and the map are stored without one.
OF_THE_FIRST_ALONE = ("registers.yaml", "checklists.yaml", "criteria.yaml", "sanctions.csv", "map.csv")


def first_programme() -> Programme:
    programme, _new = Programme.objects.get_or_create(
        code="tuan_giao_2021", defaults={"name": "tuan_giao_2021", "short_name": "tuan_giao_2021"}
    )
    return programme


def load_first_programme(at: datetime) -> None:
    """Load the first programme; units of the cast begin when those of the programme do."""
    frozen.once_after(("first programme", at), lambda: _load_beside_units(at), ())


def _load_beside_units(at: datetime) -> None:
    for row in programmes.read_programme(DEFAULT_PROGRAMME).units:
        if row.unit.valid_to is None or row.unit.valid_to > at.date():
            Unit.objects.filter(code=row.unit.code).update(valid_from=row.unit.valid_from)
    programmes.load_programme(folder=DEFAULT_PROGRAMME, by="tests", at=at)


def load_first_programme_alone(at: datetime) -> None:
    """Into a database that holds nothing else: by the service, once for a process, then put back."""
    frozen.once(
        ("first programme alone", at), lambda: programmes.load_programme(folder=DEFAULT_PROGRAMME, by="tests", at=at)
    )
    thread_cache.forget_answers()


def write_second_programme(folder: Path) -> Path:
    """A programme on the same units whose forms, elements, indicators and outlines have the codes of the first.

    Its words differ, none of its cells comes from a register, and its roles open nothing of the first one.
    """
    shutil.copytree(DEFAULT_PROGRAMME, folder)
    for name in OF_THE_FIRST_ALONE:
        (folder / name).unlink()
    shutil.rmtree(folder / "registers")
    _change(
        folder / "programme.yaml",
        lambda head: head | {"code": "ma_tuy", "name": "Phòng, chống ma túy", "short_name": ""},
    )
    _change(folder / "indicators.yaml", _rename_indicators)
    for path in (folder / "forms").glob("*.yaml"):
        _change(path, _without_registers)
    elements = folder / "elements.csv"
    with elements.open(encoding="utf-8", newline="") as file:
        rows = list(csv.DictReader(file))
    with elements.open("w", encoding="utf-8", newline="") as file:
        writer = csv.DictWriter(file, rows[0])
        writer.writeheader()
        writer.writerows(row | {"name": f"Ma túy: {row['name']}"} for row in rows)
    return folder


def _change(path: Path, change: Any) -> None:
    path.write_text(yaml.safe_dump(change(yaml.safe_load(path.read_text("utf-8"))), allow_unicode=True), "utf-8")


def _rename_indicators(file: dict[str, Any]) -> dict[str, Any]:
    return {"indicators": [row | {"name": f"Ma túy: {row['name']}"} for row in file["indicators"]]}


def _without_registers(form: dict[str, Any]) -> dict[str, Any]:
    for section in form["sections"]:
        for cell in section["cells"]:
            if isinstance(cell.get("source"), dict):
                del cell["source"]
    return form | {"name": f"Ma túy: {form['name']}"}


def load_copies(folder: Path, count: int, *, at: datetime) -> list[Programme]:
    """That many programmes of the definition in the folder, each with codes of its own in the installation alone."""
    definition = programmes.read_programme(folder)
    copies = []
    for number in range(count):
        copy = replace(definition, code=f"{definition.code}_{number}", name=f"{definition.name}, bản {number}")
        programmes.import_programme(programme=copy, by="tests", at=at)
        copies.append(Programme.objects.get(code=copy.code))
    return copies
