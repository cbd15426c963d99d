"""Every sentence that domain and adapters say has its English (docs/adr/0066)."""

import ast
import importlib.util
import re
from collections.abc import Iterator

from tests.repository.order import ROOT

SOURCE = ROOT / "src" / "sokehoach"
CATALOGUE = SOURCE / "locale/en/LC_MESSAGES/django.po"
PLACEHOLDER = re.compile(r"%\((\w+)\)s|%%")


def read_catalogue() -> dict[str, str]:
    spec = importlib.util.spec_from_file_location("messages", ROOT / "tools/messages.py")
    assert spec is not None
    assert spec.loader is not None
    module = importlib.util.module_from_spec(spec)
    spec.loader.exec_module(module)
    entries: dict[str, str] = module.read_po(CATALOGUE.read_text("utf-8"))
    return {key.split("\0")[0]: text for key, text in entries.items()}


def list_calls(name: str) -> Iterator[tuple[str, ast.Call]]:
    for path in sorted(SOURCE.rglob("*.py")):
        for node in ast.walk(ast.parse(path.read_text("utf-8"))):
            if isinstance(node, ast.Call) and isinstance(node.func, ast.Name) and node.func.id == name:
                yield f"{path.relative_to(SOURCE)}:{node.lineno}", node


def test_every_message_has_its_english() -> None:
    catalogue = read_catalogue()
    calls = dict(list_calls("say"))
    assert len(calls) > 200
    wrong = {}
    for place, call in calls.items():
        template = call.args[0]
        if not isinstance(template, ast.Constant):
            wrong[place] = "the template is not a literal"
        elif template.value not in catalogue:
            wrong[place] = f"no English: {template.value}"
        elif named(template.value) != named(catalogue[template.value]):
            wrong[place] = f"other placeholders in English: {template.value}"
        elif call.keywords and named(template.value) != {keyword.arg for keyword in call.keywords}:
            wrong[place] = f"other arguments than placeholders: {template.value}"
        elif call.keywords and "%" in PLACEHOLDER.sub("", template.value):
            wrong[place] = f"write %% for a percent sign: {template.value}"
    assert wrong == {}


def named(template: str) -> set[str | None]:
    return {found[1] for found in PLACEHOLDER.finditer(template) if found[1]}
