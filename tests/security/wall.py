"""The same questions asked twice, and what of two answers may differ.

An answer is its status, its headers and its body. What chance puts there is taken out by one table, `CHANCE`; the
inside of an archive is compared piece by piece, since its directory tells the second in which it was made.
"""

import functools
import inspect
import io
import re
import zipfile
from collections.abc import Iterable, Iterator, Mapping
from dataclasses import dataclass
from typing import Any, cast

from django.apps import apps
from django.db import models, transaction
from django.http import StreamingHttpResponse
from django.test import Client
from django.urls import NoReverseMatch, reverse

from tests.security.matrix_places import World
from tests.security.oracle_lines import LINES
from tests.security.routes import NOWHERE, ROUTES

CHANCE = (  # what is drawn anew for each answer, and how it looks
    (re.compile(rb'nonce="[\w+/=-]+"'), b'nonce=""'),
    (re.compile(rb"'nonce-[\w+/=-]+'"), b"'nonce-'"),
    (re.compile(rb'name="csrfmiddlewaretoken" value="\w+"'), b'name="csrfmiddlewaretoken"'),
    (re.compile(rb"X-CSRFToken&quot;: ?&quot;\w+"), b"X-CSRFToken"),
    (re.compile(rb"csrftoken=\w+"), b"csrftoken="),
    (re.compile(rb"(sessionid=)[\w:=-]+"), b"sessionid="),
    (re.compile(rb'(messages="?[^:;]+):\w+:[\w-]+'), rb"\1"),  # the second and the signature of a kept message
    (re.compile(rb"[Ee]xpires[=:][^;\n]+"), b"expires"),
    (re.compile(rb'"challenge": ?"[\w-]+"'), b'"challenge"'),
    (re.compile(rb"\d{4}-\d\d-\d\dT\d\d:\d\d:\d\dZ</dcterms"), b"</dcterms"),
    (re.compile(rb"X-Request-I[Dd]: [\w-]+"), b"X-Request-ID"),
    (re.compile(rb'"request": "[0-9a-f]{32}"'), b'"request"'),
    (re.compile(rb'name="key" value="[\w-]+"'), b'name="key"'),
    (re.compile(rb"/(CreationDate|ModDate) ?\([^)]*\)"), b"/Date"),
)
# Documents and jobs are numbered as they come, whoever drafts or starts one: docs/adr/0022.
NUMBERED = (re.compile(rb"Location: /(van-ban|viec-dai)/\d+/"), b"Location: numbered/")
DRAWN = {"accounts:totp"}  # a secret and its picture, drawn for each asking: the status alone is compared


@dataclass(frozen=True)
class Request:
    method: str
    route: str
    url: str
    body: tuple[tuple[str, str], ...] = ()
    htmx: bool = False

    def __str__(self) -> str:
        return f"{self.method}{' over htmx' if self.htmx else ''} {self.route} {self.url}"


type Answer = tuple[int, bytes, bytes]


def ask(client: Client, one: Request) -> Answer:
    """The answer; whatever the asking wrote is taken back."""
    headers = {"HX-Request": "true"} if one.htmx else {}
    with transaction.atomic():
        reply = getattr(client, one.method)(one.url, dict(one.body), headers=headers)
        told = seen(reply)
        transaction.set_rollback(True)
    return told


def seen(reply: Any) -> Answer:
    """Status, headers, body, without what chance put there."""
    if reply.resolver_match is not None and reply.resolver_match.view_name in DRAWN:
        return reply.status_code, b"", b""
    body = (
        b"".join(cast("Iterator[bytes]", reply.streaming_content))
        if isinstance(reply, StreamingHttpResponse)
        else reply.content
    )
    lines = [f"{name}: {value}" for name, value in sorted(reply.items())]
    lines += [f"Set-Cookie: {morsel.OutputString()}" for _, morsel in sorted(reply.cookies.items())]
    if zipfile.is_zipfile(io.BytesIO(body)):
        with zipfile.ZipFile(io.BytesIO(body)) as package:
            body = b"".join(name.encode() + package.read(name) for name in sorted(package.namelist()))
            lines = [line for line in lines if not line.startswith("Content-Length")]
    return reply.status_code, without_chance("\n".join(lines).encode()), without_chance(body)


