"""What the pages serve: no icon is missing, nothing is inline, every pair of colours can be read."""

import re
from pathlib import Path

import pytest
from django.test import Client
from django.urls import reverse

from tests.apps.shell.conftest import SHELL
from tests.repository.order import ROOT

TEMPLATES = sorted((ROOT / "src/sokehoach/apps").rglob("templates/**/*.html"))
CSS = {path.stem: path.read_text("utf-8") for path in (SHELL / "css").glob("*.css")}
TOKENS = dict(re.findall(r"--([a-z0-9-]+): (#[0-9a-f]{6})", CSS["tokens"]))


def test_the_sprite_holds_every_icon_of_the_list() -> None:
    sprite = (SHELL / "static/shell/vendor/sprite.svg").read_text("utf-8")
    names = (SHELL / "icons.txt").read_text("utf-8").split()
    assert names == sorted(set(names))
    assert set(re.findall(r'<symbol id="([^"]+)"', sprite)) == set(names)


def test_every_icon_that_a_template_names_is_in_the_list() -> None:
    names = set((SHELL / "icons.txt").read_text("utf-8").split())
    for path in TEMPLATES:
        named = set(re.findall(r'{% (?:icon|empty) "([^"]+)"', path.read_text("utf-8")))
        assert named <= names, f"{path}: {named - names}"


def test_every_variant_of_a_class_that_a_template_uses_is_in_a_stylesheet() -> None:
    sheets = [*(SHELL / "css").glob("*.css"), *(ROOT / "src/sokehoach/apps").rglob("static/*/*.css")]
    styled = {name for sheet in sheets for name in re.findall(r"\.([a-z][\w-]*)", sheet.read_text("utf-8"))}
    for path in TEMPLATES:
        used = set(re.findall(r"(?<![\w-])[a-z]+(?:__[a-z-]+)?--[a-z-]*[a-z](?![\w-])", path.read_text("utf-8")))
        assert used <= styled, f"{path}: {used - styled}"


REFUSED = re.compile(
    r"""\sstyle=|<style|\son[a-z]+=|\shx-on|javascript:|hx-vals=.js:|hx-trigger="[^"]*\[|<script(?![^>]*\bsrc=)"""
)


@pytest.mark.parametrize("path", TEMPLATES, ids=lambda path: path.name)
def test_nothing_is_inline_or_evaluated(path: Path) -> None:
    source = re.sub(r"{#.*?#}|{% comment.*?endcomment %}", "", path.read_text("utf-8"), flags=re.S)
    assert not REFUSED.findall(source)


def luminance(colour: str) -> float:
    """WCAG 2.2, relative luminance."""
    parts = [int(colour[i : i + 2], 16) / 255 for i in (1, 3, 5)]
    linear = [part / 12.92 if part <= 0.04045 else ((part + 0.055) / 1.055) ** 2.4 for part in parts]
    return 0.2126 * linear[0] + 0.7152 * linear[1] + 0.0722 * linear[2]


def contrast(one: str, other: str) -> float:
    light, dark = sorted((luminance(one), luminance(other)), reverse=True)
    return (light + 0.05) / (dark + 0.05)


TEXT_PAIRS = [
    *((text, ground) for text in ("ink", "ink-2", "ink-3", "teal", "red", "amber") for ground in ("paper", "sheet")),
    *(("ink-3", ground) for ground in ("sunk", "teal-tint")),
    *((text, "sunk") for text in ("ink", "ink-2")),
    *((text, "teal-tint") for text in ("ink", "ink-2", "teal", "red", "amber")),
    ("red", "red-tint"),
    ("ink-2", "red-tint"),
    ("ink-3", "red-tint"),
    ("amber", "amber-tint"),
    ("ink", "amber-tint"),
    *(("ink", f"map-{n}") for n in (1, 2, 3)),
]


@pytest.mark.parametrize(("text", "ground"), TEXT_PAIRS)
def test_text_can_be_read(text: str, ground: str) -> None:
    assert contrast(TOKENS[text], TOKENS[ground]) >= 4.5


@pytest.mark.parametrize("ground", ["teal", "teal-deep", "red", "ink", "map-4"])
def test_white_text_can_be_read(ground: str) -> None:
    assert contrast("#ffffff", TOKENS[ground]) >= 4.5


@pytest.mark.parametrize("shape", ["edge", "amber-mark", "teal", "red"])
def test_edges_of_controls_can_be_seen(shape: str) -> None:
    assert contrast(TOKENS[shape], TOKENS["paper"]) >= 3


def test_colours_are_named_once() -> None:
    for name, sheet in CSS.items():
        if name != "tokens":
            assert not re.findall(r"#(?!fff\b)[0-9a-f]{3,8}\b(?=[;\s,)])", sheet), name


def test_width_queries_are_for_screens() -> None:
    for sheet in CSS.values():
        for query in re.findall(r"@media ([^{]*width[^{]*){", sheet):
            assert query.startswith("screen and"), query


def test_the_sheet_of_components_is_drawn_under_the_policy(signed_in, cast) -> None:  # type: ignore[no-untyped-def]
    answer = signed_in(cast.commune).get(reverse("shell:gallery"))
    assert answer.status_code == 200
    assert b"So Figures" not in answer.content  # fonts live in the stylesheet
    assert "'unsafe-inline'" not in answer.headers["Content-Security-Policy"]


def test_the_page_of_a_broken_server_needs_nothing() -> None:
    from django.test import RequestFactory
    from django.views.defaults import server_error

    answer = server_error(RequestFactory().get("/"))
    assert answer.status_code == 500
    assert "Máy chủ gặp lỗi" in answer.content.decode()


@pytest.mark.django_db
def test_an_unknown_address_is_answered_in_vietnamese(signed_in, cast) -> None:  # type: ignore[no-untyped-def]
    answer = signed_in(cast.commune).get("/khong-co/")
    assert answer.status_code == 404
    assert "Không tìm thấy trang" in answer.content.decode()


@pytest.mark.django_db
def test_a_stale_form_is_answered_in_vietnamese() -> None:
    answer = Client(enforce_csrf_checks=True).post(reverse("accounts:sign_in"), {})
    assert answer.status_code == 403
    assert "Trang đã mở quá lâu" in answer.content.decode()
