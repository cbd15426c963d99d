"""What pure functions say of many cases, as pages of text that a person can read and compare.

Each page is printed by a function beside the tests of its module. What is printed now is accepted with
PYTHONPATH=src:. python -m tests.golden.printed
"""

import pathlib
from collections.abc import Iterable

FOLDER = pathlib.Path(__file__).parent


def read_page(name: str) -> list[str]:
    return (FOLDER / f"{name}.txt").read_text("utf-8").splitlines()


def write_page(name: str, lines: Iterable[str]) -> None:
    (FOLDER / f"{name}.txt").write_text("".join(f"{line}\n" for line in lines), "utf-8")
