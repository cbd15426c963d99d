"""Who keeps which register is said by the programme: pages, lists and refusals follow it."""

from collections.abc import Callable
from typing import Any

import pytest
from django.test import Client
from pytest_django import DjangoAssertNumQueries

from sokehoach.adapters.programme_files.definition import RegisterOwnership
from sokehoach.apps.accounts.models import User
from sokehoach.apps.registers.core import models
from sokehoach.apps.registers.core.queries import entries
from sokehoach.apps.registers.core.services import entries as writing
from sokehoach.apps.registers.core.services import register_owners
from sokehoach.apps.registers.data_registers.models import DataEntry
from sokehoach.apps.shell.outcomes import ActionRefused
from tests.apps.registers.conftest import LINE
from tests.factories.cast import AT, Cast
from tests.factories.programmes import first_programme

type Added = Callable[..., DataEntry]
type Browser = Callable[[User], Client]
LIST = "/so/truyen-thong/"


def keep(*agencies: str, levels: tuple[str, ...] = ()) -> None:
    kept = [RegisterOwnership("activities", "general", levels, agencies, "tests")] if agencies or levels else []
    register_owners.import_register_owners(programme=first_programme(), ownerships=kept, by="tests", at=AT)


def again(user: User) -> User:
    """The account as its next request finds it: what it was told before is forgotten."""
    return User.objects.select_related("unit").get(pk=user.pk)


@pytest.mark.faults("registers.keep")
def test_it_works(cast: Cast, signed_in: Browser) -> None:
    keep("099.CA", levels=("commune",))
    assert signed_in(cast.commune).get(f"{LIST}them/").status_code == 200
    assert signed_in(cast.police).get(f"{LIST}them/").status_code == 200


def test_a_register_that_the_programme_does_not_name_is_kept_by_nobody(cast: Cast, signed_in: Browser) -> None:
    keep()
    assert "Chưa có sổ nào trong phạm vi tài khoản" in signed_in(cast.commune).get("/so/").text
    assert signed_in(cast.commune).get(LIST).status_code == 404


def test_who_does_not_keep_a_register_has_it_in_no_list(cast: Cast, signed_in: Browser) -> None:
    keep("099.CA")
    assert signed_in(cast.commune).get(LIST).status_code == 404
    assert [register.code for register in entries.list_readable_registers(again(cast.police))] == ["activities"]


def test_writing_is_refused_with_who_keeps_it(cast: Cast) -> None:
    keep("099.CA", "099.TTYT", levels=("township",))
    with pytest.raises(ActionRefused) as told:
        writing.create_entry(
            register="activities", unit=cast.units["03304"], values=LINE, by=again(cast.commune), at=AT
        )
    assert str(told.value.message) == (
        "Tênh Phông không giữ sổ «Hoạt động truyền thông». Sổ này do các thị trấn, Công an huyện, "
        "Trung tâm Y tế huyện giữ."
    )


def test_the_office_writes_for_those_below_that_keep_it(cast: Cast, signed_in: Browser) -> None:
    keep(levels=("commune",))
    form = signed_in(cast.office).get(f"{LIST}them/").content.decode()
    assert "Xã Pú Xi" in form
    assert ">Phòng Lao động - TB&amp;XH</option>" not in form


def test_lines_stay_readable_for_the_office_though_their_unit_keeps_the_register_no_more(
    cast: Cast, signed_in: Browser, added: Added
) -> None:
    line = added()
    keep("099.LDTBXH")
    assert signed_in(cast.office).get(f"{LIST}{line.pk}/").status_code == 200
    assert signed_in(cast.office).get(f"{LIST}{line.pk}/sua/").status_code == 404


def test_loaded_again_the_programme_takes_a_register_back(cast: Cast) -> None:
    keep("099.CA")
    keep()
    assert entries.list_writable_unit_ids(again(cast.police), entries.get_registers()["activities"]) == frozenset()


def test_twenty_registers_are_listed_in_a_handful_of_queries(
    cast: Cast, added: Added, signed_in: Browser, django_assert_max_num_queries: DjangoAssertNumQueries
) -> None:
    added()
    office: Any = signed_in(cast.office)
    with django_assert_max_num_queries(8):
        reply = office.get("/so/")
    listed = [*reply.context["first"], *reply.context["other_registers"]]
    assert len(listed) > 10
    told = {each.register.code: each.lines for each in listed}
    assert told["activities"] == 1


def test_registers_stand_in_the_order_in_which_the_programme_names_them(cast: Cast) -> None:
    named = ("work_checks", "training", "activities", "budget")  # all but the last are data
    models.RegisterOwnership.objects.all().delete()
    kept = [RegisterOwnership(code, "general", ("commune",), (), "tests") for code in named]
    register_owners.import_register_owners(programme=first_programme(), ownerships=kept, by="tests", at=AT)
    assert tuple(register.code for register in entries.list_readable_registers(again(cast.commune))) == named
