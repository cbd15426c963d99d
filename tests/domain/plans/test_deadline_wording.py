"""What a time limit prints is read back as the same limit, whatever the wording."""

from datetime import date, timedelta

from hypothesis import assume, given
from hypothesis import strategies as st

from sokehoach.domain.plans import deadlines
from sokehoach.domain.plans.dates import DateRange, DayOfPeriod, DeadlineKind, Frequency, Recurrence
from sokehoach.domain.plans.passages import fold_passage

SIGNED = date(2025, 11, 18)


def read(text, told=False):
    return deadlines.parse_deadline(text, plan_date=SIGNED, is_labelled=told)


DAYS = st.dates(date(2000, 1, 1), date(2099, 12, 31))
LONG = "ngày {d:02} tháng {m:02} năm {y}"
WORDINGS = st.sampled_from(["{d}/{m}/{y}", "ngày {d:02}/{m:02}/{y}", "ngày {d}/{m}/{y}", LONG, "ngày {d}-{m}-{y}"])


def printed(day, wording):
    return wording.format(d=day.day, m=day.month, y=day.year)


@given(DAYS, WORDINGS, st.sampled_from(["trước", "chậm nhất", "hoàn thành trước", "muộn nhất là", "xong trước"]))
def test_a_day_in_any_wording(day, wording, lead):
    found = read(f"Lập danh sách {lead} {printed(day, wording)}, gửi Sở.")
    assert (found.kind, found.last_day) == (DeadlineKind.BY, day)


@given(DAYS, DAYS, WORDINGS)
def test_a_range_in_any_wording(one, other, wording):
    assume(one != other)
    first, last = sorted((one, other))
    found = read(f"Ra quân từ {printed(first, wording)} đến {printed(last, wording)} tại các xã.")
    assert (found.kind, found.days) == (DeadlineKind.RANGE, DateRange(first, last + timedelta(days=1)))


STRETCHES = st.one_of(
    st.builds(lambda m, y: (f"tháng {m}/{y}", m, m, y), st.integers(1, 12), st.integers(2000, 2099)),
    st.builds(lambda m, y: (f"tháng {m:02} năm {y}", m, m, y), st.integers(1, 12), st.integers(2000, 2099)),
    st.builds(
        lambda q, y: (f"quý {('I', 'II', 'III', 'IV')[q]}/{y}", 3 * q + 1, 3 * q + 3, y),
        st.integers(0, 3),
        st.integers(2000, 2099),
    ),
    st.builds(lambda y: (f"6 tháng đầu năm {y}", 1, 6, y), st.integers(2000, 2099)),
    st.builds(lambda y: (f"9 tháng đầu năm {y}", 1, 9, y), st.integers(2000, 2099)),
    st.builds(lambda y: (f"năm {y}", 1, 12, y), st.integers(2000, 2099)),
)


@given(STRETCHES)
def test_a_stretch_in_any_wording(stretch):
    words, first, last, year = stretch
    days = DateRange(date(year, first, 1), date(year + last // 12, last % 12 + 1, 1))
    assert read(f"Hoàn thành trong {words}.").days == days
    told = read(words.capitalize(), told=True)
    assert (told.kind, told.days) == (DeadlineKind.WITHIN, days)
    assert read(f"Xong chậm nhất {words}.").last_day == days.last


MONTH_DAYS = st.builds(DayOfPeriod, st.integers(1, 12), st.integers(1, 28))
RULES = st.one_of(
    st.builds(lambda day, strict: Recurrence((Frequency.MONTH,), (DayOfPeriod(0, day),), strict=strict),
              st.integers(1, 31), st.booleans()),
    st.builds(lambda month, day, strict: Recurrence((Frequency.QUARTER,), (DayOfPeriod(month, day),), strict=strict),
              st.sampled_from([0, 1, 2]), st.integers(1, 31), st.booleans()),
    st.builds(lambda days, strict: Recurrence((Frequency.YEAR,), tuple(days), strict=strict),
              st.lists(MONTH_DAYS, min_size=1, max_size=3, unique=True), st.booleans()),
    st.builds(lambda opens, day: Recurrence((Frequency.YEAR,), (day,), opens=opens), MONTH_DAYS, MONTH_DAYS),
    st.builds(lambda days: Recurrence((Frequency.MONTH,), tuple(DayOfPeriod(0, day) for day in days)),
              st.lists(st.integers(1, 31), min_size=1, max_size=3, unique=True)),
    st.builds(lambda day: Recurrence((Frequency.QUARTER, Frequency.SIX_MONTH, Frequency.YEAR), (DayOfPeriod(0, day),), strict=True),  # noqa: E501
              st.integers(1, 31)),
    st.builds(lambda day: Recurrence((Frequency.WEEK,), (DayOfPeriod(0, day),)), st.integers(1, 6)),
    st.builds(lambda each: Recurrence(tuple(sorted(each, key=list(Frequency).index))),
              st.sets(st.sampled_from(list(Frequency)), min_size=1)),
)  # fmt: skip


@given(RULES)
def test_a_rule_comes_back_from_its_words(rule):
    found = read(f"Báo cáo {rule.text_vi}.")
    assert (found.kind, found.every) == (DeadlineKind.EVERY, rule)


@given(RULES, DAYS, st.integers(0, 800))
def test_the_next_due_day_is_never_before_and_never_runs_back(rule, day, more):
    due, later = rule.next_due(day), rule.next_due(day + timedelta(days=more))
    assert day <= due <= later
    assert rule.next_due(due) == due
    assert due - day <= timedelta(days=366)


@given(st.one_of(STRETCHES.map(lambda one: f"trong {one[0]}"), DAYS.map(lambda day: f"trước ngày {day:%d/%m/%Y}"),
                 DAYS.map(lambda day: f"từ ngày 01/01/1999 đến ngày {day:%d/%m/%Y}")))  # fmt: skip
def test_a_limit_comes_back_from_its_own_words(words):
    found = read(f"Hoàn thành {words}.")
    again = read(f"Hoàn thành {found.text_vi}.")
    assert (again.kind, again.days, again.strict) == (found.kind, found.days, found.strict)


@given(st.text("0123456789/-. ngàythánăquýIVX(),;:trướchằmđếừ", max_size=120))
def test_no_text_breaks_it(text):
    for told in (False, True):
        found = deadlines.parse_deadline(fold_passage(text), plan_date=SIGNED, is_labelled=told)
        assert found is None or found.as_json()["kind"]
