"""The page docs/reference/api.md: operations and codes of /api/v1, for people."""

import json

from sokehoach.apps.api.v1 import api
from sokehoach.apps.shell.problems import CODES

_ADR = "../adr/0064-identify-programs-by-tokens-that-limit-an-account.md"


def print_description() -> str:
    """docs/reference/openapi.json: what GET /api/v1/openapi.json answers."""
    return json.dumps(api.get_openapi_schema(), ensure_ascii=False, indent=1) + "\n"


def print_page() -> str:
    lines = [
        "# API /api/v1",
        "",
        "Generated from the code (`make reference`); `openapi.json` beside it is the whole description (OpenAPI 3.1).",
        f"How to use it: [how-to/api.md](../how-to/api.md). Why it is so: [ADR 64]({_ADR}).",
        "",
        "## Operations",
        "",
        "| method | address | what | needs |",
        "|---|---|---|---|",
    ]
    lines += [f"| {method} | `{path}` | {summary} | {action} |" for path, method, summary, action in _list_operations()]
    lines += [
        "",
        "`needs`: the action that the token must have; nothing: any token.",
        "",
        "## Codes of problems",
        "",
        "A code keeps its meaning; titles may be reworded.",
        "",
        "| status | code | title |",
        "|---|---|---|",
    ]
    lines += [f"| {status} | `{code}` | {title} |" for code, (status, title) in CODES.items()]
    return "\n".join(lines) + "\n"


def _list_operations() -> list[tuple[str, str, str, str]]:
    operations = []
    document = api.get_openapi_schema()
    actions = {
        str(operation.operation_id): getattr(auth, "action", None)
        for router in api._get_bound_routers()
        for view in router.path_operations.values()
        for operation in view.operations
        for auth in operation.auth_callbacks
    }
    for path, methods in document["paths"].items():
        for method, operation in methods.items():
            action = actions[operation["operationId"]]
            operations.append((path, method.upper(), operation["summary"], f"`{action}`" if action else ""))
    return operations
