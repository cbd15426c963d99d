"""The commands `sokehoach load` and `sokehoach programme …`: check, compare, publish, export a programme's folder."""

import argparse
import sys
from collections.abc import Mapping
from pathlib import Path
from typing import TYPE_CHECKING

from sokehoach.adapters.programme_files.shipped import SHIPPED
from sokehoach.config.cli_commands import Command, CommandGroup, add_allow_argument, parse_day
from sokehoach.config.cli_output import (
    end_sentence,
    explain_os_error,
    locate,
    print_error,
    print_programmes,
    print_text,
)
from sokehoach.domain.messages import say, say_count
from sokehoach.domain.notation import write_day

if TYPE_CHECKING:
    from sokehoach.adapters.programme_files.definition import ProgrammeDefinition

_NAMES = ", ".join(sorted(path.parent.name for path in SHIPPED.glob("*/programme.yaml")))
_FOLDER_HELP = say("thư mục, hoặc tên một bộ kèm phần mềm: %(names)s", names=_NAMES)


def find_folder(text: str) -> Path:
    """The folder of that path, or, where there is none, of the shipped programme of that name."""
    shipped = SHIPPED / text
    return shipped if not Path(text).exists() and (shipped / "programme.yaml").exists() else Path(text)


def add_load_command(commands: CommandGroup) -> None:
    load = commands("load", _report_problems(run_publish), say("kiểm tra rồi nạp một bộ dữ liệu chương trình"))
    load.add_argument("folder", type=find_folder, help=_FOLDER_HELP)
    _add_publish_arguments(load)


def add_commands(commands: CommandGroup) -> None:
    """Add the subcommands of `programme`."""
    for name, run, description in (
        ("check", run_check, say("kiểm tra một bộ dữ liệu, in mã băm; không ghi gì")),
        ("diff", run_diff, say("so bộ dữ liệu với phiên bản đang dùng; không ghi gì")),
        ("publish", run_publish, say("công bố bộ dữ liệu thành phiên bản mới")),
    ):
        parser = commands(name, _report_problems(run), description)
        parser.add_argument("folder", type=find_folder, help=_FOLDER_HELP)
        if run is run_publish:
            _add_publish_arguments(parser)
    new = commands("new", run_new, say("ghi một bộ dữ liệu mới có đơn vị của một tỉnh, chưa có biểu, ra thư mục mới"))
    new.add_argument("name", help=say("tên chương trình"))
    new.add_argument("--short-name", required=True, help=say("tên ngắn; mã chương trình đặt theo tên này và năm"))
    new.add_argument("--province", required=True, help=say("mã tỉnh, thành phố, ví dụ 51"))
    new.add_argument("--commune", default="", help=say("mã xã, phường, đặc khu nếu chương trình là của đơn vị ấy"))
    new.add_argument("--office", default="VP", help=say("cơ quan thường trực, phần sau của mã, ví dụ SYT; mặc định VP"))
    new.add_argument("--from", dest="day", type=parse_day, required=True, help=say("ngày bắt đầu, dạng 2026-01-01"))
    new.add_argument("-o", "--output", type=Path, required=True, help=say("thư mục chưa có"))
    withdraw = commands("withdraw", run_withdraw, say("rút phiên bản đang dùng khi nó chưa áp dụng"))
    withdraw.add_argument("code", help=say("mã chương trình"))
    withdraw.add_argument("--version", type=int, required=True, help=say("số phiên bản"))
    withdraw.add_argument("--reason", required=True, help=say("lý do rút"))
    export = commands("export", run_export, say("ghi một phiên bản ra thư mục mới, nạp lại được"))
    export.add_argument("code", help=say("mã chương trình"))
    export.add_argument("--version", type=int, help=say("số phiên bản, mặc định: bản đang dùng"))
    export.add_argument("-o", "--output", type=Path, required=True, help=say("thư mục chưa có"))
    schema = commands("schema", run_schema, say("in JSON Schema của bộ dữ liệu, để trình soạn thảo kiểm tra khi gõ"))
    schema.add_argument(
        "-o", "--output", type=Path, help=say("thư mục chưa có: ghi một tệp cho mỗi loại tệp YAML, và settings.json")
    )


