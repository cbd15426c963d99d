"""Who drafts, signs, receives and reads: rules alone, over accounts whose scope is given; no database is asked."""

from dataclasses import replace
from datetime import datetime
from typing import Any

import pytest

from sokehoach.apps.accounts.models import User
from sokehoach.apps.accounts.permissions import Action, Scope
from sokehoach.apps.documents import permissions
from sokehoach.apps.documents.models import Correspondent, Delivery, OfficialDocument
from sokehoach.apps.orgunits.models import Unit
from sokehoach.domain.documents.document_workflow import DocumentRole

pytestmark = pytest.mark.usefixtures("first_levels")

DISTRICT = Unit(pk=1, level="district")
OFFICE = Unit(pk=2, level="agency", parent=DISTRICT)
POLICE = Unit(pk=3, level="agency", parent=DISTRICT)
COMMUNE = Unit(pk=4, level="commune", parent=DISTRICT)
NOW = datetime(2021, 6, 22, 9, 12).astimezone()
TAKE, DRAFT, CHECK = Action.DOCUMENT_TAKE, Action.DOCUMENT_DRAFT, Action.DOCUMENT_CHECK
SIGN, ISSUE, RECEIVE = Action.DOCUMENT_SIGN, Action.DOCUMENT_ISSUE, Action.DOCUMENT_RECEIVE


