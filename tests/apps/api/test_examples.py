"""The examples of docs/how-to/api.md run: what an official copies from there works."""

import contextlib
import io
import json
import re
import shlex
import urllib.request
from typing import Any
from urllib.parse import urlsplit

import pytest
from django.test import Client

from tests.apps.reporting.conftest import programme
from tests.factories.api_tokens import make_token
from tests.factories.cast import Cast
from tests.repository.order import ROOT

__all__ = ["programme"]
GUIDE = (ROOT / "docs/how-to/api.md").read_text("utf-8")
SITE = "http://testserver"


def blocks(language: str) -> list[str]:
    return re.findall(rf"```{language}\n(.*?)```", GUIDE, re.S)


class Opener:
    """`urlopen` to the product of this process."""

    def __init__(self) -> None:
        self.statuses: list[int] = []

    def __call__(self, request: urllib.request.Request) -> Any:
        parts = urlsplit(request.full_url)
        body = request.data if isinstance(request.data, bytes) else b""
        headers = {name: value for name, value in request.header_items() if name != "Content-type"}
        answer = Client().generic(
            request.get_method(), f"{parts.path}?{parts.query}", body, content_type="application/json", headers=headers
        )
        self.statuses.append(answer.status_code)
        assert answer.status_code < 400, answer.content.decode()
        told = io.BytesIO(answer.content)
        told.headers = answer.headers  # type: ignore[attr-defined]
        return contextlib.nullcontext(told)


def test_the_python_examples_run(
    cast: Cast, monkeypatch: pytest.MonkeyPatch, capsys: pytest.CaptureFixture[str]
) -> None:
    monkeypatch.setenv("SITE", SITE)
    monkeypatch.setenv("SKH_TOKEN", make_token(cast.commune).text)
    opener = Opener()
    monkeypatch.setattr(urllib.request, "urlopen", opener)
    names: dict[str, Any] = {}
    for block in blocks("python"):
        exec(compile(block, "docs/how-to/api.md", "exec"), names)
    told = capsys.readouterr().out
    assert "1 units" in told
    assert "sent\n" in told
    assert "1 written, 0 known" in told
    assert 201 in opener.statuses


def test_the_curl_examples_run(cast: Cast, programme: None, monkeypatch: pytest.MonkeyPatch) -> None:
    environment = {"SITE": SITE, "SKH_TOKEN": make_token(cast.commune).text}
    commands = [line for block in blocks("sh") for line in block.splitlines() if line.startswith("curl ")]
    assert len(commands) > 1
    for command in commands:
        words = shlex.split(re.sub(r"\$(\w+)", lambda name: environment[name[1]], command))
        assert words[:2] == ["curl", "-H"]
        name, _colon, value = words[2].partition(": ")
        address = urlsplit(words[3])
        answer = Client().get(f"{address.path}?{address.query}", headers={name: value})
        assert answer.status_code == 200, answer.content.decode()
        assert json.loads(answer.content)