def _add_publish_arguments(parser: argparse.ArgumentParser) -> None:
    parser.add_argument("--reason", default="", help=say("lý do, khi số liệu trước và sau không còn so được"))
    parser.add_argument("--from", dest="day", type=parse_day, help=say("ngày áp dụng, dạng 2026-07-01"))
    parser.add_argument(
        "--miscounting", dest="miscounting_day", type=parse_day, metavar=say("NGÀY"),
        help=say("xác nhận ngày áp dụng mà theo đó có ngày không kỳ nào tính, hoặc hai kỳ tính"),
    )  # fmt: skip
    parser.add_argument(
        "--earlier-periods", action="store_true",
        help=say("thu cả các kỳ đến hạn trước hôm nay của biểu mới; mặc định không thu, không tính trễ"),
    )  # fmt: skip
    add_allow_argument(parser)
    parser.add_argument("--base", type=int, help=say("số phiên bản đã sửa từ đó; đã có bản khác thì không công bố"))


def _report_problems(run: Command) -> Command:
    """Print what is wrong with a folder, each by file and line, and return 2."""

    def run_reporting(arguments: argparse.Namespace) -> int:
        from sokehoach.adapters.programme_files.record import DefinitionError

        if not arguments.folder.is_dir():
            return print_error(say("Không có thư mục %(folder)s.", folder=arguments.folder))
        try:
            return run(arguments)
        except DefinitionError as error:
            for problem in error.problems:
                print_text(locate(f"{problem.file}:{problem.line}", problem.reason), file=sys.stderr)
            return print_error(say("Bộ dữ liệu có lỗi, không có gì được nạp."))

    return run_reporting


def run_check(arguments: argparse.Namespace) -> int:
    from sokehoach.adapters.programme_files.canonical import canonicalize

    programme = _read(arguments.folder)
    print_text(
        say(
            "%(code)s: %(elements)s chỉ tiêu, %(forms)s biểu, mã băm %(digest)s.",
            code=programme.code,
            elements=len(programme.elements),
            forms=len(programme.forms),
            digest=canonicalize(programme).digest,
        )
    )
    return 0


def run_diff(arguments: argparse.Namespace) -> int:
    from sokehoach.apps.setup.pages.differences import render_difference
    from sokehoach.apps.setup.queries.definition_check import check_definition

    checked = check_definition(_read(arguments.folder))
    if not checked.is_new:
        print_text(
            say(
                "Không khác phiên bản %(base)s. Không so cấp, đơn vị, nhóm và quy định về dữ liệu: "
                "những thứ này không thuộc phiên bản.",
                base=checked.base,
            )
        )
        return 0
    print_text(
        say("So với phiên bản %(base)s:", base=checked.base)
        if checked.base
        else say("Chương trình chưa có phiên bản nào.")
    )
    for line in render_difference(checked):
        print_text(line)
    return 0


def run_publish(arguments: argparse.Namespace) -> int:
    from sokehoach.apps.setup.queries.personal_rows import list_personal_units
    from sokehoach.apps.setup.services import programmes
    from sokehoach.apps.shell import clock
    from sokehoach.apps.shell.pii_filter import allowing_places

    with allowing_places(arguments.allow):
        if problems := list_personal_units(_read(arguments.folder).units):
            for problem in problems:
                print_text(problem, file=sys.stderr)
            return print_error(
                say("Người không phải đơn vị, không có gì được nạp. Là tên một nơi thì ghi sau --allow.")
            )
        outcome = programmes.load_programme(
            folder=arguments.folder,
            by="sokehoach load",
            at=clock.now(),
            reason=arguments.reason,
            day=arguments.day,
            base=arguments.base,
            miscounting_day=arguments.miscounting_day,
            collected_from=None if arguments.earlier_periods else clock.today(),
        )
    print_text(
        say(
            "Đã nạp %(programme)s, phiên bản %(version)s.",
            programme=outcome.answer["programme"],
            version=outcome.answer["version"],
        )
    )
    return 0


