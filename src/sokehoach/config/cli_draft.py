"""The commands `sokehoach programme draft …`: list the drafts of programmes, put one in from a folder, take one out."""

import argparse
import sys
from pathlib import Path

from sokehoach.config.cli_commands import CommandGroup, add_allow_argument
from sokehoach.config.cli_output import explain_os_error, locate, print_error, print_text
from sokehoach.domain.messages import say

_BY = "sokehoach programme draft"


def add_commands(commands: CommandGroup) -> None:
    """Add the subcommands of `programme draft`."""
    commands("list", run_list, say("liệt kê các bản nháp, số lỗi của mỗi bản"))
    put_parser = commands("put", run_put, say("lập bản nháp từ một thư mục, hoặc thay các tệp của bản nháp đang có"))
    put_parser.add_argument("folder", type=Path, help=say("thư mục của bộ dữ liệu"))
    put_parser.add_argument("--revision", type=int, help=say("lần lưu đã sửa từ đó; đã có lần lưu khác thì không thay"))
    add_allow_argument(put_parser)
    take_parser = commands("take", run_take, say("ghi bản nháp ra một thư mục mới"))
    take_parser.add_argument("code", help=say("mã chương trình"))
    take_parser.add_argument("-o", "--output", type=Path, required=True, help=say("thư mục chưa có"))


def run_list(_arguments: argparse.Namespace) -> int:
    from sokehoach.apps.programmes.models import ProgrammeDraft

    drafts = ProgrammeDraft.objects.defer("files")
    for draft in drafts:
        print_text(
            say(
                "%(code)s: sửa từ phiên bản %(base)s, lần lưu %(revision)s của %(saved_by)s, %(problems)s lỗi.",
                code=draft.code,
                base=draft.base,
                revision=draft.revision,
                saved_by=draft.saved_by,
                problems=len(draft.problems),
            )
        )
    if not drafts:
        print_text(say("Không có bản nháp nào."))
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
        return print_error(
            say("Không đọc được %(path)s: %(reason)s.", path=arguments.folder, reason=explain_os_error(error))
        )
    except UnicodeDecodeError:
        return print_error(say("Không đọc được %(folder)s: các tệp phải là chữ mã hóa UTF-8.", folder=arguments.folder))
    if HEAD not in files:
        return print_error(say("%(folder)s không có %(file)s.", folder=arguments.folder, file=HEAD))
    with pii_filter.allowing_places(arguments.allow):
        outcome = drafts.put_draft(files=files, revision=arguments.revision, by=_BY, at=clock.now())
    draft = find_draft(str(outcome.answer["code"]))
    assert draft is not None
    for file, line, reason in draft.problems:
        print_text(locate(f"{file}:{line}", reason), file=sys.stderr)
    print_text(
        say(
            "Đã lưu bản nháp của %(code)s, lần lưu %(revision)s, %(problems)s lỗi.",
            code=draft.code,
            revision=draft.revision,
            problems=len(draft.problems),
        )
    )
    return 0


def run_take(arguments: argparse.Namespace) -> int:
    from sokehoach.apps.programmes.queries.drafts import find_draft
    from sokehoach.config.cli_programme import write_folder

    draft = find_draft(arguments.code)
    if draft is None:
        return print_error(say("Chương trình «%(code)s» không có bản nháp.", code=arguments.code))
    return write_folder(draft.files, arguments.output)
