"""The command `sokehoach move`: copy the SQLite database of this home to PostgreSQL."""

import argparse
import os
from collections.abc import Callable
from contextlib import AbstractContextManager

from sokehoach.config.cli_commands import CommandGroup
from sokehoach.config.cli_output import print_error, print_text
from sokehoach.domain.messages import say


def add_commands(commands: CommandGroup, configure: Callable[[], AbstractContextManager[None]]) -> None:
    def run_prepared(arguments: argparse.Namespace) -> int:
        from sokehoach.config import env

        # The target becomes the default database, so that migrations and indexes are created there.
        os.environ["DATABASE_URL"] = arguments.to
        source = env.build_sqlite_settings()
        if not source["NAME"].is_file():
            return print_error(say("Không có cơ sở dữ liệu ở %(path)s.", path=source["NAME"]))
        with configure():
            return run_move(source)

    move = commands("move", run_prepared, say("chuyển cơ sở dữ liệu SQLite sang PostgreSQL trống; dừng máy chủ trước"))
    move.add_argument(
        "--to",
        required=True,
        help=say("postgresql://người@máy/tên; mật khẩu có thể để ở ~/.pgpass hay PGPASSWORD"),
    )


def run_move(source: dict) -> int:
    from django.db import DatabaseError, connections

    from sokehoach.apps.setup.services import moves

    connections.settings = connections.configure_settings(connections.settings | {"source": source})
    try:
        outcome = moves.move_installation(source="source", target="default")
    except moves.MoveError as refused:
        return print_error(str(refused))
    except DatabaseError as error:
        return print_error(
            say(
                "Cơ sở dữ liệu không làm được: %(answer)s. Không có gì được chuyển.",
                answer=str(error).strip().splitlines()[0],
            )
        )
    finally:
        connections.close_all()
    print_text(
        say(
            "Đã chuyển %(rows)s dòng của %(tables)s bảng, đã so từng giá trị.",
            rows=sum(outcome.rows.values()),
            tables=len(outcome.rows),
        )
    )
    print_text(
        say(
            "Nhật ký: %(rows)s dòng, mã băm %(root)s.",
            rows=outcome.rows["audit_event"],
            root=outcome.root,
        )
    )
    print_text(say("Từ nay đặt DATABASE_URL như trên; thư mục SOKEHOACH_HOME giữ nguyên. Cất tệp SQLite cũ đi."))
    return 0
