"""The classes of the yearly assessment are options of the programme, which says which of them combine others."""

import importlib
import json
import shutil
from datetime import date
from pathlib import Path

import pytest
import yaml
from django.apps import apps

from sokehoach.adapters.programme_files.text_form import read_folder
from sokehoach.adapters.programme_files.writing import write_programme
from sokehoach.apps.accounts.models import User
from sokehoach.apps.indicators.models import Option
from sokehoach.apps.orgunits.models import Unit
from sokehoach.apps.programmes.models import DefinitionVersion
from sokehoach.apps.registers.assessment import queries
from sokehoach.apps.registers.assessment.models import Assessment, Scheme
from sokehoach.apps.registers.core.measure_query import MeasureQuery
from sokehoach.apps.reporting.queries.registers import list_countings
from sokehoach.apps.setup.queries.exports import build_published_programme
from sokehoach.apps.setup.services import programmes
from sokehoach.domain.programmes.difference import Weight, compare_definitions
from tests.apps.setup.superseded_versions import check_superseded_version
from tests.apps.setup.test_programmes import spoil
from tests.apps.setup.test_register_needs import read_problems
from tests.factories.cast import AT
from tests.factories.drafts import begin, create_administrator, current
from tests.factories.quang_ngai import DIGITAL, FOLDERS

pytestmark = [pytest.mark.django_db, pytest.mark.both_databases]
MIGRATION = importlib.import_module("sokehoach.apps.registers.assessment.migrations.0003_combined_classes")
COMBINED = """    combines:
      neither: [no_prostitution, no_drugs]
"""
YEAR = (date(2020, 12, 15), date(2021, 12, 15))


@pytest.fixture
def earlier_folder(tmp_path: Path) -> Path:
    """The first programme as it was while code said which class combines the others."""
    folder = Path(shutil.copytree(programmes.DEFAULT_PROGRAMME, tmp_path / "programme"))
    spoil(folder, "option_sets.yaml", COMBINED, "")
    programmes.load_programme(folder=folder, by="tests", at=AT)
    return folder


def list_combined() -> dict[str, list[str]]:
    rows = Option.objects.filter(option_set__uid="healthy_class").order_by("position")
    return {code: combines for code, combines in rows.values_list("code", "combines") if combines}


def grant(code: str, year: int = 2021) -> None:
    by = User.objects.filter(username="quy.vua").first() or create_administrator("quy.vua")
    options = Option.objects.filter(option_set__uid="healthy_class")
    Assessment.objects.create(
        unit=Unit.objects.get(code="03304"), day=date(year, 3, 1), year=year, aimed=options.get(code=code),
        granted=options.get(code=code), scheme=Scheme.objects.get(), scored_on=date(year, 4, 1),
        decided_on=date(year, 5, 1), decision="1/QĐ", created_by=by, updated_by=by, created_at=AT, updated_at=AT,
    )  # fmt: skip


def count(*measures: str, where: tuple[tuple[str, str], ...] = ()) -> list[int]:
    unit = Unit.objects.get(code="03304")
    asked = [MeasureQuery(measure, where) for measure in measures]
    found = list_countings()["assessment"].measure_all(asked, unit=unit, start=YEAR[0], end=YEAR[1])
    return [row.number for row in found]


def test_the_next_version_says_what_code_said(earlier_folder: Path) -> None:
    grant("neither")
    assert list_combined() == {}
    assert count("no_prostitution", "no_drugs", "neither") == [0, 0, 1], "no class combines others unless it is said"
    MIGRATION.define_combined_class(apps, None)
    assert list_combined() == {"neither": ["no_prostitution", "no_drugs"]}
    assert count("no_prostitution", "no_drugs", "neither") == [1, 1, 1]
    check_superseded_version(lambda: MIGRATION.define_combined_class(apps, None))
    before, after = DefinitionVersion.objects.order_by("number")
    backwards = compare_definitions(json.loads(after.definition), json.loads(before.definition)).changes
    assert {change.weight for change in backwards} == {Weight.BREAKING}


def test_a_draft_gets_the_line(earlier_folder: Path) -> None:
    begin(create_administrator("quy.vua"))
    text = current().files["option_sets.yaml"]
    MIGRATION.define_combined_class(apps, None)
    assert current().base == 2
    before, after = (
        {item["code"]: item for item in yaml.safe_load(files)["option_sets"]}
        for files in (text, current().files["option_sets.yaml"])
    )
    assert after["healthy_class"].pop("combines") == {"neither": ["no_prostitution", "no_drugs"]}
    assert after == before


def test_a_draft_that_cannot_be_read_stays_as_it_is(earlier_folder: Path) -> None:
    begin(create_administrator("quy.vua"))
    draft = current()
    draft.files["option_sets.yaml"] = "option_sets: [{"
    draft.save()
    MIGRATION.define_combined_class(apps, None)
    assert (current().files["option_sets.yaml"], current().base) == ("option_sets: [{", 1)


