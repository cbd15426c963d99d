"""What the reader and the proposals make of real plans, whose texts stand outside the repository.

Printed as tests/golden/printed/corpus.txt: of each plan the digest of its text, then how many lines of each kind are
printed of it and their digest. The lines themselves are printed by `python -m tests.golden.printed NAME`: before and
after a change of the reader, they show what has become different.
"""

import hashlib
from collections import defaultdict
from collections.abc import Iterator
from pathlib import Path

from tests.domain.plans.printing_written import print_text
from tests.golden.labels import gold

FOLDERS = ("plans", "unlabelled", "more/plans", "more/unlabelled")


def list_names(corpus: Path) -> list[str]:
    return sorted(path.stem for folder in FOLDERS for path in (corpus / folder).glob("*.txt"))


def print_plan(corpus: Path, name: str) -> Iterator[str]:
    yield from print_text(name, gold.text_of(corpus, name).replace("\f", "\n"))


def print_digests(corpus: Path, name: str) -> str:
    """One line of the page."""
    by_kind = defaultdict(list)
    broken = ""
    for line in print_plan(corpus, name):
        if line.endswith("with broken lines:"):
            broken = "broken "
            continue
        by_kind[broken + line.split(":")[0].strip()].append(line)
    parts = (f"{kind} {len(lines)} {digest(lines)}" for kind, lines in by_kind.items() if not kind.startswith("=="))
    return f"{name} {digest([gold.text_of(corpus, name)])}: {'; '.join(parts)}"


def print_corpus(corpus: Path) -> Iterator[str]:
    for name in list_names(corpus):
        yield print_digests(corpus, name)


def digest(lines: list[str]) -> str:
    return hashlib.sha256("\n".join(lines).encode()).hexdigest()[:8]
