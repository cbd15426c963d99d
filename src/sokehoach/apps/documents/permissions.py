"""Rules of who drafts, checks, signs, issues, receives and sees an official document."""

from django.db.models import Q

from sokehoach.apps.accounts.models import User
from sokehoach.apps.accounts.permissions import Action, Scope
from sokehoach.apps.accounts.queries.scopes import scope_of
from sokehoach.apps.documents.models import Delivery, OfficialDocument
from sokehoach.apps.orgunits.models import Unit
from sokehoach.apps.orgunits.queries.units import get_unit_area
from sokehoach.domain.documents.document_workflow import DocumentRole
from sokehoach.domain.policy.groups import is_confidential

ROLE_ACTIONS = {
    DocumentRole.DRAFTER: Action.DOCUMENT_DRAFT,
    DocumentRole.CHECKER: Action.DOCUMENT_CHECK,
    DocumentRole.SIGNER: Action.DOCUMENT_SIGN,
    DocumentRole.CLERK: Action.DOCUMENT_ISSUE,
}


# Deliveries that arrived, whatever the way: their recipients may open the document.
ARRIVED = Q(sent_at__isnull=False) & (
    Q(way=Delivery.Way.PRODUCT) | Q(state__in=(Delivery.State.ARRIVED, Delivery.State.ACCEPTED, Delivery.State.REFUSED))
)


def may_take(user: User, unit: Unit, programme: int | None = None) -> bool:
    """Whether the account takes the unit's documents: those of one programme (row id), or of any."""
    return _scope_of(user, programme).may(Action.DOCUMENT_TAKE, unit.pk)


def _scope_of(user: User, programme: int | None) -> Scope:
    return scope_of(user) if programme is None else scope_of(user).restrict_to(programme)


def may_act_for(user: User, issuer: Unit) -> bool:
    """Whether the account works in that unit, or in an agency of that area. Nobody writes for a unit below."""
    return issuer.pk in (user.unit_id, get_unit_area(user.unit).pk)


def may_draft(user: User, issuer: Unit, area: Unit | None = None, programme: int | None = None) -> bool:
    """Whether the account may begin a document of `issuer`. `area`: the unit whose figures it would carry."""
    scope = _scope_of(user, programme)
    sees_figures = area is None or scope.may(Action.CONSOLIDATE_VIEW, area.pk)
    return may_act_for(user, issuer) and scope.may(Action.DOCUMENT_DRAFT, issuer.pk) and sees_figures


def get_document_roles(user: User, document: OfficialDocument) -> frozenset[DocumentRole]:
    """The account's roles in a document of its issuer; none where its figures or function are closed to it."""
    scope = _scope_of(user, document.programme_id)
    if not may_act_for(user, document.issuer) or not _may_see_area_figures(scope, document.area_id):
        return frozenset()
    if not has_function(user, document.function) or _is_draft_across_the_wall(user, document):
        return frozenset()
    return frozenset(role for role, action in ROLE_ACTIONS.items() if scope.may(action, document.issuer_id))


def may_sign(user: User) -> bool:
    """Whether documents can wait for the account's signature: those of its own unit, or of the area of its agency."""
    scope = scope_of(user)
    return any(scope.may(Action.DOCUMENT_SIGN, unit.pk) for unit in (user.unit, get_unit_area(user.unit)))


def is_sign_role_short(user: User, document: OfficialDocument) -> bool:
    """Whether the account signs for the issuer, in its own area, by a role that does not suffice for this document.

    It belongs to another unit of the area, or does not see the figures. False for confidential functions.
    """
    scope = _scope_of(user, document.programme_id)
    return (
        not is_confidential(document.function)
        and scope.may(Action.DOCUMENT_SIGN, document.issuer_id)
        and get_unit_area(document.issuer).pk == get_unit_area(user.unit).pk
        and DocumentRole.SIGNER not in get_document_roles(user, document)
    )


def has_function(user: User, function: str) -> bool:
    """Whether the account may read sources of that function. Everybody may read general ones."""
    return not is_confidential(function) or function in scope_of(user).functions


