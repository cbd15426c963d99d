"""A version that does not apply yet is withdrawn: everything is as if it had not been published."""

import shutil
from collections.abc import Callable
from datetime import date, timedelta
from pathlib import Path
from typing import Any

import pytest
from django.db import IntegrityError, transaction
from django.test import Client
from django.urls import reverse

from sokehoach.apps.accounts.models import Role, User
from sokehoach.apps.accounts.permissions import Action
from sokehoach.apps.accounts.queries.scopes import clear_scope_cache, scope_of
from sokehoach.apps.accounts.services import grants
from sokehoach.apps.audit.models import Event
from sokehoach.apps.indicators.queries.elements import list_elements
from sokehoach.apps.orgunits.models import Unit
from sokehoach.apps.programmes.models import DefinitionVersion, Programme
from sokehoach.apps.reporting.models import Form, Submission
from sokehoach.apps.reporting.services import submissions, values
from sokehoach.apps.reporting.services.values import TypedCell
from sokehoach.apps.setup.queries.exports import build_published_programme
from sokehoach.apps.setup.queries.version_checks import MIGRATED, find_version_faults
from sokehoach.apps.setup.services import drafts, programmes
from sokehoach.apps.setup.services.withdrawal import can_be_withdrawn, withdraw_version
from sokehoach.apps.shell.outcomes import ActionRefused, InvalidInput, VersionConflictError
from tests.apps.setup.test_programmes import spoil
from tests.apps.setup.test_publishing import change_unit, close_form
from tests.factories.cast import AT

pytestmark = pytest.mark.usefixtures("db", "demonstration")
type Browser = Callable[[User], Client]

PLANNED = date(2022, 12, 15)  # on which a window begins that nobody has begun to report
LATER = AT + timedelta(hours=1)


@pytest.fixture
def folder(tmp_path: Path) -> Path:
    return Path(shutil.copytree(programmes.DEFAULT_PROGRAMME, tmp_path / "programme"))


def publish(folder: Path, day: date | None = PLANNED, by: User | str = "tests") -> int:
    done = programmes.load_programme(folder=folder, by=by, at=LATER, day=day, reason="Thông tư mới")
    return int(str(done.answer["version"]))


def withdraw(number: int = 2, reason: str = "Thông tư bị bãi bỏ", by: User | str = "tests") -> int:
    done = withdraw_version(programme=Programme.objects.get(), number=number, reason=reason, by=by, at=LATER)
    return int(str(done.answer["version"]))


def rows() -> Any:
    """What pages and sums go by: forms, and elements without those that are on no form."""
    forms = [form.definition for form in Form.objects.order_by("code") if not form.definition.is_withdrawn]
    on_forms = {cell.element for form in forms for cell in form.cells}
    return forms, {uid: element for uid, element in list_elements().items() if uid in on_forms}


def add_element(folder: Path, code: str, form: str) -> None:
    """One like CD08."""
    path = folder / "elements.csv"
    lines = path.read_text("utf-8").splitlines()
    line = next(line for line in lines if line.startswith("CD08,"))
    added = line.replace("CD08,", f"{code},", 1).replace("01-XA", form)
    path.write_text("\n".join((*lines, added)) + "\n", "utf-8")


def add_form(folder: Path) -> None:
    """A form of its own for the communes, with one element."""
    add_element(folder, "XX01", "31-XA")
    text = (folder / "forms" / "01-XA.yaml").read_text("utf-8")
    top = text[: text.index("sections:")].replace("01-XA", "31-XA")
    form = "sections:\n  - code: A\n    title: Bảng tin\n    cells:\n      - {code: A1, element: XX01}\n"
    (folder / "forms" / "31-XA.yaml").write_text(top + form, "utf-8")
    spoil(folder, "regimes.yaml", ", 09-MTTQ]", ", 09-MTTQ, 31-XA]")


