"""A draft: begun, changed by two, checked at each save, published, discarded; and who may not."""

import re
from collections.abc import Iterator
from datetime import date
from pathlib import Path
from typing import Any

import pytest
from django.db import transaction

from sokehoach.adapters.programme_files.text_form import read_folder
from sokehoach.apps.accounts.models import Role, User
from sokehoach.apps.accounts.services.grants import create_grant
from sokehoach.apps.audit.models import Event
from sokehoach.apps.orgunits.models import Unit
from sokehoach.apps.programmes.models import DefinitionVersion, Programme, ProgrammeDraft
from sokehoach.apps.programmes.services.drafts import discard_draft
from sokehoach.apps.reporting.models import Form
from sokehoach.apps.setup.permissions import list_defined_unit_codes
from sokehoach.apps.setup.queries.drafts import access_draft, access_programme, list_programme_rows
from sokehoach.apps.setup.queries.version_checks import find_version_faults
from sokehoach.apps.setup.services import drafts, programmes
from sokehoach.apps.shell import pii_filter
from sokehoach.apps.shell.outcomes import ActionRefused, InvalidInput, NotFoundError, VersionConflictError
from tests.factories.cast import AT, SINCE
from tests.factories.drafts import begin, create_administrator, current, save
from tests.factories.programmes import write_second_programme

pytestmark = pytest.mark.django_db
NOBODY = ("xa_lanh_manh", "Quàng Văn Thái")  # a code; the sample plan's signer


@pytest.fixture(scope="module", autouse=True)
def loaded(django_db_setup: None, django_db_blocker: Any) -> Iterator[None]:
    with django_db_blocker.unblock(), transaction.atomic():
        programmes.load_programme(folder=programmes.DEFAULT_PROGRAMME, by="tests", at=AT)
        yield
        transaction.set_rollback(True)


@pytest.fixture(autouse=True)
def programme(db: None) -> Programme:
    return Programme.objects.get()


@pytest.fixture
def quy(programme: Programme) -> User:
    return create_administrator("quy.vua")


@pytest.fixture
def lan(programme: Programme) -> User:
    return create_administrator("lan.lt")


def publish(draft: ProgrammeDraft, by: User, *, reason: str = "", day: date | None = None) -> int:
    done = drafts.publish_draft(draft=draft, revision=draft.revision, reason=reason, day=day, by=by, at=AT)
    return int(str(done.answer["version"]))


@pytest.mark.faults("draft.begin", "draft.save", "draft.publish")
def test_it_works(quy: User) -> None:
    assert [row.code for row in list_programme_rows(quy)] == ["tuan_giao_2021"]
    draft = begin(quy)
    assert (draft.base, draft.revision, draft.problems, draft.editors) == (1, 1, [], [])
    draft = save(draft, "forms/01-XA.yaml", lambda text: text.replace("name: ", "name: Mới, ", 1), quy)
    assert (draft.revision, draft.problems, draft.editors) == (2, [], ["quy.vua"])
    assert publish(draft, quy) == 2
    assert Form.objects.get(code="01-XA").definition.name.startswith("Mới, ")
    assert not ProgrammeDraft.objects.exists()
    assert list(find_version_faults()) == []
    actions = list(Event.objects.filter(action__startswith="draft.").order_by("seq").values_list("action", "actor"))
    assert actions == [("draft.begin", "quy.vua"), ("draft.save", "quy.vua"), ("draft.publish", "quy.vua")]
    version = DefinitionVersion.objects.get(number=2)
    assert version.published_by == "quy.vua"


def test_a_draft_that_nobody_changed_is_not_published(quy: User) -> None:
    draft = begin(quy)
    with pytest.raises(ActionRefused, match="không khác phiên bản đang dùng"):
        publish(draft, quy)
    assert DefinitionVersion.objects.count() == 1


def test_a_programme_has_one_draft(quy: User, lan: User) -> None:
    begin(quy)
    with pytest.raises(ActionRefused, match="đang có một bản nháp"):
        begin(lan)
    assert ProgrammeDraft.objects.count() == 1


