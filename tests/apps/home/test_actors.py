"""The doer of an event in words."""

from sokehoach.apps.home.queries import trail
from tests.factories.cast import Cast


def test_staff_by_name_and_the_systems_own_work_in_words(cast: Cast) -> None:
    told = trail.list_actor_names([cast.commune.username, "tick", "first run", "tests"])
    assert told == {
        cast.commune.username: cast.commune.full_name,
        "tick": "máy chủ, theo giờ hẹn",
        "first run": "người thiết lập lần đầu",
        "tests": "tests",
    }


def test_an_account_of_that_name_is_a_person(cast: Cast) -> None:
    cast.commune.username = "tick"
    cast.commune.save()
    assert trail.list_actor_names(["tick"]) == {"tick": cast.commune.full_name}
