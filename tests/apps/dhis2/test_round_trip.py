"""A programme and its values go to DHIS2's formats and into an empty installation: what is consolidated is equal."""

from pathlib import Path
from typing import Any

import pytest
from django.db import transaction

from sokehoach.adapters.programme_files.text_form import read_folder
from sokehoach.apps.accounts.models import User
from sokehoach.apps.consolidation.services import acceptance
from sokehoach.apps.exchange.pages import export_figures
from sokehoach.apps.orgunits.models import Unit
from sokehoach.apps.programmes.models import Programme
from sokehoach.apps.reporting.models import Submission
from sokehoach.apps.setup.services import drafts, programmes
from sokehoach.apps.shell import clock, thread_cache
from sokehoach.config import cli_dhis2
from sokehoach.config.cli import build_parser
from tests.factories import quang_ngai
from tests.factories.quang_ngai import BASE, DIGITAL, QUARTER, Office, morning


class _EmptiedError(Exception):
    """Ends the first installation: everything in it is rolled back."""


@pytest.fixture(autouse=True)
def demonstration(settings: Any) -> None:
    settings.DEMONSTRATION = quang_ngai.DEMONSTRATION


def run(*arguments: str) -> int:
    parsed = build_parser().parse_args(["dhis2", *arguments])
    name = arguments[0].replace("-", "_")
    code: int = getattr(cli_dhis2, f"run_{name}")(parsed)
    return code


@pytest.fixture
def exported(db: None, tmp_path: Path) -> dict[str, Any]:
    """The files of an installation that is gone, and the figures that it had."""
    figures: dict[str, Any] = {}
    try:
        with transaction.atomic():
            quang_ngai.load(DIGITAL)
            office = Office(DIGITAL, quang_ngai.hire(DIGITAL), "cds")
            cells = office.form("01-CDS").definition.cells
            for number, name in enumerate(BASE.values(), 1):
                numbers = {
                    cell.code: str(number * (2 if cell.disaggregation.endswith("=whole") else 1))
                    for cell in cells
                    if cell.disaggregation.endswith(("=part", "=whole"))
                }
                office.report(f"cds-{name}", "01-CDS", numbers | pick_choice(cells), period=QUARTER)
            figures |= export_figures(unit="51", period=QUARTER, programme=Programme.objects.get(code=DIGITAL))
            assert run("export-metadata", DIGITAL, "-o", str(tmp_path / "metadata.json")) == 0
            for kind in cli_dhis2.FORMATS:
                file = tmp_path / f"values.{kind}"
                assert (
                    run("export-values", DIGITAL, "--period", QUARTER, "--by", "cds", "--format", kind, "-o", str(file))
                    == 0
                )
            raise _EmptiedError
    except _EmptiedError:
        thread_cache.forget_answers()
    return figures


def pick_choice(cells: Any) -> dict[str, str]:
    """1 for the first option of a choice: one must be chosen."""
    first: dict[str, str] = {}
    totals = {cell.element for cell in cells if not cell.disaggregation}
    for cell in cells:
        if cell.disaggregation and cell.element not in totals and not cell.disaggregation.endswith(("=part", "=whole")):
            first.setdefault(cell.element, cell.code)
    return dict.fromkeys(first.values(), "1")


@pytest.mark.parametrize("kind", ["json", "adx"])
def test_what_is_consolidated_is_equal(
    exported: dict[str, Any], tmp_path: Path, capsys: pytest.CaptureFixture[str], kind: str
) -> None:
    assert not Programme.objects.exists()
    assert not Unit.objects.exists()
    folder = tmp_path / "nhap"
    assert run("read-metadata", str(tmp_path / "metadata.json"), "-o", str(folder)) == 0
    assert drafts.find_problems(read_folder(folder), DIGITAL) == []
    programmes.load_programme(folder=folder, by="tests", at=morning(quang_ngai.SINCE))
    quang_ngai.hire(DIGITAL)
    values = str(tmp_path / f"values.{kind}")
    options = ("--by", "cds", "--format", kind, "--id-scheme", "CODE", "--complete")
    assert run("import-values", values, *options, "--dry-run") == 0, capsys.readouterr().err
    assert not Submission.objects.exists(), "a dry run writes nothing"
    assert run("import-values", values, *options) == 0, capsys.readouterr().err
    office = User.objects.select_related("unit__parent").get(username="cds")
    for report in Submission.objects.all():
        assert report.state == "sent"
        acceptance.accept(submission=report.pk, version=report.version, by=office, at=clock.now())
    programme = Programme.objects.get(code=DIGITAL)
    copied = export_figures(unit="51", period=QUARTER, programme=programme)
    assert strip_codes(copied) == strip_codes(exported)
    assert any(figure["value"] for form in copied["forms"] for figure in form["figures"])  # type: ignore[attr-defined]


def strip_codes(figures: Any) -> Any:
    """The figures by form and printed code: uids are of an installation."""
    return {
        form["form"]: [
            (
                figure["element"],
                sorted((figure["disaggregation"] or {}).values()),
                figure["value"],
                figure["parts"],
            )
            for figure in form["figures"]
        ]
        for form in figures["forms"]
    }


def test_a_file_that_cannot_be_imported_says_where(
    exported: dict[str, Any], tmp_path: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    folder = tmp_path / "nhap"
    run("read-metadata", str(tmp_path / "metadata.json"), "-o", str(folder))
    programmes.load_programme(folder=folder, by="tests", at=morning(quang_ngai.SINCE))
    quang_ngai.hire(DIGITAL)
    content = (tmp_path / "values.csv").read_text("utf-8").replace("21025", "99999", 1)
    (tmp_path / "values.csv").write_text(content, "utf-8")
    assert (
        run("import-values", str(tmp_path / "values.csv"), "--by", "cds", "--format", "csv", "--id-scheme", "CODE") != 0
    )
    error = capsys.readouterr().err
    assert "E7612 dòng 1:" in error
    assert "99999" in error
    assert not Submission.objects.exists()
    assert run("import-values", str(tmp_path / "absent"), "--by", "cds") != 0
    assert run("import-values", str(tmp_path / "values.csv"), "--by", "nobody") != 0
    assert run("import-values", str(tmp_path / "values.csv"), "--by", "cds", "--format", "json") != 0
