"""The package clients/python itself: what it imports, its wheel, its models, tables of pandas."""

import ast
import re
import subprocess
import sys
import sysconfig
import tomllib
import zipfile
from datetime import date
from decimal import Decimal
from pathlib import Path
from typing import Any

import httpx
import pandas
import pytest
from hypothesis import given
from hypothesis import strategies as st
from tools import python_client

from sokehoach_client import AnswerUnreadableError, Client
from sokehoach_client.decoding import build_object
from sokehoach_client.models import AcceptedValue, SubmissionWritten
from tests.repository.order import ROOT

PACKAGE = ROOT / "clients/python"


def list_imports(path: Path) -> set[str]:
    names = set()
    for node in ast.walk(ast.parse(path.read_text("utf-8"))):
        if isinstance(node, ast.Import):
            names |= {alias.name.partition(".")[0] for alias in node.names}
        elif isinstance(node, ast.ImportFrom):
            names.add((node.module or "").partition(".")[0])
    return names


def test_it_needs_httpx_alone_and_nothing_of_the_product() -> None:
    imported = set().union(*(list_imports(path) for path in (PACKAGE / "sokehoach_client").glob("*.py")))
    assert imported - sys.stdlib_module_names == {"httpx", "pandas", "sokehoach_client"}
    project = tomllib.loads((PACKAGE / "pyproject.toml").read_text("utf-8"))["project"]
    assert [re.match(r"\w+", name)[0] for name in project["dependencies"]] == ["httpx"]  # type: ignore[index]
    assert project["optional-dependencies"].keys() == {"pandas"}


def test_its_wheel_runs_alone_and_says_what_tables_need(tmp_path: Path) -> None:
    build = "import sys; from flit_core import buildapi; print(buildapi.build_wheel(sys.argv[1]))"
    done = subprocess.run(
        [sys.executable, "-c", build, tmp_path], cwd=PACKAGE, capture_output=True, text=True, check=True
    )
    wheel = tmp_path / done.stdout.strip()
    with zipfile.ZipFile(wheel) as archive:
        names = set(archive.namelist())
    assert {f"sokehoach_client/{path.name}" for path in (PACKAGE / "sokehoach_client").glob("*.py")} <= names
    assert "sokehoach_client/py.typed" in names
    source = f"""
import sys
sys.path[:0] = [{str(wheel)!r}]
sys.path.append({sysconfig.get_path("purelib")!r})
sys.modules["pandas"] = None
import sokehoach_client
assert ".whl" in sokehoach_client.__file__
with sokehoach_client.Client("https://site.example", "t") as client:
    try:
        client.list_units().to_frame()
    except ImportError as error:
        print(error)
"""
    told = subprocess.run([sys.executable, "-I", "-c", source], capture_output=True, text=True, check=True).stdout
    assert told == "to_frame() needs pandas: pip install 'sokehoach-client[pandas]'\n"


def test_the_examples_of_the_readme_are_typed(tmp_path: Path) -> None:
    """A checker sees what each method takes and gives; a misspelt member is an error."""
    blocks = re.findall(r"```python\n(.*?)```", (PACKAGE / "README.md").read_text("utf-8"), re.S)
    wrong = "from sokehoach_client import Client\nfor unit in Client('https://x').list_units():\n    unit.colour\n"
    paths = [tmp_path / f"{name}.py" for name in ("read", "write", "wrong")]
    for path, source in zip(paths, [*blocks, wrong], strict=True):
        path.write_text(source, "utf-8")
    words = ["-m", "mypy", "--config-file", PACKAGE / "pyproject.toml", "--cache-dir", ROOT / "build/test/mypy", *paths]
    done = subprocess.run([sys.executable, *words], cwd=PACKAGE, capture_output=True, text=True, check=False)
    assert done.stdout.count("error:") == 1, done.stdout + done.stderr
    assert 'wrong.py:3: error: "Unit" has no attribute "colour"' in done.stdout


VALUE: dict[str, Any] = {"unit": "03304", "cell": "A2", "element": "TT02", "disaggregation": "", "gap": None}


def answer_values(*values: Any) -> Client:
    """A client whose server answers accepted values, one a page."""
    pages = [
        {"items": [VALUE | {"value": value, "gap": None if value is not None else "not_reported"}], "next": str(place)}
        for place, value in enumerate(values, start=1)
    ] or [{"items": [], "next": None}]
    pages[-1]["next"] = None
    asked: dict[str, int] = {"": 0} | {str(place): place for place in range(1, len(pages))}
    transport = httpx.MockTransport(
        lambda request: httpx.Response(200, json=pages[asked[request.url.params.get("cursor", "")]])
    )
    return Client("https://site.example", "t", transport=transport)


class TestTables:
    def test_a_missing_number_is_not_zero_and_a_code_keeps_its_zero(self) -> None:
        with answer_values(3, None, 0, 1.8) as client:
            table = client.list_accepted_values(form="f", period="2021S1").to_frame()
        assert table["value"].dtype == "float64"
        assert table["value"].isna().tolist() == [False, True, False, False]
        assert table["value"].sum() == 4.8
        assert table["unit"].tolist() == ["03304"] * 4
        assert table["gap"].tolist()[1] == "not_reported"

    def test_days_stay_texts(self) -> None:
        with answer_values("2021-06-12", None) as client:
            table = client.list_accepted_values(form="f", period="2021S1").to_frame()
        assert table["value"].tolist()[0] == "2021-06-12"

    def test_a_list_without_items_has_its_columns(self) -> None:
        with answer_values() as client:
            values = client.list_accepted_values(form="f", period="2021S1")
            assert values.to_frame().columns.tolist() == [*[*VALUE.keys()][:4], "value", "gap"]
            assert values.to_frame("unit", "value").columns.tolist() == ["unit", "value"]

    def test_whole_numbers_stay_whole(self) -> None:
        with answer_values(3, 0) as client:
            table = client.list_accepted_values(form="f", period="2021S1").to_frame()
        assert table["value"].dtype == "int64"


