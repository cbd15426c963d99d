"""Every operation of the product's API, as its description says."""

import re
from dataclasses import dataclass

from sokehoach.apps.accounts.permissions import Action
from sokehoach.apps.api import v1
from sokehoach.apps.api.authentication import TokenAuth

NOWHERE = "00000000-0000-4000-8000-000000000000"


@dataclass(frozen=True)
class ApiOperation:
    name: str
    method: str
    path: str  # with its parts in braces
    action: Action | None

    def address(self, **parts: str) -> str:
        return re.sub(r"\{(?:\w+:)?(\w+)\}", lambda part: parts.get(part[1], NOWHERE), self.path)


def list_operations() -> list[ApiOperation]:
    found = []
    for bound in v1.api._get_bound_routers():
        for path, view in bound.path_operations.items():
            for operation in view.operations:
                (auth,) = operation.auth_callbacks
                assert isinstance(auth, TokenAuth)
                address = re.sub("/+", "/", f"{v1.api.prefix}{bound.prefix}/{path}")
                found += [
                    ApiOperation(str(operation.operation_id), method, address, auth.action)
                    for method in operation.methods
                ]
    return found


OPERATIONS = list_operations()