def test_the_second_of_two_editors_is_told_and_nothing_is_overwritten(quy: User, lan: User) -> None:
    seen_by_both = begin(quy)
    save(seen_by_both, "roles.yaml", lambda text: text.replace("Lãnh đạo", "Người lãnh đạo"), quy)
    with pytest.raises(VersionConflictError, match=r"quy\.vua đã lưu"):
        save(seen_by_both, "roles.yaml", lambda text: text.replace("Lãnh đạo", "Chủ tịch"), lan)
    assert (current().revision, current().editors) == (2, ["quy.vua"])
    assert "Người lãnh đạo" in current().files["roles.yaml"]
    with pytest.raises(VersionConflictError):
        publish(seen_by_both, lan)


def test_a_page_of_a_draft_that_is_gone_changes_nothing_of_the_next(quy: User, lan: User) -> None:
    """Whether the first was discarded or published: its revisions are not used again."""
    begin(quy)
    seen_by_lan = save(current(), "roles.yaml", lambda text: f"{text}# lần 1\n", quy)
    for end in ("discard", "publish"):
        if end == "discard":
            discard_draft(draft=current(), revision=current().revision, by=quy, at=AT)
        else:
            publish(current(), quy)
        begin(quy)
        theirs = save(current(), "roles.yaml", lambda text: text.replace("Lãnh đạo", "Lãnh đạo mới"), quy)
        with pytest.raises(VersionConflictError):
            save(seen_by_lan, "roles.yaml", lambda text: f"{text}# của Lan\n", lan)
        with pytest.raises(VersionConflictError):
            publish(seen_by_lan, lan)
        with pytest.raises(VersionConflictError):
            discard_draft(draft=seen_by_lan, revision=seen_by_lan.revision, by=lan, at=AT)
        assert current().files == theirs.files
        assert current().revision > seen_by_lan.revision
        seen_by_lan = theirs


def test_faults_are_kept_with_their_places_and_nothing_is_published(quy: User) -> None:
    draft = save(begin(quy), "elements.csv", lambda text: text.replace(",count,flow,", ",counts,flow,", 1), quy)
    draft = save(draft, "roles.yaml", lambda text: text.replace("plan.view", "plan.look"), quy)
    files = {file for file, _line, _reason in draft.problems}
    assert files == {"elements.csv", "roles.yaml"}
    file, line, reason = next(problem for problem in draft.problems if problem[0] == "elements.csv")
    assert ",counts,flow," in draft.files[file].splitlines()[line - 1]
    assert "phải là một trong: " in reason
    with pytest.raises(ActionRefused, match="còn lỗi"):
        publish(draft, quy)
    assert DefinitionVersion.objects.count() == 1


def test_a_file_may_be_added_and_removed_but_none_that_a_programme_does_not_have(quy: User) -> None:
    draft = begin(quy)
    drafts.save_files(draft=draft, revision=1, changes={"policy.yaml": None}, by=quy, at=AT)
    assert "policy.yaml" not in current().files
    for name in ("../a.yaml", "forms/a.py", "a.yaml"):
        with pytest.raises(ActionRefused, match="không có tệp tên"):
            drafts.save_files(draft=current(), revision=2, changes={name: "a: 1"}, by=quy, at=AT)


def test_another_code_is_a_fault_on_its_line(quy: User) -> None:
    draft = save(begin(quy), "programme.yaml", lambda text: text.replace("code: tuan_giao_2021", "code: khac"), quy)
    assert draft.problems == [["programme.yaml", 1, "mã chương trình là «khac», phải là «tuan_giao_2021»"]]


def test_a_label_that_names_a_person_is_not_stored(quy: User) -> None:
    draft = begin(quy)
    with pytest.raises(InvalidInput) as refused:
        save(draft, "roles.yaml", lambda text: text.replace("name: Lãnh đạo", "name: Lãnh đạo 0912 345 678"), quy)
    assert "0912 345 678" in refused.value.messages["roles.yaml"][0]
    assert current().revision == 1


def test_a_version_that_came_first_is_not_overwritten(quy: User, tmp_path: Path) -> None:
    draft = save(begin(quy), "roles.yaml", lambda text: text.replace("Lãnh đạo", "Người lãnh đạo"), quy)
    folder = tmp_path / "programme"
    for name, text in read_folder(programmes.DEFAULT_PROGRAMME).items():
        (folder / name).parent.mkdir(parents=True, exist_ok=True)
        (folder / name).write_text(text.replace("Quản trị đơn vị", "Quản trị"), "utf-8")
    programmes.load_programme(folder=folder, by="tests", at=AT)
    with pytest.raises(VersionConflictError, match="phiên bản 1"):
        publish(draft, quy)
    assert DefinitionVersion.objects.count() == 2


