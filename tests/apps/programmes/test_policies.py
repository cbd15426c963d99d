"""Policy of an installation and of its programmes: loaded whole or refused whole, audited, held by the database."""

from datetime import date, timedelta
from pathlib import Path
from typing import Any

import pytest
from django.db import IntegrityError, connection, transaction

from sokehoach.adapters.programme_files.record import DefinitionError
from sokehoach.apps.accounts import wall_triggers
from sokehoach.apps.accounts.models import Capacity, Role, User
from sokehoach.apps.accounts.queries.scopes import scope_of
from sokehoach.apps.accounts.services import grants
from sokehoach.apps.audit.models import Event
from sokehoach.apps.indicators.models import DataElement
from sokehoach.apps.indicators.queries.elements import list_elements
from sokehoach.apps.orgunits.models import Unit
from sokehoach.apps.orgunits.queries.levels import get_levels
from sokehoach.apps.programmes.models import InstallationGroup, PolicyRule, Programme
from sokehoach.apps.programmes.queries import policies
from sokehoach.apps.setup.services import programmes
from sokehoach.apps.shell.outcomes import ActionRefused
from tests.apps.setup.test_programmes import stored
from tests.factories.cast import AT, SINCE, Cast
from tests.factories.policies import BASIS, LOOSER, PERSONS, mark_persons, write_looser_programme, write_policy
from tests.factories.programmes import first_programme, load_first_programme, write_second_programme

pytestmark = pytest.mark.django_db
POLICE = {"code": "drug_police", "name": "cảnh sát ma túy", "english": "drug police", "wall": "drugs"}
HEALTH = {"code": "drug_health", "name": "y tế cai nghiện", "wall": "drugs"}


@pytest.fixture
def first() -> Programme:
    load_first_programme(AT)
    return first_programme()


def load(folder: Path, *, days: int = 0) -> Programme:
    programmes.load_programme(folder=folder, by="tests", at=AT + timedelta(days=days))
    return Programme.objects.get(code="ma_tuy")


def refuse(folder: Path, match: str, *, days: int = 0) -> None:
    """Loading is refused with that sentence and changes nothing."""
    before, seen = stored(), Event.objects.count()
    with pytest.raises(ActionRefused, match=match), transaction.atomic():
        load(folder, days=days)
    assert (stored(), Event.objects.count()) == (before, seen)


def allowed(programme: Programme, day: date | None = None) -> set[str]:
    policy = policies.get_persons_policy(programme.pk)
    return {level.code for level in get_levels() if policy.allows(level, day or AT.date())}


def hold(username: str, function: str) -> None:
    user = User.objects.get(username=username)
    Capacity.objects.create(user=user, function=function)


def test_a_folder_without_a_policy_has_the_strictest(first: Programme, tmp_path: Path) -> None:
    second = load(write_second_programme(tmp_path / "ma_tuy"))
    assert allowed(first) == allowed(second) == {"province", "district"}
    assert not PolicyRule.objects.exists()
    assert not Event.objects.filter(action="policy.keep").exists()
    assert policies.get_groups().walls == {"enforcement": "enforcement-support", "support": "enforcement-support"}
    assert Event.objects.filter(action="confidential_groups.keep").count() == 2


def test_communes_count_persons_by_a_stated_policy_alone(first: Programme, tmp_path: Path) -> None:
    folder = write_second_programme(tmp_path / "ma_tuy")
    mark_persons(folder)
    with pytest.raises(DefinitionError, match="của cấp xã, thị trấn không được đếm người"):
        load(folder)
    write_policy(folder, {"persons": {"lowest_level": "commune", "valid_from": "2019-01-01"}})
    with pytest.raises(DefinitionError) as unfounded:
        load(folder)
    reasons = [(one.line, one.reason[:4]) for one in unfounded.value.problems if one.file == "policy.yaml"]
    assert reasons == [(2, "nới ")]
    write_policy(folder, LOOSER)
    second = load(folder)
    assert allowed(second) == {"province", "district", "commune", "township"}
    assert allowed(second, date(2018, 12, 31)) == {"province", "district"}, "counted before the policy"
    assert allowed(first) == {"province", "district"}
    row = DataElement.objects.get(programme=second, code=PERSONS)
    shown = list_elements()[row.uid]
    assert shown.may_exist_at(get_levels()["commune"], AT.date())
    assert not shown.may_exist_at(get_levels()["hamlet"], AT.date())