def without_chance(told: bytes) -> bytes:
    for pattern, instead in (*CHANCE, NUMBERED):
        told = pattern.sub(instead, told)
    return told


def differences(client: Client, requests: Iterable[Request], before: Mapping[Request, Answer]) -> Iterator[str]:
    """One line for each answer that is no longer what it was."""
    for one in requests:
        now = ask(client, one)
        if now != before[one]:
            yield f"{one}: {_where(before[one], now)}"


def _where(before: Answer, now: Answer) -> str:
    if before[0] != now[0]:
        return f"{before[0]} became {now[0]}"
    part = "headers" if before[1] != now[1] else "body"
    old, new = (before[1], now[1]) if part == "headers" else (before[2], now[2])
    at = next((i for i, (a, b) in enumerate(zip(old, new, strict=False)) if a != b), min(len(old), len(new)))
    return f"{part} at {at}: {_around(old, at)} became {_around(new, at)}"


def _around(told: bytes, at: int) -> str:
    return repr(told[max(0, at - 60) : at + 90].decode("utf-8", "replace"))


# What is asked ------------------------------------------------------------------------------------------------------
WORDS = ("hỗ trợ", "bao cáo 03-YT", "HT01", "tư vấn", "VV01", "02-CA", "kiểm tra", "a")
QUERIES = {  # of pages that answer a question in their address
    "home:search": [f"q={word}" for word in WORDS],
    "analysis:ask": [
        "chi-tieu=HT01&ky=2021S1", "chi-tieu=VV01&ky=2021S1", "chi-tieu=TT01&chi-tieu=HT01&ky=2021S1&noi=communes",
    ],
    "analysis:csv": ["chi-tieu=HT01&ky=2021S1", "chi-tieu=VV01&ky=2021S1"],
    "analysis:workbook": ["chi-tieu=HT01&ky=2021S1", "chi-tieu=VV01&ky=2021S1"],
    "analysis:picture": ["chi-tieu=HT01&ky=2021S1", "chi-tieu=VV01&ky=2021S1"],
    "analysis:cell": ["chi-tieu=HT01&ky=2021S1&o=0.0", "chi-tieu=VV01&ky=2021S1&o=0.0"],
    "reporting:list": ["", "ky=2019S2", "ky=2021S1&bieu=03-YT", "ky=2021S1&bieu=02-CA"],
    "reporting:dates": ["", "ky=2019S2"],
    "home:audit": ["", "trang=2", "words=yte"],
    "indicators:earlier": [""],
}  # fmt: skip


def addresses(
    world: World, fresh: Mapping[str, list[str]], *, most: int, every: bool = True, whole: bool = True
) -> list[Request]:
    """Every route, asked by GET: with what its lines of the oracle speak of, and with ids of `fresh` (those that the
    difference brought, by kind of part). `most`: of each kind, in turn. `every` False: of each route one line, no
    fragment. `whole` False: fragments where the view makes any, and no id that is nowhere, which gets the refusal that
    ids of the difference get.
    """
    found: dict[Request, None] = {}
    for name in sorted(ROUTES):
        lines = [line for line in LINES if line.route == name]
        for line in lines if every else lines[:1]:
            for thing in world.things[line.of][:most] if line.of else [None]:
                words = thing.words if thing else {}
                url = reverse(name, args=[part.format(**words) for part in line.at])
                for query in QUERIES.get(name, [""]):
                    found[Request("get", name, f"{url}?{query}" if query else url)] = None
                is_first = thing is None or thing is world.things[line.of][0]
                if every and is_first and (whole or makes_fragments(name)):
                    found[Request("get", name, url, htmx=True)] = None
        for url in _crossed(name, fresh, most, turn=len(found), nowhere_too=every and whole):
            found[Request("get", name, url)] = None
    return list(found)