def _is_draft_across_the_wall(user: User, document: OfficialDocument) -> bool:
    """Whether an account of the other confidential function is still writing it. False for accounts with none."""
    if document.issued_at is not None:
        return False
    own_sides = _get_sides(user)
    return bool(own_sides) and bool(_get_sides(document.drafted_by) - own_sides)


def _get_sides(user: User) -> frozenset[str]:
    return scope_of(user).sides


def may_see(user: User, document: OfficialDocument) -> bool:
    """Whether the account may open the document: by a role in it or, once issued, in its issuer or a recipient."""
    if get_document_roles(user, document):
        return True
    if document.issued_at is None or not has_function(user, document.function):
        return False
    scope = _scope_of(user, document.programme_id)
    deliveries = document.deliveries.filter(ARRIVED).select_related("correspondent__unit")
    return any(may_read_arrivals(user, delivery.correspondent.unit) for delivery in deliveries) or (
        may_act_for(user, document.issuer)
        and scope.may(Action.DOCUMENT_TAKE, document.issuer_id)
        and _may_see_area_figures(scope, document.area_id)
    )


def may_read_arrivals(user: User, unit: Unit | None) -> bool:
    """Whether the account reads the documents that arrived at that unit."""
    if unit is None or not may_act_for(user, unit):
        return False
    scope = scope_of(user)
    return any(scope.may(action, unit.pk) for action in (Action.DOCUMENT_TAKE, Action.DOCUMENT_RECEIVE))


def may_receive(user: User, delivery: Delivery) -> bool:
    """Whether the account accepts or refuses a document sent to that unit within the product."""
    unit = delivery.correspondent.unit
    if unit is None or delivery.sent_at is None or delivery.way != Delivery.Way.PRODUCT:
        return False
    is_receiver = may_act_for(user, unit) and scope_of(user).may(Action.DOCUMENT_RECEIVE, unit.pk)
    return is_receiver and has_function(user, delivery.document.function) and not is_sent_by(user, delivery)


def is_sent_by(user: User, delivery: Delivery) -> bool:
    """Whether the account counts as the sender of that delivery to a unit (`is_sender`)."""
    document, unit = delivery.document, delivery.correspondent.unit
    return unit is not None and is_sender(
        user.pk,
        works_in=user.unit_id,
        area=get_unit_area(user.unit).pk,
        to=unit.pk,
        issuer=document.issuer_id,
        issued_by=document.issued_by_id,
    )


def is_sender(person: int, *, works_in: int, area: int, to: int, issuer: int, issued_by: int | None) -> bool:
    """Whether a person who works in `works_in` counts as the sender of a document to the unit `to`. The sender is the
    person who issued it, and the issuer's house unless the addressee is the person's very own unit; of a document that
    the issuer sends to itself, everybody. A sender never answers for the addressee.
    """
    return person == issued_by or to == issuer or (to != works_in and issuer in (works_in, area))


def may_edit_addresses(user: User) -> bool:
    """Whether the account edits the shared address book: it issues documents and consolidates for an area."""
    scope = scope_of(user)
    return bool(scope.units(Action.DOCUMENT_ISSUE, "general") & scope.units(Action.CONSOLIDATE_VIEW, "general"))


def _may_see_area_figures(scope: Scope, area: int | None) -> bool:
    return area is None or scope.may(Action.CONSOLIDATE_VIEW, area)


def may_see_figures(user: User, area: Unit, programme: int | None = None) -> bool:
    """Whether the account sees the reports of all units of the area: of one programme (row id), or of any."""
    return _scope_of(user, programme).may(Action.CONSOLIDATE_VIEW, area.pk)


def may_edit_form(user: User, unit: Unit) -> bool:
    """Whether the account maps superior's forms of the unit.

    It works there, has the right DOCUMENT_TAKE there, and sees the area's figures.
    """
    return (
        user.unit_id == unit.pk
        and may_take(user, unit)
        and _may_see_area_figures(scope_of(user), get_unit_area(unit).pk)
    )
