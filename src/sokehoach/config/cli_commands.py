"""Helpers that add commands to the command line; each command runs one function after its setup."""

import argparse
from collections.abc import Callable
from datetime import date
from typing import Any

EXAMPLES = {
    "read": "read ke-hoach-45.pdf",
    "lint": "lint bao-cao.docx",
    "scan": "scan --show ghi-chu.txt",
    "load": "load chuong-trinh/phong-chong-ma-tuy",
    "consolidate": "consolidate --unit 099 --period 2021S1 --programme tuan_giao_2021 --format docx -o bao-cao.docx",
    "export": "export --period 2021S1 --programme tuan_giao_2021 -o so-lieu.csv",
    "programme check": "programme check chuong-trinh/phong-chong-ma-tuy",
    "programme diff": "programme diff chuong-trinh/phong-chong-ma-tuy",
    "programme publish": 'programme publish chuong-trinh/phong-chong-ma-tuy --reason "Thông tư mới" --from 2026-07-01',
    "programme new": 'programme new "Y tế năm 2026" --short-name "Y tế" --province 51 --from 2026-01-01 -o moi',
    "programme withdraw": 'programme withdraw tuan_giao_2021 --version 3 --reason "Thông tư bị bãi bỏ"',
    "programme export": "programme export tuan_giao_2021 -o chuong-trinh/tuan-giao",
    "programme draft list": "programme draft list",
    "programme draft put": "programme draft put chuong-trinh/phong-chong-ma-tuy",
    "programme draft take": "programme draft take tuan_giao_2021 -o chuong-trinh/ban-nhap",
    "dhis2 export-metadata": "dhis2 export-metadata tuan_giao_2021 -o metadata.json",
    "dhis2 export-values": "dhis2 export-values tuan_giao_2021 --period 2021S1 --by huong --format adx -o so-lieu.xml",
    "dhis2 import-values": "dhis2 import-values so-lieu.xml --format adx --by huong --dry-run",
    "dhis2 read-metadata": "dhis2 read-metadata metadata.json --from 2026-01-01 -o chuong-trinh/nhap-tu-dhis2",
    "verify": "verify",
    "work": "work",
    "account invite": 'account invite lan.lt --name "Lò Thị Lan" --unit 099.LDTBXH --role unit_admin@099',
    "account link": "account link lan.lt",
    "account requests": "account requests",
    "account approve": "account approve 12",
    "account refuse": "account refuse 12",
    "audit verify": "audit verify --journal nhat-ky.json",
    "audit checkpoint": "audit checkpoint",
    "audit keys": "audit keys",
    "audit export": "audit export -o nhat-ky.zip",
    "audit witness": 'audit witness --title "Ủy ban MTTQ tỉnh" --key mttq+1f0c3a5e+AbCd',
    "backup": "backup --to age1qqqq -o sao-luu.age",
    "backup-key": "backup-key -o khoa-mo.txt",
    "restore": "restore --identity khoa-mo.txt sao-luu.age",
    "move": "move --to postgresql://sokehoach@localhost/sokehoach",
    "doctor": "doctor",
    "tick": "tick",
    "demo": "demo --seed 0",
    "serve": "serve --port 8000 --workers 2",
    "roots list": "roots list",
    "roots add": "roots add goc-chung-thuc.cer",
    "roots remove": "roots remove 5F3B8C",
    "boundaries": 'boundaries --source "Sở Nông nghiệp và Môi trường" ranh-gioi.geojson',
}

type Command = Callable[[argparse.Namespace], int]


def parse_day(text: str) -> date:
    """Return the day of an option, written as 2026-07-01."""
    try:
        return date.fromisoformat(text)
    except ValueError as error:
        raise argparse.ArgumentTypeError(f"ngày viết như 2026-07-01, không phải «{text}»") from error


def add_programme_option(parser: argparse.ArgumentParser) -> None:
    """Add `--programme`, for a command on the forms of one programme."""
    parser.add_argument(
        "--programme", default="", metavar="MÃ", help="mã chương trình; phải ghi khi bản cài đặt có nhiều chương trình"
    )


class CommandGroup:
    """A group of commands: `commands("verify", run_verify, "…")` adds one and returns its parser.

    `prepare` is called before each command.
    """

    def __init__(self, parsers: Any, prepare: Callable[[], None] | None = None) -> None:
        self._parsers, self._prepare = parsers, prepare

    def __call__(self, name: str, run: Command, description: str) -> argparse.ArgumentParser:
        def run_prepared(arguments: argparse.Namespace) -> int:
            if self._prepare is not None:
                self._prepare()
            return run(arguments)

        parser = self._add_parser(name, description)
        parser.set_defaults(run=run_prepared)
        return parser

    def add_group(self, name: str, description: str) -> "CommandGroup":
        """Add a command with subcommands, as `keys` in `audit keys`, and return their group."""
        return CommandGroup(
            self._add_parser(name, description).add_subparsers(required=True, metavar="việc"), self._prepare
        )

    def _add_parser(self, name: str, description: str) -> argparse.ArgumentParser:
        parser: argparse.ArgumentParser = self._parsers.add_parser(
            name,
            help=description,
            description=description,
            formatter_class=argparse.RawDescriptionHelpFormatter,  # an example must stay on one line to be copied
        )
        example = EXAMPLES.get(parser.prog.partition(" ")[2])
        if example:
            parser.epilog = f"ví dụ:\n  sokehoach {example}"
        return parser