@functools.cache
def makes_fragments(name: str) -> bool:
    """Whether the module of the route's view asks for the header of htmx: another view answers it with its page."""
    module = inspect.getmodule(inspect.unwrap(ROUTES[name].callback))
    return module is not None and bool(re.search(r"request\.htmx|HX-Request", inspect.getsource(module)))


def _crossed(name: str, fresh: Mapping[str, list[str]], most: int, *, turn: int, nowhere_too: bool) -> Iterator[str]:
    """The route's address with ids of the difference in each of its parts, the rest nowhere."""
    parts = {
        key: type(converter).__name__.removesuffix("Converter").lower()
        for key, converter in ROUTES[name].pattern.converters.items()
    }
    nowhere = {key: NOWHERE.get(kind, "x") for key, kind in parts.items()}
    for key, kind in parts.items():
        ids = fresh.get(kind, [])
        for number in range(min(most, len(ids))):
            one = ids[(turn + number) % len(ids)]
            try:
                yield reverse(name, kwargs=nowhere | {key: one})
            except NoReverseMatch:
                continue
    if parts and nowhere_too:
        yield reverse(name, kwargs=nowhere)


# What is written, so that numbers drawn from one row of numbers would show; a word of a thing in braces.
WRITTEN: tuple[tuple[str, str, tuple[str, ...], dict[str, str]], ...] = (
    ("documents:begin", "", ("bc-co-quan", "2021S1"), {}),
    ("documents:print_many", "", (), {}),
    ("registers:add", "register", ("{slug}",), {"day": "x"}),
    ("reporting:paste", "report", ("{id}",), {"block": "Chỉ tiêu\t3"}),
    ("reporting:zeros", "report", ("{id}",), {"cell": "A1"}),
    ("reporting:send", "report", ("{id}",), {"version": "{version}"}),
    ("plans:assignment", "assignment", ("{id}",), {"version": "{version}", "state": "doing", "result": "x"}),
    ("inspections:plan", "", (), {"day": "24/06/2021"}),
    ("inspections:invite", "visit", ("{id}",), {"version": "{version}"}),
    ("reporting:ad_hoc_answer", "ad_hoc", ("{id}", "{unit_code}"), {"version": "0"}),
    ("notices:see", "", (), {}),
)


def writings(world: World) -> list[Request]:
    found = []
    for name, of, at, body in WRITTEN:
        for thing in world.things[of] if of else [None]:
            words = thing.words if thing else {}
            url = reverse(name, args=[part.format(**words) for part in at])
            told = tuple((key, value.format(**words)) for key, value in body.items())
            found.append(Request("post", name, url, told))
    return found


# Whose keys stand in addresses; the others are rows of these, or of nobody.
NAMED = {
    "accounts.User", "accounts.Grant", "documents.OfficialDocument", "documents.DocumentFile", "documents.Delivery",
    "jobs.Job", "reporting.Extension",
}  # fmt: skip


def ids() -> dict[str, set[str]]:
    """Every primary key that an address could name, by the kind of its part."""
    found: dict[str, set[str]] = {"uuid": set(), "int": set()}
    for model in apps.get_models():
        kind = "uuid" if isinstance(model._meta.pk, models.UUIDField) else "int"
        if kind == "uuid" or model._meta.label in NAMED:
            found[kind] |= {f"{model._meta.label} {pk}" for pk in model._base_manager.values_list("pk", flat=True)}
    return found


def added(before: Mapping[str, set[str]], after: Mapping[str, set[str]]) -> dict[str, list[str]]:
    return {kind: sorted({one.split()[1] for one in after[kind] - before[kind]}) for kind in after}
