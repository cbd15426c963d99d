"""A form that is due on other days for reporters of one level, as an author writes it, and what is refused."""

import shutil
from pathlib import Path

import pytest

from sokehoach.adapters.programme_files.canonical import canonicalize
from sokehoach.adapters.programme_files.reading import read_programme
from sokehoach.adapters.programme_files.record import DefinitionError
from sokehoach.adapters.programme_files.writing import write_programme
from sokehoach.domain.periods.due import DayOfMonth, WorkingDaysAfter
from sokehoach.domain.reporting.form import Form, LevelDue
from tests.adapters.programme_files.test_refusals import SOUND, XA, plant

TOWNSHIPS = "due_by_level:\n  - {levels: [township], due: {day: 20}}\n"


@pytest.fixture
def folder(tmp_path: Path) -> Path:
    return Path(shutil.copytree(SOUND, tmp_path / "programme"))


def add_dues(folder: Path, text: str) -> None:
    plant(folder, XA, "due_days: 2\n", f"due_days: 2\n{text}")


def add_stage(folder: Path) -> None:
    """The reporting regime names townships apart, with the day that the form has for them; the office reports after."""
    plant(
        folder, "regimes.yaml", "levels: [commune, township]\n          codes:", "levels: [commune]\n          codes:"
    )
    stage = """    stages:
      - reporters: {levels: [township]}
        receiver: "099"
        through: 099.LDTBXH
        due: {day: 20}
        lock_days: 20
        window: nd09
        forms: [01-XA]
"""
    plant(folder, "regimes.yaml", "    stages:\n", stage)
    plant(
        folder,
        "regimes.yaml",
        "receiver: 11.SOLDTBXH\n        due_days: 4",
        "receiver: 11.SOLDTBXH\n        due: {day: 28}",
    )


def find_form(folder: Path) -> Form:
    return next(form for form in read_programme(folder).forms if form.code == "01-XA")


def test_reporters_of_one_level_have_their_own_day(folder: Path) -> None:
    add_dues(folder, TOWNSHIPS)
    add_stage(folder)
    form = find_form(folder)
    assert form.due_by_level == (LevelDue("township", DayOfMonth(20)),)
    assert (form.get_level_due("township"), form.get_level_due("commune")) == (DayOfMonth(20), WorkingDaysAfter(2))


def test_an_exported_folder_has_it_too(folder: Path, tmp_path: Path) -> None:
    add_dues(folder, TOWNSHIPS)
    add_stage(folder)
    programme = read_programme(folder)
    for name, content in write_programme(programme).items():
        path = tmp_path / "written" / name
        path.parent.mkdir(parents=True, exist_ok=True)
        path.write_text(content, "utf-8")
    assert canonicalize(read_programme(tmp_path / "written")).digest == canonicalize(programme).digest


def test_a_regime_that_says_another_day_is_refused(folder: Path) -> None:
    add_dues(folder, TOWNSHIPS)
    with pytest.raises(
        DefinitionError, match=r"regimes\.yaml:\d+: biểu 01-XA hạn ngày 20 tháng cuối kỳ, cấp này 2 ngày"
    ):
        read_programme(folder)


@pytest.mark.parametrize(
    ("text", "reason"),
    [
        ("due_by_level:\n  - {levels: [province], due_days: 3}\n", "cấp «province» không phải báo cáo biểu này"),
        (
            "due_by_level:\n  - {levels: [township], due_days: 3}\n  - {levels: [township], due_days: 4}\n",
            "cấp «township» có hai hạn gửi",
        ),
        ("due_by_level:\n  - {levels: [xa], due_days: 3}\n", "xa"),
    ],
)
def test_what_cannot_be_is_refused_with_its_place(folder: Path, text: str, reason: str) -> None:
    add_dues(folder, text)
    with pytest.raises(DefinitionError) as refused:
        read_programme(folder)
    assert any(reason in str(problem) and "01-XA.yaml" in str(problem) for problem in refused.value.problems)
