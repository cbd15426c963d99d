"""A programme goes out as DHIS2's metadata and comes back as a draft that defines the same."""

import json
from pathlib import Path

import pytest

from sokehoach.adapters.dhis2.metadata_file import read_metadata
from sokehoach.adapters.dhis2.metadata_programme import MetadataChoice, build_programme_files
from sokehoach.apps.dhis2.pages.objects import METADATA, list_objects
from sokehoach.apps.dhis2.queries.catalogues import load_programme_context
from sokehoach.apps.programmes.models import Programme
from sokehoach.apps.setup.queries.exports import build_published_programme
from sokehoach.apps.setup.services.programmes import read_programme
from sokehoach.config import cli_dhis2
from sokehoach.config.cli import build_parser
from tests.factories import quang_ngai


@pytest.fixture
def metadata(db: None) -> dict[str, list[dict[str, object]]]:
    quang_ngai.load(quang_ngai.DIGITAL)
    programme = Programme.objects.get(code=quang_ngai.DIGITAL)
    content = list_objects(load_programme_context(programme)).build_metadata({})
    parsed: dict[str, list[dict[str, object]]] = json.loads(json.dumps(content, ensure_ascii=False))
    return parsed


def list_references(value: object) -> set[str]:
    if isinstance(value, dict):
        own = {str(value["id"])} if set(value) == {"id"} else set()
        return own.union(*(list_references(part) for part in value.values()))
    return set().union(*(list_references(part) for part in value)) if isinstance(value, list) else set()


def test_every_reference_leads_to_an_object(metadata: dict[str, list[dict[str, object]]]) -> None:
    assert tuple(metadata) == METADATA
    uids = {str(item["id"]) for items in metadata.values() for item in items}
    assert list_references(metadata) <= uids
    assert len(uids) == sum(map(len, metadata.values())), "no UID is given twice"


def test_it_comes_back_with_the_same_definitions(metadata: dict[str, list[dict[str, object]]]) -> None:
    read = build_programme_files(read_metadata(json.dumps(metadata).encode()), MetadataChoice())
    programme, published = read_programme(read.files), build_published_programme(quang_ngai.DIGITAL)
    assert (programme.code, programme.unit, programme.standing_office, programme.valid_from) == (
        published.code, published.unit, published.standing_office, published.valid_from,
    )  # fmt: skip
    assert {row.unit for row in programme.units} == {row.unit for row in published.units}
    assert set(programme.levels) == set(published.levels)
    assert read.remarks == ()
    elements = {element.code: element for element in programme.elements}
    for element in published.elements:
        copy = elements[element.code]
        assert (copy.kind, copy.unit, copy.nature, copy.over_time, copy.over_place, copy.form, copy.counts_persons) == (
            element.kind, element.unit, element.nature, element.over_time, element.over_place, element.form,
            element.counts_persons,
        )  # fmt: skip
        assert set(copy.disaggregations) == set(element.disaggregations)
    forms = {form.code: form for form in programme.forms}
    for form in published.forms:
        copied = forms[form.code]
        assert [(cell.code, cell.element, cell.disaggregation, cell.sum_of) for cell in copied.printed_cells] == [
            (cell.code, cell.element, cell.disaggregation, cell.sum_of) for cell in form.printed_cells
        ]
        assert (copied.period_types, copied.counting_window, copied.due, copied.checks) == (
            form.period_types, form.counting_window, form.due, form.checks,
        )  # fmt: skip
    assert {row.code: row.numerator for row in programme.indicators} == {
        row.code: row.numerator for row in published.indicators
    }


def run(*arguments: str) -> int:
    parsed = build_parser().parse_args(["dhis2", *arguments])
    return {"export-metadata": cli_dhis2.run_export_metadata, "read-metadata": cli_dhis2.run_read_metadata}[
        arguments[0]
    ](parsed)


def test_the_commands_write_a_file_and_a_folder(db: None, tmp_path: Path, capsys: pytest.CaptureFixture[str]) -> None:
    quang_ngai.load(quang_ngai.DRUGS)
    file, folder = tmp_path / "metadata.json", tmp_path / "nhap"
    assert run("export-metadata", quang_ngai.DRUGS, "-o", str(file)) == 0
    assert run("read-metadata", str(file), "-o", str(folder), "--from", "2027-01-01", "--name", "Bản mới") == 0
    assert "valid_from: '2027-01-01'" in (folder / "programme.yaml").read_text("utf-8")
    assert (tmp_path / "nhap.mapping.csv").read_text("utf-8").startswith("kind,theirs,ours\n")
    assert run("export-metadata", "nowhere", "-o", str(file)) != 0
    assert run("read-metadata", str(tmp_path / "absent.json"), "-o", str(folder)) != 0
    file.write_text("{}", "utf-8")
    assert run("read-metadata", str(file), "-o", str(tmp_path / "x")) != 0
    assert "dataSets" in capsys.readouterr().err


def test_codes_of_a_table_are_taken(tmp_path: Path) -> None:
    table = tmp_path / "codes.csv"
    table.write_text("theirs,ours\nabc, TT01\n,x\n", "utf-8")
    assert cli_dhis2.read_mapping(table) == {"abc": "TT01"}
    table.write_text("a,b\n1,2\n", "utf-8")
    with pytest.raises(ValueError, match="theirs"):
        cli_dhis2.read_mapping(table)
    assert cli_dhis2.read_mapping(None) == {}
