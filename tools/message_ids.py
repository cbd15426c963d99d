"""Lists the messages of the source that have no English, or removes from the catalogue what is no message.

usage: python -m tools.message_ids [PART …]     Prints the messages without English; of files with such a path.
       python -m tools.message_ids --prune      Removes the entries that the source no longer says, and sorts the rest.
Messages are literals of gettext and its like, of `say` and its like (domain.messages) and of templates.
"""

import ast
import re
import sys
from collections import defaultdict
from collections.abc import Iterator
from functools import cache
from pathlib import Path

from django.template.base import Lexer, Token, TokenType
from django.utils.text import smart_split
from tools.messages import LOCALE, read_po

SOURCE = Path(__file__).resolve().parents[1] / "src/sokehoach"
CATALOGUE = LOCALE / "en/LC_MESSAGES/django.po"
LOOKED_UP = ("apps/setup/demonstration/demo_users.py", "config/settings.py")
VIETNAMESE = re.compile("[àáảãạăằắẳẵặâầấẩẫậđèéẻẽẹêềếểễệìíỉĩịòóỏõọôồốổỗộơờớởỡợùúủũụưừứửữựỳýỷỹỵ]", re.IGNORECASE)
_SINGULAR = {"gettext", "gettext_lazy", "gettext_noop", "say"}
_PLURAL = {"ngettext", "ngettext_lazy"}
_COUNTED = {"say_count"}
_WITH_CONTEXT = {"pgettext", "pgettext_lazy", "say_label"}
_LITERAL = re.compile(r"""_\((?:"([^"]*)"|'([^']*)')\)""")

_LETTER, PLACEHOLDER = re.compile(r"[^\W\d_]"), re.compile(r"%\(\w+\)[sd]|%%|%[sda-c]\b|\{\w*\}|#")

type Places = dict[str, list[str]]  # by message as the catalogue keys it: file and line


def list_messages(source: Path = SOURCE) -> Places:
    """Returns every message with the places that say it."""
    found: Places = defaultdict(list)
    for path in sorted(source.rglob("*.py")):
        if "migrations" not in path.parts:
            for message, line in read_module(path.read_text("utf-8")).messages:
                found[message].append(f"{path.relative_to(source)}:{line}")
    for path in list_templates(source):
        for message, line in read_template(path.read_text("utf-8")):
            found[message].append(f"{path.relative_to(source)}:{line}")
    return found


def has_words(message: str) -> bool:
    """Whether there is something to translate besides placeholders."""
    return _LETTER.search(PLACEHOLDER.sub("", message)) is not None


def list_templates(source: Path = SOURCE) -> list[Path]:
    return sorted(path for path in source.rglob("templates/**/*") if path.suffix in (".html", ".txt"))


class ModuleTexts(ast.NodeVisitor):
    """The messages of a module, and its other texts with Vietnamese letters, each with its line."""

    def __init__(self, tree: ast.Module) -> None:
        self.messages: list[tuple[str, int]] = []
        self.others: list[tuple[str, int]] = []
        self._names = {"_": "gettext"}  # what the module calls the functions
        self._known: set[int] = set()  # nodes of messages and docstrings
        self.visit(tree)

    def visit_ImportFrom(self, node: ast.ImportFrom) -> None:
        if node.module in ("django.utils.translation", "sokehoach.domain.messages"):
            self._names |= {alias.asname or alias.name: alias.name for alias in node.names}

    def visit_Call(self, node: ast.Call) -> None:
        called = node.func.attr if isinstance(node.func, ast.Attribute) else getattr(node.func, "id", "")
        name = self._names.get(called, called)
        literals = [argument for argument in node.args[:2] if isinstance(argument, ast.Constant)]
        texts = [literal.value for literal in literals if isinstance(literal.value, str)]
        if name in _SINGULAR and texts:
            self.messages.append((texts[0], node.lineno))
            self._known.add(id(literals[0]))
        elif name in _COUNTED and texts:
            self.messages.append((f"{texts[0]}\0{texts[0]}", node.lineno))
            self._known.add(id(literals[0]))
        elif name in _WITH_CONTEXT and len(texts) == 2:
            self.messages.append(("\4".join(texts), node.lineno))
            self._known |= {id(literal) for literal in literals}
        elif name in _PLURAL and len(texts) == 2:
            self.messages.append(("\0".join(texts), node.lineno))
            self._known |= {id(literal) for literal in literals}
        self.generic_visit(node)

    def visit_Expr(self, node: ast.Expr) -> None:
        if not isinstance(node.value, ast.Constant):  # a text that is a statement is a docstring
            self.generic_visit(node)

    def visit_Constant(self, node: ast.Constant) -> None:
        if isinstance(node.value, str) and id(node) not in self._known and VIETNAMESE.search(node.value):
            self.others.append((node.value, node.lineno))


