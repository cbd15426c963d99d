"""`sokehoach boundaries`: true borders for the maps of this deployment."""

import argparse
import sys
from datetime import date
from pathlib import Path

from sokehoach.config.cli_words import Words


def add(words: Words) -> None:
    made = words("boundaries", run, "nhập ranh giới các đơn vị (GeoJSON, WGS 84, khóa «code») để vẽ bản đồ")
    made.add_argument("file", type=Path)
    made.add_argument(
        "--since", type=date.fromisoformat, help="có hiệu lực từ ngày YYYY-MM-DD; mặc định: hôm nay"
    )
    made.add_argument("--source", required=True, help="nguồn, in dưới bản đồ")


def run(given: argparse.Namespace) -> int:
    from sokehoach.adapters import geojson
    from sokehoach.apps.orgunits.selectors import units
    from sokehoach.apps.orgunits.services import boundaries
    from sokehoach.apps.shell import clock
    from sokehoach.apps.shell.outcomes import Invalid, Refused

    since = given.since or clock.today()
    try:
        if given.file.stat().st_size > geojson.MOST_BYTES:
            raise geojson.NotBorders("tệp lớn hơn 5 MB")
        codes = set(units.as_of(since).values_list("code", flat=True))
        rings = geojson.read(given.file.read_bytes(), codes=codes)
        boundaries.keep(
            rings=rings, since=since, source=given.source[:300], by="sokehoach boundaries", at=clock.now()
        )
    except OSError as error:
        return _say(f"Không mở được {given.file}: {error.strerror}.")
    except geojson.NotBorders as error:
        return _say(f"{given.file}: {error}. Không có gì thay đổi.")
    except (Refused, Invalid) as refused:
        return _say(f"{refused} Không có gì thay đổi.")
    print(f"Đã nhập ranh giới của {len(rings)} đơn vị từ ngày {since:%d/%m/%Y}.")
    return 0


def _say(sentence: str) -> int:
    print(sentence, file=sys.stderr)
    return 2
