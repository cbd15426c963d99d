"""Report regimes: the parts of NĐ 09/2019 art. 7, and days that agree with those of the forms."""

from collections.abc import Collection
from dataclasses import replace

from sokehoach.adapters.pack.forms import Placed
from sokehoach.adapters.pack.record import Record
from sokehoach.adapters.pack.units import known_unit
from sokehoach.domain.orgtree.unit import Level
from sokehoach.domain.periods.period import PeriodType, parse
from sokehoach.domain.periods.window import window
from sokehoach.domain.reporting.form import Form, Reporters
from sokehoach.domain.reporting.regime import Channel, Content, Regime, Stage, wrong

_LETTERS = 600  # of a part that is told in sentences


def read_regimes(
    file: Record, units: frozenset[str], forms: Collection[Placed], outlines: Collection[str]
) -> tuple[Regime, ...]:
    known = {one.form.code: one.form for one in forms}
    made: dict[str, Regime] = {}
    for record in file.records("regimes"):
        regime = _regime(record, units, known)
        for code in regime.outlines:
            if code not in outlines:
                record.refuse(f"không có đề cương «{code}»", "outlines")
        for sentence in wrong(regime):
            record.refuse(sentence)
        if regime.code in made:
            record.refuse(f"trùng mã chế độ báo cáo «{regime.code}»", "code")
        made[regime.code] = regime
    file.finish()
    told = {code for regime in made.values() for code in regime.forms}
    for one in forms:
        if one.form.code not in told:
            one.record.refuse(f"không chế độ báo cáo nào có biểu «{one.form.code}»")
    return tuple(made.values())


def with_locks(forms: Collection[Form], regimes: Collection[Regime]) -> tuple[Form, ...]:
    """The forms, each with the lock of the stage that sends it."""
    locks = {code: stage.lock_days for regime in regimes for stage in regime.stages for code in stage.forms}
    return tuple(replace(form, lock_days=locks.get(form.code, 0)) for form in forms)


def _regime(record: Record, units: frozenset[str], forms: dict[str, Form]) -> Regime:
    types = record.choices("period_types", PeriodType)
    regime = Regime(
        code=record.code("code"),
        name=record.text("name"),
        subject=record.text("subject"),
        content=record.choice("content", Content),
        stages=tuple(_stage(one, units, forms, types) for one in record.records("stages")),
        channels=record.choices("channels", Channel),
        period_types=types,
        outlines=record.texts("outlines"),
        procedure=record.optional("procedure", most=_LETTERS),
        basis=record.text("basis"),
        valid_from=record.day("valid_from"),
        valid_to=record.optional_day("valid_to"),
        assumed=record.texts("assumed"),
    )
    record.finish()
    return regime


def _stage(
    record: Record, units: frozenset[str], forms: dict[str, Form], types: Collection[PeriodType]
) -> Stage:
    stage = Stage(
        reporters=_reporters(record, units),
        receiver=known_unit(record, "receiver", record.text("receiver"), units),
        through=known_unit(record, "through", record.optional("through"), units),
        due_days=record.whole("due_days"),
        lock_days=record.whole("lock_days", default=0),
        window=_window(record),
        forms=record.texts("forms"),
    )
    record.finish()
    for code in stage.forms:
        if code not in forms:
            record.refuse(f"không có biểu «{code}»", "forms")
        else:
            _agree(stage, forms[code], record, types)
    return stage


def _agree(stage: Stage, form: Form, record: Record, types: Collection[PeriodType]) -> None:
    """A form is due when its stage is, counts the same days, and is asked of nobody else."""
    if form.due_days != stage.due_days:
        record.refuse(f"biểu {form.code} hạn {form.due_days} ngày, cấp này {stage.due_days} ngày", "due_days")
    if form.counting_window != stage.window:
        reason = f"biểu {form.code} chốt số liệu theo «{form.counting_window}», cấp này theo «{stage.window}»"
        record.refuse(reason, "window")
    for kind in form.period_types:
        if kind not in types:
            record.refuse(f"biểu {form.code} theo kỳ «{kind}», chế độ báo cáo không có kỳ này", "forms")
    strange = (
        *(set(form.reporters.codes) - set(stage.reporters.codes)),
        *(set(form.reporters.levels) - set(stage.reporters.levels)),
    )
    for one in sorted(strange):
        record.refuse(f"biểu {form.code} có đơn vị báo cáo «{one}», cấp này không có", "reporters")


def _reporters(record: Record, units: frozenset[str]) -> Reporters:
    given = record.record("reporters")
    if given is None:
        record.refuse("thiếu «reporters»")
        return Reporters()
    made = Reporters(
        levels=tuple(level.value for level in given.choices("levels", Level)),
        codes=tuple(known_unit(given, "codes", code, units) for code in given.texts("codes")),
    )
    given.finish()
    return made


def _window(record: Record) -> str:
    name = record.text("window")
    try:
        window(parse("2021S1"), name)
    except ValueError:
        record.refuse(f"không có cách chốt số liệu «{name}»", "window")
    return name or "nd09"