def test_a_breaking_change_asks_for_a_reason_and_a_day(quy: User) -> None:
    draft = save(begin(quy), "elements.csv", lambda text: text.replace(",lượt,", ",lần,"), quy)
    with pytest.raises(ActionRefused, match="lý do và ngày"):
        publish(draft, quy)
    with pytest.raises(InvalidInput):
        publish(draft, quy, reason="Theo đề nghị của anh Lò Văn Minh, số 0912345678", day=AT.date())
    assert publish(draft, quy, reason="Thông tư mới", day=AT.date()) == 2


def test_what_gives_others_more_takes_a_second_administrator(quy: User, lan: User) -> None:
    wider = "actions:\n  - account.administer\n  - audit.view\n"
    draft = save(begin(quy), "roles.yaml", lambda text: text.replace("actions:\n  - account.administer\n", wider), quy)
    assert draft.problems == []
    with pytest.raises(ActionRefused, match="người quản trị thứ hai"):
        publish(draft, quy)
    assert publish(draft, lan) == 2
    assert "audit.view" in Role.objects.get(code="unit_admin").actions


def test_a_level_and_a_rule_on_persons_take_a_second_administrator(quy: User, lan: User) -> None:
    draft = save(begin(quy), "levels.yaml", lambda text: text.replace("name: huyện", "name: quận"), quy)
    with pytest.raises(ActionRefused, match="người quản trị thứ hai"):
        publish(draft, quy)
    assert publish(draft, lan) == 1  # levels are no part of a version


def test_units_are_changed_where_the_account_administers_them_alone(quy: User) -> None:
    draft = save(begin(quy), "units.csv", lambda text: text.replace("Xã Pú Xi,", "Xã Pú Xi mới,"), quy)
    assert publish(draft, quy) == 1  # units are no part of a version
    assert Unit.objects.get(code="03269", valid_to__isnull=False).name == "Xã Pú Xi mới"
    draft = save(begin(quy), "units.csv", lambda text: text.replace("Tỉnh Điện Biên,", "Tỉnh Điện Biên Phủ,"), quy)
    with pytest.raises(ActionRefused, match=r"không quản trị: 11\."):
        publish(draft, quy)
    row = "77777,Xã Lạ,Lạ,UBND xã Lạ,commune,11,2004-01-01,2025-07-01,03217,,tests,\n"
    draft = save(draft, "units.csv", lambda text: text.replace("Tỉnh Điện Biên Phủ,", "Tỉnh Điện Biên,") + row, quy)
    with pytest.raises(ActionRefused, match="không quản trị: 77777"):
        publish(draft, quy)
    draft = save(draft, "units.csv", lambda text: text.replace("Lạ,commune,11,", "Lạ,commune,099,"), quy)
    assert draft.problems == []
    publish(draft, quy)
    assert Unit.objects.filter(code="77777").exists()


@pytest.mark.faults("draft.discard")
def test_a_discarded_draft_is_gone_and_the_programme_as_it_was(quy: User) -> None:
    draft = save(begin(quy), "roles.yaml", lambda text: text.replace("Lãnh đạo", "Người lãnh đạo"), quy)
    with pytest.raises(VersionConflictError):
        discard_draft(draft=draft, revision=1, by=quy, at=AT)
    discard_draft(draft=draft, revision=2, by=quy, at=AT)
    assert not ProgrammeDraft.objects.exists()
    with pytest.raises(NotFoundError):
        discard_draft(draft=draft, revision=2, by=quy, at=AT)
    assert DefinitionVersion.objects.count() == 1


def test_a_new_programme_begins_from_its_files(quy: User, tmp_path: Path) -> None:
    files = read_folder(write_second_programme(tmp_path / "second"))
    with pytest.raises(InvalidInput) as refused:
        drafts.begin_new_draft(files=files, by=quy, at=AT)
    assert "Quàng Văn Thái" in refused.value.messages["sample_plan.txt"][0]
    with pii_filter.allowing_places(NOBODY):
        drafts.begin_new_draft(files=files, by=quy, at=AT)
    draft = current()
    assert (draft.code, draft.programme, draft.base, draft.problems) == ("ma_tuy", None, 0, [])
    assert publish(draft, quy) == 1
    assert Programme.objects.get(code="ma_tuy").unit == Programme.objects.get(code="tuan_giao_2021").unit


