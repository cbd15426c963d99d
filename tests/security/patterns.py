"""Finds every regular expression of the source, how it is used, and texts that are hard for it."""

import ast
import dataclasses
import functools
import importlib
import pkgutil
import random
import re
from collections import defaultdict
from collections.abc import Iterable, Iterator, Mapping
from pathlib import Path
from re import _constants as codes  # type: ignore[attr-defined]
from re import _parser as parser  # type: ignore[attr-defined]
from typing import Any

import sokehoach

SOURCE = Path(sokehoach.__file__).parent
METHODS = frozenset({"search", "match", "fullmatch", "finditer", "findall", "split", "sub", "subn"})
ANCHORED = frozenset({"match", "fullmatch"})
MOST_DEPTH = 6
MOST_UNITS = 60


@dataclasses.dataclass(frozen=True)
class Found:
    """A pattern and the methods that are called on it."""

    pattern: re.Pattern[Any]
    place: str
    methods: frozenset[str]

    def work(self, text: str) -> None:
        """All that the source does with it, once over the text."""
        given = text.encode() if isinstance(self.pattern.pattern, bytes) else text
        if "match" in self.methods:
            self.pattern.match(given)
        if "fullmatch" in self.methods:
            self.pattern.fullmatch(given)
        if self.methods - ANCHORED:
            for _match in self.pattern.finditer(given):
                pass


def all_patterns() -> tuple[list[Found], list[str]]:
    """Every pattern under `sokehoach`, and the calls whose pattern cannot be known from the source alone."""
    uses = _uses()
    patterns: dict[tuple[Any, int], Found] = {}
    unknown: list[str] = []

    def add(pattern: re.Pattern[Any], place: str, methods: frozenset[str]) -> None:
        if not methods:
            return
        key = (pattern.pattern, pattern.flags)
        before = patterns.get(key)
        patterns[key] = Found(pattern, place, methods | (before.methods if before else frozenset()))

    for module in _modules():
        place = module.__name__.removeprefix("sokehoach.")
        for name, value in vars(module).items():
            if isinstance(value, re.Pattern):
                used = uses[f"{module.__file__} {name}" if name.startswith("_") else name]
                add(value, f"{place}.{name}", frozenset(used))
            elif not name.startswith("__"):
                for pattern in _within(value, 0):
                    add(pattern, f"{place}.{name}", METHODS)
        for line, method, written, flags in _calls(Path(str(module.__file__))):
            try:
                value = eval(written, dict(vars(module)))
                pattern = value if isinstance(value, re.Pattern) else re.compile(value, _flags(flags, module))
            except NameError:
                unknown.append(f"{place}: {written}")
                continue
            methods = METHODS if method == "compile" else frozenset({method})
            if method == "compile" and line in _module_level(Path(str(module.__file__))):
                continue  # found above, with how it is used
            add(pattern, f"{place}:{line}", methods)
    return list(patterns.values()), unknown


def _flags(written: str, module: Any) -> int:
    return int(eval(written, dict(vars(module)))) if written else 0


@functools.cache
def _modules() -> tuple[Any, ...]:
    names = [
        info.name
        for info in pkgutil.walk_packages([str(SOURCE)], "sokehoach.")
        if ".migrations" not in info.name and not info.name.endswith("__main__")
    ]
    return tuple(importlib.import_module(name) for name in names)


def _within(value: Any, depth: int) -> Iterator[re.Pattern[Any]]:
    if isinstance(value, re.Pattern):
        yield value
    elif depth > MOST_DEPTH or isinstance(value, (str, bytes, type)):
        return
    elif isinstance(value, Mapping):
        for inner in (*value.keys(), *value.values()):
            yield from _within(inner, depth + 1)
    elif isinstance(value, (list, tuple, set, frozenset)):
        for inner in value:
            yield from _within(inner, depth + 1)
    elif dataclasses.is_dataclass(value):
        for field in dataclasses.fields(value):
            yield from _within(getattr(value, field.name, None), depth + 1)


@functools.cache
def _tree(path: Path) -> ast.Module:
    return ast.parse(path.read_text("utf-8"))


@functools.cache
def _module_level(path: Path) -> frozenset[int]:
    return frozenset(
        node.lineno
        for statement in _tree(path).body
        if isinstance(statement, (ast.Assign, ast.AnnAssign))
        for node in ast.walk(statement)
        if isinstance(node, ast.Call)
    )


def _calls(path: Path) -> Iterator[tuple[int, str, str, str]]:
    """Each `re.<method>(pattern, …)`: its line, method, pattern and flags as written."""
    for node in ast.walk(_tree(path)):
        if not (isinstance(node, ast.Call) and isinstance(node.func, ast.Attribute) and node.args):
            continue
        if isinstance(node.func.value, ast.Name) and node.func.value.id == "re":
            method = node.func.attr
            if method not in METHODS | {"compile"}:
                continue
            flags = [word.value for word in node.keywords if word.arg == "flags"]
            flags += [
                given
                for given in node.args[1:]
                if isinstance(given, ast.Attribute) and isinstance(given.value, ast.Name) and given.value.id == "re"
            ]
            yield (
                node.lineno,
                method,
                ast.unparse(node.args[0]),
                ast.unparse(flags[0]) if flags else "",
            )


