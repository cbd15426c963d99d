"""The commands `sokehoach dhis2 …`: programmes and values as DHIS2 exchanges them."""

import argparse
import csv
import json
import sys
from collections.abc import Mapping
from pathlib import Path
from typing import TYPE_CHECKING

from sokehoach.config.cli_commands import CommandGroup, parse_day
from sokehoach.config.cli_output import explain_os_error, locate, print_error, print_programmes, print_text, write_file
from sokehoach.domain.messages import say

if TYPE_CHECKING:
    from sokehoach.apps.accounts.models import User

FORMATS = ("json", "csv", "xml", "adx")


def add_commands(commands: CommandGroup) -> None:
    """Add the subcommands of `dhis2`."""
    export = commands(
        "export-metadata", run_export_metadata, say("ghi một chương trình ra tệp metadata JSON của DHIS2")
    )
    export.add_argument("code", help=say("mã chương trình"))
    export.add_argument("-o", "--output", type=Path, required=True)
    read = commands(
        "read-metadata", run_read_metadata, say("đọc tệp metadata JSON của DHIS2 thành thư mục một chương trình nháp")
    )
    read.add_argument(
        "file", type=Path, help=say("tệp JSON có dataSets, dataElements, organisationUnits và các danh mục")
    )
    read.add_argument("-o", "--output", type=Path, required=True, help=say("thư mục chưa có"))
    read.add_argument("--code", default="", help=say("mã chương trình"))
    read.add_argument("--name", default="", help=say("tên chương trình"))
    read.add_argument("--short-name", default="", help=say("tên ngắn"))
    read.add_argument("--unit", default="", metavar=say("MÃ"), help=say("UID hoặc mã của đơn vị tổng hợp"))
    read.add_argument("--office", default="", metavar=say("MÃ"), help=say("mã cơ quan thường trực"))
    read.add_argument("--from", dest="day", type=parse_day, help=say("ngày bắt đầu, dạng 2026-01-01"))
    read.add_argument(
        "--data-set", action="append", default=[], metavar="UID", help=say("chỉ lấy bộ dữ liệu này; ghi được nhiều lần")
    )
    read.add_argument(
        "--mapping",
        type=Path,
        metavar=say("TỆP"),
        help=say("CSV có cột theirs, ours: mã muốn đặt cho UID hoặc mã của DHIS2"),
    )
    export_values = commands("export-values", run_export_values, say("ghi số liệu mà một tài khoản được xem, theo mã"))
    export_values.add_argument("code", help=say("mã chương trình"))
    export_values.add_argument("--period", required=True, help=say("kỳ, ví dụ 2026Q1"))
    export_values.add_argument("--by", required=True, metavar=say("TÊN"), help=say("tên đăng nhập của tài khoản"))
    export_values.add_argument("--format", choices=FORMATS, default="json")
    export_values.add_argument("-o", "--output", type=Path, required=True)
    import_values = commands(
        "import-values", run_import_values, say("nhập số liệu từ tệp JSON, CSV, XML của DHIS2, hoặc ADX")
    )
    import_values.add_argument("file", type=Path)
    import_values.add_argument("--by", required=True, metavar=say("TÊN"), help=say("tên đăng nhập của người nhập"))
    import_values.add_argument("--format", choices=FORMATS, default="json")
    import_values.add_argument(
        "--id-scheme", choices=("UID", "CODE"), default="UID", help=say("tệp gọi tên bằng UID hay mã")
    )
    import_values.add_argument(
        "--mapping", type=Path, metavar=say("TỆP"), help=say("bảng mã mà read-metadata ghi ra: cột theirs, ours")
    )
    import_values.add_argument("--complete", action="store_true", help=say("gửi luôn các báo cáo có trong tệp"))
    import_values.add_argument("--source", default="DHIS2", help=say("nguồn, ghi vào báo cáo nhập thay"))
    import_values.add_argument("--dry-run", action="store_true", help=say("chỉ kiểm tra, không ghi gì"))


def run_export_metadata(arguments: argparse.Namespace) -> int:
    from sokehoach.apps.dhis2.pages.objects import list_objects
    from sokehoach.apps.dhis2.queries.catalogues import load_programme_context
    from sokehoach.apps.programmes.queries.programmes import ProgrammeNotChosenError, choose_programme
    from sokehoach.apps.shell.outcomes import NotFoundError

    try:
        programme = choose_programme(arguments.code)
        if programme is None:
            raise NotFoundError
        metadata = list_objects(load_programme_context(programme)).build_metadata({})
    except ProgrammeNotChosenError as error:
        return print_programmes(arguments.code, error.codes)
    except NotFoundError:
        return print_error(say("Chương trình «%(code)s» chưa công bố phiên bản nào.", code=arguments.code))
    return write_file([json.dumps(metadata, ensure_ascii=False, indent=1).encode()], arguments.output)


def run_read_metadata(arguments: argparse.Namespace) -> int:
    from sokehoach.adapters.dhis2.metadata_file import MetadataError, read_metadata
    from sokehoach.adapters.dhis2.metadata_programme import MetadataChoice, build_programme_files, write_mapping
    from sokehoach.config.cli_programme import write_folder

    try:
        choice = MetadataChoice(
            code=arguments.code,
            name=arguments.name,
            short_name=arguments.short_name,
            unit=arguments.unit,
            standing_office=arguments.office,
            valid_from=arguments.day,
            data_sets=arguments.data_set,
            mapping=read_mapping(arguments.mapping),
        )
        programme = build_programme_files(read_metadata(arguments.file.read_bytes()), choice)
    except OSError as error:
        return print_error(
            say("Không đọc được %(path)s: %(reason)s.", path=error.filename, reason=explain_os_error(error))
        )
    except (MetadataError, ValueError) as error:
        return print_error(locate(say("Không đọc được metadata"), error))
    for remark in programme.remarks:
        print_text(locate(f"{remark.kind} {remark.name}", remark.reason), file=sys.stderr)
    mapping = arguments.output.with_name(f"{arguments.output.name}.mapping.csv")
    return write_folder(programme.files, arguments.output) or write_file([write_mapping(programme).encode()], mapping)


