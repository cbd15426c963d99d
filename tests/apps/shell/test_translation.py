"""Sentences of the domain on a page: in the reader's language, escaped, and kept in Vietnamese."""

from django.contrib.messages import get_messages
from django.template import engines
from django.test import RequestFactory
from django.utils import translation

from sokehoach.apps.shell.messages import MessageStorage, translate
from sokehoach.domain.messages import say
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
