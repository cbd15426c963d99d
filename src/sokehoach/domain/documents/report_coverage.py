"""The sentence of a report that says whose figures it holds, and which units have sent none."""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass

from sokehoach.domain.indicators.coverage import join_unit_names
from sokehoach.domain.messages import join_messages, say, say_count

_MOST_FORMS = 3  # that are named; of more the number is told


@dataclass(frozen=True, slots=True)
class FormCoverage:
    """Which units of a form have figures, and which ones do not.

    form       its name, without its code: the reader has not seen our forms
    reporters  the collective name of the units, by their levels
    senders    all units that owe it, by code
    missing    of those that have no figures, by code: the state of the report and the name of the unit
    """

    form: str
    reporters: str
    senders: frozenset[str]
    missing: Mapping[str, tuple[str, str]]


def render_coverage(forms: Sequence[FormCoverage]) -> str:
    """The sentence on coverage, by kinds of units.

    «Số liệu tổng hợp từ báo cáo của 17/19 đơn vị cơ sở (chưa gửi: A, B; trả lại: C), 8/8 cơ quan.»
    A form is named only where the same units have sent one and not another; where units owe forms of their own beside
    one of all, the units are counted that have sent any. Of many units in one state the number is told.
    """
    groups: dict[str, list[list[FormCoverage]]] = {}
    incomplete_kinds = {form.reporters for form in forms if form.missing}
    for form in forms:
        if form.reporters not in incomplete_kinds:
            groups.setdefault(form.reporters, [[]])[0].append(form)
            continue
        parts = groups.setdefault(form.reporters, [])
        suitable_parts = (part for part in parts if all(_can_be_counted_together(form, other) for other in part))
        if (part := next(suitable_parts, None)) is None:
            parts.append([form])
        else:
            part.append(form)
    texts = []
    for parts in groups.values():
        if len(parts) > 1 and any(len({form.senders for form in part}) > 1 for part in parts):
            texts.append(_render_units([form for part in parts for form in part]))
        else:
            texts += [_render_part(part, names_forms=len(parts) > 1) for part in parts]
    return say("Số liệu tổng hợp từ báo cáo của %(parts)s.", parts=join_messages(", ", texts))


def _can_be_counted_together(form: FormCoverage, other: FormCoverage) -> bool:
    return form.senders.isdisjoint(other.senders) or (form.senders, form.missing) == (other.senders, other.missing)


def _render_units(forms: Sequence[FormCoverage]) -> str:
    """The units that have figures in any of the forms; those that still owe one beside it, and those without any."""
    senders = dict.fromkeys(code for form in forms for code in sorted(form.senders))
    names_by_state: dict[str, list[str]] = {}
    sender_count = 0
    for code in senders:
        unit_forms = [form for form in forms if code in form.senders]
        gaps = [form.missing[code] for form in unit_forms if code in form.missing]
        has_figures = len(gaps) < len(unit_forms)
        sender_count += has_figures
        if gaps:
            state, name = gaps[0]
            names_by_state.setdefault(say("chưa đủ biểu") if has_figures else state, []).append(name)
    fraction = f"{sender_count}/{len(senders)}"
    units = say("%(fraction)s %(reporters)s", fraction=fraction, reporters=forms[0].reporters)
    remarks = [join_messages("", (state, ": ", join_unit_names(names))) for state, names in names_by_state.items()]
    return say("%(counted)s (%(remarks)s)", counted=units, remarks=join_messages("; ", remarks))


def _render_part(forms: Sequence[FormCoverage], *, names_forms: bool) -> str:
    senders = frozenset[str]().union(*(form.senders for form in forms))
    missing = {code: name for form in forms for code, name in form.missing.items()}
    remarks = []
    if names_forms:
        form_names = list(dict.fromkeys(form.form for form in forms))
        is_many = len(form_names) > _MOST_FORMS
        remarks.append(
            say_count("%(n)s biểu", len(form_names), n=len(form_names)) if is_many else join_messages("; ", form_names)
        )
    for state in dict.fromkeys(state for state, _name in missing.values()):
        names = [name for other_state, name in missing.values() if other_state == state]
        is_all = len(names) == len(senders) > 1
        remarks.append(state if is_all else join_messages("", (state, ": ", join_unit_names(names))))
    fraction = say(
        "%(fraction)s %(reporters)s",
        fraction=f"{len(senders) - len(missing)}/{len(senders)}",
        reporters=forms[0].reporters,
    )
    if not remarks:
        return fraction
    return say("%(counted)s (%(remarks)s)", counted=fraction, remarks=join_messages("; ", remarks))
