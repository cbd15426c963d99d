"""The command `sokehoach`: each word of it is one short function."""

import argparse
import os
import sys
from collections.abc import Callable
from pathlib import Path

from sokehoach.config import (
    cli_account,
    cli_audit,
    cli_backup,
    cli_boundaries,
    cli_doctor,
    cli_figures,
    cli_files,
    cli_move,
    cli_serve,
    cli_tick,
)
from sokehoach.config.cli_output import NO_ROOM, say


def main(words: list[str] | None = None) -> int:
    parser = argparse.ArgumentParser(
        prog="sokehoach", description="Sổ Kế hoạch: đọc kế hoạch, theo dõi, tổng hợp, báo cáo."
    )
    commands = parser.add_subparsers(required=True, metavar="lệnh")

    def command(
        name: str, run: Callable[[argparse.Namespace], int] | None, told: str
    ) -> argparse.ArgumentParser:
        """None: the words behind it say what runs."""
        made = commands.add_parser(name, help=told, description=told)
        if run is not None:
            made.set_defaults(run=run)
        return made

    cli_files.add(command)
    load = command("load", run_load, "kiểm tra rồi nạp một bộ dữ liệu chương trình")
    load.add_argument("folder", type=Path, nargs="?", help="mặc định: bộ tuan_giao_2021 kèm phần mềm")
    cli_figures.add(command, _start)
    command("work", run_work, "làm các việc dài đang chờ rồi thoát")
    account = command("account", None, "lập tài khoản, in liên kết đặt mật khẩu")
    cli_account.add(account, _start)
    audit = command("audit", None, "niêm phong, kiểm tra, xuất nhật ký")
    cli_audit.add(audit, _start)
    cli_backup.add(command, _configure)
    cli_move.add(command, _configure)
    cli_doctor.add(command, _configure)
    cli_tick.add(command, _start)
    cli_serve.add(command, _start)
    cli_boundaries.add(command, _start)

    given = parser.parse_args(words)
    run: Callable[[argparse.Namespace], int] = given.run
    try:
        return run(given)
    except Exception as error:
        from sokehoach.apps.shell import trouble

        if not trouble.no_room(error):
            raise
        return say(NO_ROOM)


def run_load(given: argparse.Namespace) -> int:
    _start()
    from sokehoach.adapters.pack.problems import PackError
    from sokehoach.apps.setup.services import packs
    from sokehoach.apps.shell import clock

    try:
        done = packs.load(folder=given.folder or packs.DEFAULT, by="sokehoach load", at=clock.now())
    except PackError as error:
        for problem in error.problems:
            print(f"{problem.file}:{problem.line}: {problem.reason}", file=sys.stderr)
        return say("Bộ dữ liệu có lỗi, không có gì được nạp.")
    print(f"Đã nạp {done.answer['pack']}.")
    return 0


def run_work(_given: argparse.Namespace) -> int:
    _start()
    from sokehoach.apps.jobs.services import running

    print(f"{running.run_waiting()} việc đã kết thúc")
    return 0


def _configure() -> None:
    """Django, with the tables as they stand: a backup changes nothing and waits for nobody."""
    os.environ.setdefault("DJANGO_SETTINGS_MODULE", "sokehoach.config.settings")
    import django

    django.setup()


def _start() -> None:
    """Django, with the tables as the code wants them."""
    _configure()
    from django.core.management import call_command

    from sokehoach.apps.registers.shelf import words

    call_command("migrate", interactive=False, verbosity=0)
    words.install()


if __name__ == "__main__":
    sys.exit(main())
