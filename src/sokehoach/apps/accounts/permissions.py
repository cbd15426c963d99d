"""The closed list of actions that a role may hold (no programme can misspell one), and the scope of an account."""

from collections.abc import Iterable, Mapping
from dataclasses import dataclass, field
from datetime import datetime
from enum import StrEnum

from sokehoach.domain.policy.groups import is_confidential


class Action(StrEnum):
    PLAN_VIEW = "plan.view"
    PLAN_IMPORT = "plan.import"
    PLAN_CONFIRM = "plan.confirm"
    DUTY_VIEW = "duty.view"
    DUTY_ASSIGN = "duty.assign"
    DUTY_WORK = "duty.work"
    DIRECTION_GIVE = "direction.give"
    REGISTER_VIEW = "register.view"
    REGISTER_EDIT = "register.edit"
    REPORT_VIEW = "report.view"
    REPORT_EDIT = "report.edit"
    REPORT_APPROVE = "report.approve"
    REPORT_SEND = "report.send"
    REPORT_REVIEW = "report.review"
    CONSOLIDATE_VIEW = "consolidate.view"
    DOCUMENT_TAKE = "document.take"
    DOCUMENT_DRAFT = "document.draft"
    DOCUMENT_CHECK = "document.check"
    DOCUMENT_SIGN = "document.sign"
    DOCUMENT_ISSUE = "document.issue"
    DOCUMENT_RECEIVE = "document.receive"
    AUDIT_VIEW = "audit.view"
    ACCOUNT_ADMINISTER = "account.administer"


# «Strong» actions: approving, accepting and closing, signing, issuing, administering. They need a second factor.
STRONG = frozenset(
    {
        Action.REPORT_APPROVE,
        Action.REPORT_REVIEW,
        Action.DOCUMENT_SIGN,
        Action.DOCUMENT_ISSUE,
        Action.ACCOUNT_ADMINISTER,
    }
)

# Of these, the ones that decide over the work of others: no administrator alone makes even the first link to such an
# account. Every clerk issues the papers of their own unit.
DECISIVE = STRONG - {Action.DOCUMENT_ISSUE}

# These hold in the whole installation, whatever the programme.
INSTALLATION_WIDE = frozenset({Action.ACCOUNT_ADMINISTER, Action.AUDIT_VIEW})

# Who does this must see it: a role that has the first action has the second, or its pages would be closed to it.
PRESUPPOSED = {
    Action.PLAN_IMPORT: Action.PLAN_VIEW,
    Action.PLAN_CONFIRM: Action.PLAN_VIEW,
    Action.DUTY_ASSIGN: Action.DUTY_VIEW,
    Action.DUTY_WORK: Action.DUTY_VIEW,
    Action.DIRECTION_GIVE: Action.DUTY_VIEW,
    Action.REGISTER_EDIT: Action.REGISTER_VIEW,
    Action.REPORT_EDIT: Action.REPORT_VIEW,
    Action.REPORT_APPROVE: Action.REPORT_VIEW,
    Action.REPORT_SEND: Action.REPORT_VIEW,
    Action.REPORT_REVIEW: Action.REPORT_VIEW,
    Action.DOCUMENT_DRAFT: Action.DOCUMENT_TAKE,
    Action.DOCUMENT_CHECK: Action.DOCUMENT_TAKE,
    Action.DOCUMENT_SIGN: Action.DOCUMENT_TAKE,
    Action.DOCUMENT_ISSUE: Action.DOCUMENT_TAKE,
}

# In the general function these actions show totals over both sides of the wall, so nobody who is on one side of it
# may hold them.
TOTALS = frozenset({Action.REPORT_REVIEW, Action.CONSOLIDATE_VIEW, Action.AUDIT_VIEW})

# What a token of the API may allow: reading, and the daily writing of a reporter. What needs a second factor is done
# by a person on a page.
TOKEN_ACTIONS = (
    Action.REPORT_VIEW,
    Action.REPORT_EDIT,
    Action.REPORT_SEND,
    Action.REGISTER_VIEW,
    Action.REGISTER_EDIT,
    Action.CONSOLIDATE_VIEW,
    Action.PLAN_VIEW,
    Action.DUTY_VIEW,
    Action.DOCUMENT_TAKE,
)


type UnitsByAction = Mapping[tuple[Action, str], frozenset[int]]


@dataclass(frozen=True, slots=True)
class Scope:
    """What one account may do on one day: for each action and function, the units (row ids).

    Until `closed_until` walled functions are left out. `sides` are the walled functions that it holds, closed or not;
    an account on one side is kept from what belongs to the other. `by_programme`: what it may do in each programme
    (row id) in which it has a role of its own. `in_every_programme`: what its roles of no programme allow; None: all
    roles are of no programme.
    """

    units_by_action: UnitsByAction
    closed_until: datetime | None = None
    sides: frozenset[str] = frozenset()
    by_programme: Mapping[int, UnitsByAction] = field(default_factory=dict)
    in_every_programme: UnitsByAction | None = None

    @property
    def programmes(self) -> frozenset[int] | None:
        """Returns the programmes (row ids) whose data it opens somewhere; None for all."""
        if self.in_every_programme is None or any(self.in_every_programme.values()):
            return None
        return frozenset(self.by_programme)

    def restrict_to(self, programme: int | None) -> "Scope":
        """The scope in one programme (row id), by which its data is opened; None: that of roles of no programme."""
        units = self.units_by_action if self.in_every_programme is None else self.in_every_programme
        if programme is not None:
            units = self.by_programme.get(programme, units)
        return Scope(units, self.closed_until, self.sides)

    def show_only(self, programme: int) -> "Scope":
        """The scope of an account that works in this programme (row id) alone. Installation-wide actions stay."""
        wide = {key: units for key, units in self.units_by_action.items() if key[0] in INSTALLATION_WIDE}
        units = {**self.restrict_to(programme).units_by_action, **wide}
        return Scope(units, self.closed_until, self.sides, {programme: units}, {})

    @property
    def functions(self) -> frozenset[str]:
        return frozenset(function for _, function in self.units_by_action)

    def units(self, action: Action, function: str | None = None) -> frozenset[int]:
        """Returns the units where the action is allowed, in that function or, with None, in any."""
        return frozenset().union(
            *(
                units
                for (granted, granted_in), units in self.units_by_action.items()
                if granted is action and function in (None, granted_in)
            )
        )

    def may(self, action: Action, unit: int, function: str = "general") -> bool:
        return unit in self.units_by_action.get((action, function), frozenset())

    @property
    def strong(self) -> bool:
        return any(action in STRONG and units for (action, _), units in self.units_by_action.items())

    def covers(self, actions: Iterable[str], unit: int, function: str, *, programme: int | None) -> bool:
        """Whether all of these are held there: nobody gives more than they hold.

        `programme`: of the role that has these actions (row id); None for a role of no programme.
        """
        in_programme = self.restrict_to(programme)
        return all(
            (self if action in INSTALLATION_WIDE else in_programme).may(action, unit, function)
            for action in map(Action, actions)
        )

    def anywhere(self, action: Action | str) -> bool:
        return any(granted == action and units for (granted, _), units in self.units_by_action.items())


@dataclass(frozen=True, slots=True)
class ScopeLimits:
    """What a token leaves of the scope of its account. `programme`, `unit`: row ids, None for all."""

    actions: frozenset[Action]
    programme: int | None = None
    unit: int | None = None
    confidential: bool = False

    def allows(self, action: Action, function: str) -> bool:
        return action in self.actions and (self.confidential or not is_confidential(function))
