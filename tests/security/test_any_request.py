"""Whatever is asked, by whomever, wherever: an answer below 500. 300 requests in short, 10,000 in `make soak`.

The addresses and their parts come from the resolver, the names of what is sent from the code that reads them; the
values are those that break programs. No answer may be a fault, and none may be a page for somebody who may not see it
(the matrix has its own tests). A failure names the request: run it again by its number.
"""

import random
import re
from collections import Counter
from typing import Any

import pytest
from django.test import Client

from tests.factories.cast import Cast
from tests.repository.order import SOURCE
from tests.security.routes import ROUTES, address
from tests.soak import keep, times

SEED = 20261124
ODD = [
    "", "0", "-1", "1", "2", "00", "1e9", "9" * 30, "٣", "½", "null", "None", "true", "[]", "{}", "a",
    "Đ" * 300, "x" * 20_000, "\x00", "a\x00b", "\ud7ff", "\u202e", "é", "e\u0301", "🙂", "'", '"',
    "' OR 1=1 --", "%", "_", "%00", "%s", "{0}", "{{ 7 }}", "<script>", "=1+1", "../..", "2021S1", "2021S9",
    "0000S1", "2021-06-31", "31/02/2021", "22/06/2021", "1/1/1", "31/12/9999",
    "00000000-0000-4000-8000-000000000000", "03304", "099", "general", "support", "enforcement", "\n",
    "\r\n", " ", "NaN", "-Infinity",
]  # fmt: skip
PARTS = {
    "int": ["0", "1", "2", "3", "7", "999999999", "9" * 25],
    "str": ["x", "activities", "support", "03304", "2021S1", "%00", "Đ"],
}
_READ = re.compile(
    r"""(?:GET|POST|FILES)(?:\.get(?:list)?\(|\[)\s*["']([\w.-]+)["']|\bname=["']([\w.-]+)["']"""
)
_FIELD = re.compile(r"^    (\w+) = (?:forms|fields|widgets|guard)?\.?\w*(?:Field|FreeLine|FreeText)\(", re.M)


def names() -> list[str]:
    """What views, forms and templates read, by its name."""
    found: set[str] = set()
    for path in [*SOURCE.rglob("*.py"), *SOURCE.rglob("*.html")]:
        text = path.read_text("utf-8")
        found |= {first or second for first, second in _READ.findall(text)} | set(_FIELD.findall(text))
    return sorted(found)


def target(name: str, lot: random.Random) -> str:
    chosen = {kind: lot.choice(values) for kind, values in PARTS.items()}
    chosen |= {"slug": chosen["str"].strip("%"), "path": chosen["str"]}
    try:
        return address(name, **chosen)
    except Exception:  # a part that this address does not take: it is then asked for with one that it does
        return address(name)


def test_no_request_makes_a_fault(cast: Cast) -> None:
    lot, known = random.Random(SEED), names()
    assert len(known) > 80
    askers: dict[str, Client] = {"stranger": Client(raise_request_exception=False)}
    for who in ("office", "commune", "police", "health", "leader", "outsider"):
        askers[who] = Client(raise_request_exception=False)
        askers[who].force_login(getattr(cast, who))
    routes, faults, answers = sorted(ROUTES), [], Counter[str]()
    number = times(300, 10_000)
    for turn in range(number):
        who, name = lot.choice(sorted(askers)), routes[turn % len(routes)]
        where, method = target(name, lot), lot.choice(["get", "get", "post"])
        words = {lot.choice(known): lot.choice(ODD) for _ in range(lot.randrange(6))}
        headers = {"HX-Request": "true"} if lot.random() < 0.3 else {}
        if name == "accounts:sign_out":
            continue  # the asker would be a stranger from here on
        answer = getattr(askers[who], method)(where, words, headers=headers)
        answers[f"{answer.status_code // 100}xx"] += 1
        if answer.status_code >= 500:
            told = answer.exc_info[1] if getattr(answer, "exc_info", None) else ""
            faults.append(f"{turn}: {who} {method} {where} {words!r:.300} -> {answer.status_code} {told!r}")
    keep("any_request", requests=number, routes=len(routes), faults=len(faults), **answers)
    assert not faults, "\n".join(faults[:20])


@pytest.mark.django_db
def test_a_fault_would_be_seen(monkeypatch: pytest.MonkeyPatch) -> None:
    from sokehoach.apps.shell import readiness

    def broken() -> list[Any]:
        raise RuntimeError

    monkeypatch.setattr(readiness, "missing", broken)
    assert Client(raise_request_exception=False).get("/suc-khoe/san-sang").status_code == 500
