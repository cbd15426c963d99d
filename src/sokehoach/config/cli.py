"""Define and run the command line `sokehoach`."""

import argparse
import gc
import os
import sys

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
    cli_move,
    cli_programme,
    cli_roots,
    cli_serve,
    cli_tick,
)
from sokehoach.config.cli_commands import Command, CommandGroup
from sokehoach.config.cli_output import DISK_FULL, print_error


def main(argv: list[str] | None = None) -> int:
    return run_command(build_parser().parse_args(argv))


def run_command(arguments: argparse.Namespace) -> int:
    """Run the chosen command and return its exit code; print what a service or a full disk refuses."""
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


def build_parser() -> argparse.ArgumentParser:
    parser = argparse.ArgumentParser(
        prog="sokehoach", description="Sổ Kế hoạch: đọc kế hoạch, theo dõi, tổng hợp, báo cáo."
    )
    parser.add_argument(
        "--version", action="version", version=f"sokehoach {__version__}", help="in phiên bản rồi thoát"
    )
    commands = parser.add_subparsers(required=True, metavar="lệnh")

    bare_commands, configured_commands, database_commands = (
        CommandGroup(commands),
        CommandGroup(commands, _configure_django),
        CommandGroup(commands, _start_django),
    )

    cli_files.add_commands(bare_commands)
    cli_programme.add_load_command(database_commands)
    programme_commands = database_commands.add_group("programme", "kiểm tra, so sánh, công bố bộ dữ liệu chương trình")
    cli_programme.add_commands(programme_commands)
    cli_draft.add_commands(programme_commands.add_group("draft", "bản nháp của chương trình: liệt kê, đưa vào, lấy ra"))
    cli_figures.add_commands(database_commands)
    cli_dhis2.add_commands(
        database_commands.add_group("dhis2", "trao đổi chương trình và số liệu theo dạng của DHIS2, ADX")
    )
    database_commands("work", run_work, "làm các việc dài đang chờ rồi thoát")
    cli_account.add_commands(database_commands.add_group("account", "lập tài khoản, in liên kết đặt mật khẩu"))
    cli_audit.add_commands(database_commands.add_group("audit", "niêm phong, kiểm tra, xuất nhật ký"))
    cli_backup.add_commands(bare_commands, configured_commands)
    cli_roots.add_commands(configured_commands.add_group("roots", "chứng thư gốc tin cậy khi kiểm tra chữ ký"))
    cli_move.add_commands(bare_commands, _configure_django)
    cli_doctor.add_commands(configured_commands)  # without migrating: it must find missing migrations
    cli_tick.add_commands(database_commands)
    cli_serve.add_commands(database_commands)
    cli_boundaries.add_commands(database_commands)
    return parser


def run_work(_arguments: argparse.Namespace) -> int:
    from sokehoach.apps.jobs import services as job_services

    print(f"{job_services.run_waiting()} việc đã kết thúc")
    return 0


def _configure_django() -> None:
    """Set Django up without migrating: a backup changes nothing and does not wait."""
    os.environ.setdefault("DJANGO_SETTINGS_MODULE", "sokehoach.config.settings")
    import django

    django.setup()
    gc.freeze()  # as config.wsgi


def _start_django() -> None:
    """Set Django up, apply missing migrations and install the triggers."""
    _configure_django()
    create_tables()


def create_tables() -> None:
    """Apply missing migrations and install the triggers of the word index and of versions."""
    from sokehoach.apps.accounts import wall_triggers
    from sokehoach.apps.programmes import immutability
    from sokehoach.apps.registers.core import word_index
    from sokehoach.apps.registers.data_registers import entry_triggers
    from sokehoach.apps.shell.migrating import migrate

    migrate()
    wall_triggers.install_triggers()
    word_index.install_triggers()
    immutability.install_triggers()
    entry_triggers.install_triggers()


if __name__ == "__main__":
    sys.exit(main())