@pytest.mark.parametrize(
    "change",
    [
        pytest.param(change_unit, marks=pytest.mark.faults("pack.withdraw", "programme.withdraw")),
        pytest.param(close_form, marks=pytest.mark.sweep),
        pytest.param(add_form, marks=pytest.mark.sweep),
    ],
)
def test_everything_is_as_before(change: Callable[[Path], None], folder: Path) -> None:
    before = rows()
    change(folder)
    assert publish(folder) == 2
    assert rows() != before
    assert withdraw() == 1
    assert rows() == before
    assert list(find_version_faults()) == []
    states = DefinitionVersion.objects.order_by("number").values_list("state", flat=True)
    assert [*states] == ["published", "withdrawn"]
    assert build_published_programme("tuan_giao_2021").code == "tuan_giao_2021"
    leaf = Event.objects.get(action="programme.withdraw").body["detail"]
    assert (leaf["withdrawn"], leaf["version"], leaf["reason"]) == (2, 1, "Thông tư bị bãi bỏ")
    assert publish(folder) == 3  # the number is not used again
    assert list(find_version_faults()) == []


def test_no_figure_is_incomparable_over_a_day_that_did_not_come(folder: Path) -> None:
    change_unit(folder)
    publish(folder)
    assert any(element.breaks == (PLANNED,) for element in list_elements().values())
    withdraw()
    assert not any(element.breaks for element in list_elements().values())


def test_a_role_that_it_brought_gives_nothing_any_more(folder: Path) -> None:
    """Roles apply at once, so somebody may hold one when its version is withdrawn."""
    path = folder / "roles.yaml"
    role = "  - {code: planner, name: Người lập kế hoạch, functions: [general], actions: [plan.view, plan.import]}\n"
    path.write_text(path.read_text("utf-8").rstrip("\n") + "\n" + role, "utf-8")
    publish(folder)
    clerk, area = User.objects.get(username="xa03304"), Unit.objects.get(code="099")
    planner = Role.objects.get(code="planner")
    day = LATER.date()
    grants.create_grant(user=clerk, role=planner, unit=area, function="general", since=day, by="tests", at=LATER)
    assert area.pk in scope_of(clerk, day).units(Action.PLAN_IMPORT)
    withdraw()
    clear_scope_cache(clerk)
    assert area.pk not in scope_of(clerk, day).units(Action.PLAN_IMPORT)
    publish(folder)
    clear_scope_cache(clerk)
    assert area.pk not in scope_of(clerk, day).units(Action.PLAN_IMPORT), "who held it is not given it again"
    assert list(find_version_faults()) == []


def test_a_version_that_applies_is_not_withdrawn(folder: Path) -> None:
    with pytest.raises(ActionRefused, match="không rút được nữa"):
        withdraw(1)
    change_unit(folder)
    publish(folder, LATER.date())
    with pytest.raises(ActionRefused, match="Phiên bản 2 đã áp dụng từ ngày"):
        withdraw()


def test_who_means_another_version_or_gives_no_reason_is_told(folder: Path) -> None:
    change_unit(folder)
    publish(folder)
    with pytest.raises(VersionConflictError):
        withdraw(1)
    for reason in (" ", "Theo lời bà Lò Thị Pâng, số 0912345678"):
        with pytest.raises(InvalidInput) as refused:
            withdraw(reason=reason)
        assert [*refused.value.messages] == ["reason"]
    assert DefinitionVersion.objects.get(state="published").number == 2


def test_a_draft_made_from_the_withdrawn_version_is_not_published(folder: Path) -> None:
    change_unit(folder)
    publish(folder)
    drafts.begin_draft(programme=Programme.objects.get(), by="tests", at=LATER)
    withdraw()
    draft = Programme.objects.get().drafts.get()
    with pytest.raises(VersionConflictError, match="sửa từ phiên bản 2, nhưng chương trình đang ở phiên bản 1"):
        drafts.publish_draft(draft=draft, revision=draft.revision, reason="", day=None, by="tests", at=LATER)


def test_what_holds_data_already_is_not_withdrawn(folder: Path) -> None:
    spoil(folder, "option_sets.yaml", "      khang: Tiếng Kháng\n", "      khang: Tiếng Kháng\n      lu: Tiếng Lự\n")
    publish(folder)
    with pytest.raises(ActionRefused, match="danh mục language, lựa chọn lu"):
        withdraw()


