"""Ways in that the code does not have, read from the code itself; each rule is shown a line that it must see."""

import ast
import re
from collections.abc import Iterator

import pytest
from django import forms

from tests.repository.order import ROOT, SOURCE

PYTHON = sorted(path for path in SOURCE.rglob("*.py") if "/migrations/" not in str(path))
# Who may speak to the network, and to whom.
SPEAKS = {
    "adapters/rollup/spark_engine.py": "asks whether the engine that the environment names answers",
    "adapters/sandbox/other_user.py": "a socket of this machine that the environment names, with a file to be opened",
    "apps/accounts/views/signing_in.py": "knows the error of a provider that allauth could not reach",
    "config/cli_serve.py": "asks whether its own port is free",
    "config/doctor/work.py": "asks whether the mail server of the environment answers",
}
NETWORK = {
    "socket",
    "ssl",
    "smtplib",
    "ftplib",
    "requests",
    "urllib3",
    "httpx",
    "aiohttp",
    "telnetlib",
    "xmlrpc",
}
NETWORK_PARTS = {"urllib.request", "http.client"}


def network(code: str) -> Iterator[str]:
    for node in ast.walk(ast.parse(code)):
        names: list[str] = []
        if isinstance(node, ast.Import):
            names = [one.name for one in node.names]
        elif isinstance(node, ast.ImportFrom) and node.module and not node.level:
            names = [node.module, *(f"{node.module}.{one.name}" for one in node.names)]
        yield from (name for name in names if name.split(".")[0] in NETWORK or name in NETWORK_PARTS)


def wholesale(code: str) -> Iterator[str]:
    """A request's words poured into a row: `**request.POST`, `.update(**form.data)`, a form of all fields."""
    yield from re.findall(r"\*\*\s*\w*\.?(?:request|form)\.(?:POST|GET|data)\b[^\n]*", code)
    yield from re.findall(r"""fields\s*=\s*["']__all__["']|for \w+(?:, \w+)? in request\.POST\.items\(\)""", code)


def sniffable(code: str) -> Iterator[str]:
    """A download that a browser might open as a page of ours."""
    for told in re.findall(r"""["']Content-Disposition["'][^\n]*""", code):
        if "attachment" not in told and "content_disposition_header(True" not in told:
            yield told


@pytest.mark.parametrize(
    ("rule", "bad", "good"),
    [
        (network, "from urllib.request import urlopen", "from urllib.parse import urlsplit"),
        (network, "def f():\n    import requests", "from sokehoach.apps.shell import requests"),
        (network, "from urllib import request", "from django.http import request"),
        (wholesale, "Plan.objects.create(**request.POST.dict())", "made = create(**form.cleaned_data)"),
        (
            wholesale,
            "for name, value in request.POST.items():\n    setattr(row, name, value)",
            "request.POST['a']",
        ),
        (wholesale, "fields = '__all__'", "fields = ('title',)"),
        (
            sniffable,
            'a["Content-Disposition"] = f"inline; filename={name}"',
            '"Content-Disposition": "attachment"',
        ),
    ],
)
def test_the_rules_see_what_they_are_for(rule, bad: str, good: str) -> None:  # type: ignore[no-untyped-def]
    assert list(rule(bad))
    assert not list(rule(good))


def test_nothing_speaks_to_the_network_but_mail_and_the_provider_of_sign_in() -> None:
    """No address that a visitor types is ever fetched (SSRF). Mail and OpenID go through Django and allauth, to what
    the environment names."""
    speaking = {
        str(path.relative_to(SOURCE)): found for path in PYTHON if (found := [*network(path.read_text("utf-8"))])
    }
    assert speaking.keys() == SPEAKS.keys()


def test_files_are_handed_over_on_this_machine_alone() -> None:
    text = (SOURCE / "adapters" / "sandbox" / "other_user.py").read_text("utf-8")
    assert re.findall(r"socket\.socket\((.*?)\)", text) == ["socket.AF_UNIX"]


def test_no_request_is_poured_into_a_row() -> None:
    """Each service names its arguments, each form its fields (mass assignment)."""
    assert not {str(path): found for path in PYTHON if (found := [*wholesale(path.read_text("utf-8"))])}


def test_no_form_is_made_of_a_model() -> None:
    """So no field of a row is a form's by being there."""

    def below(kind: type) -> Iterator[type]:
        for one in kind.__subclasses__():
            yield one
            yield from below(one)

    import django.urls

    django.urls.get_resolver().url_patterns  # noqa: B018  (imports every view, and so every form)
    assert not [form for form in below(forms.ModelForm) if form.__module__.startswith("sokehoach.")]


def test_every_download_is_kept_and_not_opened() -> None:
    assert sum("Content-Disposition" in path.read_text("utf-8") for path in PYTHON) > 10
    assert not {str(path): found for path in PYTHON if (found := [*sniffable(path.read_text("utf-8"))])}


def test_every_csv_quotes_what_a_spreadsheet_would_run() -> None:
    """exchange/accepted holds codes and numbers alone, a programme's folder is read back: quotes would change both."""
    codes_alone = {
        SOURCE / "apps/exchange/pages.py",
        SOURCE / "adapters/writers/csv_file.py",
        SOURCE / "adapters/writers/parquet.py",  # read by the engine that makes the Parquet file, then deleted
        SOURCE / "adapters/programme_files/writing.py",
        SOURCE / "adapters/programme_files/tables.py",
        SOURCE / "adapters/programme_files/merging.py",
        SOURCE / "adapters/programme_files/sheet_text.py",  # the text of a box on the page, read back
        SOURCE / "adapters/dhis2/data_values.py",  # read by another server, for which a quote is part of the value
        SOURCE / "adapters/dhis2/metadata_programme.py",
        SOURCE / "domain/delimited_text.py",  # rows that a page carries along, which the product reads back
    }
    writers = {path for path in PYTHON if "csv.writer(" in path.read_text("utf-8")}
    assert not [path for path in writers - codes_alone if "csv_file.escape_cell(" not in path.read_text("utf-8")]


def test_no_shell_and_no_evaluation() -> None:
    found = re.compile(r"shell=True|\bos\.system\(|(?<![\w.])(?:eval|exec)\(|pickle\.loads|yaml\.load\(")
    hits = {str(path.relative_to(ROOT)): told for path in PYTHON if (told := found.findall(path.read_text("utf-8")))}
    assert len(PYTHON) > 200
    assert not hits
    assert found.search("subprocess.run(x, shell=True)")
