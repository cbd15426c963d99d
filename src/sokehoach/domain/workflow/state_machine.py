"""Table-driven state machine: which role may take which action in which state. All other actions are refused."""

from collections.abc import Mapping
from dataclasses import dataclass
from enum import StrEnum

from sokehoach.domain.messages import say


class LabelledEnum(StrEnum):
    """A state, an action or a role: the value is used in code and in the database, `label_vi` on pages."""

    @property
    def label_vi(self) -> str:
        raise NotImplementedError


class TransitionNotAllowedError(Exception):
    """The table has no such transition; `message_vi` explains why."""

    def __init__(self, state: LabelledEnum, action: LabelledEnum, role: LabelledEnum, message_vi: str) -> None:
        super().__init__(message_vi)
        self.state = state
        self.action = action
        self.role = role
        self.message_vi = message_vi


@dataclass(frozen=True)
class StateMachine[S: LabelledEnum, A: LabelledEnum, R: LabelledEnum]:
    """A transition table. The first member of `states` is the initial state. `thing_vi` begins a refusal message."""

    thing_vi: str
    states: type[S]
    actions: type[A]
    roles: type[R]
    table: Mapping[tuple[S, A, R], S]

    def step(self, state: S, action: A, role: R) -> S:
        """The state after the action; TransitionNotAllowedError if the table has no such transition."""
        next_state = self.table.get((state, action, role))
        if next_state is None:
            raise TransitionNotAllowedError(state, action, role, self._explain_refusal(state, action))
        return next_state

    def list_actions(self, state: S, role: R) -> frozenset[A]:
        return frozenset(action for at, action, by in self.table if (at, by) == (state, role))

    def list_roles(self, state: S, action: A) -> list[R]:
        """The roles that may take the action in that state, in the order of the roles."""
        return [role for role in self.roles if (state, action, role) in self.table]

    def _explain_refusal(self, state: S, action: A) -> str:
        """Names the roles that may do it, if there are any; else the state."""
        role_labels = [role.label_vi for role in self.list_roles(state, action)]
        if role_labels:
            return say(
                "Chỉ %(roles)s mới được %(action)s.",
                roles=say(" hoặc ").join(role_labels),
                action=action.label_vi,
            )
        return say(
            "%(thing)s %(state)s: không thể %(action)s.",
            thing=self.thing_vi,
            state=state.label_vi,
            action=action.label_vi,
        )