def test_a_cell_in_which_a_figure_was_typed_is_not_withdrawn(folder: Path) -> None:
    """An optional cell is in all reports that are not sent, whatever the day of the version."""
    clerk = User.objects.get(username="xa03304")
    add_element(folder, "XX02", "01-XA")
    spoil(folder, "forms/01-XA.yaml", "      - {code: A8,", "      - {code: X2, element: XX02}\n      - {code: A8,")
    publish(folder)
    form = Form.objects.get(code="01-XA")
    submissions.open_submission(form=form.uid, period="2021S2", unit=clerk.unit, by=clerk, at=LATER)
    report = Submission.objects.get(form=form, period="2021S2", unit=clerk.unit)
    values.save(submission=report.pk, changes={"X2": TypedCell("7", 0)}, by=clerk, at=LATER)
    with pytest.raises(ActionRefused, match="01-XA XX02"):
        withdraw()


def test_the_database_takes_no_other_change_of_a_state(folder: Path) -> None:
    change_unit(folder)
    publish(folder)
    withdraw()
    for number, state in ((2, "published"), (2, "superseded"), (1, "planned")):
        with pytest.raises(IntegrityError), transaction.atomic():
            DefinitionVersion.objects.filter(number=number).update(state=state)


def test_verify_finds_a_withdrawal_without_its_leaf(folder: Path) -> None:
    change_unit(folder)
    publish(folder)
    DefinitionVersion.objects.filter(number=2).update(state="withdrawn")
    DefinitionVersion.objects.filter(number=1).update(state="published")
    assert "trạng thái rút khác nhật ký" in [fault.reason for fault in find_version_faults()]


def test_an_administrator_withdraws_it_in_the_browser(folder: Path, signed_in: Browser) -> None:
    admin = User.objects.filter(capacities__grants__role__code="unit_admin").first()
    assert admin is not None
    client, page = signed_in(admin), reverse("setup:programme", args=["tuan_giao_2021"])
    assert "Rút phiên bản này" not in client.get(page).text
    change_unit(folder)
    publish(folder)
    address = reverse("setup:withdraw", args=["tuan_giao_2021", 2])
    assert address in client.get(page).text
    asked = client.get(address).text
    assert "Phiên bản 2 áp dụng từ ngày 15/12/2022" in asked
    assert client.post(address, {"reason": ""}).status_code == 422
    answer = client.post(address, {"reason": "Thông tư bị bãi bỏ"}, follow=True)
    assert "Đã rút phiên bản 2. Đang dùng phiên bản 1." in answer.text
    assert client.post(address, {"reason": "Lần nữa"}).status_code == 409


def test_who_presses_twice_is_answered_alike(folder: Path, signed_in: Browser) -> None:
    admin = User.objects.filter(capacities__grants__role__code="unit_admin").first()
    assert admin is not None
    change_unit(folder)
    publish(folder)
    client, address = signed_in(admin), reverse("setup:withdraw", args=["tuan_giao_2021", 2])
    pressed = {"reason": "Thông tư bị bãi bỏ", "key": "k1"}
    for _time in range(2):
        answer = client.post(address, pressed, follow=True)
        assert answer.status_code == 200
        assert "Đã rút phiên bản 2. Đang dùng phiên bản 1." in answer.text


def test_what_an_update_published_is_not_withdrawn(folder: Path) -> None:
    """The version before lacks what code said until then: kinds of details, registers that became data."""
    change_unit(folder)
    publish(folder, by=MIGRATED)
    before = rows()
    assert not can_be_withdrawn(DefinitionVersion.objects.get(number=2), LATER)
    with pytest.raises(ActionRefused, match="do lần nâng cấp phần mềm công bố, không rút được"):
        withdraw()
    assert rows() == before
    close_form(folder)
    assert publish(folder) == 3
    assert withdraw(3) == 2, "what an official publishes after it may be withdrawn"
    assert rows() == before
