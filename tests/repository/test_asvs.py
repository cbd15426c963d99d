"""The table of security demands names tests that are there."""

import ast
import csv

from tests.repository.order import ROOT


def lines() -> list[dict[str, str]]:
    with (ROOT / "docs" / "reference" / "asvs.csv").open(encoding="utf-8", newline="") as file:
        return list(csv.DictReader(file))


def written(path: str) -> set[str]:
    """«test_a», «TestB::test_c» of a module."""
    found: set[str] = set()
    for node in ast.parse((ROOT / path).read_text("utf-8")).body:
        if isinstance(node, ast.FunctionDef):
            found.add(node.name)
        elif isinstance(node, ast.ClassDef):
            found |= {f"{node.name}::{inner.name}" for inner in node.body if isinstance(inner, ast.FunctionDef)}
    return found


def there(test: str) -> bool:
    path, _, name = test.partition("::")
    return (ROOT / path).is_file() and name in written(path)


def test_each_named_test_is_there() -> None:
    missing = [f"{line['id']}: {test}" for line in lines() for test in line["tests"].split() if not there(test)]
    assert not missing


def test_each_demand_stands_once_and_has_a_test_or_a_reason() -> None:
    told = lines()
    assert len(told) > 40
    assert len({line["id"] for line in told}) == len(told)
    assert not [line["id"] for line in told if not line["tests"].strip() and len(line["note"]) < 30]


def test_a_test_that_is_gone_would_be_seen() -> None:
    assert not there("tests/repository/test_asvs.py::test_that_is_gone")
    assert not there("tests/repository/test_gone.py::test_it_works")
    assert there("tests/repository/test_asvs.py::test_each_named_test_is_there")
