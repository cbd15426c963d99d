"""The problems for which a pack is refused, each with file and line."""

from dataclasses import dataclass


@dataclass(frozen=True, slots=True, order=True)
class PackProblem:
    """One problem. `file` is relative to the pack's folder, `line` counts from 1, `reason` is a Vietnamese sentence."""

    file: str
    line: int
    reason: str

    def __str__(self) -> str:
        return f"{self.file}:{self.line}: {self.reason}"


class PackError(Exception):
    """Raised when a pack is refused as a whole; `problems` are sorted by file and line."""

    def __init__(self, problems: list[PackProblem]) -> None:
        self.problems = problems
        super().__init__("\n".join(str(problem) for problem in problems))
