"""The sentences of the checks are read back into their parts, so that the page can say them in its language."""

import pytest
from django.utils import translation

from sokehoach.apps.reporting.finding_messages import _MESSAGES, parse_parts, translate_finding
from tests.security.growth import growth_beyond_linear


@pytest.mark.parametrize("template", _MESSAGES)
def test_every_message_is_read_back_into_its_parts(template: str) -> None:
    class Parts(dict[str, str]):
        def __missing__(self, name: str) -> str:
            self[name] = f"Ô B{len(self)} «{name}» 1.240"
            return self[name]

    given = Parts()
    assert parse_parts(template % given, template) == given


@pytest.mark.parametrize("message", ["", "B1: chưa báo cáo.", "B1: 12, cao hơn hẳn kỳ trước (). Xem lại."])
def test_what_no_message_fits_stays_as_it_is(message: str) -> None:
    assert not any(parse_parts(message, template) for template in _MESSAGES)
    with translation.override("en"):
        assert translate_finding(message) == message


@pytest.mark.parametrize("unit", [": ", " lớn hơn ", ", cao hơn hẳn kỳ trước (", " + ", " ghi ", "a"])
@pytest.mark.parametrize("template", _MESSAGES)
def test_a_long_message_takes_no_longer_than_its_length_asks(template: str, unit: str) -> None:
    ending = template.rpartition(")s")[2]
    assert not growth_beyond_linear(lambda text: parse_parts(text + ending, template), unit)
