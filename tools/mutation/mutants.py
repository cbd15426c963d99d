"""Wrong changes of a source file, one at a time: the operators of mutmut and three of our own.

Bodies of functions are changed, but no words, annotations, imports or assertions: translations, goldens and types
hold those. `strict=True` of a `zip` is an assertion.
"""

import random
from collections import defaultdict
from collections.abc import Iterable, Iterator
from dataclasses import dataclass
from math import sqrt
from pathlib import Path

import libcst as cst
import libcst.matchers as m
from libcst.metadata import MetadataWrapper, PositionProvider
from mutmut.mutation import mutators

UNTOUCHED = (cst.Annotation, cst.Import, cst.ImportFrom, cst.Decorator, cst.Parameters, cst.FormattedString, cst.Assert)
UNTOUCHED_CALLS = {"_", "gettext", "gettext_noop", "ngettext", "pgettext", "cast"}


def remove_statement(node: cst.SimpleStatementLine) -> Iterable[cst.SimpleStatementLine]:
    """Without `check(...)`; without `raise ...`."""
    if m.matches(node, m.SimpleStatementLine(body=[m.Expr(value=m.Call()) | m.Raise()])):
        yield node.with_changes(body=[cst.Pass()])


def force_condition(node: cst.If | cst.CompIf) -> Iterable[cst.CSTNode]:
    """The condition of an `if`, or of a comprehension, is always true, or never."""
    if isinstance(node.test, cst.NamedExpr):
        return
    inner = parenthesise(node.test)
    for operator, answer in ((cst.And(), "False"), (cst.Or(), "True")):
        yield node.with_changes(test=cst.BooleanOperation(left=inner, operator=operator, right=cst.Name(answer)))


def drop_operand(node: cst.BooleanOperation) -> Iterable[cst.BaseExpression]:
    """One side of an `and` or an `or` alone."""
    return (parenthesise(node.left), parenthesise(node.right))


def parenthesise(node: cst.BaseExpression) -> cst.BaseExpression:
    changed = node.with_changes(lpar=[cst.LeftParen(), *node.lpar], rpar=[*node.rpar, cst.RightParen()])
    return cst.ensure_type(changed, cst.BaseExpression)


NARROWED = {
    mutators.operator_swap_op: (
        cst.BinaryOperation, cst.UnaryOperation, cst.BooleanOperation, cst.ComparisonTarget, cst.AugAssign
    ),
    mutators.operator_keywords: (cst.Is, cst.IsNot, cst.In, cst.NotIn, cst.Break, cst.Continue),
}  # fmt: skip
OPERATORS = [
    *(
        (NARROWED.get(make, kind), make)
        for kind, make in mutators.mutation_operators
        if make is not mutators.operator_string
    ),
    (cst.SimpleStatementLine, remove_statement),
    (cst.If, force_condition),
    (cst.CompIf, force_condition),
    (cst.BooleanOperation, drop_operand),
]


@dataclass(frozen=True)
class Change:
    operator: str
    function: str  # the qualified name of the outermost function
    line: int
    node: cst.CSTNode
    becomes: cst.CSTNode


@dataclass(frozen=True)
class Mutant:
    path: Path
    operator: str
    function: str
    line: int
    source: str  # of the whole file
    was: str  # the changed lines, as one
    becomes: str


