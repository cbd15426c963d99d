"""The command `sokehoach`: each word of it is one short function."""

import argparse
import os
import sys
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
from sokehoach.config.cli_words import Run, Words


def main(words: list[str] | None = None) -> int:
    parser = argparse.ArgumentParser(
        prog="sokehoach", description="Sổ Kế hoạch: đọc kế hoạch, theo dõi, tổng hợp, báo cáo."
    )
    commands = parser.add_subparsers(required=True, metavar="lệnh")

    plain, configured, started = Words(commands), Words(commands, _configure), Words(commands, _start)

    cli_files.add(plain)
    load = started("load", run_load, "kiểm tra rồi nạp một bộ dữ liệu chương trình")
    load.add_argument("folder", type=Path, nargs="?", help="mặc định: bộ tuan_giao_2021 kèm phần mềm")
    cli_figures.add(started)
    started("work", run_work, "làm các việc dài đang chờ rồi thoát")
    cli_account.add(started.behind("account", "lập tài khoản, in liên kết đặt mật khẩu"))
    cli_audit.add(started.behind("audit", "niêm phong, kiểm tra, xuất nhật ký"))
    cli_backup.add(plain, configured)
    cli_move.add(plain, _configure)
    cli_doctor.add(configured)  # changes nothing: missing migrations are to be found, not run
    cli_tick.add(started)
    cli_serve.add(started)
    cli_boundaries.add(started)

    given = parser.parse_args(words)
    run: Run = given.run
    try:
        return run(given)
    except Exception as error:
        from sokehoach.apps.shell import trouble

        if not trouble.no_room(error):
            raise
        return say(NO_ROOM)


def run_load(given: argparse.Namespace) -> int:
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
