"""The command `sokehoach boundaries`: import the units' real boundaries for this deployment's maps."""

import argparse
from pathlib import Path

from sokehoach.config.cli_commands import CommandGroup, parse_day
from sokehoach.config.cli_output import print_error, print_text
from sokehoach.domain.messages import say, say_count
from sokehoach.domain.notation import write_day


def add_commands(commands: CommandGroup) -> None:
    command = commands(
        "boundaries", run_boundaries, say("nhập ranh giới các đơn vị (GeoJSON, WGS 84, khóa «code») để vẽ bản đồ")
    )
    command.add_argument("file", type=Path)
    command.add_argument("--since", type=parse_day, help=say("có hiệu lực từ ngày YYYY-MM-DD; mặc định: hôm nay"))
    command.add_argument("--source", required=True, help=say("nguồn, in dưới bản đồ"))


def run_boundaries(arguments: argparse.Namespace) -> int:
    from sokehoach.adapters.readers import geojson
    from sokehoach.apps.orgunits.queries import units as unit_queries
    from sokehoach.apps.orgunits.services import units
    from sokehoach.apps.shell import clock

    since = arguments.since or clock.today()
    try:
        if arguments.file.stat().st_size > geojson.MAX_BYTES:
            raise geojson.BordersFileError(say("tệp lớn hơn 5 MB"))
        codes = set(unit_queries.as_of(since).values_list("code", flat=True))
        rings = geojson.read_borders(arguments.file.read_bytes(), codes=codes)
        units.import_boundaries(
            rings=rings, since=since, source=arguments.source[:300], by="sokehoach boundaries", at=clock.now()
        )
    except OSError as error:
        return print_error(say("Không mở được %(path)s: %(reason)s.", path=arguments.file, reason=error.strerror))
    except geojson.BordersFileError as error:
        return print_error(say("%(file)s: %(reason)s. Không có gì thay đổi.", file=arguments.file, reason=error))
    count, day = len(rings), write_day(since)
    print_text(say_count("Đã nhập ranh giới của %(count)s đơn vị từ ngày %(since)s.", count, count=count, since=day))
    return 0