def run_new(arguments: argparse.Namespace) -> int:
    from sokehoach.adapters.programme_files.national_units import LIST_DATE, ListMissingError, list_provinces
    from sokehoach.adapters.programme_files.scaffold import (
        NewProgramme,
        build_scaffold,
        find_area,
        list_agency_templates,
    )

    try:
        provinces = {unit.code: unit.name for unit in list_provinces()}
    except ListMissingError as error:
        return print_error(end_sentence(str(error)))
    if arguments.province not in provinces:
        names = ", ".join(f"{code} {name}" for code, name in provinces.items())
        return print_error(
            say("Không có tỉnh mã «%(province)s». Các mã: %(names)s.", province=arguments.province, names=names)
        )
    programme = NewProgramme(
        arguments.name, arguments.short_name, arguments.province, arguments.office, arguments.day, arguments.commune
    )
    try:
        area = find_area(programme)
    except LookupError:
        return print_error(
            say(
                "Không có xã, phường, đặc khu mã «%(commune)s» trong %(province)s.",
                commune=arguments.commune,
                province=provinces[arguments.province],
            )
        )
    offices = [agency.suffix for agency in list_agency_templates(area.kind, name=area.name)]
    if arguments.office not in offices:
        return print_error(say("Cơ quan thường trực phải là một trong: %(names)s.", names=", ".join(offices)))
    if arguments.day < LIST_DATE:
        return print_error(
            say(
                "Ngày bắt đầu không được trước %(day)s, ngày của danh mục đơn vị.",
                day=write_day(LIST_DATE),
            )
        )
    return write_folder(build_scaffold(programme), arguments.output)


def run_withdraw(arguments: argparse.Namespace) -> int:
    from sokehoach.apps.programmes.queries.programmes import ProgrammeNotChosenError, choose_programme
    from sokehoach.apps.setup.services.withdrawal import withdraw_version
    from sokehoach.apps.shell import clock

    try:
        programme = choose_programme(arguments.code)
    except ProgrammeNotChosenError as error:
        return print_programmes(arguments.code, error.codes)
    if programme is None:
        return print_programmes(arguments.code, ())
    outcome = withdraw_version(
        programme=programme,
        number=arguments.version,
        reason=arguments.reason,
        by="sokehoach programme withdraw",
        at=clock.now(),
    )
    print_text(
        say(
            "Đã rút phiên bản %(version)s; đang dùng phiên bản %(current)s.",
            version=arguments.version,
            current=outcome.answer["version"],
        )
    )
    return 0


def run_export(arguments: argparse.Namespace) -> int:
    from sokehoach.adapters.programme_files.writing import write_programme
    from sokehoach.apps.programmes.queries.programmes import ProgrammeNotChosenError, choose_programme
    from sokehoach.apps.setup.queries.exports import build_published_programme
    from sokehoach.apps.shell.outcomes import NotFoundError

    try:
        choose_programme(arguments.code)
        files = write_programme(build_published_programme(arguments.code, arguments.version))
    except ProgrammeNotChosenError as error:
        return print_programmes(arguments.code, error.codes)
    except NotFoundError:
        return print_error(say("Không có phiên bản này của chương trình «%(code)s».", code=arguments.code))
    return write_folder(files, arguments.output)


def run_schema(arguments: argparse.Namespace) -> int:
    from sokehoach.adapters.programme_files.format_schema import build_editor_files, read_schema

    if arguments.output is not None:
        return write_folder(build_editor_files(), arguments.output)
    print_text(read_schema().removesuffix("\n"))
    return 0


def write_folder(files: Mapping[str, str], output: Path) -> int:
    """Write the files of a programme into a new folder and return the exit code."""
    try:
        output.mkdir(parents=True)
        for name, content in files.items():
            path = output / name
            path.parent.mkdir(exist_ok=True)
            path.write_text(content, "utf-8")
    except OSError as error:
        return print_error(say("Không ghi được %(path)s: %(reason)s.", path=output, reason=explain_os_error(error)))
    print_text(say_count("Đã ghi %(files)s tệp vào %(output)s.", len(files), files=len(files), output=output))
    return 0


def _read(folder: Path) -> "ProgrammeDefinition":
    from sokehoach.apps.setup.services import programmes

    return programmes.read_programme(folder)