def run_export_values(arguments: argparse.Namespace) -> int:
    from sokehoach.adapters.dhis2 import data_value_xml, data_values
    from sokehoach.adapters.dhis2.period_codes import PeriodCodeError, parse_code
    from sokehoach.apps.dhis2.queries.catalogues import load_metadata_context
    from sokehoach.apps.dhis2.queries.data_values import DataValueQuery, list_values
    from sokehoach.apps.shell import clock

    user = _find_user(arguments.by)
    if user is None:
        return print_error(say("Không có tài khoản %(username)s.", username=arguments.by))
    try:
        period = parse_code(arguments.period)
    except PeriodCodeError:
        return print_error(
            say("Kỳ «%(period)s» không có trong DHIS2: viết như 202601, 2026Q1, 2026S1, 2026.", period=arguments.period)
        )
    context = load_metadata_context(user)
    rows = [
        row
        for row in context.catalogue.data_sets.values()
        if row.programme == arguments.code and row.period_type is period.type
    ]
    if not rows:
        return print_error(
            say("Tài khoản không xem biểu nào của «%(code)s» có kỳ %(id)s.", code=arguments.code, id=period.id)
        )
    query = DataValueQuery(tuple(rows), frozenset(context.rows), frozenset({period.id}), shows_not_applicable=True)
    names = ("dataElement", "orgUnit", "categoryOptionCombo", "dataSet")
    values = list_values(user, query, context, dict.fromkeys(names, "CODE"))
    content = {
        "json": lambda: json.dumps({"dataValues": data_values.write_json_rows(values)}, ensure_ascii=False),
        "csv": lambda: data_values.write_csv(values),
        "xml": lambda: data_values.write_xml(values),
        "adx": lambda: data_value_xml.write_adx(values, at=clock.now()),
    }[arguments.format]()
    return write_file([content.encode()], arguments.output)


def run_import_values(arguments: argparse.Namespace) -> int:
    from sokehoach.adapters.dhis2 import data_value_xml, data_values
    from sokehoach.adapters.dhis2.data_values import DataValueFileError
    from sokehoach.apps.dhis2.queries.addressing import Addressing, Schemes
    from sokehoach.apps.dhis2.queries.catalogues import load_metadata_context
    from sokehoach.apps.dhis2.services.imports import ValueImport, import_values
    from sokehoach.apps.shell import clock

    user = _find_user(arguments.by)
    if user is None:
        return print_error(say("Không có tài khoản %(username)s.", username=arguments.by))
    read = {"json": data_values.read_json, "csv": data_values.read_csv}.get(arguments.format, data_value_xml.read_xml)
    try:
        received, mapping = read(arguments.file.read_bytes()), read_mapping(arguments.mapping)
    except OSError as error:
        return print_error(
            say("Không đọc được %(path)s: %(reason)s.", path=error.filename, reason=explain_os_error(error))
        )
    except (DataValueFileError, ValueError) as error:
        return print_error(locate(say("Không đọc được %(path)s", path=arguments.file), error))
    scheme = "CODE" if received.default_scheme == "CODE" else arguments.id_scheme
    schemes = Schemes(scheme, scheme, scheme, scheme, mapping)
    value_import = ValueImport(Addressing(load_metadata_context(user), schemes), is_dry_run=arguments.dry_run)
    value_import.resolve(received)
    for report in value_import.reports.values() if arguments.complete else ():
        report.is_complete = True
    summary = import_values(value_import, source=arguments.source, by=user, at=clock.now())
    for conflict in summary.conflicts:
        rows = ", ".join(str(index + 1) for index in conflict.indexes[:20])
        names = ", ".join(f"{name} {text}" for name, text in conflict.objects.items())
        print_text(
            say(
                "%(problem)s dòng %(rows)s: %(value)s (%(names)s)",
                problem=conflict.problem.value,
                rows=rows or "-",
                value=conflict.value,
                names=names,
            ),
            file=sys.stderr,
        )
    if summary.conflicts:
        return print_error(say("%(count)s chỗ không nhập được: không có gì được ghi.", count=len(summary.conflicts)))
    counts = summary.counts
    new, changed, same = counts.imported, counts.updated, counts.ignored
    if summary.is_dry_run:
        print_text(
            say("Sẽ ghi %(new)s số mới, sửa %(changed)s, giữ nguyên %(same)s.", new=new, changed=changed, same=same)
        )
    else:
        print_text(
            say("Đã ghi %(new)s số mới, sửa %(changed)s, giữ nguyên %(same)s.", new=new, changed=changed, same=same)
        )
    return 0


def _find_user(username: str) -> "User | None":
    from sokehoach.apps.accounts.models import User

    return User.objects.select_related("unit__parent").filter(username=username, is_active=True).first()


def read_mapping(path: Path | None) -> Mapping[str, str]:
    """The table of codes: theirs → ours. Raises OSError, ValueError for a file without these columns."""
    if path is None:
        return {}
    with path.open(encoding="utf-8-sig", newline="") as source:
        rows = csv.DictReader(source)
        if not {"theirs", "ours"} <= set(rows.fieldnames or ()):
            raise ValueError(say("%(name)s phải có cột theirs và ours.", name=path.name))
        return {row["theirs"].strip(): row["ours"].strip() for row in rows if row["theirs"] and row["ours"]}
