"""What a chart and a map look like, read from what was drawn."""

import re
from decimal import Decimal
from pathlib import Path
from xml.etree import ElementTree

import pytest

from sokehoach.adapters.writers.charts import Face, drawing_cache, render_png, render_svg
from sokehoach.domain.charts import Chart, ChartKind, MapPlace, MissingReason, PlaceMap, Series
from sokehoach.domain.values.gap import Gap
from tests.domain.charts.test_chart import CHART, MAP

HOSTILE = "</text><script>alert(1)</script> & «\"'»"


def words(svg: str) -> list[str]:
    return ["".join(one.itertext()) for one in ElementTree.fromstring(svg).iter() if one.tag.endswith("text")]


@pytest.mark.parametrize("kind", list(ChartKind))
def test_it_draws_numbers_as_officials_write_them_and_says_what_is_missing(
    kind: ChartKind, capfd: pytest.CaptureFixture[str]
) -> None:
    chart = Chart(CHART.title, kind, CHART.labels, CHART.series, CHART.unit)
    told = words(render_svg(chart))
    assert {"1.234,5", "0", "T1", "cuộc", "chưa báo cáo"} <= set(told)
    assert "1.000" in told or "500" in told  # the axis writes a dot too
    assert capfd.readouterr().err == ""  # Vega-Lite warns there of what it cannot draw


def test_a_gap_is_no_bar_and_a_line_stops_before_it() -> None:
    def bars(value: Decimal | Gap) -> int:
        chart = Chart("", ChartKind.COLUMN, ("a", "b"), (Series("x", (Decimal(3), value)),), "cuộc")
        return render_svg(chart).count('aria-roledescription="bar"')

    assert (bars(Gap.NOT_REPORTED), bars(Decimal(0)), bars(Decimal(1))) == (1, 2, 2)
    numbers = (Decimal(1), Decimal(2), Gap.NOT_REPORTED, Decimal(4), Decimal(5))
    line = render_svg(Chart("", ChartKind.LINE, tuple("abcde"), (Series("x", numbers),), "vụ"))
    (path,) = [
        one.attrib["d"]
        for one in ElementTree.fromstring(line).iter()
        if one.attrib.get("aria-roledescription") == "line mark"
    ]
    assert path.count("M") == 2


def test_a_comparison_is_a_stroke_across_the_others() -> None:
    beside = Series("cùng kỳ", (Decimal(9), Decimal(8), Gap.NOT_REPORTED), is_comparison=True)
    told = words(render_svg(Chart("", ChartKind.COLUMN, CHART.labels, (*CHART.series, beside), "cuộc")))
    assert "9" not in told  # its numbers stand in the table


@pytest.mark.parametrize(
    "drawn",
    [
        Chart(HOSTILE, ChartKind.BAR, (HOSTILE,), (Series(HOSTILE, (Decimal(1),)),), HOSTILE),
        PlaceMap(HOSTILE, (MapPlace(HOSTILE, HOSTILE, 1, 0, 0, url=HOSTILE),)),
    ],
    ids=["chart", "map"],
)
def test_nothing_typed_is_markup_and_nothing_needs_a_style(drawn: Chart | PlaceMap) -> None:
    svg = render_svg(drawn)
    names = {one.tag.split("}")[-1] for one in ElementTree.fromstring(svg).iter()}
    assert names <= {"svg", "g", "path", "rect", "text", "line", "tspan", "defs", "pattern", "a", "title"}
    assert " style=" not in svg  # the pages' policy refuses it
    assert "alert(1)" in "".join(words(svg))


def test_a_map_says_why_a_place_has_no_number_and_hatches_it() -> None:
    svg = render_svg(MAP)
    assert {"Nà Tòng", "3/4", "Pú Xi", "chưa báo cáo", "4/4: 2", "Chưa rõ vị trí: Ta Ma 4/4"} <= set(words(svg))
    assert svg.count('fill="url(#') == 2  # the place and its key
    assert len(set(_grounds(svg))) == len(MAP.legend)


