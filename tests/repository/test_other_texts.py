"""Which texts with Vietnamese letters are no messages, and why. What is not listed passes through the catalogue."""

import ast
import re
from collections.abc import Iterator
from functools import cache
from html.parser import HTMLParser

import pytest
from tools.message_ids import CATALOGUE, SOURCE, VIETNAMESE, list_templates, read_module
from tools.messages import read_po

from sokehoach.config.settings import CAST_FIRST, FOOTER, MENU
from tests.repository.order import ROOT

# What a plan, a form, a sheet or a typed word is read by.
READ = (
    "adapters/programme_files/element_sheets.py", "adapters/programme_files/unit_sheets.py",
    "adapters/programme_files/proposed_items.py", "adapters/programme_files/xlsform_sheets.py", "adapters/readers/",
    "adapters/signature/places.py", "adapters/writers/docx/measure.py",
    "apps/documents/pages/offices.py", "apps/notices/queries.py", "apps/plans/pages/clause_work.py",
    "apps/plans/pages/plans.py", "apps/plans/queries/", "apps/shell/periods.py",
    "domain/documents/external_form/", "domain/documents/meanings.py", "domain/documents/outline.py",
    "domain/documents/outline_text.py", "domain/documents/rules/", "domain/documents/signing_order.py",
    "domain/documents/word_edits/figures.py", "domain/documents/zero_parts.py",
    "domain/indicators/element.py", "domain/indicators/measurement_units.py", "domain/orgtree/unit_names.py",
    "domain/periods/due_text.py", "domain/plans/", "domain/privacy/", "domain/programmes/figure_tables.py",
    "domain/programmes/sheet_columns.py",
    "domain/registers/condition_text.py", "domain/registers/place_names.py",
    "domain/reporting/ad_hoc.py", "domain/staff/usernames.py", "domain/text.py", "domain/values/",
)  # fmt: skip
# What official documents, exported files and letters say, whoever asks for them (ADR 66).
WRITTEN = (
    "adapters/dhis2/", "adapters/edxml.py", "adapters/writers/charts/look.py",
    "adapters/writers/docx/draft_controls.py", "adapters/writers/docx/frame.py",
    "adapters/writers/dossier.py", "adapters/writers/xlsx/writer.py",
    "apps/documents/pages/annexes.py", "apps/documents/pages/dispatches.py",
    "apps/documents/pages/file_names.py", "apps/documents/pages/filled_forms.py",
    "apps/documents/pages/own_reports.py", "apps/documents/pages/printing.py", "apps/documents/pages/reports.py",
    "apps/documents/services/", "apps/exchange/data_packages.py", "apps/exchange/report_workbook.py",
    "apps/home/pages/trail.py", "apps/indicators/earlier_sheets.py", "apps/indicators/sheets.py",
    "apps/plans/pages/chain.py",
    "apps/registers/assessment/documents.py", "apps/registers/inspections/documents.py",
    "apps/registers/inspections/teams/documents.py", "apps/registers/inspections/teams/services/conclusions.py",
    "domain/documents/comparisons.py", "domain/documents/content.py", "domain/documents/decisions.py",
    "domain/documents/kinds.py", "domain/documents/letters.py", "domain/documents/meetings.py",
    "domain/documents/minutes.py", "domain/documents/narratives.py", "domain/documents/numbering.py",
    "domain/documents/parts.py", "domain/documents/plain_text.py", "domain/documents/report_writer.py",
    "domain/documents/unit_plan.py",
    "domain/orgtree/head_titles.py", "domain/orgtree/superiors.py", "domain/orgtree/unit_list.py", "domain/titles.py",
)  # fmt: skip
# What the product itself puts into rows: definitions that it proposes, sources, the data of demonstration and trial.
STORED = (
    "adapters/programme_files/first_form.py", "adapters/programme_files/national_units.py",
    "adapters/programme_files/proposed.py", "adapters/programme_files/proposed_outline.py",
    "adapters/programme_files/proposed_schedules.py",
    "adapters/programme_files/sheet_sentences.py", "adapters/programme_files/register_files.py",
    "adapters/programme_files/scaffold/",
    "adapters/programme_files/writing.py", "adapters/programme_files/xlsform_conversion.py",
    "apps/exchange/views.py", "apps/plans/models/plan.py", "apps/plans/services/plans.py",
    "apps/setup/queries/stored_definition.py", "apps/setup/services/", "apps/setup/trial/",
    "domain/periods/window.py",
)  # fmt: skip
# Labels that a page looks up in the catalogue by their value.
LOOKED_UP = ("apps/setup/demonstration/", "config/settings.py")
# Names of things, sources of law, and what is typed after a command.
NAMED = ("apps/accounts/pages/own_account.py", "apps/registers/public_services/", "config/cli_examples.py")
SAMPLES = ("apps/shell/views/gallery.py",)  # of the page that shows the parts of pages to whoever makes them

