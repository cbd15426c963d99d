"""`sokehoach move`: from the SQLite file of this home to PostgreSQL."""

import argparse
import os
import sys
from collections.abc import Callable

from sokehoach.config.cli_words import Words


def add(words: Words, configure: Callable[[], None]) -> None:
    def started(given: argparse.Namespace) -> int:
        from sokehoach.config import env

        # The new place is the default one, so that migrations and indexes are made there.
        os.environ["DATABASE_URL"] = given.to
        source = env.sqlite()
        if not source["NAME"].is_file():
            return _say(f"Không có cơ sở dữ liệu ở {source['NAME']}.")
        configure()
        return run(source)

    move = words("move", started, "chuyển cơ sở dữ liệu SQLite sang PostgreSQL trống; dừng máy chủ trước")
    move.add_argument(
        "--to",
        required=True,
        help="postgresql://người@máy/tên; mật khẩu có thể để ở ~/.pgpass hay PGPASSWORD",
    )


def run(source: dict) -> int:
    from django.db import DatabaseError, connections

    from sokehoach.apps.setup.services import moves

    connections.settings = connections.configure_settings(connections.settings | {"source": source})
    try:
        moved = moves.move(source="source", target="default")
    except moves.CannotMove as refused:
        return _say(str(refused))
    except DatabaseError as error:
        return _say(
            f"Cơ sở dữ liệu không làm được: {str(error).strip().splitlines()[0]}. Không có gì được chuyển."
        )
    finally:
        connections.close_all()
    print(f"Đã chuyển {sum(moved.rows.values())} dòng của {len(moved.rows)} bảng, đã so từng giá trị.")
    print(f"Nhật ký: {moved.rows['audit_event']} dòng, mã băm {moved.root}.")
    print("Từ nay đặt DATABASE_URL như trên; thư mục SOKEHOACH_HOME giữ nguyên. Cất tệp SQLite cũ đi.")
    return 0


def _say(sentence: str) -> int:
    print(sentence, file=sys.stderr)
    return 2