@pytest.mark.parametrize("columns", [4, 8, 12, 16, 24])
def test_words_of_squares_stay_within_them(columns: int) -> None:
    """A province has 130 communes: what does not fit is left to the legend and the table."""
    places = tuple(
        MapPlace(f"Phường Nghi Thiết {place}", f"{place}/12", 1 + place % 4, place // columns, place % columns)
        if place % 2
        else MapPlace(f"Anh Sơn {place}", "", MissingReason.NOT_REPORTED, place // columns, place % columns)
        for place in range(130)
    )
    root = ElementTree.fromstring(render_svg(PlaceMap("", places), width=640))
    square_width = (640 - 3 * (columns - 1)) / columns
    groups = [group for group in root.iter("{http://www.w3.org/2000/svg}g") if len(group)][:130]
    for group in groups:
        texts = list(group.iter("{http://www.w3.org/2000/svg}text"))
        for text in texts:
            assert len(text.text or "") * int(text.get("font-size", "")) * 0.56 <= square_width
        heights = [float(text.get("y", "")) for text in texts]
        assert not heights or max(heights) - min(heights) < 58
        assert texts or group.find("{http://www.w3.org/2000/svg}title") is not None


def test_true_shapes_take_the_place_of_squares() -> None:
    ring = ((103.0, 21.0), (103.1, 21.0), (103.1, 21.1), (103.0, 21.1), (103.0, 21.0))
    shaped = PlaceMap(
        "",
        tuple(MapPlace(one.name, one.number_text, one.shade, rings=(ring,), url="/x/") for one in MAP.places),
    )
    svg = render_svg(shaped)
    assert svg.count("<path") == 4
    assert ElementTree.fromstring(svg) is not None
    assert svg.count('<a href="/x/"') == 4


def test_two_maps_on_a_page_hatch_apart() -> None:
    other = PlaceMap("khác", (MapPlace("Pú Xi", "", MissingReason.NOT_REPORTED, 0, 0),))
    ids = [svg.split('<pattern id="')[1].split('"')[0] for svg in (render_svg(MAP), render_svg(other))]
    assert ids[0] != ids[1]


def test_the_wide_and_the_narrow_one_of_a_figure_hatch_apart() -> None:
    """A page holds both and displays one: a pattern of the hidden one paints nothing."""
    names = [re.findall(r'<pattern id="(\w+)"', render_svg(MAP, width=width)) for width in (500, 320)]
    assert names[0]
    assert not set(names[0]) & set(names[1])


def test_a_picture_has_the_width_asked_for_and_its_frame_says_what_it_is() -> None:
    for drawn in (CHART, MAP):
        picture = render_png(drawn, 1120, face=Face.PAPER)
        assert picture.startswith(b"\x89PNG")
        assert abs(_width(picture) - 1120) < 90  # bars are as wide as their names leave them
        framed = render_png(drawn, 1120, framed=True)
        assert _height(framed) > _height(picture)


def test_a_drawing_waits_on_disk_for_its_next_reader(tmp_path: Path) -> None:
    folder = tmp_path / "charts"
    first = render_svg(CHART, cache_folder=folder)
    (path,) = folder.iterdir()
    path.write_text("kept")
    assert render_svg(CHART, cache_folder=folder) == "kept"
    changed = Chart(CHART.title, CHART.kind, CHART.labels, CHART.series, "lượt")
    assert render_svg(changed, cache_folder=folder) != first
    assert drawing_cache.prune_drawings(folder, max_files=1) == 1
    assert len(list(folder.iterdir())) == 1


def test_a_folder_that_cannot_be_written_costs_no_page(tmp_path: Path) -> None:
    (tmp_path / "charts").write_text("a file stands here")
    assert render_svg(CHART, cache_folder=tmp_path / "charts") == render_svg(CHART)


def _grounds(svg: str) -> list[str]:
    return [
        one.attrib["fill"]
        for one in ElementTree.fromstring(svg).iter()
        if one.tag.endswith("rect") and one.attrib.get("width") == "14"
    ]


def _width(png: bytes) -> int:
    return int.from_bytes(png[16:20], "big")


def _height(png: bytes) -> int:
    return int.from_bytes(png[20:24], "big")
