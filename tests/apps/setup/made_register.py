"""A register that an administrator makes on its tables, in a draft of the first programme, for tests of these pages."""

import re
from collections.abc import Callable, Iterator, Mapping, Sequence
from typing import Any

import pytest
from django.db import transaction
from django.test import Client
from django.urls import reverse

from sokehoach.apps.accounts.models import User
from sokehoach.apps.setup.pages.register_columns import COLUMNS
from sokehoach.apps.setup.services import programmes
from tests.factories.cast import AT
from tests.factories.drafts import begin, create_administrator, current

type Browser = Callable[[User], Client]
CODE, REGISTER = "tuan_giao_2021", "buoi_phat_thanh"
FIELDS: Sequence[Mapping[str, str]] = (
    {"label": "Ngày phát", "kind": "day"},
    {"label": "Tên buổi", "kind": "text", "most": "150", "shown": "yes"},
    {"label": "Hình thức", "kind": "one", "source": "Loa cố định; Loa lưu động; Mạng xã hội", "shown": "yes",
     "filtered": "yes"},
    {"label": "Nơi phát", "kind": "text", "visible_when": "Hình thức là Loa lưu động",
     "required_when": "Hình thức là loa lưu động"},
    {"label": "Số lượt phát", "kind": "number", "most": "1.000", "shown": "yes", "added": "yes"},
    {"label": "Trong đó tiếng dân tộc", "kind": "number", "required": "no"},
    {"label": "Kinh phí", "kind": "money", "required": "no"},
    {"label": "Địa bàn", "kind": "units", "source": "địa bàn cơ sở", "required": "no"},
    {"label": "Có phối hợp", "kind": "flag", "unique": ""},
    {"label": "Khó khăn", "kind": "long", "required": "no"},
)  # fmt: skip
MEASURES = (
    {"name": "buổi phát thanh", "operation": "count", "cells": "01-XA A8"},
    {"name": "lượt phát bằng loa lưu động", "operation": "sum", "field": "Số lượt phát",
     "conditions": "Hình thức là Loa lưu động"},
)  # fmt: skip


@pytest.fixture(scope="module", autouse=True)
def administrators(django_db_setup: None, django_db_blocker: Any) -> Iterator[None]:
    with django_db_blocker.unblock(), transaction.atomic():
        programmes.load_programme(folder=programmes.DEFAULT_PROGRAMME, by="tests", at=AT)
        create_administrator("quy.vua")
        yield
        transaction.set_rollback(True)


@pytest.fixture
def quy(signed_in: Browser, monkeypatch: pytest.MonkeyPatch) -> Client:
    monkeypatch.setattr("sokehoach.apps.accounts.freshness.is_fresh", lambda _request: True)
    user = User.objects.select_related("unit__parent").get(username="quy.vua")
    begin(user)
    return signed_in(user)


def url(route: str, *args: object) -> str:
    return reverse(f"setup:{route}", args=[CODE, *args])


def fill(part: str, rows: Sequence[Mapping[str, str]]) -> dict[str, Any]:
    """What the page of a table sends."""
    columns = COLUMNS[part]
    return {"revision": current().revision} | {
        column.name: [row.get(column.name, "") for row in rows] for column in columns
    }


def add_register(client: Client) -> None:
    head = {"revision": current().revision, "name": "Buổi phát thanh", "row": "buổi", "about": "Mỗi dòng là một buổi.",
            "function": "general", "levels": ["commune", "township"]}  # fmt: skip
    reply = client.post(url("new_register"), head)
    assert reply["Location"] == url("register", REGISTER), reply.content.decode()


def save_table(client: Client, slug: str, part: str, rows: Sequence[Mapping[str, str]]) -> None:
    reply = client.post(url("register_table", REGISTER, slug), fill(part, rows))
    assert reply.status_code == 302, re.findall(r"field__error[^>]*>(.*?)</p>", reply.content.decode(), re.S)


@pytest.fixture
def made(quy: Client) -> Client:
    add_register(quy)
    save_table(quy, "truong", "fields", FIELDS)
    rules = [
        {
            "rule": "at_most",
            "fields": "Trong đó tiếng dân tộc",
            "other": "Số lượt phát",
            "message": "Số tiếng dân tộc lớn hơn số lượt.",
        }
    ]
    save_table(quy, "rang-buoc", "constraints", rules)
    save_table(quy, "phep-dem", "measures", MEASURES)
    return quy
