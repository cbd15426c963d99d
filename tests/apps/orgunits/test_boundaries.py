"""Borders of a deployment: dated, replaced whole, refused without a trace."""

from contextlib import nullcontext
from datetime import date
from pathlib import Path

import pytest

from sokehoach.apps.orgunits.models import Boundary
from sokehoach.apps.orgunits.queries.units import list_borders
from sokehoach.apps.orgunits.services import units
from sokehoach.apps.shell.outcomes import ActionRefused
from sokehoach.config import cli
from tests.adapters.readers.test_geojson import BOW, SQUARE, file
from tests.factories.cast import AT, Cast

DAY = date(2021, 1, 1)
RINGS = {"03304": (tuple((east, north) for east, north in SQUARE),)}


def keep(since: date) -> None:
    units.import_boundaries(rings=RINGS, since=since, source="Sở Nội vụ", by="tests", at=AT)


@pytest.mark.faults("boundaries.keep")
def test_it_works(cast: Cast) -> None:
    keep(DAY)
    found = list_borders(["03304", "03269"], DAY)
    assert set(found) == {"03304"}
    assert found["03304"].source == "Sở Nội vụ"
    assert len(found["03304"].rings[0]) == 5
    assert list_borders(["03304"], date(2020, 12, 31)) == {}


def test_later_borders_end_earlier_ones_and_the_same_day_replaces(cast: Cast) -> None:
    for since in (DAY, date(2021, 7, 1), date(2021, 7, 1)):
        keep(since)
    rows = Boundary.objects.values_list("valid_from", "valid_to")
    assert list(rows) == [(DAY, date(2021, 7, 1)), (date(2021, 7, 1), None)]
    with pytest.raises(ActionRefused, match="03304 đã có ranh giới từ ngày 01/07/2021"):
        keep(DAY)


def test_the_command_tells_and_a_bad_file_changes_nothing(
    cast: Cast, tmp_path: Path, capsys: pytest.CaptureFixture[str], monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(cli, "_start_django", nullcontext)
    path = tmp_path / "ranh.geojson"

    def run() -> int:
        return cli.main(["boundaries", str(path), "--source", "Sở Nội vụ", "--since", "2021-01-01"])

    path.write_bytes(file(SQUARE))
    assert run() == 0
    path.write_bytes(file(BOW))
    assert run() == 2
    assert "tự cắt. Không có gì thay đổi." in capsys.readouterr().err
    assert list_borders(["03304"], DAY)["03304"].rings[0][0] == (103.0, 21.0)
