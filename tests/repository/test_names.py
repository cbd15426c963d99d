"""Names that say what they name, measured over src. The limits are only ever lowered (CONTRIBUTING.md, «Names»)."""

import ast
import re
from collections import defaultdict
from collections.abc import Iterator
from dataclasses import dataclass, field

import pytest

from tests.repository.order import ROOT, SOURCE

# A participle, pronoun or adverb alone does not say what a value is.
WORDS = """
    about above added after aimed allowed another anything apart around asked asking asks before begun behind
    below beside both brought came chosen come counted covered done drawn each earlier elsewhere everything far
    fits fitting found gathered given gone held here hold holds kept known late later laid left lived made meant
    moved near needed nothing one ones opened others out over owed owing own owned past piece placed put reached
    ready said seen shown side so some somebody something spoken standing stands stays such taken tells that
    their theirs there these thing things this those told took towards turned under until upon wanted waved went
    what whatever where which whoever whole whom whose with within without word words written
"""
VAGUE = frozenset(WORDS.split())
NAMED_BY_DJANGO = {
    "clean",
    "delete",
    "get",
    "handle",
    "main",
    "post",
    "ready",
    "render",
    "run",
    "save",
    "setup",
}

LIMITS = {
    "share of vague bindings": 0.005,
    "vague functions": 0,
    "vague classes": 0,
    "share of functions of one word": 0.018,
}

# A model and the type of the domain or of a programme that it stores, or two sides of one protocol.
PAIRS = """
    Checkpoint Clause Conclusion DataElement Duty Extension Figure Form Indicator Layout Option OptionSet
    ReadyQuestion RegisterOwnership RegisterType Reporters ReportingRule ReportingSchedule RoleDefinition Scheme Step
    Target Unit
"""
ONE_MEANING = frozenset(PAIRS.split())
# `Cell` of a form and `Cell` of a printed table: documents store the class name of the second.
STORED_BY_NAME = frozenset({"Cell"})


def is_vague(name: str) -> bool:
    return name.strip("_").lower() in VAGUE


def list_bindings(node: ast.AST) -> Iterator[str]:
    """The names that one node of the syntax binds: parameters, assigned names."""
    if isinstance(node, ast.FunctionDef | ast.AsyncFunctionDef):
        yield from (arg.arg for arg in (*node.args.posonlyargs, *node.args.args, *node.args.kwonlyargs))
    elif isinstance(node, ast.Name) and isinstance(node.ctx, ast.Store):
        yield node.id


def list_functions(tree: ast.Module) -> Iterator[str]:
    """Functions that are not methods, and whose name is ours to choose."""
    methods = {id(child) for node in ast.walk(tree) if isinstance(node, ast.ClassDef) for child in node.body}
    for node in ast.walk(tree):
        if isinstance(node, ast.FunctionDef) and id(node) not in methods and node.name not in NAMED_BY_DJANGO:
            yield node.name


@dataclass(slots=True)
class _Names:
    bindings: list[str] = field(default_factory=list)
    functions: list[str] = field(default_factory=list)
    classes: list[str] = field(default_factory=list)
    places: dict[str, list[str]] = field(default_factory=lambda: defaultdict(list))  # of classes of a module


@pytest.fixture(scope="module")
def names() -> _Names:
    names = _Names()
    for path in sorted(SOURCE.rglob("*.py")):
        if "migrations" in path.parts:
            continue
        tree = ast.parse(path.read_text("utf-8"))
        for node in ast.walk(tree):
            names.bindings += list_bindings(node)
            if isinstance(node, ast.ClassDef):
                names.classes.append(node.name)
        names.functions += list_functions(tree)
        for node in tree.body:
            if isinstance(node, ast.ClassDef) and not node.name.startswith("_"):
                names.places[node.name].append(str(path.relative_to(ROOT)))
    return names


@pytest.fixture(scope="module")
def figures(names: _Names) -> dict[str, float]:
    functions = names.functions
    return {
        "share of vague bindings": sum(map(is_vague, names.bindings)) / len(names.bindings),
        "vague functions": sum(map(is_vague, functions)),
        "vague classes": sum(map(is_vague, names.classes)),
        "share of functions of one word": sum("_" not in name.strip("_") for name in functions) / len(functions),
    }


@pytest.mark.parametrize("figure", LIMITS)
def test_names_are_within_the_limits(figures: dict[str, float], figure: str) -> None:
    assert figures[figure] <= LIMITS[figure]


def test_a_vague_name_is_recognised_with_and_without_underscore() -> None:
    assert is_vague("told")
    assert is_vague("_Asked")
    assert not is_vague("told_at")
    assert not is_vague("cell")


def test_each_class_name_has_one_meaning(names: _Names) -> None:
    several = {name: paths for name, paths in names.places.items() if len(paths) > 1}
    assert several.keys() <= ONE_MEANING | STORED_BY_NAME, several
    assert several.keys() >= ONE_MEANING | STORED_BY_NAME, "take these names from the list"


def list_template_bindings(text: str) -> Iterator[str]:
    """The names that loops, `with` and `include` of a template bind. Those of a message belong to its catalogue."""
    for loop in re.findall(r"\{% for (.+?) in ", text):
        yield from loop.split(", ")
    for arguments in re.findall(r"\{% (?:with|include) (.+?) %\}", text):
        yield from re.findall(r"\b(\w+)=", re.sub(r'"[^"]*"', "", arguments))


def test_no_name_that_a_template_binds_is_vague() -> None:
    templates = sorted(SOURCE.rglob("*.html"))
    bindings = [(path.name, name) for path in templates for name in list_template_bindings(path.read_text("utf-8"))]
    assert len(bindings) > 400
    assert [binding for binding in bindings if is_vague(binding[1])] == []
