"""Who opens an issued document: its issuer's house and those at whom it arrived, within its function."""

from dataclasses import replace

import pytest

from sokehoach.apps.accounts.models import User
from sokehoach.apps.accounts.permissions import Action, Scope
from sokehoach.apps.documents import permissions
from sokehoach.apps.documents.models import Correspondent, Delivery, OfficialDocument
from tests.apps.documents.written import draft
from tests.factories.cast import AT, SINCE, Cast

WAYS = Delivery.Way
STATES = Delivery.State


@pytest.fixture
def issued(cast: Cast, monkeypatch: pytest.MonkeyPatch) -> OfficialDocument:
    """A commune's document that was issued; scopes are those that a test gives."""
    row = draft(cast.commune, cast.commune.unit)
    row.issued_at = AT
    monkeypatch.setattr(permissions, "scope_of", lambda user: user.scope)
    return row


def give(user: User, *actions: Action, unit: int, function: str = "general") -> User:
    user.scope = Scope({(action, "general"): frozenset({unit}) for action in actions})  # type: ignore[attr-defined]
    if function != "general":
        granted = {**user.scope.units_by_action, (Action.REPORT_VIEW, function): frozenset({unit})}  # type: ignore[attr-defined]
        user.scope = replace(user.scope, units_by_action=granted)  # type: ignore[attr-defined]
    return user


def deliver(row: OfficialDocument, cast: Cast, unit: str | None, way: str, state: str, *, sent: bool = True) -> None:
    at = cast.units[unit] if unit else None
    address, _new = Correspondent.objects.get_or_create(unit=at, name=at.name if at else "Ai đó", valid_from=SINCE)
    Delivery.objects.filter(document=row).delete()
    answer = {"answered_by": cast.office, "answered_at": AT} if state in (STATES.ACCEPTED, STATES.REFUSED) else {}
    Delivery.objects.create(
        document=row, correspondent=address, way=way, state=state, sent_at=AT if sent else None,
        reason="Gửi nhầm." if state == STATES.REFUSED else "", **answer,
    )  # fmt: skip


def test_a_house_that_issued_it_opens_it_by_the_right_to_take(cast: Cast, issued: OfficialDocument) -> None:
    own, other = issued.issuer_id, cast.units["099"].pk
    assert permissions.may_see(give(cast.commune, Action.DOCUMENT_TAKE, unit=own), issued)
    assert not permissions.may_see(give(cast.commune, Action.DOCUMENT_RECEIVE, unit=own), issued)
    assert not permissions.may_see(give(cast.commune, Action.DOCUMENT_TAKE, unit=other), issued)
    assert not permissions.may_see(give(cast.office, Action.DOCUMENT_TAKE, unit=own), issued)
    issued.area = cast.units["099"]
    assert not permissions.may_see(give(cast.commune, Action.DOCUMENT_TAKE, unit=own), issued)
    issued.area, issued.function = None, "support"
    assert not permissions.may_see(give(cast.commune, Action.DOCUMENT_TAKE, unit=own), issued)
    assert permissions.may_see(give(cast.commune, Action.DOCUMENT_TAKE, unit=own, function="support"), issued)


def test_before_it_is_issued_only_a_role_opens_it(cast: Cast, issued: OfficialDocument) -> None:
    issued.issued_at = None
    own = issued.issuer_id
    assert permissions.may_see(give(cast.commune, Action.DOCUMENT_DRAFT, unit=own), issued)
    assert not permissions.may_see(give(cast.commune, Action.DOCUMENT_TAKE, unit=own), issued)


@pytest.mark.parametrize(
    ("way", "state", "opens"),
    [
        *((WAYS.PRODUCT, state, True) for state in (STATES.SENT, STATES.ARRIVED, STATES.ACCEPTED, STATES.REFUSED)),
        *((WAYS.EDXML, state, True) for state in (STATES.ARRIVED, STATES.ACCEPTED, STATES.REFUSED)),
        (WAYS.EDXML, STATES.SENT, False),
        (WAYS.PAPER, STATES.SENT, False),
        (WAYS.EMAIL, STATES.ARRIVED, True),
    ],
)
@pytest.mark.parametrize("action", [Action.DOCUMENT_TAKE, Action.DOCUMENT_RECEIVE])
def test_a_house_at_which_it_arrived_opens_it(
    cast: Cast, issued: OfficialDocument, way: str, state: str, opens: bool, action: Action
) -> None:
    deliver(issued, cast, "099", way, state)
    reader = give(cast.office, action, unit=cast.units["099"].pk)
    assert permissions.may_see(reader, issued) is opens
    assert not permissions.may_see(give(cast.office, Action.DOCUMENT_ISSUE, unit=cast.units["099"].pk), issued)
    issued.function = "support"
    assert not permissions.may_see(give(cast.office, action, unit=cast.units["099"].pk), issued)


def test_what_was_not_sent_or_went_to_no_unit_opens_nothing(cast: Cast, issued: OfficialDocument) -> None:
    reader = give(cast.office, Action.DOCUMENT_TAKE, unit=cast.units["099"].pk)
    deliver(issued, cast, "099", WAYS.PRODUCT, STATES.NAMED, sent=False)
    assert not permissions.may_see(reader, issued)
    deliver(issued, cast, None, WAYS.EDXML, STATES.ARRIVED)
    assert not permissions.may_see(reader, issued)
