"""What a check finds."""

from collections.abc import Callable, Iterable
from dataclasses import dataclass


@dataclass(frozen=True, slots=True)
class Finding:
    """`wrong`: False for what works, though less than it might."""

    what: str
    todo: str
    wrong: bool = True

    def __str__(self) -> str:
        return f"{self.what}. Cần làm: {self.todo}."


Check = Callable[[], Iterable[Finding]]


def note(what: str, todo: str) -> Finding:
    return Finding(what, todo, wrong=False)
