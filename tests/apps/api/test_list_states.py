"""The tag of a page of accepted values: the same state is answered unread, and whatever changes the page changes it."""

from collections.abc import Callable
from datetime import timedelta
from typing import Any

import pytest
from django.test import Client

from sokehoach.apps.accounts.models import Grant, User
from sokehoach.apps.accounts.services import grants
from sokehoach.apps.api import answers
from sokehoach.apps.api.operations import figures
from sokehoach.apps.orgunits.models import Unit
from sokehoach.apps.programmes.services import policies
from sokehoach.apps.shell import clock
from sokehoach.domain.policy.persons import LegalBasis, PersonsRule
from tests.factories.api_tokens import make_token, program
from tests.factories.cast import AT, Cast
from tests.factories.district import COMMUNES, PERIOD, POLICE, District, found
from tests.factories.levels import LEVELS
from tests.factories.programmes import first_programme

VALUES = "/api/v1/accepted-values"


@pytest.fixture
def district(cast: Cast, monkeypatch: pytest.MonkeyPatch) -> District:
    """One commune has reported. What a thread keeps is younger than the last event of the trail."""
    monkeypatch.setattr(answers, "SECONDS", -1.0)
    district = found(cast)
    district.report(cast.commune, {"B1": "3", "B2": "0"})
    return district


@pytest.fixture
def office(cast: Cast, district: District) -> Client:
    """A token that was used today: its first use is an event of the trail."""
    client = program(make_token(cast.office))
    ask(client)
    return client


def ask(client: Client, tag: str = "", form: str = COMMUNES, **query: Any) -> Any:
    headers = {"If-None-Match": tag} if tag else {}
    return client.get(VALUES, {"form": form, "period": PERIOD, **query}, headers=headers)


@pytest.fixture
def no_lists(monkeypatch: pytest.MonkeyPatch) -> Callable[[], None]:
    def refuse(*_args: Any, **_options: Any) -> None:
        raise AssertionError("the list was read")

    return lambda: monkeypatch.setattr(figures, "list_accepted_values", refuse)


@pytest.mark.both_databases
def test_the_same_state_is_answered_without_reading_the_list(office: Client, no_lists: Callable[[], None]) -> None:
    first = ask(office)
    assert (first.status_code, len(first.json()["items"])) == (200, 2)
    no_lists()
    for tag in (first["ETag"], f'"other", {first["ETag"]}', first["ETag"].removeprefix("W/")):
        again = ask(office, tag)
        assert (again.status_code, again.content, again["ETag"]) == (304, b"", first["ETag"])


def test_another_event_changes_the_state_and_the_same_body_is_still_304(cast: Cast, office: Client) -> None:
    first = ask(office)
    make_token(cast.office, name="khác")
    again = ask(office, first["ETag"])
    assert (again.status_code, again["ETag"] != first["ETag"]) == (304, True)
    assert again["ETag"].partition(".")[0] == first["ETag"].partition(".")[0]