@cache
def read_module(text: str) -> ModuleTexts:
    return ModuleTexts(ast.parse(text))


@cache
def read_template(text: str) -> list[tuple[str, int]]:
    """Returns the messages of a template with their lines, as Django asks the catalogue for them."""
    return list(_find_messages(text))


def _find_messages(text: str) -> Iterator[tuple[str, int]]:
    block: _Block | None = None
    for token in Lexer(text).tokenize():
        if block is not None:
            if token.token_type == TokenType.BLOCK and token.contents.startswith("endblocktrans"):
                yield block.message, block.line
                block = None
            else:
                block.add(token)
            continue
        if token.token_type not in (TokenType.BLOCK, TokenType.VAR):
            continue
        words = list(smart_split(token.contents))
        if words[0] in ("blocktranslate", "blocktrans"):
            block = _Block(token.lineno or 0, is_trimmed="trimmed" in words)
        elif words[0] in ("translate", "trans") and words[1][:1] in "\"'":
            literal = words[1].partition(words[1][0] + "|")[0].strip("\"'")
            message = literal.replace("%", "%%")
            if words[2:3] == ["context"]:
                message = words[3].strip("\"'") + "\4" + message
            yield message, token.lineno or 0
        for found in _LITERAL.finditer(token.contents):
            yield (found[1] or found[2]).replace("%", "%%"), token.lineno or 0


class _Block:
    """A `blocktranslate` while it is read: its texts, the second one after `plural`."""

    def __init__(self, line: int, *, is_trimmed: bool) -> None:
        self.line, self._is_trimmed, self._texts = line, is_trimmed, [""]

    def add(self, token: Token) -> None:
        if token.token_type == TokenType.BLOCK:
            self._texts.append("")
        elif token.token_type == TokenType.VAR:
            self._texts[-1] += f"%({token.contents.partition('|')[0].strip()})s"
        else:
            self._texts[-1] += token.contents.replace("%", "%%")

    @property
    def message(self) -> str:
        texts = [re.sub(r"\s*\n\s*", " ", text.strip()) for text in self._texts] if self._is_trimmed else self._texts
        return "\0".join(texts)


def list_looked_up(source: Path = SOURCE) -> set[str]:
    """The texts that a page looks up in the catalogue by their value: labels of the menu, roles of a demonstration."""
    trees = [ast.parse((source / place).read_text("utf-8")) for place in LOOKED_UP]
    return {node.value for tree in trees for node in ast.walk(tree) if isinstance(node, ast.Constant) and node.value}


def find_unused() -> list[str]:
    """The keys of the catalogue that are no message of the source."""
    used = list_messages().keys() | list_looked_up()
    return [key for key in read_po(CATALOGUE.read_text("utf-8")) if key and key not in used]


def prune_catalogue() -> None:
    unused = set(find_unused())
    head, *blocks = re.split(r"\n\s*\n", CATALOGUE.read_text("utf-8").strip())
    entries = {next(iter(read_po(block))): block for block in blocks}
    kept = [entries[key] for key in sorted(entries, key=lambda key: key.replace("\0", "")) if key not in unused]
    CATALOGUE.write_text("\n\n".join([head, *kept]) + "\n", "utf-8")


def main(parts: list[str]) -> int:
    if parts == ["--prune"]:
        prune_catalogue()
        return 0
    known = read_po(CATALOGUE.read_text("utf-8"))
    for message, places in list_messages().items():
        if message not in known and has_words(message) and any(part in places[0] for part in parts or [""]):
            print(f"{places[0]}\t{message!r}")
    return 0


if __name__ == "__main__":
    sys.exit(main(sys.argv[1:]))