def test_a_new_programme_is_refused_without_a_code_or_for_a_unit_of_others(quy: User, tmp_path: Path) -> None:
    files = read_folder(write_second_programme(tmp_path / "second"))
    with pytest.raises(ActionRefused, match="không có mã chương trình"):
        drafts.begin_new_draft(files={"programme.yaml": "unit: 099\n"}, by=quy, at=AT)
    head = files["programme.yaml"]
    with pytest.raises(ActionRefused, match="Đã có chương trình mã «tuan_giao_2021»"):
        drafts.begin_new_draft(
            files={**files, "programme.yaml": head.replace("ma_tuy", "tuan_giao_2021")}, by=quy, at=AT
        )
    with pytest.raises(ActionRefused, match="«11»"):
        drafts.begin_new_draft(
            files={**files, "programme.yaml": re.sub("(?m)^unit: .*", "unit: '11'", head)}, by=quy, at=AT
        )
    assert not ProgrammeDraft.objects.exists()


def test_who_administers_no_area_of_the_programme_knows_nothing_of_it(quy: User) -> None:
    begin(quy)
    for user in (create_administrator("xa", "03304"), create_administrator("tinh", "11.SOLDTBXH")):
        for access in (access_draft, access_programme):
            with pytest.raises(NotFoundError):
                access(user, "tuan_giao_2021")
        with pytest.raises(NotFoundError):
            list_programme_rows(user)
    (row,) = list_programme_rows(quy)
    assert (row.code, row.version and row.version.number, row.draft and row.draft.revision) == ("tuan_giao_2021", 1, 1)
    assert access_draft(create_administrator("huyen", "099.LDTBXH", "11"), "tuan_giao_2021") == current()


def test_only_the_words_that_a_save_brings_are_asked_about() -> None:
    """A word that the draft has was answered for when it came in."""
    old = {"README.md": "Nguyễn Văn Nam đã ghi\n"}
    new = {"README.md": "Nguyễn Văn Nam đã ghi\nTrần Thị Bình kiểm tra\n"}
    assert drafts.quote_refused(old, new) == "Trần Thị Bình kiểm tra"
    assert drafts.quote_refused({}, new) == "Nguyễn Văn Nam đã ghi\nTrần Thị Bình kiểm tra"


def test_a_folder_becomes_the_draft_of_its_programme_or_replaces_the_files_of_one(quy: User) -> None:
    files = dict(begin(quy).files)
    discard_draft(draft=current(), revision=1, by=quy, at=AT)

    def put(files: dict[str, str], revision: int | None) -> ProgrammeDraft:
        drafts.put_draft(files=files, revision=revision, by="a command", at=AT)
        return current()

    renamed = {**files, "roles.yaml": files["roles.yaml"].replace("Lãnh đạo", "Người lãnh đạo")}
    del renamed["policy.yaml"]
    first = put(renamed, None)
    assert (first.base, first.files, first.saved_by) == (1, renamed, "a command")
    second = put(files, first.revision)
    assert (second.base, second.files, second.revision) == (1, files, first.revision + 1)
    with pytest.raises(VersionConflictError):
        put(renamed, first.revision)
    assert current().files == files
    assert put(renamed, None).files == renamed


def test_a_folder_of_a_new_programme_becomes_its_draft_and_is_put_over_it(quy: User, tmp_path: Path) -> None:
    files = read_folder(write_second_programme(tmp_path / "second"))
    with pii_filter.allowing_places(NOBODY):
        for name in ("Một", "Hai"):
            changed = {**files, "roles.yaml": f"# {name}\n{files['roles.yaml']}"}
            drafts.put_draft(files=changed, revision=None, by="a command", at=AT)
            draft = current()
            assert (draft.code, draft.programme, draft.base, draft.files) == ("ma_tuy", None, 0, changed)


def test_units_are_changed_by_who_administers_them_not_by_who_sees_them(programme: Programme) -> None:
    user = create_administrator("cua.xa", over="03304")
    role = next(role for role in Role.objects.filter(programme=programme) if "account.administer" not in role.actions)
    district = Unit.objects.get(code="099")
    create_grant(user=user, role=role, unit=district, function="general", since=SINCE, by="tests", at=AT)
    assert list_defined_unit_codes(User.objects.get(pk=user.pk)) == {"03304"}