def _uses() -> dict[str, set[str]]:
    """By the name of a pattern: the methods called on it anywhere; all where it is handed on. A private name is used in
    its own file alone.
    """
    uses: dict[str, set[str]] = defaultdict(set)
    for path in SOURCE.rglob("*.py"):
        bases = set()
        for node in ast.walk(_tree(path)):
            if isinstance(node, ast.Attribute) and isinstance(node.value, (ast.Name, ast.Attribute)):
                base = node.value
                name = _known_as(path, base.id if isinstance(base, ast.Name) else base.attr)
                if node.attr in METHODS | {"pattern", "flags"}:
                    bases.add(id(base))
                    uses[name] |= {node.attr} & METHODS
        for node in ast.walk(_tree(path)):
            if id(node) in bases:
                continue
            if isinstance(node, ast.Name) and isinstance(node.ctx, ast.Load):
                uses[_known_as(path, node.id)] |= METHODS
    return uses


def _known_as(path: Path, name: str) -> str:
    return f"{path} {name}" if name.startswith("_") else name


# --- texts that are hard for a pattern


def hard_units(pattern: re.Pattern[Any], *, seed: int = 13) -> list[str]:
    """Pieces that, repeated, keep the pattern at work: what its loops take, and what stands before them."""
    chance = random.Random(seed)
    text = pattern.pattern if isinstance(pattern.pattern, str) else pattern.pattern.decode("latin-1")
    tree = parser.parse(text, pattern.flags & ~re.UNICODE if isinstance(pattern.pattern, bytes) else pattern.flags)
    units: dict[str, None] = {}
    for _try in range(3):
        for before, body in _loops(list(tree), [], chance):
            units[body] = None
            units[before + body] = None
            units[before + body * 3] = None
        whole = _sample(tree, chance)
        units[whole] = None
        units[whole[:-1]] = None
    return [unit for unit in units if unit and len(unit) <= 400][:MOST_UNITS]


def _loops(nodes: list[Any], before: list[Any], chance: random.Random) -> Iterator[tuple[str, str]]:
    for at, (code, given) in enumerate(nodes):
        so_far = [*before, *nodes[:at]]
        if code in (codes.MAX_REPEAT, codes.MIN_REPEAT, codes.POSSESSIVE_REPEAT):
            if given[1] > 3:
                yield _sample(so_far, chance), _sample(given[2], chance)
            yield from _loops(list(given[2]), so_far, chance)
        else:
            for inner in _inner(code, given):
                yield from _loops(list(inner), so_far, chance)


def _inner(code: Any, given: Any) -> Iterable[Any]:
    if code is codes.SUBPATTERN:
        return [given[3]]
    if code is codes.BRANCH:
        return given[1]
    if code is codes.ATOMIC_GROUP:
        return [given]
    if code in (codes.ASSERT, codes.ASSERT_NOT):
        return [given[1]]
    return []


_LETTERS = "aN ệĐ1.,-\n;:/(x\t"


def _sample(nodes: Iterable[Any], chance: random.Random) -> str:
    parts = []
    for code, given in nodes:
        if code is codes.LITERAL:
            parts.append(chr(given))
        elif code is codes.NOT_LITERAL:
            parts.append(next(letter for letter in _LETTERS if ord(letter) != given))
        elif code is codes.ANY:
            parts.append(chance.choice("a N1"))
        elif code is codes.IN:
            parts.append(_member(given, chance))
        elif code in (codes.MAX_REPEAT, codes.MIN_REPEAT, codes.POSSESSIVE_REPEAT):
            least, most, body = given
            count = least + chance.choice((0, 1)) if most > least else least
            parts += [_sample(body, chance) for _time in range(min(count, 8))]
        elif code is codes.BRANCH:
            parts.append(_sample(chance.choice(given[1]), chance))
        elif code is codes.SUBPATTERN:
            parts.append(_sample(given[3], chance))
        elif code is codes.ATOMIC_GROUP:
            parts.append(_sample(given, chance))
    return "".join(parts)


def _member(members: list[Any], chance: random.Random) -> str:
    if members and members[0][0] is not codes.NEGATE:
        code, given = chance.choice(members)
        if code is codes.LITERAL:
            return chr(given)
        if code is codes.RANGE:
            return chr(given[0])
    for letter in chance.sample(_LETTERS, len(_LETTERS)):
        if _takes(members, letter):
            return letter
    return "a"


def _takes(members: list[Any], letter: str) -> bool:
    negated = False
    hit = False
    for code, given in members:
        if code is codes.NEGATE:
            negated = True
        elif code is codes.LITERAL:
            hit |= ord(letter) == given
        elif code is codes.RANGE:
            hit |= given[0] <= ord(letter) <= given[1]
        elif code is codes.CATEGORY:
            hit |= _CATEGORIES[given](letter)
    return hit != negated


def _word(letter: str) -> bool:
    return letter.isalnum() or letter == "_"


_CATEGORIES = {
    codes.CATEGORY_DIGIT: str.isdecimal,
    codes.CATEGORY_NOT_DIGIT: lambda letter: not letter.isdecimal(),
    codes.CATEGORY_SPACE: str.isspace,
    codes.CATEGORY_NOT_SPACE: lambda letter: not letter.isspace(),
    codes.CATEGORY_WORD: _word,
    codes.CATEGORY_NOT_WORD: lambda letter: not _word(letter),
}
