"""Work that a unit wrote down at clauses of a plan belongs to the duties there, once."""

from hypothesis import given
from hypothesis import strategies as st

from sokehoach.domain.plans.duty_work import DutyWork, list_word_pairs, select_duty_work

NAMES = ("Ký cam kết", "Rà soát địa bàn", "Hoạt động truyền thông")


def wrote(label: str, path: str = "VI.10", url: str = "/") -> DutyWork:
    return DutyWork(1, path, "register", label, "2 dòng", url, entries=2)


WORKS = [wrote(name) for name in NAMES]


def test_of_several_duties_at_a_clause_each_has_what_it_names() -> None:
    pledges = list_word_pairs("Vận động các hộ ký cam kết. Vận động các hộ ký CAM KẾT nói không.")
    rounds = list_word_pairs("Rà soát nhà hàng")
    both = (pledges, rounds)
    assert [work.label for work in select_duty_work("VI.10", pledges, WORKS, both)] == [NAMES[0], NAMES[2]]
    assert [work.label for work in select_duty_work("VI.10", rounds, WORKS, both)] == [NAMES[1], NAMES[2]]
    assert select_duty_work("VI.10", pledges, WORKS, (pledges,)) == WORKS, "alone at its clause: all of it"


def test_work_of_another_clause_is_of_no_duty_here() -> None:
    assert select_duty_work("VI.1", list_word_pairs("ký cam kết"), WORKS, ()) == []


def test_work_that_a_clause_and_one_above_name_comes_once() -> None:
    at_both = [wrote(NAMES[0], "VI"), wrote(NAMES[1]), wrote(NAMES[0], "VI.10")]
    assert select_duty_work("VI.10", frozenset(), at_both, ()) == at_both[:2]
    other_cells = [wrote(NAMES[0], url="/1#B1"), wrote(NAMES[0], url="/1#B2")]
    assert select_duty_work("VI.10", frozenset(), other_cells, ()) == other_cells


@given(st.lists(st.builds(wrote, st.sampled_from(NAMES), st.sampled_from(("", "VI", "VI.1", "VI.10", "VII")))))
def test_a_duty_has_each_register_of_its_clauses_exactly_once(works: list[DutyWork]) -> None:
    chosen = select_duty_work("VI.10", frozenset(), works, ())
    assert sorted(work.label for work in chosen) == sorted(
        {work.label for work in works if work.path in ("VI", "VI.10")}
    )


def test_pairs_of_words_have_neither_accents_nor_capitals() -> None:
    assert list_word_pairs("Ký CAM KẾT; ký") == {"ky cam", "cam ket", "ket ky"}
