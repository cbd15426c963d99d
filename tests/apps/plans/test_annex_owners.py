"""The unit that an annex of the plan names beside a target or a task."""

import pytest

from sokehoach.apps.plans.forms.items import TargetForm
from sokehoach.apps.plans.models import Target
from sokehoach.apps.plans.queries.parties import Directory, find_owner_in_annex
from sokehoach.domain.plans.agencies import KnownAgency
from sokehoach.domain.plans.passages import Span

WORDS = "Tỷ lệ hộ dân được dùng nước sạch đạt 95%"
TEXT = f"""II. MỤC TIÊU

- {WORDS}.

PHỤ LỤC

1

{WORDS}

Sở Nông nghiệp và Môi trường

UBND các xã
"""
KNOWN = Directory((KnownAgency("u:7", "Sở Nông nghiệp và Môi trường"), KnownAgency("u:8", "Sở Y tế")))


def find(text: str):
    start = text.index(WORDS)
    return find_owner_in_annex(text, Span(start, start + len(WORDS)), KNOWN)


def test_the_unit_beside_the_repeated_words_is_proposed() -> None:
    owner = find(TEXT)
    assert owner is not None
    assert owner.party == "u:7"


@pytest.mark.parametrize(
    "text", [TEXT.split("PHỤ LỤC")[0], TEXT.replace("Sở Nông nghiệp và Môi trường", "Ban Dân tộc")]
)
def test_without_an_annex_or_with_an_unknown_name_nobody_is_proposed(text: str) -> None:
    assert find(text) is None


def test_the_form_of_an_open_target_offers_that_unit() -> None:
    owner = find(TEXT)
    assert owner is not None
    target = Target(text=WORDS, unit_of_measure="%", choices=[owner.as_json()])
    form = TargetForm(target=target, units=[])
    assert form.initial["owner"] == 7
    assert form.fields["owner"].help_text
    target.state = "confirmed"
    assert TargetForm(target=target, units=[]).initial["owner"] is None, "a person has said that nobody owns it"
