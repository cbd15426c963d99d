"""Who may open the sheet of components: everyone who is signed in, nobody else."""

from typing import Any

import pytest
from django.test import Client
from django.urls import reverse

SHEET = "shell:gallery"


def test_it_works(signed_in, cast) -> None:  # type: ignore[no-untyped-def]
    assert signed_in(cast.outsider).get(reverse(SHEET)).status_code == 200


def test_a_stranger_is_sent_to_sign_in(db: None) -> None:
    assert Client().get(reverse(SHEET)).status_code == 302


def test_it_takes_no_writing(signed_in, cast) -> None:  # type: ignore[no-untyped-def]
    assert signed_in(cast.commune).post(reverse(SHEET)).status_code == 405


@pytest.mark.django_db
@pytest.mark.parametrize("name", ["shell:live", "shell:ready"])
def test_whether_it_lives_is_told_to_everyone_in_one_word(name: str) -> None:
    assert Client().get(reverse(name)).content == b"ok\n"
    assert Client().post(reverse(name)).status_code == 405


@pytest.mark.django_db
def test_metrics_do_not_exist_without_the_token(settings: Any) -> None:
    settings.METRICS_TOKEN = "d0a1"
    assert Client().get(reverse("shell:measured")).status_code == 404
