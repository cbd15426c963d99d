"""The words of the command line: each runs one function, after what it needs has been set up."""

import argparse
from collections.abc import Callable
from typing import Any

type Run = Callable[[argparse.Namespace], int]


class Words:
    """`words("verify", run_verify, "…")` adds a word and gives its parser. `before` is called ahead of each."""

    def __init__(self, parsers: Any, before: Callable[[], None] | None = None) -> None:
        self._parsers, self._before = parsers, before

    def __call__(self, name: str, run: Run, told: str) -> argparse.ArgumentParser:
        def started(given: argparse.Namespace) -> int:
            if self._before is not None:
                self._before()
            return run(given)

        made = self._add(name, told)
        made.set_defaults(run=started)
        return made

    def behind(self, name: str, told: str) -> "Words":
        """The words behind a word, as `keys` in `audit keys`."""
        return Words(self._add(name, told).add_subparsers(required=True, metavar="việc"), self._before)

    def _add(self, name: str, told: str) -> argparse.ArgumentParser:
        made: argparse.ArgumentParser = self._parsers.add_parser(name, help=told, description=told)
        return made
