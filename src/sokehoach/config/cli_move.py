"""The command `sokehoach move`: copy the SQLite database of this home to PostgreSQL."""

import argparse
import os
import sys
from collections.abc import Callable

from sokehoach.config.cli_commands import CommandGroup


def add_commands(commands: CommandGroup, configure: Callable[[], None]) -> None:
    def run_prepared(arguments: argparse.Namespace) -> int:
        from sokehoach.config import env

        # The target becomes the default database, so that migrations and indexes are created there.
        os.environ["DATABASE_URL"] = arguments.to
        source = env.build_sqlite_settings()
        if not source["NAME"].is_file():
            return _print_error(f"Không có cơ sở dữ liệu ở {source['NAME']}.")
        configure()
        return run_move(source)

    move = commands("move", run_prepared, "chuyển cơ sở dữ liệu SQLite sang PostgreSQL trống; dừng máy chủ trước")
    move.add_argument(
        "--to",
        required=True,
        help="postgresql://người@máy/tên; mật khẩu có thể để ở ~/.pgpass hay PGPASSWORD",
    )


def run_move(source: dict) -> int:
    from django.db import DatabaseError, connections

    from sokehoach.apps.setup.services import moves

    connections.settings = connections.configure_settings(connections.settings | {"source": source})
    try:
        outcome = moves.move_installation(source="source", target="default")
    except moves.MoveError as refused:
        return _print_error(str(refused))
    except DatabaseError as error:
        return _print_error(
            f"Cơ sở dữ liệu không làm được: {str(error).strip().splitlines()[0]}. Không có gì được chuyển."
        )
    finally:
        connections.close_all()
    print(f"Đã chuyển {sum(outcome.rows.values())} dòng của {len(outcome.rows)} bảng, đã so từng giá trị.")
    print(f"Nhật ký: {outcome.rows['audit_event']} dòng, mã băm {outcome.root}.")
    print("Từ nay đặt DATABASE_URL như trên; thư mục SOKEHOACH_HOME giữ nguyên. Cất tệp SQLite cũ đi.")
    return 0


def _print_error(sentence: str) -> int:
    print(sentence, file=sys.stderr)
    return 2
