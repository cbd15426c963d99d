"""A commune gives a program a token; the program reads; an administrator of the district ends it, and it is refused."""

import json
import re
import urllib.error
import urllib.request
from collections.abc import Callable
from typing import Any

import pytest
from playwright.sync_api import Page, expect

from tests.journeys.conftest import axe, shot, verify


def ask(site: str, path: str, token: str) -> Any:
    """As the example with curl on the page does."""
    request = urllib.request.Request(f"{site}/api/v1/{path}", headers={"Authorization": f"Bearer {token}"})
    with urllib.request.urlopen(request) as answer:
        return json.load(answer)


def test_a_token_is_made_used_and_ended_by_an_administrator(
    site: str, home: object, demo_login: Callable[..., Page]
) -> None:
    person = demo_login("xa03269")
    person.goto(f"{site}/tai-khoan/cua-toi/")
    person.get_by_role("link", name="Mã truy cập API").click()
    person.get_by_role("link", name="Lập mã truy cập").click()
    person.get_by_role("button", name="Lập mã và hiện một lần").click()
    expect(person.get_by_text("Chọn ít nhất một việc")).to_be_visible()
    shot(person, "token-new")
    axe(person)
    person.get_by_label("Tên mã truy cập").fill("Power BI của xã")
    person.get_by_label("đọc báo cáo").check()
    person.get_by_role("button", name="Lập mã và hiện một lần").click()
    expect(person.get_by_text("Chỉ hiện một lần này")).to_be_visible()
    shot(person, "token-once")
    axe(person)
    token = person.locator("pre").first.inner_text().strip()
    assert re.fullmatch(r"skh_[0-9a-f_]+", token)
    command = person.locator("pre").nth(1).inner_text()
    assert command == f'curl -H "Authorization: Bearer $SKH_TOKEN" {site}/api/v1/me'
    assert ask(site, "me", token)["username"] == "xa03269"
    duties = ask(site, "obligations?period=2021S1&fields=unit", token)["items"]
    assert {duty["unit"] for duty in duties} == {"03269"}
    with pytest.raises(urllib.error.HTTPError) as refused:
        ask(site, "registers", token)
    assert json.load(refused.value)["code"] == "action-missing"
    person.get_by_role("link", name="Đã chép xong").click()
    expect(person.get_by_text("30 ngày qua: đọc")).to_be_visible()
    assert token not in person.content()
    shot(person, "token-own")
    axe(person)

    administrator = demo_login("truongphong")
    administrator.goto(f"{site}/tai-khoan/don-vi/")
    administrator.get_by_role("link", name="Mã truy cập API").click()
    expect(administrator.get_by_text("Power BI của xã").first).to_be_visible()
    assert token not in administrator.content()
    shot(administrator, "token-staff")
    axe(administrator)
    administrator.locator("tr", has_text="Power BI của xã").get_by_role("link").click()
    shot(administrator, "token-person")
    axe(administrator)
    administrator.get_by_role("button", name="Chấm dứt mọi mã của người này").click()
    expect(administrator.get_by_text("Đã chấm dứt 1 mã truy cập.")).to_be_visible()
    assert not administrator.get_by_role("heading", name="Mã truy cập API").count()
    with pytest.raises(urllib.error.HTTPError) as refused:
        ask(site, "me", token)
    assert refused.value.code == 401
    assert json.load(refused.value)["title"] == "Mã truy cập đã chấm dứt"
    person.reload()
    expect(person.locator("tr", has_text="Power BI của xã").get_by_text("đã chấm dứt")).to_be_visible()
    verify(home)  # type: ignore[arg-type]
