"""Define and run the command line `sokehoach`."""

import argparse
import gc
import os
import sys
from collections.abc import Callable, Iterator
from contextlib import contextmanager

from sokehoach import __version__
from sokehoach.config import (
    cli_account,
    cli_audit,
    cli_backup,
    cli_boundaries,
    cli_dhis2,
    cli_doctor,
    cli_draft,
    cli_figures,
    cli_files,
    cli_installation,
    cli_move,
    cli_programme,
    cli_roots,
    cli_serve,
    cli_tick,
)
from sokehoach.config.cli_commands import Command, CommandGroup, CommandParser
from sokehoach.config.cli_language import (
    VIETNAMESE,
    activate_language,
    choose_language,
    get_language,
    translate,
    use_language,
)
from sokehoach.config.cli_output import DISK_FULL, print_error, print_text
from sokehoach.domain.messages import say


def main(argv: list[str] | None = None) -> int:
    use_language(choose_language(sys.argv[1:] if argv is None else argv))
    return run_command(build_parser().parse_args(argv))


def run_command(arguments: argparse.Namespace) -> int:
    """Run the chosen command and return its exit code; print what a service, a full disk or the settings refuse."""
    run: Command = arguments.run
    try:
        return run(arguments)
    except Exception as error:
        from sokehoach.apps.shell import errors
        from sokehoach.apps.shell.outcomes import ActionRefused, InvalidInput

        if errors.is_disk_full(error):
            return print_error(DISK_FULL)
        if isinstance(error, ActionRefused | InvalidInput):
            return print_error(error.message)
        raise
    except SystemExit as stop:
        if isinstance(stop.code, str):
            print_error(stop.code)
            return 1
        raise


def build_parser() -> argparse.ArgumentParser:
    parser = CommandParser(
        prog="sokehoach", description=translate(say("Sổ Kế hoạch: đọc kế hoạch, theo dõi, tổng hợp, báo cáo."))
    )
    if get_language() == VIETNAMESE:
        parser.epilog = "English: sokehoach --language en --help"
    parser.add_argument(
        "--version", action="version", version=f"sokehoach {__version__}", help=say("in phiên bản rồi thoát")
    )
    commands = parser.add_subparsers(required=True, metavar=translate(say("lệnh")))

    bare_commands, configured_commands = CommandGroup(commands), CommandGroup(commands, configure_django)
    database_commands, timed_commands = CommandGroup(commands, _start_django), CommandGroup(commands, _start_server)

    cli_files.add_commands(bare_commands)
    cli_programme.add_load_command(database_commands)
    programme_commands = database_commands.add_group(
        "programme", say("kiểm tra, so sánh, công bố bộ dữ liệu chương trình")
    )
    cli_programme.add_commands(programme_commands)
    cli_draft.add_commands(
        programme_commands.add_group("draft", say("bản nháp của chương trình: liệt kê, đưa vào, lấy ra"))
    )
    cli_figures.add_commands(database_commands)
    cli_dhis2.add_commands(
        database_commands.add_group("dhis2", say("trao đổi chương trình và số liệu theo dạng của DHIS2, ADX"))
    )
    cli_installation.add_commands(database_commands)
    timed_commands("work", run_work, say("làm các việc dài đang chờ rồi thoát"))
    cli_account.add_commands(database_commands.add_group("account", say("lập tài khoản, in liên kết đặt mật khẩu")))
    cli_audit.add_commands(database_commands.add_group("audit", say("niêm phong, kiểm tra, xuất nhật ký")))
    cli_backup.add_commands(bare_commands, configured_commands)
    cli_roots.add_commands(configured_commands.add_group("roots", say("chứng thư gốc tin cậy khi kiểm tra chữ ký")))
    cli_move.add_commands(bare_commands, configure_django)
    cli_doctor.add_commands(configured_commands)  # without migrating: it must find missing migrations
    cli_tick.add_commands(timed_commands)
    cli_serve.add_commands(timed_commands)
    cli_boundaries.add_commands(database_commands)
    return parser


def run_work(_arguments: argparse.Namespace) -> int:
    from sokehoach.apps.jobs import services as job_services

    count = job_services.run_waiting()
    print_text(say("%(count)s việc đã kết thúc", count=count))
    return 0


@contextmanager
def configure_django() -> Iterator[None]:
    """Set Django up without migrating: a backup changes nothing and does not wait."""
    _set_up_django()
    with activate_language():
        yield


@contextmanager
def _start_django() -> Iterator[None]:
    """Set Django up, apply missing migrations and install the triggers."""
    _set_up_django()
    create_tables()
    with activate_language():
        yield


@contextmanager
def _start_server() -> Iterator[None]:
    """The same in Vietnamese: the server's pages and the work of timers choose the language of each text.

    Who starts it reads that tables are made, since the first start takes as long as a minute.
    """
    _set_up_django()
    create_tables(_announce_migrations)
    yield


def _announce_migrations(count: int, is_new: bool) -> None:
    """On stderr: the output of a command may be a file."""
    if is_new:
        text = say("Lần mở đầu: đang lập các bảng dữ liệu (%(n)s bước), có thể mất một phút", n=count)
    else:
        text = say("Đang đổi cơ sở dữ liệu sang phiên bản này (%(n)s bước)", n=count)
    print_text(text, file=sys.stderr)


def _set_up_django() -> None:
    os.environ.setdefault("DJANGO_SETTINGS_MODULE", "sokehoach.config.settings")
    import django

    django.setup()
    gc.freeze()  # as config.wsgi


def create_tables(announce: Callable[[int, bool], None] | None = None) -> None:
    """Apply missing migrations and install the triggers that hold rules and versions. `announce`: as in `migrate`."""
    from sokehoach.apps.accounts import wall_triggers
    from sokehoach.apps.orgunits import tree_version
    from sokehoach.apps.programmes import immutability
    from sokehoach.apps.registers.core import word_index
    from sokehoach.apps.registers.data_registers import entry_triggers
    from sokehoach.apps.shell.migrating import migrate

    migrate(announce=announce)
    tree_version.install_triggers()
    wall_triggers.install_triggers()
    word_index.install_triggers()
    immutability.install_triggers()
    entry_triggers.install_triggers()


if __name__ == "__main__":
    sys.exit(main())
