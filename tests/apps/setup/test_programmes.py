"""A programme is loaded whole or not at all; loaded again it changes nothing."""

import re
import shutil
from collections.abc import Callable
from datetime import timedelta
from pathlib import Path
from typing import Any

import pytest
from django.apps import apps
from django.core.serializers import serialize

from sokehoach.adapters.programme_files.record import DefinitionError
from sokehoach.adapters.programme_files.writing import write_programme
from sokehoach.adapters.slow_work import WriteLockHeldError, write_lock_held
from sokehoach.apps.accounts.models import Role
from sokehoach.apps.audit.models import Event
from sokehoach.apps.documents.models import ReportOutline
from sokehoach.apps.indicators.models import DataElement, Indicator, OptionSet
from sokehoach.apps.orgunits.models import Group, Unit
from sokehoach.apps.setup.queries.version_checks import find_version_faults
from sokehoach.apps.setup.services import programmes, projection
from tests.factories.cast import AT

pytestmark = pytest.mark.django_db


@pytest.fixture
def folder(tmp_path: Path) -> Path:
    """A copy of the programme, to be spoilt."""
    return Path(shutil.copytree(programmes.DEFAULT_PROGRAMME, tmp_path / "programme"))


def spoil(folder: Path, name: str, old: str, new: str) -> None:
    text = (folder / name).read_text("utf-8")
    assert old in text
    (folder / name).write_text(text.replace(old, new, 1), "utf-8")


def stored() -> dict[str, str]:
    """Every row of the product but the trail."""
    return {
        model._meta.label: serialize("json", model._default_manager.order_by("pk"))
        for model in apps.get_models()
        if model.__module__.startswith("sokehoach.") and model._meta.app_label != "audit"
    }


def test_it_works() -> None:
    done = programmes.load_programme(folder=programmes.DEFAULT_PROGRAMME, by="tests", at=AT)
    assert done.answer == {"programme": "tuan_giao_2021", "version": 1}
    assert Unit.objects.count() == 48
    assert DataElement.objects.count() == 167
    assert OptionSet.objects.filter(code="audience").exists()
    assert Role.objects.filter(code="standing_office").exists()
    codes = ReportOutline.objects.filter(stands=True).values_list("code", flat=True)
    assert list(codes) == ["bc-co-quan", "bc-ldtbxh", "bc-ubnd", "bc-xa"]
    assert Event.objects.filter(action="pack.keep", unit="099").exists()


def test_a_programme_without_indicators_is_loaded(folder: Path) -> None:
    (folder / "indicators.yaml").write_text("indicators: []", "utf-8")
    for name in ("questions.yaml", "map.csv"):
        (folder / name).unlink()
    for path in (folder / "outlines").glob("*.yaml"):
        path.write_text(re.sub(r"\{\w+ so chỉ tiêu\}", "{CD02}", path.read_text("utf-8")), "utf-8")
    programmes.load_programme(folder=folder, by="tests", at=AT)
    assert not Indicator.objects.exists()
    assert list(find_version_faults()) == []


def test_loaded_again_it_changes_nothing() -> None:
    programmes.load_programme(folder=programmes.DEFAULT_PROGRAMME, by="tests", at=AT)
    before = stored()
    programmes.load_programme(folder=programmes.DEFAULT_PROGRAMME, by="tests", at=AT + timedelta(days=1))
    assert stored() == before


def test_a_later_version_of_the_programme_takes_the_place_of_the_earlier(folder: Path) -> None:
    programmes.load_programme(folder=programmes.DEFAULT_PROGRAMME, by="tests", at=AT)
    spoil(folder, "units.csv", "Xã Pú Xi,", "Xã Pú Xi mới,")
    spoil(
        folder,
        "groups.yaml",
        "099.HCCB, 099.LDLD]\n    aliases: [các đoàn thể",
        "099.HCCB]\n    aliases: [các đoàn thể",
    )
    programmes.load_programme(folder=folder, by="tests", at=AT)
    assert Unit.objects.get(code="03269").name == "Xã Pú Xi mới"
    assert Unit.objects.count() == 48
    assert not Group.objects.get(code="unions").members.filter(code="099.LDLD").exists()


