"""The page docs/reference/api.md: operations and codes of /api/v1, for people."""

import json

from django.conf import settings
from django.utils import translation

from sokehoach.apps.api.v1 import api
from sokehoach.apps.shell.problems import CODES

_ADR = "../adr/0064-identify-programs-by-tokens-that-limit-an-account.md"


def print_description(language: str = settings.LANGUAGE_CODE) -> str:
    """docs/reference/openapi.json and openapi.en.json: what GET /api/v1/openapi.json answers in that language."""
    with translation.override(language):
        return json.dumps(api.get_openapi_schema(), ensure_ascii=False, indent=1) + "\n"


def print_english_description() -> str:
    return print_description("en")


def print_page() -> str:
    lines = [
        "# API /api/v1",
        "",
        "Generated from the code (`make reference`). The whole description (OpenAPI 3.1) is beside it in English,",
        "`openapi.en.json`, and in Vietnamese, `openapi.json`; `/api/v1/openapi.json` answers by Accept-Language.",
        f"How to use it: [how-to/api.md](../how-to/api.md). Why it is so: [ADR 64]({_ADR}).",
        "",
        "## Operations",
        "",
        "| method | address | what | in Vietnamese | needs |",
        "|---|---|---|---|---|",
    ]
    lines += [
        f"| {method} | `{path}` | {english} | {vietnamese} | {action} |"
        for path, method, english, vietnamese, action in _list_operations()
    ]
    lines += [
        "",
        "`needs`: the action that the token must have; nothing: any token.",
        "",
        "## Codes of problems",
        "",
        "A code keeps its meaning; titles may be reworded.",
        "",
        "| status | code | title | in Vietnamese |",
        "|---|---|---|---|",
    ]
    lines += [
        f"| {status} | `{code}` | {_say_in('en', title)} | {_say_in(settings.LANGUAGE_CODE, title)} |"
        for code, (status, title) in CODES.items()
    ]
    return "\n".join(lines) + "\n"


def _say_in(language: str, text: object) -> str:
    with translation.override(language):
        return str(text)


def _list_operations() -> list[tuple[str, str, str, str, str]]:
    operations = []
    document, english = json.loads(print_description()), json.loads(print_english_description())
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
            summary = english["paths"][path][method]["summary"]
            operations.append((path, method.upper(), summary, operation["summary"], f"`{action}`" if action else ""))
    return operations