def test_a_change_of_policy_is_one_event_with_what_was_before(first: Programme, tmp_path: Path) -> None:
    folder = write_looser_programme(tmp_path / "ma_tuy")
    load(folder)
    (event,) = Event.objects.filter(action="policy.keep")
    assert event.body["detail"] == {
        "programme": "ma_tuy", "lowest_level": "commune", "valid_from": "2019-01-01", "before": "",
        "basis": "Nghị định số 105/2021/NĐ-CP; Điều 40 khoản 2; UBND tỉnh, Quyết định số 12/QĐ-UBND",
    }  # fmt: skip
    load(folder, days=1)
    assert Event.objects.filter(action="policy.keep").count() == 1, "the same policy is no change"
    (folder / "policy.yaml").unlink()
    with pytest.raises(DefinitionError, match="không được đếm người"):
        load(folder, days=2)
    write_policy(folder, {"persons": {"lowest_level": "province", "valid_from": "2019-01-01"}})
    with pytest.raises(DefinitionError, match="không được đếm người"):
        load(folder, days=2)


def test_without_its_policy_a_programme_is_strict_again_from_that_day(first: Programme, tmp_path: Path) -> None:
    folder = write_second_programme(tmp_path / "ma_tuy")
    write_policy(folder, LOOSER)
    load(folder)
    (folder / "policy.yaml").unlink()
    second = load(folder)
    assert allowed(second) == {"province", "district"}
    assert [row.lowest_level for row in PolicyRule.objects.order_by("pk")] == ["commune", ""]
    load(folder, days=1)
    assert PolicyRule.objects.count() == 2


def test_a_policy_is_loosened_from_today_on_and_not_for_days_that_are_past(first: Programme, tmp_path: Path) -> None:
    folder = write_second_programme(tmp_path / "ma_tuy")
    second = load(folder)
    write_policy(folder, LOOSER)
    refuse(folder, "chỉ được nới từ ngày nạp")
    write_policy(folder, {"persons": LOOSER["persons"] | {"valid_from": AT.date().isoformat()}})
    load(folder)
    assert allowed(second) == {"province", "district", "commune", "township"}
    assert allowed(second, AT.date() - timedelta(days=1)) == {"province", "district"}
    write_policy(folder, {"persons": {"lowest_level": "district", "valid_from": "2019-01-01"}})
    load(folder)
    assert allowed(second) == {"province", "district"}, "a stricter one may begin in the past"
    write_policy(folder, {"persons": LOOSER["persons"] | {"valid_from": "2030-01-01"}})
    load(folder)
    assert allowed(second) == {"province", "district"}, "not yet"


def test_another_programme_brings_its_own_groups_without_python(first: Programme, tmp_path: Path) -> None:
    folder = write_second_programme(tmp_path / "ma_tuy")
    write_policy(folder, {"groups": [POLICE, HEALTH]})
    roles = (folder / "roles.yaml").read_text("utf-8").replace("functions: [enforcement]", "functions: [drug_police]")
    (folder / "roles.yaml").write_text(roles, "utf-8")
    second = load(folder)
    assert Role.objects.filter(programme=second, functions=["drug_police"]).exists()
    assert policies.list_functions() == ("general", "enforcement", "support", "drug_police", "drug_health")
    assert policies.get_function_name("drug_police") == "cảnh sát ma túy"
    assert policies.get_function_name("x") == "x"


@pytest.mark.parametrize(
    ("policy", "line", "reason"),
    [
        ({"groups": [POLICE | {"code": "general"}]}, 2, "là chức năng chung"),
        ({"groups": [{"code": "support", "name": "y tế"}]}, 2, "đã tách biệt theo «enforcement-support»"),
        ({"groups": [POLICE, {**POLICE}]}, 6, "trùng mã nhóm"),
        ({"groups": [POLICE | {"wal": "x"}]}, 5, "trường lạ «wal»"),
        ({"persons": {"lowest_level": "ward", "valid_from": "2021-01-01"}}, 2, "«lowest_level» là «ward»"),
        ({"persons": {"lowest_level": "agency", "valid_from": "2021-01-01"}}, 2, "phải là địa bàn"),
        ({"persons": {"lowest_level": "district"}}, 1, "thiếu ngày «valid_from»"),
        ({"persons": LOOSER["persons"] | {"basis": BASIS | {"clause": ""}}}, 3, "thiếu «clause»"),
        ({"filter": "off"}, 1, "trường lạ «filter»"),
    ],
)
def test_a_wrong_policy_is_named_by_line_and_reason(
    tmp_path: Path, policy: dict[str, Any], line: int, reason: str
) -> None:
    folder = write_second_programme(tmp_path / "ma_tuy")
    write_policy(folder, policy)
    with pytest.raises(DefinitionError) as refused:
        programmes.read_programme(folder)
    (problem,) = (one for one in refused.value.problems if one.file == "policy.yaml")
    assert (problem.line, reason in problem.reason) == (line, True), problem


