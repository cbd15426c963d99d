"""Administrators who define programmes, and drafts."""

from collections.abc import Callable

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


def save(draft: ProgrammeDraft, name: str, change: Callable[[str], str], by: User) -> ProgrammeDraft:
    """The draft with one file changed."""
    text = draft.files[name]
    changed = change(text)
    assert changed != text, "the text does not have what is changed"
    drafts.save_files(draft=draft, revision=draft.revision, changes={name: changed}, by=by, at=AT)
    return current()