class ChangeFinder(cst.CSTVisitor):
    METADATA_DEPENDENCIES = (PositionProvider,)

    def __init__(self) -> None:
        self.changes: list[Change] = []
        self.names: list[str] = []
        self.functions = 0
        self.assertions: list[cst.CSTNode] = []

    def on_visit(self, node: cst.CSTNode) -> bool:
        if isinstance(node, UNTOUCHED) or is_untouched_call(node) or node in self.assertions:
            return False
        strict = find_strict(node)
        self.assertions += strict
        if self.functions:
            for kind, make in OPERATORS:
                if isinstance(node, kind):
                    self.changes.extend(
                        self.describe(make.__name__, node, becomes)
                        for becomes in make(node)
                        if len(find_strict(becomes)) == len(strict)
                    )
        elif isinstance(node, cst.ClassDef | cst.FunctionDef):
            self.names.append(node.name.value)
        self.functions += isinstance(node, cst.FunctionDef)
        return True

    def on_leave(self, node: cst.CSTNode) -> None:
        self.functions -= isinstance(node, cst.FunctionDef)
        if not self.functions and isinstance(node, cst.ClassDef | cst.FunctionDef):
            self.names.pop()

    def describe(self, operator: str, node: cst.CSTNode, becomes: cst.CSTNode) -> Change:
        name = operator.removeprefix("operator_").replace("_", " ")
        if isinstance(node, cst.Call) and isinstance(becomes, cst.Call) and name == "arg removal":
            name = "argument dropped" if len(becomes.args) < len(node.args) else "argument None"
        line = self.get_metadata(PositionProvider, node).start.line
        return Change(name, ".".join(self.names), line, node, becomes)


def is_untouched_call(node: cst.CSTNode) -> bool:
    return isinstance(node, cst.Call) and isinstance(node.func, cst.Name) and node.func.value in UNTOUCHED_CALLS


def find_strict(node: cst.CSTNode) -> list[cst.Arg]:
    """The argument of a `zip` that asserts that both are as long."""
    if not isinstance(node, cst.Call) or not m.matches(node.func, m.Name("zip")):
        return []
    return [arg for arg in node.args if m.matches(arg, m.Arg(keyword=m.Name("strict"), value=m.Name("True")))]


def draw(paths: list[Path], count: int, seed: int) -> Iterator[Mutant]:
    """`count` mutants, no two of one line. A file is drawn by its length. An operator is drawn by the square root of
    how often it applies there, so that arguments that become None, which nearly any test notices, do not fill the
    sample.
    """
    chance = random.Random(seed)
    paths = sorted(paths)
    lengths = [path.stat().st_size for path in paths]
    found: dict[Path, tuple[cst.Module, dict[str, list[Change]]]] = {}
    drawn: set[tuple[Path, int]] = set()
    for _ in range(20 * count if paths else 0):  # few modules have fewer lines than that
        if len(drawn) == count:
            return
        [path] = chance.choices(paths, lengths)
        if path not in found:
            found[path] = find_changes(path)
        module, changes = found[path]
        if not changes:
            continue
        [operator] = chance.choices(list(changes), [sqrt(len(changes[operator])) for operator in changes])
        change = chance.choice(changes[operator])
        source = module.deep_replace(change.node, change.becomes).code
        if (path, change.line) not in drawn and is_valid(source, module.code):
            drawn.add((path, change.line))
            was, becomes = cut_equal_ends(module.code, source)
            yield Mutant(path, operator, change.function, change.line, source, was, becomes)


def find_changes(path: Path) -> tuple[cst.Module, dict[str, list[Change]]]:
    wrapper = MetadataWrapper(cst.parse_module(path.read_text("utf-8")), unsafe_skip_copy=True)
    finder = ChangeFinder()
    wrapper.visit(finder)
    changes = defaultdict(list)
    for change in finder.changes:
        changes[change.operator].append(change)
    return wrapper.module, changes


def is_valid(source: str, unchanged: str) -> bool:
    try:
        compile(source, "mutant", "exec")
    except SyntaxError:
        return False
    return source != unchanged


def cut_equal_ends(before: str, after: str) -> tuple[str, str]:
    """The lines in which they differ, each joined to one."""
    old, new = before.splitlines(), after.splitlines()
    while old and new and old[0] == new[0]:
        del old[0], new[0]
    while old and new and old[-1] == new[-1]:
        del old[-1], new[-1]
    return " ".join(map(str.strip, old)), " ".join(map(str.strip, new))