@pytest.mark.both_databases
def test_groups_that_an_account_holds_are_not_put_on_two_sides(cast: Cast, first: Programme, tmp_path: Path) -> None:
    folder = write_second_programme(tmp_path / "ma_tuy")
    open_groups = [{key: value for key, value in group.items() if key != "wall"} for group in (POLICE, HEALTH)]
    write_policy(folder, {"groups": open_groups})
    load(folder)
    for function in ("drug_police", "drug_health"):
        hold("minh", function)
    write_policy(folder, {"groups": [POLICE, HEALTH]})
    refuse(folder, "có tài khoản giữ cả hai: minh")
    Capacity.objects.filter(user__username="minh", function="drug_health").delete()
    load(folder)
    assert Capacity.objects.get(function="drug_police").wall == "drugs", "the account came along into the wall"
    with pytest.raises(IntegrityError), transaction.atomic():
        hold("minh", "drug_health")


def test_a_programme_moves_no_wall_of_another(first: Programme, tmp_path: Path) -> None:
    folder = write_second_programme(tmp_path / "ma_tuy")
    write_policy(folder, {"groups": [POLICE, HEALTH]})
    load(folder)
    write_policy(folder, {"groups": [POLICE | {"wall": "other"}]})
    refuse(folder, "đã tách biệt theo «drugs»")
    write_policy(folder, {"groups": [POLICE | {"name": "tên khác", "in_trends": True}]})
    load(folder)
    kept = InstallationGroup.objects.get(code="drug_police")
    assert (kept.name, kept.in_trends) == ("cảnh sát ma túy", False), "another programme may use it"


@pytest.mark.both_databases
def test_the_database_holds_the_wall_by_itself(cast: Cast) -> None:
    """Without any service: rows as another program would write them."""
    assert Capacity.objects.get(user=cast.police, function="enforcement").wall == "enforcement-support"
    for user, function in ((cast.police, "support"), (cast.health, "enforcement"), (cast.commune, "nobody knows")):
        with pytest.raises(IntegrityError), transaction.atomic():
            Capacity.objects.create(user=user, function=function)
        with pytest.raises(IntegrityError), transaction.atomic():
            Capacity.objects.bulk_create([Capacity(user=user, function=function, wall="elsewhere")])
    own = Capacity.objects.filter(user=cast.police, function="enforcement")
    own.update(wall="")
    assert own.get().wall == "enforcement-support", "nobody takes a capacity out of its wall"
    with pytest.raises(IntegrityError), transaction.atomic():
        Capacity.objects.filter(user=cast.police, function="general").update(function="support")
    group = InstallationGroup.objects.filter(code="support")
    for change in ({"wall": ""}, {"wall": "other"}, {"code": "renamed"}):
        with pytest.raises(IntegrityError), transaction.atomic():
            group.update(**change)
    with pytest.raises(IntegrityError), transaction.atomic():
        group.delete()


@pytest.mark.both_databases
def test_the_triggers_of_the_wall_stand_after_all_migrations(db: None) -> None:
    """SQLite drops them with a table that a migration builds anew: then that migration installs them again."""
    with connection.cursor() as cursor:
        cursor.execute(
            "SELECT tgname FROM pg_trigger"
            if connection.vendor == "postgresql"
            else "SELECT name FROM sqlite_master WHERE type = 'trigger'"
        )
        names = {name for (name,) in cursor.fetchall()}
    wanted = set(wall_triggers.TRIGGERS)
    if connection.vendor == "postgresql":
        wanted -= {"accounts_wall_update"}  # one trigger for both
    assert wanted <= names


@pytest.mark.both_databases
def test_a_capacity_in_a_function_that_nobody_defined_opens_nothing(cast: Cast) -> None:
    """An older database may hold one."""
    with connection.cursor() as cursor:
        for name in wall_triggers.TRIGGERS[:2]:
            table = " ON accounts_capacity" if connection.vendor == "postgresql" else ""
            cursor.execute(f"DROP TRIGGER IF EXISTS {name}{table}")
    unit = Unit.objects.get(code="099")
    with pytest.raises(ActionRefused, match="Không có chức năng «nobody knows»"):
        grants.create_grant(
            user=cast.office, role=Role.objects.get(code="walled_reporter"), unit=unit, function="nobody knows",
            since=SINCE, by="tests", at=AT,
        )  # fmt: skip
    capacity = Capacity.objects.create(user=cast.police, function="nobody knows")
    capacity.grants.create(role=Role.objects.get(code="walled_reporter"), unit=unit, valid_from=SINCE)
    scope = scope_of(User.objects.get(pk=cast.police.pk))
    assert "nobody knows" not in scope.functions
    assert "nobody knows" in scope.sides