KEPT = (*READ, *WRITTEN, *STORED, *LOOKED_UP, *NAMED, *SAMPLES)
MAY_SAY_SENTENCES = (*WRITTEN, *STORED, *LOOKED_UP, *SAMPLES)
PATTERN = re.compile(r"[\\|?*\[\]]")  # of a regular expression
SENTENCE = re.compile(r"[.!?:…;]\s*$")


@cache
def list_others() -> dict[str, list[tuple[str, int]]]:
    """By module: the texts with Vietnamese letters that are no messages, with their lines."""
    found = {}
    for path in sorted(SOURCE.rglob("*.py")):
        if "migrations" not in path.parts and (others := read_module(path.read_text("utf-8")).others):
            found[str(path.relative_to(SOURCE))] = others
    return found


def is_sentence(text: str) -> bool:
    """Whether the text is said to a person, and is no word or pattern that a text is read by."""
    return len(text.split()) >= 5 and SENTENCE.search(text) is not None and not PATTERN.search(text)


def test_a_module_with_other_texts_says_why_they_are_no_messages() -> None:
    unlisted = {
        f"{name}:{line}": text
        for name, others in list_others().items()
        if not name.startswith(KEPT)
        for text, line in others
    }
    assert unlisted == {}, "write say(…) or gettext, or list the module above with its reason"


def test_every_reason_is_of_a_module_that_has_other_texts() -> None:
    names = list_others()
    assert [place for place in KEPT if not any(name.startswith(place) for name in names)] == []


def test_words_that_plans_are_read_by_are_no_sentences() -> None:
    said = {
        f"{name}:{line}": text
        for name, others in list_others().items()
        if not name.startswith(MAY_SAY_SENTENCES)
        for text, line in others
        if is_sentence(text)
    }
    assert said == {}


def test_a_sentence_is_told_from_a_pattern_and_from_a_word() -> None:
    assert is_sentence("Mẫu chưa có mục nào. Mỗi mục mở đầu bằng số.")
    assert is_sentence(" chưa nhận được báo cáo sau:")
    assert not is_sentence("(?:hằng|hàng) năm báo cáo về kết quả")
    assert not is_sentence("người dân, hộ gia đình, cơ sở")


def test_labels_that_are_looked_up_have_their_english() -> None:
    keys = read_po(CATALOGUE.read_text("utf-8"))
    labels = {str(label) for label, *_rest in (*MENU, *FOOTER)} | {*CAST_FIRST.values()}
    assert [label for label in labels if label not in keys and f"page\4{label}" not in keys] == []


JS_COMMENT = re.compile(r"/\*.*?\*/|(?<!:)//[^\n]*", re.DOTALL)
REGULAR = re.compile(r"replace(?:All)?\(/[^/]+/\w*")  # letters that a search folds


def list_script_texts(script: str) -> list[str]:
    """The lines of a script or style that say something Vietnamese, but for what a search folds."""
    lines = REGULAR.sub("", JS_COMMENT.sub("", script)).splitlines()
    return [line.strip() for line in lines if VIETNAMESE.search(line)]


def test_scripts_and_styles_say_nothing_by_themselves() -> None:
    said = {
        str(path.relative_to(SOURCE)): texts
        for suffix in ("*.js", "*.css")
        for path in sorted(SOURCE.rglob(suffix))
        if "vendor" not in path.parts and (texts := list_script_texts(path.read_text("utf-8")))
    }
    assert said == {}, "give the words to the script in a data- attribute of the page"


def test_a_text_of_a_script_is_found() -> None:
    script = '/* «Thoát nhanh» */ a.textContent = "Chờ đã"; // chờ\nb.replace(/đ/gi, "d");\nc.href = "https://x.vn/đ";'
    assert list_script_texts(script) == ['a.textContent = "Chờ đã";', 'c.href = "https://x.vn/đ";']


# Words of templates that are the same in both languages: keys, formats, names; and what an English reader alone reads.
SAME = {
    "CSV", "Enter", "English", "Esc", "Excel", "PDF", "XLSX", "docx", "doc", "pdf", "skh", "txt", "zip",
    "Sổ Kế hoạch",
}  # fmt: skip
ENGLISH_IN_BOTH = {  # said to whoever reads no Vietnamese, on a Vietnamese page
    "apps/accounts/templates/accounts/sign_in.html", "apps/shell/templates/shell/base.html",
}  # fmt: skip
OF_DOCUMENTS = (  # and of the page of samples; of a paragraph whose element has a variable for its name
    "apps/plans/templates/plans/_paragraph.html",
    "apps/registers/inspections/templates/inspections/invitation.html",
    "apps/registers/inspections/templates/inspections/record.html", "apps/shell/templates/shell/gallery.html",
)  # fmt: skip
TAG = re.compile(
    r"\{% *block \w*class *%\}.*?\{% *endblock.*?%\}|\{% *blocktrans.*?\{% *endblocktrans.*?%\}"
    r"|\{%.*?%\}|\{#.*?#\}|\{\{.*?\}\}",
    re.DOTALL,
)
VOID = {"area", "base", "br", "col", "hr", "img", "input", "link", "meta", "source"}
NOT_READ = {"script", "style", "pre", "code"}
SHOWN = {"title", "aria-label", "aria-description", "placeholder", "alt", "label", "data-label", "data-key-label"}
WORD, NUMERAL = re.compile(r"[^\W\d_]{2,}"), re.compile(r"[IVX]+")


