"""Who may open the sheet of components: everyone who is signed in, nobody else."""

from django.test import Client
from django.urls import reverse

SHEET = "shell:gallery"


def test_it_works(browser, cast) -> None:  # type: ignore[no-untyped-def]
    assert browser(cast.outsider).get(reverse(SHEET)).status_code == 200


def test_a_stranger_is_sent_to_sign_in(db: None) -> None:
    assert Client().get(reverse(SHEET)).status_code == 302


def test_it_takes_no_writing(browser, cast) -> None:  # type: ignore[no-untyped-def]
    assert browser(cast.commune).post(reverse(SHEET)).status_code == 405