class TestDecoding:
    @given(st.decimals(allow_nan=False, allow_infinity=False, min_value=-(10**9), max_value=10**9, places=3))
    def test_numbers_are_exact(self, number: Decimal) -> None:
        transport = httpx.MockTransport(
            lambda _request: httpx.Response(200, text=f'{{"items": [{{"value": {number}}}], "next": null}}')
        )
        with Client("https://site.example", "t", transport=transport) as client:
            (row,) = client.list_accepted_values(form="f", period="p").rows("value")
        assert row["value"] == number

    def test_unknown_members_are_ignored_and_missing_ones_are_not_made_up(self) -> None:
        value = build_object(AcceptedValue, VALUE | {"value": 3, "colour": "đỏ"})
        assert (value.value, value.unit) == (3, "03304")
        with pytest.raises(AnswerUnreadableError, match="lacks «value»"):
            build_object(AcceptedValue, VALUE)

    @pytest.mark.parametrize("wrong", [None, [], "x", 3, {"id": "x"}])
    def test_what_is_no_answer_of_this_api(self, wrong: Any) -> None:
        with pytest.raises(AnswerUnreadableError):
            build_object(SubmissionWritten, wrong)


class TestBodies:
    def send(self, value: Any) -> Any:
        sent: list[Any] = []

        def answer(request: httpx.Request) -> httpx.Response:
            sent.append(request.read())
            written = {"written": 1, "known": 0, "dry_run": False}
            return httpx.Response(200, json=written)

        with Client("https://site.example", "t", transport=httpx.MockTransport(answer)) as client:
            client.add_entries("s", {"entries": [{"values": {"x": value}}]})
        return sent[0].decode().partition('"x":')[2].removesuffix("}}]}").strip()

    def test_days_and_numbers_of_tables_are_sent_as_json(self) -> None:
        numbers = pandas.Series([46, 1.5])
        assert self.send(date(2021, 6, 12)) == '"2021-06-12"'
        assert self.send(numbers.iloc[0]) == "46.0"
        assert self.send(pandas.Series([46]).iloc[0]) == "46"
        assert self.send(Decimal("1.80")) == "1.8"
        assert self.send(Decimal("5E+3")) == "5000"
        assert self.send(["residents"]) == '["residents"]'

    @pytest.mark.parametrize("value", [float("nan"), pandas.Series([None, 1.0]).iloc[0], Decimal("NaN"), float("inf")])
    def test_a_number_that_is_missing_is_not_sent_as_one(self, value: Any) -> None:
        with pytest.raises(ValueError, match="gap"):
            self.send(value)

    def test_a_number_that_would_lose_digits_is_not_sent(self) -> None:
        with pytest.raises(ValueError, match="digits"):
            self.send(Decimal("0.12345678901234567890"))


def test_names_of_addresses_are_escaped() -> None:
    asked: list[str] = []

    def answer(request: httpx.Request) -> httpx.Response:
        asked.append(request.url.raw_path.decode())
        return httpx.Response(404, json={"code": "not-found"}, headers={"Content-Type": "application/problem+json"})

    with Client("https://site.example", "t", transport=httpx.MockTransport(answer)) as client:
        for name in ("../me", "a/b?c=d", "03304.Công an"):
            with pytest.raises(Exception, match="not-found"):
                client.get_unit(name)
    assert asked == ["/api/v1/units/..%2Fme", "/api/v1/units/a%2Fb%3Fc%3Dd", "/api/v1/units/03304.C%C3%B4ng%20an"]


class TestTheGenerator:
    """What it writes is compared with the committed files by tools/reference.py --check."""

    def describe(self, schema: dict[str, Any]) -> dict[str, Any]:
        answer = {"200": {"content": {"application/json": {"schema": {"$ref": "#/components/schemas/ThingOut"}}}}}
        schemas = {"ThingOut": schema, "Problem": {"properties": {"code": {"type": "string", "enum": ["x"]}}}}
        operation = {"operationId": "get_thing", "summary": "Vật", "responses": answer}
        return {"paths": {"/api/v1/thing": {"get": operation}}, "components": {"schemas": schemas}}

    def test_a_name_that_python_keeps_for_itself(self) -> None:
        source = python_client.print_models(self.describe({"properties": {"from": {"type": "string"}}}))
        names: dict[str, Any] = {"__name__": __name__}
        exec(source, names | globals())
        assert 'from_: str = field(metadata={"member": "from"})' in source

    def test_what_it_does_not_know_is_refused_by_name(self) -> None:
        with pytest.raises(ValueError, match="no type for"):
            python_client.print_models(self.describe({"properties": {"x": {"type": "image"}}}))

    def test_two_schemas_never_become_one_class(self) -> None:
        document = self.describe({"properties": {"x": {"$ref": "#/components/schemas/Thing"}}})
        document["components"]["schemas"]["Thing"] = {"properties": {"y": {"type": "string"}}}
        with pytest.raises(ValueError, match="one class"):
            python_client.print_models(document)
