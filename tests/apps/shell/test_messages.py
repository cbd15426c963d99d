"""Django's own sentences in Vietnamese, and the compiler of catalogues."""

import gettext
import importlib.util
import io
from types import ModuleType

import pytest
from django import forms

from tests.repository.order import ROOT


@pytest.fixture
def messages() -> ModuleType:
    spec = importlib.util.spec_from_file_location("messages", ROOT / "tools/messages.py")
    assert spec is not None
    assert spec.loader is not None
    module = importlib.util.module_from_spec(spec)
    spec.loader.exec_module(module)
    return module


SOURCE = """
msgid ""
msgstr ""
"Content-Type: text/plain; charset=UTF-8\\n"
"Plural-Forms: nplurals=1; plural=0;\\n"

#, python-format
msgid "%(n)s day"
msgid_plural "%(n)s days"
msgstr[0] "%(n)s ngày"

msgctxt "file"
msgid "Open"
msgstr "Mở \\"tệp\\""

msgid "Untranslated"
msgstr ""
"""


def test_it_works(messages: ModuleType) -> None:
    read = gettext.GNUTranslations(io.BytesIO(messages.write_mo(messages.read_po(SOURCE))))
    assert read.ngettext("%(n)s day", "%(n)s days", 5) == "%(n)s ngày"
    assert read.pgettext("file", "Open") == 'Mở "tệp"'
    assert read.gettext("Untranslated") == "Untranslated"


def test_a_broken_line_is_refused(messages: ModuleType) -> None:
    with pytest.raises(ValueError, match="not a line"):
        messages.read_po('msgid "a"\nmsgstr broken')


def test_a_sentence_told_twice_is_refused(messages: ModuleType) -> None:
    with pytest.raises(ValueError, match="told twice"):
        messages.read_po('msgid "a"\nmsgstr "b"\n\nmsgid "a"\nmsgstr "c"')


def test_forms_speak_vietnamese() -> None:
    class Sample(forms.Form):
        count = forms.IntegerField(min_value=0)
        day = forms.DateField()

    errors = Sample({"count": "x", "day": ""}).errors
    assert errors["count"] == ["Nhập một số nguyên."]
    assert errors["day"] == ["Chưa nhập ô này."]
