"""Roles, and the closed list of actions that they are made of."""

from collections.abc import Collection

from sokehoach.adapters.pack.pack import Role
from sokehoach.adapters.pack.problems import Problem
from sokehoach.adapters.pack.record import Record
from sokehoach.domain.indicators.element import Function


def read_roles(file: Record, known: Collection[str] | None) -> tuple[dict[str, str], tuple[Role, ...]]:
    """Names of the actions by code, and the roles. `known`: what the product can grant."""
    actions: dict[str, str] = {}
    for code, name in file.words("actions").items():
        if known is not None and code not in known:
            file.problems.append(Problem(file.file, name.line, f"phần mềm không có việc «{code}»"))
        actions[code] = str(name.value or "")
    roles: dict[str, Role] = {}
    for record in file.records("roles"):
        role = Role(
            code=record.code("code"),
            name=record.text("name", most=150),
            functions=record.choices("functions", Function),
            actions=tuple(_action(record, code, actions) for code in record.texts("actions")),
        )
        record.finish()
        for field, given in (("functions", role.functions), ("actions", role.actions)):
            if not given:
                record.refuse(f"thiếu «{field}»", field)
        if role.code in roles:
            record.refuse(f"trùng mã vai trò «{role.code}»", "code")
        roles[role.code] = role
    file.finish()
    return actions, tuple(roles.values())


def _action(record: Record, code: str, actions: Collection[str]) -> str:
    if code not in actions:
        record.refuse(f"không có việc «{code}»", "actions")
    return code