class _Bare(HTMLParser):
    """The texts of a template that stand outside messages, but for what it marks as Vietnamese."""

    def __init__(self) -> None:
        super().__init__()
        self.texts: list[str] = []
        self._open: list[tuple[str, bool]] = []

    @property
    def _is_kept(self) -> bool:
        return bool(self._open) and self._open[-1][1]

    def handle_starttag(self, tag: str, attrs: list[tuple[str, str | None]]) -> None:
        is_kept = self._is_kept or tag in NOT_READ or ("lang", "vi") in attrs
        if tag not in VOID:
            self._open.append((tag, is_kept))
        if not is_kept:
            self.texts += [value for name, value in attrs if value and (name in SHOWN or VIETNAMESE.search(value))]

    def handle_endtag(self, tag: str) -> None:
        while tag in (name for name, _kept in self._open) and self._open.pop()[0] != tag:
            pass

    def handle_data(self, data: str) -> None:
        if not self._is_kept:
            self.texts.append(data)


def list_bare_words(template: str) -> list[str]:
    """The words of a template that stand in no message, with or without Vietnamese letters."""
    reader = _Bare()
    reader.feed(TAG.sub(" ", template))
    text = " ".join(reader.texts)
    for same in SAME:
        text = re.sub(rf"(?<![^\W_]){same}(?![^\W_])", " ", text)
    return [word for word in WORD.findall(text) if not NUMERAL.fullmatch(word)]


def test_no_word_of_a_template_stands_outside_messages() -> None:
    bare = {
        name: words
        for path in list_templates()
        if (name := str(path.relative_to(SOURCE))) not in ENGLISH_IN_BOTH and not name.startswith(OF_DOCUMENTS)
        if (words := list_bare_words(path.read_text("utf-8")))
    }
    assert bare == {}


@pytest.mark.parametrize(
    ("template", "words"),
    [
        ("<p>{% translate 'Xem' %} II. {{ n }}</p>", []),
        ("<a href='x'>Xem</a> <kbd>Esc</kbd>", ["Xem"]),
        ("<p>Excel, {% blocktranslate %}Trang {{ n }}{% endblocktranslate %} trang</p>", ["trang"]),
        ('<strong lang="vi">Lưu <i>Kho</i></strong> <pre>curl -H</pre>', []),
        ('<p title="Xem"><br><input placeholder="{{ n }} Kho" value="save"></p>', ["Xem", "Kho"]),
        ('<p data-word="Sổ">{% translate "Kỳ" %} Báo cáo</p>', ["Sổ", "Báo", "cáo"]),
    ],
)
def test_a_bare_word_without_marks_is_found(template: str, words: list[str]) -> None:
    assert list_bare_words(template) == words


def list_unmarked(tree: ast.AST, messages: set[str]) -> Iterator[tuple[str, int]]:
    """Literals that are a message without Vietnamese letters («Xem», «In») and stand outside the catalogue's calls."""
    said = {
        id(argument)
        for node in ast.walk(tree)
        if isinstance(node, ast.Call)
        and ast.unparse(node.func).rpartition(".")[2].startswith(("say", "_", "gettext", "ngettext", "pgettext"))
        for argument in node.args
    }
    for node in ast.walk(tree):
        if isinstance(node, ast.Constant) and node.value in messages - SAME and id(node) not in said:
            yield node.value, node.lineno


def test_no_message_without_marks_is_said_outside_the_catalogue() -> None:
    keys = {key.rpartition("\4")[2].partition("\0")[0] for key in read_po(CATALOGUE.read_text("utf-8"))}
    unmarked = {key for key in keys if re.fullmatch(r"[A-Z][a-z]+(?: [a-z]+)*", key)}
    assert {"Xem", "Giao ban"} <= unmarked
    found = {
        f"{path.relative_to(ROOT)}:{line}": text
        for path in sorted(SOURCE.rglob("*.py"))
        if "migrations" not in path.parts and not str(path.relative_to(SOURCE)).startswith(KEPT)
        for text, line in list_unmarked(ast.parse(path.read_text("utf-8")), unmarked)
    }
    assert found == {}
