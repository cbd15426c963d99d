"""A second programme on the same units whose communes count persons, by a policy with its legal basis."""

import csv
from collections.abc import Mapping
from pathlib import Path
from typing import Any

import yaml

from tests.factories.programmes import write_second_programme

BASIS = {
    "document": "Nghị định số 105/2021/NĐ-CP",
    "clause": "Điều 40 khoản 2",
    "decided_by": "UBND tỉnh, Quyết định số 12/QĐ-UBND",
}
LOOSER = {"persons": {"lowest_level": "commune", "valid_from": "2019-01-01", "basis": BASIS}}
PERSONS = "TT02"  # «lượt người» of the communes' form, in the looser programme a count of persons


def write_policy(folder: Path, policy: Mapping[str, Any]) -> None:
    (folder / "policy.yaml").write_text(yaml.safe_dump(dict(policy), allow_unicode=True), "utf-8")


def write_looser_programme(folder: Path, policy: Mapping[str, Any] = LOOSER) -> Path:
    write_second_programme(folder)
    write_policy(folder, policy)
    mark_persons(folder)
    return folder


def mark_persons(folder: Path, code: str = PERSONS) -> None:
    """The element counts persons."""
    path = folder / "elements.csv"
    with path.open(encoding="utf-8", newline="") as file:
        rows = list(csv.DictReader(file))
    assert any(row["code"] == code for row in rows)
    with path.open("w", encoding="utf-8", newline="") as file:
        writer = csv.DictWriter(file, rows[0])
        writer.writeheader()
        writer.writerows(row | ({"counts_persons": "yes"} if row["code"] == code else {}) for row in rows)
