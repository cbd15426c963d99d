"""Sentences of the domain on a page: in the reader's language, escaped, and kept in Vietnamese."""

from dataclasses import replace
from decimal import Decimal
from typing import Any

import pytest
from django.contrib.messages import get_messages
from django.template import engines
from django.template.loader import render_to_string
from django.test import RequestFactory
from django.utils import translation

from sokehoach.apps.shell.charts import build_svg
from sokehoach.apps.shell.message_fields import MessageCharField
from sokehoach.apps.shell.messages import MessageStorage, translate
from sokehoach.domain.charts import Chart, ChartKind, MapPlace, MissingReason, PlaceMap, Series
from sokehoach.domain.messages import say, say_count
from sokehoach.domain.reporting.status import ReportStatus

LABEL = ReportStatus.DRAFT.label_vi


def render(template: str, **context: object) -> str:
    return str(engines["django"].from_string("{% load i18n %}" + template).render(context))


def test_a_template_shows_a_message_in_the_language_of_the_page() -> None:
    template = "{{ label }}, {% blocktranslate %}{{ label }}{% endblocktranslate %}{% if label == vi %}!{% endif %}"
    assert render(template, label=LABEL, vi="đang soạn") == "đang soạn, đang soạn!"
    with translation.override("en"):
        assert render(template, label=LABEL, vi="đang soạn") == "being drafted, being drafted!"


def test_its_arguments_are_escaped() -> None:
    message = say("ô %(printed)s", printed="<b>&")
    with translation.override("en"):
        assert render("{{ message }}", message=message) == "cell &lt;b&gt;&amp;"
        assert translate(message) == "cell <b>&"


def test_what_the_next_page_says_is_said_in_the_language_of_this_one() -> None:
    request = RequestFactory().get("/")
    request.session = {}  # type: ignore[assignment]
    storage = MessageStorage(request)
    request._messages = storage  # type: ignore[attr-defined]
    with translation.override("en"):
        storage.add(25, LABEL)
        storage.add(25, "Tênh Phông")
    assert [str(message) for message in get_messages(request)] == ["being drafted", "Tênh Phông"]


def test_a_map_says_why_a_place_has_no_number_in_the_language_of_the_page(settings: Any) -> None:
    settings.CHARTS = None
    places = (MapPlace("Pú Xi", "", MissingReason.RETURNED, 0, 0), MapPlace("Ta Ma", "4/4", 4))
    vietnamese = build_svg(PlaceMap("Xã", places))
    assert (vietnamese.count("trả lại"), vietnamese.count("Chưa rõ vị trí: Ta Ma")) == (2, 1)
    with translation.override("en"):
        english = build_svg(PlaceMap("Xã", places))
    assert (english.count("returned"), english.count("Position not known: Ta Ma")) == (2, 1)
    assert "trả lại" not in english


@pytest.mark.parametrize(
    ("count", "in_table", "sentence"),
    [
        (1, True, "The table has 1 mistake. Correct it in"),
        (2, True, "The table has 2 mistakes. Correct them in"),
        (1, False, "The file has 1 mistake. Correct it in"),
        (2, False, "The file has 2 mistakes. Correct them in"),
    ],
)
def test_one_mistake_of_a_file_is_no_mistakes(count: int, in_table: bool, sentence: str) -> None:
    with translation.override("en"):
        told = render_to_string(
            "shell/import_problems.html", {"problems": [{}] * count, "count": count, "in_table": in_table}
        )
    assert sentence in told


def test_a_sentence_kept_in_a_column_is_translated_when_it_is_shown_again() -> None:
    """Longer than the column it stays Vietnamese; what no message is stays as it is."""
    column = MessageCharField(max_length=200)
    message = say_count("In %(count)s văn bản", 2, count=2)
    kept = [column.get_prep_value(value) for value in (message, "In 1 văn bản", "", say("đang soạn" * 30))]
    shown = [column.from_db_value(value, None, None) for value in kept]
    assert (shown[0], shown[1:3], len(shown[3])) == ("In 2 văn bản", ["In 1 văn bản", ""], 200)
    with translation.override("en"):
        assert [translate(text) for text in shown[:2]] == ["Print 2 documents", "In 1 văn bản"]


def test_every_text_of_a_chart_is_in_the_language_of_the_page(settings: Any) -> None:
    settings.CHARTS = None
    draft, sent = ReportStatus.DRAFT.label_vi, ReportStatus.ACCEPTED.label_vi
    chart = Chart(
        draft, ChartKind.COLUMN, (draft,), (Series(draft, (Decimal(1),)), Series(sent, (Decimal(2),))), "cuộc"
    )
    same = replace(chart, series=(Series(say("Thêm"), (Decimal(1),)), Series(say("Bổ sung"), (Decimal(2),))))
    with translation.override("en"):
        assert "being drafted" in build_svg(chart)
        assert "đang soạn" not in build_svg(chart)
        assert "Thêm" in build_svg(same)  # both would be «Add»
