"""The commands `sokehoach programme draft …`: list the drafts of programmes, put one in from a folder, take one out."""

import argparse
import sys
from pathlib import Path

from sokehoach.config.cli_commands import CommandGroup
from sokehoach.config.cli_output import explain_os_error, print_error

_BY = "sokehoach programme draft"


def add_commands(commands: CommandGroup) -> None:
    """Add the subcommands of `programme draft`."""
    commands("list", run_list, "liệt kê các bản nháp, số lỗi của mỗi bản")
    put_parser = commands("put", run_put, "lập bản nháp từ một thư mục, hoặc thay các tệp của bản nháp đang có")
    put_parser.add_argument("folder", type=Path, help="thư mục của bộ dữ liệu")
    put_parser.add_argument("--revision", type=int, help="lần lưu đã sửa từ đó; đã có lần lưu khác thì không thay")
    put_parser.add_argument(
        "--allow",
        action="append",
        default=[],
        metavar="CHỮ",
        help="chữ giống tên người mà không phải thông tin cá nhân",
    )
    take_parser = commands("take", run_take, "ghi bản nháp ra một thư mục mới")
    take_parser.add_argument("code", help="mã chương trình")
    take_parser.add_argument("-o", "--output", type=Path, required=True, help="thư mục chưa có")


def run_list(_arguments: argparse.Namespace) -> int:
    from sokehoach.apps.programmes.models import ProgrammeDraft

    drafts = ProgrammeDraft.objects.defer("files")
    for draft in drafts:
        print(
            f"{draft.code}: sửa từ phiên bản {draft.base}, lần lưu {draft.revision} của {draft.saved_by}, "
            f"{len(draft.problems)} lỗi."
        )
    if not drafts:
        print("Không có bản nháp nào.")
    return 0


def run_put(arguments: argparse.Namespace) -> int:
    from sokehoach.adapters.programme_files.opening import HEAD
    from sokehoach.adapters.programme_files.text_form import read_folder
    from sokehoach.apps.programmes.queries.drafts import find_draft
    from sokehoach.apps.setup.services import drafts
    from sokehoach.apps.shell import clock, pii_filter

    try:
        files = read_folder(arguments.folder)
    except OSError as error:
        return print_error(f"Không đọc được {arguments.folder}: {explain_os_error(error)}.")
    except UnicodeDecodeError:
        return print_error(f"Không đọc được {arguments.folder}: các tệp phải là chữ mã hóa UTF-8.")
    if HEAD not in files:
        return print_error(f"{arguments.folder} không có {HEAD}.")
    with pii_filter.allowing_places(arguments.allow):
        outcome = drafts.put_draft(files=files, revision=arguments.revision, by=_BY, at=clock.now())
    draft = find_draft(str(outcome.answer["code"]))
    assert draft is not None
    for file, line, reason in draft.problems:
        print(f"{file}:{line}: {reason}", file=sys.stderr)
    print(f"Đã lưu bản nháp của {draft.code}, lần lưu {draft.revision}, {len(draft.problems)} lỗi.")
    return 0


def run_take(arguments: argparse.Namespace) -> int:
    from sokehoach.apps.programmes.queries.drafts import find_draft
    from sokehoach.config.cli_programme import write_folder

    draft = find_draft(arguments.code)
    if draft is None:
        return print_error(f"Chương trình «{arguments.code}» không có bản nháp.")
    return write_folder(draft.files, arguments.output)
