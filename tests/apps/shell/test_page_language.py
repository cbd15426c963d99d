"""The boxes of a form show numbers and days as the page writes them, and are read as the form says."""

import re
from datetime import date

import pytest
from django import forms
from django.http import QueryDict
from django.template import Context, Template
from django.utils import translation

from sokehoach.apps.shell import widgets
from sokehoach.apps.shell.model_fields import DecimalField
from sokehoach.apps.shell.page_language import FIELD


class Sample(forms.Form):
    number = DecimalField(decimal_places=3, max_digits=12)
    day = forms.DateField(widget=widgets.Day)


def send(number: str, day: str, **carried: str) -> Sample:
    data = QueryDict(mutable=True)
    data.update({"number": number, "day": day, **carried})
    return Sample(data)


@pytest.mark.parametrize("language", ["vi", "en"])
def test_a_form_reads_as_it_was_rendered_and_not_as_the_language_is_now(language: str) -> None:
    with translation.override(language):
        english, vietnamese = send("1,234.5", "5 June 2021", **{FIELD: "en"}), send("1.234,5", "5/6/2021")
        assert english.is_valid()
        assert vietnamese.is_valid()
    assert english.cleaned_data == vietnamese.cleaned_data
    assert english.cleaned_data["day"] == date(2021, 6, 5)


@pytest.mark.parametrize(("number", "day"), [("1.234,5", "5/6/2021"), ("1,5", "6/5/2021"), ("12,34.5", "31 Jun 2021")])
def test_what_the_notation_does_not_mean_is_refused_and_shown_as_typed(number: str, day: str) -> None:
    with translation.override("en"):
        form = send(number, day, **{FIELD: "en"})
        assert set(form.errors) == {"number", "day"}
        for name, typed in (("number", number), ("day", day)):
            assert f'value="{typed}"' in str(form[name])
            shown = Template("{% load shell %}{% field bound %}").render(Context({"bound": form[name]}))
            assert f"You typed «{typed}»" in shown


def test_stored_values_stand_in_the_boxes_as_the_page_writes_them() -> None:
    stored = {"number": "1234.5", "day": date(2021, 6, 5)}
    shown = {}
    for language in ("vi", "en"):
        with translation.override(language):
            form = Sample(initial=stored | {"number": DecimalField().to_python("1234,5")})
            shown[language] = [re.findall(r'value="(.*?)"', str(form[name])) for name in stored]
            assert ("inputmode" in str(form["day"])) == (language == "vi")
    assert shown == {"vi": [["1.234,5"], ["05/06/2021"]], "en": [["1,234.5"], ["5 Jun 2021"]]}
