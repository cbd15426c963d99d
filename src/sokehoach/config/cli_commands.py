"""Helpers that add commands to the command line; each command runs one function after its setup."""

import argparse
from collections.abc import Callable, Iterator
from contextlib import AbstractContextManager, contextmanager, nullcontext
from datetime import date
from typing import Any

from sokehoach.config.cli_examples import EXAMPLES
from sokehoach.config.cli_language import LANGUAGES, translate, translate_foreign, translate_foreign_count
from sokehoach.domain.messages import say

type Command = Callable[[argparse.Namespace], int]


def parse_day(text: str) -> date:
    """Return the day of an option, written as 2026-07-01."""
    try:
        return date.fromisoformat(text)
    except ValueError as error:
        raise argparse.ArgumentTypeError(
            translate(say("ngày viết như 2026-07-01, không phải «%(text)s»", text=text))
        ) from error


def add_programme_option(parser: argparse.ArgumentParser) -> None:
    """Add `--programme`, for a command on the forms of one programme."""
    parser.add_argument(
        "--programme",
        default="",
        metavar=say("MÃ"),
        help=say("mã chương trình; phải ghi khi bản cài đặt có nhiều chương trình"),
    )


@contextmanager
def translate_reasons() -> Iterator[None]:
    """Inside, argparse says why it refuses a command line in the language of the command.

    It looks for the two functions by which it translates in its own module, whenever it says something.
    """
    names = vars(argparse)
    own = {name: names[name] for name in ("_", "ngettext")}
    names.update(_=translate_foreign, ngettext=translate_foreign_count)
    try:
        yield
    finally:
        names.update(own)


class CommandHelpFormatter(argparse.RawDescriptionHelpFormatter):  # an example stays on one line to be copied
    def add_usage(self, usage: Any, actions: Any, groups: Any, prefix: str | None = None) -> None:
        super().add_usage(usage, actions, groups, translate(say("cách dùng:")) + " " if prefix is None else prefix)


class CommandParser(argparse.ArgumentParser):
    """Shows messages in the language of the command."""

    def __init__(self, **options: Any) -> None:
        super().__init__(**options, add_help=False, formatter_class=CommandHelpFormatter)
        self._positionals.title, self._optionals.title = translate(say("đối số")), translate(say("tùy chọn"))
        self.add_argument("-h", "--help", action="help", help=say("in hướng dẫn này rồi thoát"))
        # Read before the commands were built (cli_language). It may stand before or after the command.
        self.add_argument(
            "--language",
            choices=LANGUAGES,
            default=argparse.SUPPRESS,
            help=say("tiếng của lệnh: vi, en; không ghi thì theo SOKEHOACH_LANGUAGE, rồi LANG; còn lại là tiếng Việt"),
        )

    def parse_known_args(self, *arguments: Any, **options: Any) -> Any:
        with translate_reasons():
            return super().parse_known_args(*arguments, **options)

    def parse_args(self, *arguments: Any, **options: Any) -> Any:
        with translate_reasons():
            return super().parse_args(*arguments, **options)

    def add_argument(self, *names: Any, **options: Any) -> argparse.Action:
        shown = {name: translate(text) for name, text in options.items() if name in ("help", "metavar") and text}
        return super().add_argument(*names, **options | shown)


class CommandGroup:
    """A group of commands: `commands("verify", run_verify, "…")` adds one and returns its parser.

    `prepare` surrounds each command: it sets up what the command needs.
    """

    def __init__(self, parsers: Any, prepare: Callable[[], AbstractContextManager[None]] = nullcontext) -> None:
        self._parsers, self._prepare = parsers, prepare

    def __call__(self, name: str, run: Command, description: str) -> argparse.ArgumentParser:
        def run_prepared(arguments: argparse.Namespace) -> int:
            with self._prepare():
                return run(arguments)

        parser = self._add_parser(name, description)
        parser.set_defaults(run=run_prepared)
        return parser

    def add_group(self, name: str, description: str) -> "CommandGroup":
        """Add a command with subcommands, as `keys` in `audit keys`, and return their group."""
        parser = self._add_parser(name, description)
        return CommandGroup(parser.add_subparsers(required=True, metavar=translate(say("việc"))), self._prepare)

    def _add_parser(self, name: str, description: str) -> argparse.ArgumentParser:
        parser: argparse.ArgumentParser = self._parsers.add_parser(
            name,
            help=translate(description),
            description=translate(description),
        )
        example = EXAMPLES.get(parser.prog.partition(" ")[2])
        if example:
            parser.epilog = translate(say("ví dụ:")) + f"\n  sokehoach {example}"
        return parser


def add_allow_argument(parser: argparse.ArgumentParser) -> None:
    parser.add_argument(
        "--allow",
        action="append",
        default=[],
        metavar=say("CHỮ"),
        help=say("chữ giống tên người mà không phải thông tin cá nhân"),
    )
