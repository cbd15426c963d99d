"""Administrators who define programmes, and drafts."""

from collections.abc import Callable

from sokehoach.adapters.programme_files.yaml_lists import append_items
from sokehoach.apps.accounts.models import Role, User
from sokehoach.apps.accounts.services import grants, users
from sokehoach.apps.orgunits.models import Unit
from sokehoach.apps.programmes.models import Programme, ProgrammeDraft
from sokehoach.apps.setup.services import drafts
from tests.factories.cast import AT, SINCE


def create_administrator(username: str, unit: str = "099", over: str = "") -> User:
    """An account of the unit that administers accounts over another one, the same by default."""
    row = Unit.objects.get(code=unit)
    users.create_user(username=username, full_name="Vừ A Quý", title="", unit=row, by="tests", at=AT)
    user = User.objects.select_related("unit__parent").get(username=username)
    role = Role.objects.get(code="unit_admin")
    grants.create_grant(
        user=user, role=role, unit=Unit.objects.get(code=over or unit), function="general", since=SINCE, by="tests",
        at=AT,
    )  # fmt: skip
    return user


def begin(by: User) -> ProgrammeDraft:
    """The draft of the first programme, from its version in force."""
    drafts.begin_draft(programme=Programme.objects.get(code="tuan_giao_2021"), by=by, at=AT)
    return current()


def current() -> ProgrammeDraft:
    return ProgrammeDraft.objects.select_related("programme", "unit").get()


REGISTER = "buoi_thu"
REGISTER_TEXT = """code: buoi_thu
name: Buổi thử
row: buổi
about: Mỗi dòng là một buổi.
columns: [language]
fields:
  - {code: day, label: Ngày, kind: day}
  - {code: language, label: Ngôn ngữ, kind: one, option_set: language}
"""
_OWNER = {"code": REGISTER, "function": "general", "levels": ["commune", "township"], "source": "định nghĩa tại chỗ"}


def add_register(draft: ProgrammeDraft, by: User | str) -> ProgrammeDraft:
    """The draft with one more register, of two fields."""
    owners = append_items(draft.files["registers.yaml"], ("registers",), [_OWNER])
    changes = {f"registers/{REGISTER}.yaml": REGISTER_TEXT, "registers.yaml": owners}
    drafts.save_files(draft=draft, revision=draft.revision, changes=changes, by=by, at=AT)
    return current()


def save(draft: ProgrammeDraft, name: str, change: Callable[[str], str], by: User) -> ProgrammeDraft:
    """The draft with one file changed."""
    text = draft.files[name]
    changed = change(text)
    assert changed != text, "the text does not have what is changed"
    drafts.save_files(draft=draft, revision=draft.revision, changes={name: changed}, by=by, at=AT)
    return current()
