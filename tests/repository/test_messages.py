"""Every sentence that domain and adapters say has its English (docs/adr/0066)."""

import ast
import re
from collections import defaultdict
from collections.abc import Iterator
from functools import cache

from tools.message_ids import CATALOGUE, SOURCE, VIETNAMESE
from tools.messages import read_po

PLACEHOLDER = re.compile(r"%\((\w+)\)s|%%")


@cache
def list_calls() -> dict[str, dict[str, ast.Call]]:
    """By function, its calls by their place."""
    calls: dict[str, dict[str, ast.Call]] = defaultdict(dict)
    for path in sorted(SOURCE.rglob("*.py")):
        text = path.read_text("utf-8")
        for node in ast.walk(ast.parse(text)) if "say" in text else ():
            if isinstance(node, ast.Call) and isinstance(node.func, ast.Name) and node.func.id.startswith("say"):
                calls[node.func.id][f"{path.relative_to(SOURCE)}:{node.lineno}"] = node
    return calls


def test_every_message_has_its_english() -> None:
    catalogue = read_po(CATALOGUE.read_text("utf-8"))
    calls = list_calls()["say"]
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


def test_every_label_and_counted_message_has_its_english() -> None:
    catalogue = read_po(CATALOGUE.read_text("utf-8"))
    wrong = {}
    for place, call in list_calls()["say_label"].items():
        context, template = (ast.literal_eval(argument) for argument in call.args)
        if f"{context}\4{template}" not in catalogue:
            wrong[place] = f"no English: {context}, {template}"
    for place, call in list_calls()["say_count"].items():
        template = ast.literal_eval(call.args[0])
        english = catalogue.get(f"{template}\0{template}", "").split("\0")
        if len(english) != 2 or {frozenset(named(form)) for form in (template, *english)} != {
            frozenset(keyword.arg for keyword in call.keywords)
        }:
            wrong[place] = f"no singular and plural with these placeholders: {template}"
    assert wrong == {}


def named(template: str) -> set[str | None]:
    return {found[1] for found in PLACEHOLDER.finditer(template) if found[1]}


# Calls that take a reason, and names that a reason is kept under until it is given.
TAKES_REASON = re.compile(r"(?:_?refuse|_break|_add_problem|DefinitionProblem|ReportFinding|Advice|\w+Error)\Z")
HOLDS_REASON = re.compile(r"_?(?:message|reason|refusal|problem)(?:_vi)?\Z")


def list_unsaid(tree: ast.AST) -> Iterator[tuple[int, str]]:
    """Vietnamese sentences that are raised, given as a reason, or kept as one, and that nobody can translate."""
    for node in ast.walk(tree):
        if isinstance(node, ast.Raise) or (isinstance(node, ast.Call) and takes_reason(node)):
            yield from list_bare(node)
        elif isinstance(node, ast.Assign) and any(HOLDS_REASON.match(ast.unparse(target)) for target in node.targets):
            yield from list_bare(node.value)


def takes_reason(call: ast.Call) -> bool:
    return TAKES_REASON.search(ast.unparse(call.func).rpartition(".")[2]) is not None


def list_bare(node: ast.AST) -> Iterator[tuple[int, str]]:
    if isinstance(node, ast.Call) and ast.unparse(node.func) == "say":
        node = ast.Module([ast.Expr(keyword.value) for keyword in node.keywords], [])
    if isinstance(node, ast.Constant) and isinstance(node.value, str) and VIETNAMESE.search(node.value):
        yield node.lineno, node.value
    for child in ast.iter_child_nodes(node):
        yield from list_bare(child)


def test_no_reason_of_domain_or_adapters_passes_the_catalogue_by() -> None:
    unsaid = {
        f"{path.relative_to(SOURCE)}:{line}": text
        for room in ("domain", "adapters")
        for path in sorted((SOURCE / room).rglob("*.py"))
        for line, text in list_unsaid(ast.parse(path.read_text("utf-8")))
    }
    assert unsaid == {}, "write say(…), with the English in the catalogue"


def test_a_sentence_that_passes_by_is_found() -> None:
    code = """
def check(cell):
    record.refuse(f"ô {cell} trùng mã", "code")
    record.refuse(say("ô %(cell)s trùng mã", cell=f"ô {cell}"))
    reason = "thiếu ngày" if cell else say("thiếu ngày")
    raise ValueError("Tệp trống.")
"""
    assert {line for line, _ in list_unsaid(ast.parse(code))} == {3, 4, 5, 6}


def list_eager(tree: ast.Module) -> set[str]:
    """What the module calls Django's gettext, which translates at once: in a service, always into Vietnamese."""
    imports = (node for node in tree.body if isinstance(node, ast.ImportFrom))
    names = (alias for node in imports if node.module == "django.utils.translation" for alias in node.names)
    return {alias.asname or alias.name for alias in names if alias.name == "gettext"}


def test_rules_of_registers_say_what_a_page_can_translate() -> None:
    """They also run inside services, whose language is Vietnamese, and the page shows what these refuse."""
    rules = sorted((SOURCE / "apps/registers").glob("*/rules.py"))
    assert len(rules) >= 5
    assert [path.parent.name for path in rules if list_eager(ast.parse(path.read_text("utf-8")))] == []