def test_other_classes_are_left_alone() -> None:
    classes = {"code": "healthy_class", "options": [{"code": "neither"}, {"code": "no_drugs"}]}
    assert MIGRATION._complete_definition({"option_sets": [classes]}) is None
    assert MIGRATION._complete_definition({}) is None


RENAMED = {"no_prostitution": "no_tobacco", "no_drugs": "no_games", "neither": "both_free"}


def rename_classes(folder: Path, more: str) -> None:
    """The classes have other codes in every file; `more` stands behind the last."""
    for path in folder.rglob("*"):
        if path.suffix in {".yaml", ".csv"}:
            text = path.read_text("utf-8")
            for old, new in RENAMED.items():
                text = text.replace(old, new)
            path.write_text(text, "utf-8")
    last = "      both_free: Không có cả hai tệ nạn\n"
    spoil(folder, "option_sets.yaml", last, last + more)


def test_a_programme_has_other_classes_and_more(tmp_path: Path) -> None:
    folder = Path(shutil.copytree(programmes.DEFAULT_PROGRAMME, tmp_path / "programme"))
    rename_classes(folder, "      clean_school: Trường học sạch\n")
    programmes.load_programme(folder=folder, by="tests", at=AT)
    grant("clean_school", 2020)
    grant("both_free")
    assert count(*RENAMED.values(), "clean_school") == [1, 1, 1, 0]
    assert count("no_tobacco", where=(("recognition", "new"),)) == [1]
    assert count("lost", where=(("healthy_class", "clean_school"),)) == [1]
    assert list(queries.class_names()) == [*RENAMED.values(), "clean_school"]
    programme = build_published_programme("tuan_giao_2021", 1)
    (classes,) = (row for row in programme.option_sets if row.code == "healthy_class")
    assert {option.code: option.combines for option in classes.options if option.combines} == {
        "both_free": ("no_tobacco", "no_games")
    }
    written = yaml.safe_load(write_programme(programme)["option_sets.yaml"])["option_sets"]
    (item,) = (row for row in written if row["code"] == "healthy_class")
    assert item["combines"] == {"both_free": ["no_tobacco", "no_games"]}


def test_one_class_that_combines_none_in_a_programme_of_another_subject(tmp_path: Path) -> None:
    folder = Path(shutil.copytree(FOLDERS[DIGITAL], tmp_path / "programme"))
    keeper = {"code": "assessment", "function": "general", "levels": ["commune"], "source": "Kế hoạch"}
    sets = [
        {"code": "healthy_class", "name": "Loại", "source": "Kế hoạch", "options": {"digital": "Xã số"}},
        {"code": "recognition", "name": "Kết quả", "source": "x", "options": {"kept": "Duy trì", "new": "Mới"}},
        {"code": "assessment_ground", "name": "Lý do", "source": "x", "options": {"no_report": "Thiếu báo cáo"}},
    ]
    for name, key, items in (("registers.yaml", "registers", [keeper]), ("option_sets.yaml", "option_sets", sets)):
        content = yaml.safe_load((folder / name).read_text("utf-8"))
        content[key] += items
        (folder / name).write_text(yaml.safe_dump(content, allow_unicode=True, sort_keys=False), "utf-8")
    programmes.load_programme(folder=folder, by="tests", at=AT)
    assert queries.class_names() == {"digital": "Xã số"}
    assert list_combined() == {}


@pytest.mark.parametrize("code", ["lost", "registered"])
def test_a_class_with_the_code_of_another_measure_is_refused(code: str) -> None:
    files = dict(read_folder(programmes.DEFAULT_PROGRAMME))
    last = "      neither: Không có cả hai tệ nạn\n"
    files["option_sets.yaml"] = files["option_sets.yaml"].replace(last, f"{last}      {code}: Loại khác\n")
    (told,) = read_problems(files)
    assert f"lựa chọn «{code}» của danh mục «healthy_class» phải có mã khác" in str(told.reason)
    assert files["registers.yaml"].splitlines()[told.line - 1] == "  - code: assessment"


def test_a_closed_class_is_granted_to_entries_of_the_days_before(tmp_path: Path) -> None:
    folder = Path(shutil.copytree(programmes.DEFAULT_PROGRAMME, tmp_path / "programme"))
    last = "      neither: Không có cả hai tệ nạn\n"
    spoil(folder, "option_sets.yaml", last, f"{last}      clean_school: Trường học sạch\n")
    programmes.load_programme(folder=folder, by="tests", at=AT)
    grant("clean_school", 2020)
    spoil(folder, "option_sets.yaml", "      clean_school: Trường học sạch\n", "")
    closing = {"day": date(2021, 1, 1), "reason": "Quyết định mới"}
    programmes.load_programme(folder=folder, by="tests", at=AT, **closing)
    offered = [queries.list_offered_options("healthy_class", date(year, 6, 1)) for year in (2020, 2021)]
    assert ["clean_school" in options for options in offered] == [True, False]
    assert count("clean_school") == [1], "the decision of before holds until the next"