DEFECTS: dict[str, Callable[[Path], None]] = {
    "an element that nothing defines": lambda f: spoil(f, "forms/01-XA.yaml", "element: CD02", "element: CD99"),
    "a doubled key": lambda f: spoil(f, "forms/01-XA.yaml", "{code: A8,", "{code: A9,"),
    "a cell without an element": lambda f: spoil(
        f, "forms/01-XA.yaml", "{code: A8, element: CD08}", "{code: A8}"
    ),
    "a measure that the register has not": lambda f: spoil(
        f, "forms/01-XA.yaml", "measure: women", "measure: children"
    ),
    "an action that the product has not": lambda f: spoil(f, "roles.yaml", "plan.view", "plan.steal"),
    "a parent that is not there": lambda f: spoil(
        f, "units.csv", "UBND xã Ta Ma,commune,099", "UBND xã Ta Ma,commune,990"
    ),
    "no file of units": lambda f: (f / "units.csv").unlink(),
    "no YAML": lambda f: (f / "programme.yaml").write_text("code: [", "utf-8"),
}  # fmt: skip


@pytest.mark.parametrize("defect", DEFECTS)
def test_a_broken_programme_changes_nothing(folder: Path, defect: str) -> None:
    DEFECTS[defect](folder)
    with pytest.raises(DefinitionError) as refused:
        programmes.load_programme(folder=folder, by="tests", at=AT)
    assert all(problem.file and problem.line and problem.reason for problem in refused.value.problems)
    assert not Unit.objects.exists()
    assert not Event.objects.exists()


def test_a_broken_later_version_leaves_the_earlier_as_it_was(folder: Path) -> None:
    programmes.load_programme(folder=programmes.DEFAULT_PROGRAMME, by="tests", at=AT)
    before = stored()
    spoil(folder, "units.csv", "Xã Pú Xi,", "Xã Pú Xi mới,")
    spoil(folder, "forms/01-XA.yaml", "element: CD02", "element: CD99")
    with pytest.raises(DefinitionError, match="CD99"):
        programmes.load_programme(folder=folder, by="tests", at=AT)
    assert stored() == before


def test_a_folder_that_is_not_there_is_told_as_a_problem(tmp_path: Path) -> None:
    with pytest.raises(DefinitionError, match=r"programme\.yaml:1: thiếu tệp này"):
        programmes.load_programme(folder=tmp_path / "nowhere", by="tests", at=AT)


def test_a_failure_at_the_end_leaves_nothing(monkeypatch: pytest.MonkeyPatch) -> None:
    def fail(**_: Any) -> None:
        assert Unit.objects.exists()
        raise RuntimeError("mất điện")

    monkeypatch.setattr(projection.outlines, "import_outline", fail)
    with pytest.raises(RuntimeError):
        programmes.load_programme(folder=programmes.DEFAULT_PROGRAMME, by="tests", at=AT)
    assert not Unit.objects.exists()
    assert not Event.objects.exists()


def test_texts_are_read_once_until_one_changes(monkeypatch: pytest.MonkeyPatch) -> None:
    read, readings = programmes.reading.read_programme, list[int]()
    texts = write_programme(programmes.read_programme(programmes.DEFAULT_PROGRAMME))
    monkeypatch.setattr(
        programmes.reading, "read_programme", lambda files, **known: readings.append(1) or read(files, **known)
    )
    programmes._read_texts.cache_clear()
    first = programmes.read_programme(texts)
    assert programmes.read_programme({**texts}) == first
    assert len(readings) == 1
    changed = {**texts, "programme.yaml": texts["programme.yaml"].replace(first.name, "Tên khác")}
    assert programmes.read_programme(changed).name == "Tên khác"
    with write_lock_held(), pytest.raises(WriteLockHeldError):
        programmes.read_programme(texts)
