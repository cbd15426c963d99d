"""The commands `sokehoach dhis2 …`: programmes and values as DHIS2 exchanges them."""

import argparse
import csv
import json
import sys
from collections.abc import Mapping
from pathlib import Path

from sokehoach.config.cli_commands import CommandGroup, parse_day
from sokehoach.config.cli_output import explain_os_error, print_error, print_programmes, write_file


def add_commands(commands: CommandGroup) -> None:
    """Add the subcommands of `dhis2`."""
    export = commands("export-metadata", run_export_metadata, "ghi một chương trình ra tệp metadata JSON của DHIS2")
    export.add_argument("code", help="mã chương trình")
    export.add_argument("-o", "--output", type=Path, required=True)
    read = commands(
        "read-metadata", run_read_metadata, "đọc tệp metadata JSON của DHIS2 thành thư mục một chương trình nháp"
    )
    read.add_argument("file", type=Path, help="tệp JSON có dataSets, dataElements, organisationUnits và các danh mục")
    read.add_argument("-o", "--output", type=Path, required=True, help="thư mục chưa có")
    read.add_argument("--code", default="", help="mã chương trình")
    read.add_argument("--name", default="", help="tên chương trình")
    read.add_argument("--short-name", default="", help="tên ngắn")
    read.add_argument("--unit", default="", metavar="MÃ", help="UID hoặc mã của đơn vị tổng hợp")
    read.add_argument("--office", default="", metavar="MÃ", help="mã cơ quan thường trực")
    read.add_argument("--from", dest="day", type=parse_day, help="ngày bắt đầu, dạng 2026-01-01")
    read.add_argument(
        "--data-set", action="append", default=[], metavar="UID", help="chỉ lấy bộ dữ liệu này; ghi được nhiều lần"
    )
    read.add_argument(
        "--mapping", type=Path, metavar="TỆP", help="CSV có cột theirs, ours: mã muốn đặt cho UID hoặc mã của DHIS2"
    )


def run_export_metadata(arguments: argparse.Namespace) -> int:
    from sokehoach.apps.dhis2.pages.objects import list_objects
    from sokehoach.apps.dhis2.queries.catalogues import load_programme_surroundings
    from sokehoach.apps.programmes.queries.programmes import ProgrammeNotChosenError, choose_programme
    from sokehoach.apps.shell.outcomes import NotFoundError

    try:
        programme = choose_programme(arguments.code)
        if programme is None:
            raise NotFoundError
        metadata = list_objects(load_programme_surroundings(programme)).build_metadata({})
    except ProgrammeNotChosenError as error:
        return print_programmes(arguments.code, error.codes)
    except NotFoundError:
        return print_error(f"Chương trình «{arguments.code}» chưa công bố phiên bản nào.")
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
        return print_error(f"Không đọc được {error.filename}: {explain_os_error(error)}.")
    except (MetadataError, ValueError) as error:
        return print_error(f"Không đọc được metadata: {error}")
    for remark in programme.remarks:
        print(f"{remark.kind} {remark.name}: {remark.reason}", file=sys.stderr)
    mapping = arguments.output.with_name(f"{arguments.output.name}.mapping.csv")
    return write_folder(programme.files, arguments.output) or write_file([write_mapping(programme).encode()], mapping)


def read_mapping(path: Path | None) -> Mapping[str, str]:
    """The table of codes: theirs → ours. Raises OSError, ValueError for a file without these columns."""
    if path is None:
        return {}
    with path.open(encoding="utf-8-sig", newline="") as source:
        rows = csv.DictReader(source)
        if not {"theirs", "ours"} <= set(rows.fieldnames or ()):
            raise ValueError(f"{path.name} phải có cột theirs và ours.")
        return {row["theirs"].strip(): row["ours"].strip() for row in rows if row["theirs"] and row["ours"]}
