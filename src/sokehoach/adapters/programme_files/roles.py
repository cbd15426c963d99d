"""Read roles, and the closed list of actions that they consist of."""

from collections.abc import Collection, Mapping

from sokehoach.adapters.programme_files.definition import RoleDefinition
from sokehoach.adapters.programme_files.levels import read_level_codes
from sokehoach.adapters.programme_files.policy import read_functions
from sokehoach.adapters.programme_files.record import DefinitionProblem, Record
from sokehoach.domain.messages import say
from sokehoach.domain.orgtree.level import Levels
from sokehoach.domain.policy.groups import ConfidentialGroups

type Grantable = Mapping[str, str]
"""The actions that the product can grant, each with the one that it presupposes; «» where it presupposes none."""


def read_roles(
    file: Record, grantable: Grantable | None, groups: ConfidentialGroups, levels: Levels
) -> tuple[dict[str, str], tuple[RoleDefinition, ...]]:
    """Return names of the actions by code, and the roles. `grantable` None skips the checks against the product."""
    actions: dict[str, str] = {}
    for code, name in file.mapping("actions").items():
        if grantable is not None and code not in grantable:
            file.problems.append(
                DefinitionProblem(file.file, name.line, say("phần mềm không có việc «%(code)s»", code=code))
            )
        actions[code] = str(name.value or "")
    roles: dict[str, RoleDefinition] = {}
    for record in file.records("roles"):
        role = RoleDefinition(
            code=record.code("code"),
            name=record.text("name", most=150),
            functions=read_functions(record, "functions", groups),
            actions=tuple(_check_action(record, code, actions) for code in record.texts("actions")),
            levels=read_level_codes(record, "levels", levels),
        )
        record.finish()
        for field, codes in (("functions", role.functions), ("actions", role.actions)):
            if not codes:
                record.refuse(say("thiếu «%(field)s»", field=field), field)
        for action in role.actions:
            if (presupposed := (grantable or {}).get(action, "")) and presupposed not in role.actions:
                record.refuse(
                    say(
                        "vai trò có việc «%(action)s» thì phải có «%(presupposed)s»",
                        action=action,
                        presupposed=presupposed,
                    ),
                    "actions",
                )
        if role.code in roles:
            record.refuse(say("trùng mã vai trò «%(code)s»", code=role.code), "code")
        roles[role.code] = role
    file.finish()
    return actions, tuple(roles.values())


def _check_action(record: Record, code: str, actions: Collection[str]) -> str:
    if code not in actions:
        record.refuse(say("không có việc «%(code)s»", code=code), "actions")
    return code
