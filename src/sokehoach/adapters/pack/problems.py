"""What keeps a pack from being used: all of it, each with its place."""

from dataclasses import dataclass


@dataclass(frozen=True, slots=True, order=True)
class PackProblem:
    """`file` is relative to the pack's folder, `line` counts from 1, `reason` is a Vietnamese sentence."""

    file: str
    line: int
    reason: str

    def __str__(self) -> str:
        return f"{self.file}:{self.line}: {self.reason}"


class PackError(Exception):
    """The pack is refused as a whole; `problems` are in the order of files and lines."""

    def __init__(self, problems: list[PackProblem]) -> None:
        self.problems = problems
        super().__init__("\n".join(str(problem) for problem in problems))
