"""A programme that is written as a folder and read again is the same."""

import json
from collections.abc import Callable
from dataclasses import replace
from pathlib import Path

import pytest
import yaml

from sokehoach.adapters.programme_files import writing, yaml_text
from sokehoach.adapters.programme_files.canonical import canonicalize
from sokehoach.adapters.programme_files.reading import read_programme
from sokehoach.adapters.programme_files.writing import write_programme
from sokehoach.domain.programmes.difference import compare_definitions
from tests.adapters.programme_files.test_refusals import plant
from tests.adapters.programme_files.test_value_kinds import add_element, folder

__all__ = ["folder"]

VARIANTS: dict[str, Callable[[Path], None]] = {
    "the first programme": lambda f: None,
    "a percentage": lambda f: add_element(f),
    "a choice": lambda f: add_element(
        f, kind="choice", unit="xã", nature="stock", over_time="last", disaggregations="kind"
    ),
    "a name that YAML reads as something else": lambda f: plant(
        f, "programme.yaml", "name: Phòng", 'name: "yes" #'
    ),
    "a decimal": lambda f: add_element(f, kind="decimal", unit="ha", decimals="2"),
}  # fmt: skip


@pytest.mark.parametrize("variant", VARIANTS)
def test_what_is_written_is_read_back_with_its_digest(folder: Path, tmp_path: Path, variant: str) -> None:
    VARIANTS[variant](folder)
    programme = read_programme(folder)
    for name, content in write_programme(programme).items():
        (tmp_path / "written" / name).parent.mkdir(parents=True, exist_ok=True)
        (tmp_path / "written" / name).write_text(content, "utf-8")
    again = read_programme(tmp_path / "written")
    first, second = canonicalize(programme), canonicalize(again)
    assert compare_definitions(json.loads(first.text), json.loads(second.text)).changes == ()
    assert first.digest == second.digest
    assert {row.unit.code: row for row in again.units} == {row.unit.code: row for row in programme.units}
    assert set(again.groups) == set(programme.groups)
    assert list(again.levels) == list(programme.levels)


def test_the_same_texts_are_written_without_libyaml(folder: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    name = "Phòng: «a» - 'b', \"c\" # d " + "dài " * 60
    programme = replace(read_programme(folder), name=name)
    texts = write_programme(programme)
    monkeypatch.setattr(writing, "_Dumper", yaml_text.Dumper)
    assert write_programme(programme) == texts
    assert yaml.safe_load(texts["programme.yaml"])["name"] == name


@pytest.mark.parametrize("dumper", [yaml_text.Dumper, yaml_text.FastDumper])
def test_texts_that_other_readers_take_for_numbers_are_in_quotation_marks(dumper: type[yaml.SafeDumper]) -> None:
    """YAML 1.2 reads «099» as 99 and «1e3» as 1000, so that an editor says of a code that it is no text."""
    texts = ["099", "-08", "1e3", "1.e5", "5e-1", "0o7", "007", "12:30", "on", "2026-01-01"]
    others = ["099.LDTBXH", "01-XA", "1e3a", "e3", "phường 09"]
    written = yaml.dump([*texts, *others], Dumper=dumper, allow_unicode=True).splitlines()
    assert written == [*(f"- '{text}'" for text in texts), *(f"- {text}" for text in others)]
    numbers = [99, -8, 1.5, 1e20]
    assert yaml.safe_load(yaml.dump(numbers, Dumper=dumper)) == numbers
    assert "'" not in yaml.dump(numbers, Dumper=dumper)
