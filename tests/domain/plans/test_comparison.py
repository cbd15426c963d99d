"""A plan is amended: nothing of the old or the new is lost from the comparison."""

from dataclasses import replace
from datetime import date
from decimal import Decimal

from hypothesis import given
from hypothesis import strategies as st

from sokehoach.domain.plans.comparison import Aspect, ItemChange, compare_plans
from sokehoach.domain.plans.plan_items import PlanItem, compute_similarity

BROADCAST = PlanItem("NV1", "duty", "III.1", "Phát thanh nội dung phòng ngừa trên loa mỗi tháng", "UBND các xã")
HOUSES = PlanItem("NV2", "duty", "III.2", "Vận động các hộ gia đình ký cam kết không vi phạm", "UBND các xã")
COURSE = PlanItem(
    "NV3", "duty", "III.3", "Mở lớp tập huấn cho cán bộ phụ trách", "Phòng Lao động", due=date(2021, 6, 30)
)
SHARE = PlanItem("CT1", "target", "II.1", "80% số xã được tuyên truyền", value=Decimal(80), unit="%", bound=">=")


def changes(before: list[PlanItem], after: list[PlanItem]) -> list[tuple[ItemChange, str, str, tuple[Aspect, ...]]]:
    return [
        (
            pair.change,
            pair.before.key if pair.before else "",
            pair.after.key if pair.after else "",
            pair.aspects,
        )
        for pair in compare_plans(before, after)
    ]


def test_a_plan_beside_itself_is_the_same():
    plan = [SHARE, BROADCAST, HOUSES, COURSE]
    assert {pair.change for pair in compare_plans(plan, plan)} == {ItemChange.SAME}


def test_what_moved_changed_came_and_went():
    higher = replace(SHARE, text="90% số xã được tuyên truyền", value=Decimal(90))
    moved = replace(BROADCAST, path="IV.1")
    later = replace(COURSE, due=date(2021, 9, 30))
    new = PlanItem("NV9", "duty", "III.4", "Rà soát việc đăng ký tạm trú trên địa bàn", "Công an huyện")
    assert changes([SHARE, BROADCAST, HOUSES, COURSE], [higher, moved, later, new]) == [
        (ItemChange.CHANGED, "CT1", "CT1", (Aspect.TEXT, Aspect.FIGURE)),
        (ItemChange.MOVED, "NV1", "NV1", (Aspect.PATH,)),
        (ItemChange.DROPPED, "NV2", "", ()),
        (ItemChange.CHANGED, "NV3", "NV3", (Aspect.DUE,)),
        (ItemChange.ADDED, "", "NV9", ()),
    ]


def test_the_same_words_for_another_agency_are_a_change_of_agency():
    given_to = replace(HOUSES, agency="Công an huyện")
    assert changes([HOUSES], [given_to]) == [(ItemChange.CHANGED, "NV2", "NV2", (Aspect.AGENCY,))]


def test_items_of_different_agencies_whose_words_differ_are_not_one():
    other = replace(HOUSES, text="Vận động các hộ gia đình tự nguyện ký cam kết", agency="Công an huyện")
    own = replace(other, agency=HOUSES.agency)
    assert [pair.change for pair in compare_plans([HOUSES], [other])] == [ItemChange.ADDED, ItemChange.DROPPED]
    assert [pair.change for pair in compare_plans([HOUSES], [own])] == [ItemChange.CHANGED]


def test_words_that_are_hardly_alike_have_no_similarity():
    words = replace(BROADCAST, text="Phát tờ rơi cho khách của nhà nghỉ")
    assert 0 < compute_similarity(BROADCAST, words) < 0.72
    assert compute_similarity(BROADCAST, words, least=0.72) == 0
    assert compute_similarity(BROADCAST, BROADCAST, least=1) == 1
    assert compute_similarity(BROADCAST, replace(BROADCAST, kind="rule")) == 0


def test_tone_marks_set_another_way_are_no_change():
    old = PlanItem("NV1", "duty", "I", "Củng cố Uỷ ban và hoà giải ở cơ sở", "UBND xã")
    assert changes([old], [replace(old, text="Củng cố Ủy ban và hòa giải ở cơ sở")])[0][0] is ItemChange.SAME


def test_a_share_never_answers_a_count():
    count = PlanItem("CT1", "target", "II.1", "80 xã được tuyên truyền", value=Decimal(80), unit="xã", bound=">=")
    assert [pair.change for pair in compare_plans([SHARE], [count])] == [ItemChange.ADDED, ItemChange.DROPPED]


words = st.lists(
    st.sampled_from(["rà soát", "tuyên truyền", "địa bàn", "tập huấn", "cán bộ", "hộ", "cam kết", "báo cáo"]),
    min_size=1,
    max_size=9,
).map(" ".join)
plans = st.lists(
    st.tuples(words, st.sampled_from(["I.1", "I.2", "II"]), st.sampled_from(["", "Công an", "UBND xã"])),
    max_size=12,
).map(lambda told: [PlanItem(f"NV{n}", "duty", path, text, office) for n, (text, path, office) in enumerate(told)])


@given(plans, plans)
def test_every_item_of_both_stands_in_it_once(before: list[PlanItem], after: list[PlanItem]):
    pairs = compare_plans(before, after)
    assert sorted(pair.before.key for pair in pairs if pair.before) == sorted(item.key for item in before)
    assert [pair.after.key for pair in pairs if pair.after] == [item.key for item in after]
    for pair in pairs:
        assert (pair.before is None) is (pair.change is ItemChange.ADDED)
        assert (pair.after is None) is (pair.change is ItemChange.DROPPED)


@given(plans)
def test_nothing_differs_from_itself(plan: list[PlanItem]):
    # Sentences that repeat may change places with each other, which is no difference to a reader.
    assert {pair.change for pair in compare_plans(plan, plan)} <= {ItemChange.SAME}


def test_of_two_items_with_the_same_words_each_is_paired_once():
    twice = [BROADCAST, replace(BROADCAST, key="NV5")]
    assert [pair[:3] for pair in changes(twice, twice[:1])] == [
        (ItemChange.SAME, "NV1", "NV1"),
        (ItemChange.DROPPED, "NV5", ""),
    ]
    assert [pair[:3] for pair in changes(twice[:1], twice)] == [
        (ItemChange.SAME, "NV1", "NV1"),
        (ItemChange.ADDED, "", "NV5"),
    ]


def test_the_most_similar_are_paired_first_wherever_they_stand():
    first = replace(COURSE, text="Mở lớp tập huấn nghiệp vụ cho cán bộ phụ trách ở xã")
    second = replace(first, key="NV4", text="Mở lớp tập huấn nghiệp vụ cho cán bộ phụ trách ở thôn")
    assert [pair[:3] for pair in changes([first, second], [second, first])] == [
        (ItemChange.SAME, "NV4", "NV4"),
        (ItemChange.SAME, "NV3", "NV3"),
    ]
    moved = replace(first, key="NV8", path="V.1")
    assert [pair[1] for pair in changes([first, moved], [replace(moved, key="NV9")])] == ["NV3", "NV8"]