@pytest.fixture(autouse=True)
def given_scopes(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(permissions, "scope_of", lambda user: user.scope)


def make_user(
    unit: Unit, *actions: Action, over: tuple[Unit, ...] = (), function: str = "", pk: int = 1, sides: str = ""
) -> Any:
    """An account that works in `unit` and may do `actions` there, or over other units."""
    units = frozenset(place.pk for place in over or (unit,))
    user: Any = User(pk=pk, unit=unit)
    user.scope = Scope({(action, "general"): units for action in actions}, sides=frozenset(sides.split()))
    if function:
        user.scope = Scope(
            {**user.scope.units_by_action, (Action.REPORT_VIEW, function): units}, None, user.scope.sides
        )
    return user


def make_document(issuer: Unit = COMMUNE, function: str = "general", **more: Any) -> OfficialDocument:
    more.setdefault("drafted_by", make_user(issuer, pk=9))
    return OfficialDocument(issuer=issuer, function=function, **more)


def make_delivery(unit: Unit | None, way: str = "product", **more: Any) -> Delivery:
    document = make_document(COMMUNE, more.pop("function", "general"), issued_by_id=9)
    return Delivery(document=document, correspondent=Correspondent(unit=unit), way=way, **{"sent_at": NOW} | more)


def test_one_works_for_ones_own_unit_and_for_the_area_of_ones_agency() -> None:
    assert permissions.may_act_for(make_user(OFFICE), OFFICE)
    assert permissions.may_act_for(make_user(OFFICE), DISTRICT)
    assert permissions.may_act_for(make_user(COMMUNE), COMMUNE)
    assert not permissions.may_act_for(make_user(OFFICE), COMMUNE)
    assert not permissions.may_act_for(make_user(OFFICE), POLICE)
    assert not permissions.may_act_for(make_user(COMMUNE), DISTRICT)


def test_a_draft_needs_the_right_the_house_and_the_figures_that_it_carries() -> None:
    clerk = make_user(COMMUNE, DRAFT)
    assert permissions.may_draft(clerk, COMMUNE)
    assert not permissions.may_draft(clerk, COMMUNE, DISTRICT)
    assert not permissions.may_draft(make_user(COMMUNE, TAKE), COMMUNE)
    assert not permissions.may_draft(make_user(OFFICE, DRAFT, over=(DISTRICT, COMMUNE)), COMMUNE)
    office = make_user(OFFICE, DRAFT, Action.CONSOLIDATE_VIEW, over=(DISTRICT,))
    assert permissions.may_draft(office, DISTRICT, DISTRICT)
    assert not permissions.may_draft(office, OFFICE)


def test_each_right_is_a_role_in_the_documents_of_its_issuer() -> None:
    roles = permissions.get_document_roles
    assert roles(make_user(COMMUNE, DRAFT, CHECK), make_document()) == {DocumentRole.DRAFTER, DocumentRole.CHECKER}
    assert roles(make_user(COMMUNE, SIGN, ISSUE), make_document()) == {DocumentRole.SIGNER, DocumentRole.CLERK}
    assert roles(make_user(COMMUNE, TAKE, RECEIVE), make_document()) == frozenset()
    assert roles(make_user(OFFICE, DRAFT, over=(COMMUNE,)), make_document()) == frozenset()


def test_there_is_no_role_where_figures_or_function_are_closed() -> None:
    clerk = make_user(COMMUNE, DRAFT)
    assert permissions.get_document_roles(clerk, make_document(area_id=DISTRICT.pk)) == frozenset()
    assert permissions.get_document_roles(clerk, make_document(function="support")) == frozenset()
    sees = make_user(COMMUNE, DRAFT, function="support")
    assert permissions.get_document_roles(sees, make_document(function="support")) == {DocumentRole.DRAFTER}


def test_what_a_colleague_of_the_other_side_still_writes_is_closed() -> None:
    police, health = make_user(DISTRICT, DRAFT, sides="enforcement"), make_user(DISTRICT, DRAFT, sides="support")
    plain = make_user(DISTRICT, DRAFT)
    role = {DocumentRole.DRAFTER}
    for by, reader, seen in (
        (health, police, False), (police, police, True), (plain, police, True), (health, plain, True)
    ):  # fmt: skip
        document = make_document(DISTRICT, drafted_by=by)
        assert permissions.get_document_roles(reader, document) == (role if seen else set())
        document.issued_at = NOW
        assert permissions.get_document_roles(reader, document) == role


def test_documents_of_a_programme_are_taken_by_the_grants_in_it() -> None:
    clerk = make_user(OFFICE, TAKE)
    clerk.scope = replace(clerk.scope, by_programme={7: {}})
    assert permissions.may_take(clerk, OFFICE)
    assert permissions.may_take(clerk, OFFICE, programme=8), "its grants hold in every programme that names none"
    assert not permissions.may_take(clerk, OFFICE, programme=7)


def test_the_leader_of_an_agency_signs_for_it_or_for_its_area() -> None:
    assert permissions.may_sign(make_user(OFFICE, SIGN))
    assert permissions.may_sign(make_user(OFFICE, SIGN, over=(DISTRICT,)))
    assert not permissions.may_sign(make_user(OFFICE, SIGN, over=(COMMUNE,)))
    assert not permissions.may_sign(make_user(OFFICE, ISSUE))


def test_general_sources_are_read_by_everybody_and_others_by_function() -> None:
    assert permissions.has_function(make_user(COMMUNE), "general")
    assert not permissions.has_function(make_user(COMMUNE, TAKE), "support")
    assert permissions.has_function(make_user(COMMUNE, function="support"), "support")


def test_what_arrived_is_read_in_the_house_by_those_who_take_or_receive() -> None:
    for action in (TAKE, RECEIVE):
        assert permissions.may_read_arrivals(make_user(DISTRICT, action), DISTRICT)
        assert permissions.may_read_arrivals(make_user(OFFICE, action, over=(DISTRICT,)), DISTRICT)
        assert not permissions.may_read_arrivals(make_user(OFFICE, action, over=(COMMUNE,)), COMMUNE)
    assert not permissions.may_read_arrivals(make_user(DISTRICT, DRAFT, ISSUE), DISTRICT)
    assert not permissions.may_read_arrivals(make_user(DISTRICT, TAKE), None)


@pytest.mark.parametrize(
    ("user", "delivery", "receives"),
    [
        (make_user(DISTRICT, RECEIVE), make_delivery(DISTRICT), True),
        (make_user(OFFICE, RECEIVE, over=(DISTRICT,)), make_delivery(DISTRICT), True),
        (make_user(DISTRICT, TAKE), make_delivery(DISTRICT), False),
        (make_user(DISTRICT, RECEIVE), make_delivery(None), False),
        (make_user(DISTRICT, RECEIVE), make_delivery(DISTRICT, sent_at=None), False),
        (make_user(DISTRICT, RECEIVE), make_delivery(DISTRICT, "email"), False),
        (make_user(OFFICE, RECEIVE, over=(POLICE,)), make_delivery(POLICE), False),
        (make_user(DISTRICT, RECEIVE), make_delivery(DISTRICT, function="support"), False),
        (make_user(DISTRICT, RECEIVE, function="support"), make_delivery(DISTRICT, function="support"), True),
        (make_user(DISTRICT, RECEIVE, pk=9), make_delivery(DISTRICT), False),  # who issued it
        (make_user(COMMUNE, RECEIVE), make_delivery(COMMUNE), False),  # to the issuer itself
    ],
)
def test_a_delivery_is_answered_by_its_house_and_never_by_its_sender(
    user: Any, delivery: Delivery, receives: bool
) -> None:
    assert permissions.may_receive(user, delivery) is receives


@pytest.mark.parametrize(
    ("works_in", "to", "issuer", "sends"),
    [
        (OFFICE, OFFICE, DISTRICT, False),  # the district writes to its own agency, which answers
        (OFFICE, POLICE, DISTRICT, True),
        (OFFICE, POLICE, OFFICE, True),
        (OFFICE, COMMUNE, POLICE, False),
        (POLICE, OFFICE, POLICE, True),
        (COMMUNE, COMMUNE, COMMUNE, True),
    ],
)
def test_the_house_of_the_issuer_counts_as_sender(works_in: Unit, to: Unit, issuer: Unit, sends: bool) -> None:
    area = works_in.parent if works_in.level == "agency" else works_in
    told = permissions.is_sender(1, works_in=works_in.pk, area=area.pk, to=to.pk, issuer=issuer.pk, issued_by=9)
    assert told is sends
    assert permissions.is_sender(9, works_in=works_in.pk, area=area.pk, to=to.pk, issuer=issuer.pk, issued_by=9)


def test_a_delivery_to_no_unit_has_no_sender_among_us() -> None:
    assert not permissions.is_sent_by(make_user(COMMUNE, pk=9), make_delivery(None))
    assert permissions.is_sent_by(make_user(COMMUNE, pk=9), make_delivery(DISTRICT))
    assert not permissions.is_sent_by(make_user(DISTRICT), make_delivery(DISTRICT))


def test_the_address_book_is_kept_where_one_issues_and_consolidates() -> None:
    assert permissions.may_edit_addresses(make_user(DISTRICT, ISSUE, Action.CONSOLIDATE_VIEW))
    assert not permissions.may_edit_addresses(make_user(DISTRICT, ISSUE))
    assert not permissions.may_edit_addresses(make_user(DISTRICT, Action.CONSOLIDATE_VIEW))
    apart = make_user(DISTRICT)
    apart.scope = Scope(
        {
            (ISSUE, "general"): frozenset({1}), (Action.CONSOLIDATE_VIEW, "general"): frozenset({2}),
            (Action.CONSOLIDATE_VIEW, "support"): frozenset({1}), (ISSUE, "support"): frozenset({2}),
        }
    )  # fmt: skip
    assert not permissions.may_edit_addresses(apart)


def test_a_superiors_form_is_mapped_in_ones_own_unit_with_the_figures_of_its_area() -> None:
    everything = (TAKE, Action.CONSOLIDATE_VIEW)
    assert permissions.may_edit_form(make_user(OFFICE, *everything, over=(OFFICE, DISTRICT)), OFFICE)
    assert not permissions.may_edit_form(make_user(OFFICE, *everything), OFFICE)
    assert not permissions.may_edit_form(make_user(OFFICE, *everything, over=(DISTRICT,)), OFFICE)
    assert not permissions.may_edit_form(make_user(OFFICE, *everything, over=(DISTRICT, POLICE)), POLICE)
    assert not permissions.may_edit_form(make_user(DISTRICT, Action.CONSOLIDATE_VIEW), DISTRICT)


def test_reports_of_all_units_are_seen_by_those_who_consolidate_the_area() -> None:
    assert permissions.may_see_figures(make_user(DISTRICT, Action.CONSOLIDATE_VIEW), DISTRICT)
    assert not permissions.may_see_figures(make_user(COMMUNE, Action.CONSOLIDATE_VIEW), DISTRICT)
    assert not permissions.may_see_figures(make_user(DISTRICT, TAKE), DISTRICT)
    assert permissions.may_take(make_user(DISTRICT, TAKE), DISTRICT)
    assert not permissions.may_take(make_user(DISTRICT, TAKE), COMMUNE)
    assert not permissions.may_take(make_user(DISTRICT, DRAFT), DISTRICT)


def test_a_role_is_short_where_another_unit_of_the_area_has_it_and_not_where_it_suffices() -> None:
    document = make_document(OFFICE)
    assert not permissions.is_sign_role_short(make_user(OFFICE, SIGN, TAKE), document)
    assert permissions.is_sign_role_short(make_user(POLICE, SIGN, TAKE, over=(OFFICE,)), document)
    assert not permissions.is_sign_role_short(make_user(POLICE, TAKE, over=(OFFICE,)), document)
    assert not permissions.is_sign_role_short(make_user(COMMUNE, SIGN, TAKE, over=(OFFICE,)), document)
