"""An installation whose programme did not say to which kind a detail belongs gets that with the update."""

import importlib
import shutil
from pathlib import Path

import pytest
import yaml
from django.apps import apps

from sokehoach.apps.indicators.models import Option, OptionSet
from sokehoach.apps.setup.services import programmes
from tests.apps.setup.superseded_versions import check_superseded_version
from tests.apps.setup.test_programmes import spoil
from tests.factories.cast import AT
from tests.factories.drafts import begin, create_administrator, current

pytestmark = [pytest.mark.django_db, pytest.mark.both_databases]
MIGRATION = importlib.import_module(
    "sokehoach.apps.registers.inspections.establishments.migrations.0002_owners_of_details"
)
OWNERS = """    within: establishment_type
    belongs:
      lodging: [hotel, guesthouse, homestay, boarding, rental]
      other: [restaurant, cafe, hair_spa]
"""


@pytest.fixture
def earlier_folder(tmp_path: Path) -> Path:
    """The first programme as it was while code said which details belong to which kind."""
    folder = Path(shutil.copytree(programmes.DEFAULT_PROGRAMME, tmp_path / "programme"))
    spoil(folder, "option_sets.yaml", OWNERS, "")
    programmes.load_programme(folder=folder, by="tests", at=AT)
    return folder


def list_owners() -> dict[str, str]:
    return dict(Option.objects.filter(option_set__uid="establishment_subkind").values_list("code", "owner"))


def test_the_next_version_says_what_code_said(earlier_folder: Path) -> None:
    assert set(list_owners().values()) == {""}
    MIGRATION.define_owners(apps, None)
    assert list_owners() == MIGRATION.OWNERS
    assert OptionSet.objects.get(uid="establishment_subkind").wider_set == "establishment_type"
    check_superseded_version(lambda: MIGRATION.define_owners(apps, None))


def test_a_draft_gets_the_lines_and_stays_publishable(earlier_folder: Path) -> None:
    begin(create_administrator("quy.vua"))
    text = current().files["option_sets.yaml"]
    MIGRATION.define_owners(apps, None)
    draft = current()
    assert draft.base == 2
    items = {item["code"]: item for item in yaml.safe_load(draft.files["option_sets.yaml"])["option_sets"]}
    assert items["establishment_subkind"]["belongs"]["other"] == ["restaurant", "cafe", "hair_spa"]
    assert {**items, "establishment_subkind": None} == {
        **{item["code"]: item for item in yaml.safe_load(text)["option_sets"]},
        "establishment_subkind": None,
    }


def test_a_draft_that_cannot_be_read_stays_as_it_is(earlier_folder: Path) -> None:
    begin(create_administrator("quy.vua"))
    draft = current()
    draft.files["option_sets.yaml"] = "option_sets: [{"
    draft.save()
    MIGRATION.define_owners(apps, None)
    assert (current().files["option_sets.yaml"], current().base) == ("option_sets: [{", 1)


def test_a_definition_without_these_kinds_is_left_alone() -> None:
    kinds = {"code": "establishment_type", "options": [{"code": "guest"}]}
    details = {"code": "establishment_subkind", "options": [{"code": "hotel"}]}
    assert MIGRATION._complete_definition({"option_sets": [kinds, details]}) is None
    assert MIGRATION._complete_definition({"option_sets": [kinds]}) is None
    assert MIGRATION._complete_definition({}) is None
