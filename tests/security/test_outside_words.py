"""Words of a request that no form names change nothing (mass assignment), and no address in them is asked for (SSRF);
each with the same words where the defence is out.
"""

import subprocess
import sys
from collections.abc import Iterator
from dataclasses import dataclass
from pathlib import Path
from typing import Any

import pytest
import vl_convert
from django.forms import modelform_factory
from django.forms.models import model_to_dict

from sokehoach.adapters.writers.charts import render_svg, vega_lite
from sokehoach.apps.accounts.models import User
from sokehoach.apps.registers.core.services import entries
from sokehoach.apps.registers.data_registers.models import DataEntry, RegisterType
from sokehoach.domain.registers.search_columns import DAY_COLUMNS, NUMBER_COLUMNS, TEXT_COLUMNS
from tests.apps.registers.conftest import LINE, OPTIONS, TYPED
from tests.apps.registers.making import make_options
from tests.domain.charts.test_chart import CHART
from tests.factories.cast import AT, Cast


@pytest.fixture
def line(cast: Cast) -> DataEntry:
    make_options(OPTIONS)
    entries.create_entry(register="activities", unit=cast.units["03304"], values=LINE, by=cast.commune, at=AT)
    return DataEntry.objects.get()


def planted(cast: Cast) -> dict[str, Any]:
    """Every field of a line that its form does not name."""
    return {
        "id": "00000000-0000-4000-8000-000000000000",
        "unit": cast.units["03269"].pk,
        "unit_id": cast.units["03269"].pk,
        "voided": "on",
        "created_by": cast.other_commune.pk,
        "created_at": "2001-01-01 00:00",
        "updated_by": cast.other_commune.pk,
        "updated_at": "2001-01-01 00:00",
        "type": RegisterType.objects.get(uid="commitments").pk,
        "type_version": RegisterType.objects.get(uid="commitments").versions.get(is_current=True).pk,
        "function": "support",
        "content": '{"day": "2001-01-01"}',
        "unique_digest": "0" * 64,
        "removed_on": "2001-01-01",
        "removed_digest": "0" * 64,
        **dict.fromkeys(TEXT_COLUMNS, "leaflet"),
        **dict.fromkeys(NUMBER_COLUMNS, "7"),
        **dict.fromkeys(DAY_COLUMNS, "2001-01-01"),
    }


def test_a_line_takes_the_fields_of_its_form_alone(line: DataEntry, cast: Cast, signed_in: Any) -> None:
    named = {field.name for field in DataEntry._meta.concrete_fields} - {"folded", "version"}
    assert named <= planted(cast).keys() | LINE.keys(), "a field that this test does not plant"
    words = TYPED | planted(cast) | {"version": 1, "title": "Tuyên truyền ở chợ phiên"}
    assert signed_in(cast.commune).post(f"/so/truyen-thong/{line.pk}/sua/", words).status_code == 302
    [after] = DataEntry.objects.all()
    assert (after.title, after.version) == ("Tuyên truyền ở chợ phiên", 2)
    for name in named - {"title", "content", "updated_by", "updated_at"}:
        assert getattr(after, name) == getattr(line, name)
    assert after.content == line.content | {"title": after.title}
    assert (after.updated_by, after.updated_at.year > 2001) == (cast.commune, True)


def test_a_form_of_all_fields_would_have_taken_them(line: DataEntry, cast: Cast) -> None:
    words = model_to_dict(line) | {"unit": cast.units["03269"].pk, "voided": "on"}
    words |= {
        name: value
        for name, value in planted(cast).items()
        if name in (*NUMBER_COLUMNS, *DAY_COLUMNS, "unique_digest", "removed_on", "removed_digest")
    }
    words |= {name: planted(cast)[name] for name in ("created_by", "created_at", "updated_by", "updated_at")}
    made = modelform_factory(DataEntry, fields="__all__")(words, instance=line)
    assert made.is_valid(), made.errors
    made.save()
    line.refresh_from_db()
    assert (line.unit, line.voided, line.created_by) == (cast.units["03269"], True, cast.other_commune)


def test_ones_own_page_changes_no_right(cast: Cast, signed_in: Any) -> None:
    client = signed_in(cast.commune)
    before = User.objects.filter(pk=cast.commune.pk).values().get()
    words = dict.fromkeys(before, "1") | {
        "is_superuser": "on",
        "capacities": "1",
        "grants": "1",
        "roles": "1",
    }
    for where in ("cua-toi/", "cua-toi/mat-khau/", "cua-toi/phien-khac/"):
        client.post(f"/tai-khoan/{where}", words)
    assert User.objects.filter(pk=cast.commune.pk).values().get() == before


INNER = """
import http.server, sys
class Asked(http.server.SimpleHTTPRequestHandler):
    def log_message(self, *told):
        print(self.path, file=sys.stderr, flush=True)
server = http.server.HTTPServer(("127.0.0.1", 0), Asked)
print(server.server_address[1], flush=True)
server.serve_forever()
"""


@dataclass(frozen=True)
class Inner:
    url: str
    log: Path

    @property
    def asked(self) -> list[str]:
        return self.log.read_text().split()


@pytest.fixture
def inner(tmp_path: Path) -> Iterator[Inner]:
    """What stands behind the firewall and answers whoever asks from the server: a process of its own, since the one
    that draws holds this one's threads."""
    (tmp_path / "secret.csv").write_text("label,value\na,1\n")
    with (tmp_path / "log").open("w") as log:
        process = subprocess.Popen(
            [sys.executable, "-c", INNER], cwd=tmp_path, stdout=subprocess.PIPE, stderr=log, text=True
        )
        assert process.stdout
        yield Inner(f"http://127.0.0.1:{process.stdout.readline().strip()}/secret.csv", tmp_path / "log")
        process.kill()
        process.communicate()


def test_a_chart_fetches_nothing_whatever_its_specification_says(inner: Inner, monkeypatch: pytest.MonkeyPatch) -> None:
    spec = {
        "data": {"url": inner.url},
        "mark": "bar",
        "encoding": {"x": {"field": "label"}, "y": {"field": "value"}},
    }
    monkeypatch.setattr(vega_lite, "build_specification", lambda *_a, **_k: spec)
    with pytest.raises(ValueError, match=r"."):
        render_svg(CHART)
    assert inner.asked == []
    plain = vl_convert.vegalite_to_svg

    def open_to_all(specification: Any, **words: Any) -> Any:
        return plain(specification, **{key: value for key, value in words.items() if key != "allowed_base_urls"})

    monkeypatch.setattr(vl_convert, "vegalite_to_svg", open_to_all)
    render_svg(CHART)
    assert inner.asked == ["/secret.csv"]