def test_the_state_is_not_told_while_threads_may_keep_what_was_before(
    office: Client, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(answers, "SECONDS", 5.0)
    monkeypatch.setattr(answers, "_first_seen", ((), 0.0))
    first = ask(office)
    assert "." not in first["ETag"]
    assert ask(office, first["ETag"]).status_code == 304, "its body is the same"


def test_any_tag_is_met_by_a_star_alone(office: Client) -> None:
    assert ask(office, "*").status_code == 304
    assert ask(office, '"0"').status_code == 200
    assert ask(office, '".0"').status_code == 200


def test_pages_fields_and_tokens_have_states_of_their_own(cast: Cast, office: Client) -> None:
    other = program(make_token(cast.office, name="khác"))
    ask(other)
    addresses = [(office, {}), (office, {"limit": 1}), (office, {"fields": "cell"}), (office, {"unit": "03304"})]
    tags = [ask(client, **query)["ETag"] for client, query in [*addresses, (other, {})]]
    assert len({tag.partition(".")[2] for tag in tags}) == len(tags)
    for client, query in [*addresses, (other, {})]:
        for tag in tags:
            expected = ask(client, **query)
            answer = ask(client, tag, **query)
            assert answer.status_code == (304 if tag.partition(".")[0] in expected["ETag"] else 200)


class TestWhatChanges:
    """Each change is met by a full answer, equal to the one of a client without a tag."""

    def expect_other(self, client: Client, tag: str, form: str = COMMUNES) -> list[Any]:
        answer = ask(client, tag, form)
        assert answer.status_code == 200
        assert answer.json() == ask(client, form=form).json()
        items: list[Any] = answer.json()["items"]
        return items

    @pytest.mark.both_databases
    def test_figures(self, cast: Cast, district: District, office: Client) -> None:
        tag = ask(office)["ETag"]
        (clerk,) = district.settle(1)
        district.report(clerk, {"B1": "5", "B2": "7"})
        assert [item["value"] for item in self.expect_other(office, tag)] == [3, 0, 5, 7]

    def test_rights(self, cast: Cast, office: Client) -> None:
        tag = ask(office)["ETag"]
        for grant in Grant.objects.filter(capacity__user=cast.office):
            grants.end_grant(grant, clock.today())  # without an event: the rights themselves are in the state
        assert ask(office, tag).status_code == 403

    def test_rights_by_the_day(self, cast: Cast, office: Client, monkeypatch: pytest.MonkeyPatch) -> None:
        Grant.objects.filter(capacity__user=cast.office).update(valid_to=clock.today() + timedelta(days=1))
        tag = ask(office)["ETag"]
        later = clock.today() + timedelta(days=1)
        monkeypatch.setattr(clock, "today", lambda: later)
        assert ask(office, tag).status_code == 403

    def test_units(self, cast: Cast, office: Client) -> None:
        """A unit leaves the area of the office, without an event."""
        tag = ask(office)["ETag"]
        Unit.objects.filter(pk=cast.commune.unit_id).update(parent=cast.units["099"].parent_id)
        assert self.expect_other(office, tag) == []

    def test_the_wall(self, cast: Cast, district: District) -> None:
        """Confidential functions are closed to the account for some minutes, and open again by themselves."""
        self.report_police(cast, district)
        police = program(make_token(cast.police))
        ask(police, form=POLICE)
        open_answer = ask(police, form=POLICE)
        assert open_answer.json()["items"]
        User.objects.filter(pk=cast.police.pk).update(walled_closed_until=clock.now() + timedelta(minutes=5))
        closed = ask(police, open_answer["ETag"], POLICE)
        assert closed.status_code == 403 or closed.json()["items"] == []
        User.objects.filter(pk=cast.police.pk).update(walled_closed_until=clock.now() - timedelta(minutes=5))
        assert ask(police, open_answer["ETag"], POLICE).status_code == 304
        if closed.status_code == 200:
            assert self.expect_other(police, closed["ETag"], POLICE)

    def test_the_policy_of_counts_of_persons(self, cast: Cast, district: District) -> None:
        self.report_police(cast, district)
        police = program(make_token(cast.police))
        ask(police, form=POLICE)
        first = ask(police, form=POLICE)
        assert {item["cell"] for item in first.json()["items"]} == {"A1", "A2"}
        rule = PersonsRule(LEVELS["province"], AT.date().replace(month=1, day=1), LegalBasis("1", "2", "3"))
        policies.save_persons_rule(programme=first_programme(), rule=rule, is_new=True, by="tests", at=AT)
        assert {item["cell"] for item in self.expect_other(police, first["ETag"], POLICE)} == {"A1"}

    def test_files_of_the_product(self, office: Client, monkeypatch: pytest.MonkeyPatch) -> None:
        first = ask(office)
        monkeypatch.setattr(answers, "_read_code_stamp", lambda: "another release")
        again = ask(office, first["ETag"])
        assert (again.status_code, again["ETag"] != first["ETag"]) == (304, True), "read again, and the same"

    @staticmethod
    def report_police(cast: Cast, district: District) -> None:
        district.report(cast.police, {"A1": "2", "A2": "1"}, form=POLICE)
