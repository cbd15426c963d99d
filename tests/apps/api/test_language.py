"""Problems are told in the language that the client asks for; Vietnamese where it asks for none."""

import pytest
from django.test import Client

from sokehoach.apps.accounts.models import User
from tests.factories.api_tokens import make_token, program
from tests.factories.cast import Cast

ME = "/api/v1/me"


@pytest.mark.parametrize(
    ("accepted", "language", "title"),
    [
        ("", "vi", "Thiếu mã truy cập"),
        ("en", "en", "Token missing"),
        ("fr, vi;q=0.5, en;q=0.4", "vi", "Thiếu mã truy cập"),
    ],
)
def test_the_title_of_a_problem(cast: Cast, client: Client, accepted: str, language: str, title: str) -> None:
    answer = client.get(ME, headers={"Accept-Language": accepted})
    assert (answer.status_code, answer.headers["Content-Language"]) == (401, language)
    assert answer.json()["title"] == title


def test_details_and_fields_of_problems(cast: Cast) -> None:
    client = program(make_token(cast.office))
    english = {"Accept-Language": "en"}
    answer = client.get("/api/v1/units?limit=nhieu", headers=english).json()
    assert answer["errors"][0]["message"] == "Not a number."
    answer = client.get("/api/v1/units?cursor=%C3%A9", headers=english).json()
    assert answer["title"] == "The page cursor cannot be used"
    long_key = english | {"Idempotency-Key": "ơ"}
    answer = client.post("/api/v1/reports", "{}", content_type="application/json", headers=long_key).json()
    assert not any("ữ" in text or "ủ" in text for text in map(str, answer.values())), answer


@pytest.mark.parametrize("account", ["vi", "en", ""])
@pytest.mark.parametrize(
    ("accepted", "title", "sentence"),
    [("en", "The data sent is not valid", "Not a number."), ("", "Số liệu gửi lên không hợp lệ", "Không phải một số.")],
)
def test_the_language_of_the_account_does_not_matter(
    cast: Cast, account: str, accepted: str, title: str, sentence: str
) -> None:
    """Else one answer has its title in one language and its fields in another."""
    User.objects.filter(pk=cast.commune.pk).update(language=account)
    client = program(make_token(cast.commune))
    answer = client.get("/api/v1/units?limit=nhieu", headers={"Accept-Language": accepted}).json()
    assert (answer["title"], answer["errors"][0]["message"]) == (title, sentence)
    described = client.get("/api/v1/registers", headers={"Accept-Language": accepted}).json()["items"][0]["name"]
    assert described.isascii() == bool(accepted)


def test_an_error_in_the_shape_of_dhis2(client: Client) -> None:
    said = {
        language: client.get("/api/me", headers={"Accept-Language": language}).json()["message"]
        for language in ("en", "vi")
    }
    assert said == {"en": "Token missing", "vi": "Thiếu mã truy cập"}
