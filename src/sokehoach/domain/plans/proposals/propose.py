"""The proposals of a confirmed plan, in the order of its text: pure, so the same plan has the same proposals."""

import re
from collections.abc import Mapping, Sequence
from dataclasses import replace

from rapidfuzz import fuzz

from sokehoach.domain.messages import join_messages, say
from sokehoach.domain.periods.due import (
    TWO_WORKING_DAYS,
    DatesOfYear,
    DayOfWeek,
    DueRule,
    choose_week,
    format_due_rule,
)
from sokehoach.domain.periods.period import PeriodType
from sokehoach.domain.periods.window import ND09, WindowRule
from sokehoach.domain.plans.dates.recurrences import has_several_years
from sokehoach.domain.plans.due_rules import PlanDue, build_early_due, build_plan_due
from sokehoach.domain.plans.passages import CAPITALS
from sokehoach.domain.plans.proposals.certainty import compute_content_likelihood
from sokehoach.domain.plans.proposals.due_texts import format_due_text
from sokehoach.domain.plans.proposals.duties import names_press, parse_duty
from sokehoach.domain.plans.proposals.facts import (
    EVERYBODY,
    DutyFacts,
    KnownElement,
    PlanFacts,
    RuleFacts,
    TargetFacts,
)
from sokehoach.domain.plans.proposals.measure_kinds import MeasureKind, TargetMeasure
from sokehoach.domain.plans.proposals.measures import parse_target
from sokehoach.domain.plans.proposals.neighbours import is_heading
from sokehoach.domain.plans.proposals.own_days import find_own_day
from sokehoach.domain.plans.proposals.pointers import SectionPointers
from sokehoach.domain.plans.proposals.proposal import PERIODIC, ProgrammeProposal, ProposalContent, ProposalKind
from sokehoach.domain.plans.proposals.reasons import NO_DENOMINATOR, NOT_MEASURED, PART_OF_SHARE
from sokehoach.domain.plans.proposals.reporters import ReporterFinder, list_rule_reporters
from sokehoach.domain.plans.proposals.several_reports import find_several_reports
from sokehoach.domain.plans.proposals.trimming import name_made_thing, name_occasions
from sokehoach.domain.plans.proposals.unit_rows import merge_unit_rows
from sokehoach.domain.plans.proposals.wordings import is_understanding
from sokehoach.domain.plans.proposals.yearly_rows import merge_row_targets
from sokehoach.domain.text import capitalize_first, fold_accents, fold_tones
from sokehoach.domain.titles import lower_title, name_results

ASSUMED_SCHEDULE, OUTLINE = "LICH", "DC"  # keys of what no single item says
NO_PERIOD = say("Báo cáo không theo kỳ nên không thành lịch. Khi cần số liệu, hỏi bằng báo cáo nhanh.")
LONGER_PERIOD = say(
    "Kỳ báo cáo dài hơn một năm không thành lịch. Khi đến kỳ, hỏi bằng báo cáo nhanh; hoặc chọn lịch hằng năm."
)
ONLY_WEEKS = say(
    "Kế hoạch chỉ nêu báo cáo tuần, mà tuần không cộng được thành năm. Giả định: số liệu của chỉ tiêu báo cáo hằng "
    "năm, báo cáo tuần bằng lời. Bỏ lịch này thì số liệu báo cáo theo tuần."
)
ASSUMED = say(
    "Kế hoạch không nêu kỳ báo cáo. Giả định: hằng năm, chốt số liệu theo Nghị định 09/2019/NĐ-CP. Hãy sửa nếu cơ quan "
    "của bạn làm khác."
)
PERSONS = say(
    "Đếm người nghiện, vi phạm, bệnh nhân …: chỉ cơ quan cấp trên báo cáo; có ô trong biểu và câu trong báo cáo, "
    "không có chỉ số so theo từng đơn vị."
)
# A target that makes nothing: where its words say so themselves, and where a whole or its words are not found.
_MAKES_NOTHING, _FINDS_NOTHING = 0.9, 0.6
_MOST_LIKELY = 0.94  # none is called almost certain (0.95): of the surest of plans left out one in six is wrong
_LAST_MONTH_OF_FIRST_HALF_DUE = 9  # a report that is due later is of the second half
_SAME_NAME = 92  # similarity, of 100, of two names of the same thing
_EACH_YEAR = re.compile(r"(?<!\w)(?:hằng năm|hàng năm|mỗi năm|/ ?năm)(?!\w)")
_YEAR = re.compile(
    r"(?:đến(?: hết| cuối)?|trong|hết|cuối)? ?năm (20\d\d)(?! ?(?:của|về))|"
    r"giai đoạn 20\d\d ?[-–] ?(20\d\d)|[-–] ?(20\d\d)(?!\d)"
)
_COMPARED_YEAR = re.compile(r"so (?:với|cùng)[^.;,()%]{0,40}?20\d\d(?: ?[-–] ?20\d\d)?")
_ANY_YEAR = re.compile(r"(?<!\d)20\d\d(?!\d)")
_ASIDE = re.compile(r"\([^()]{0,120}\)")
_TITLE_ABOVE = re.compile(rf"[-–+•*]?\s*([{CAPITALS}][^\d.;:]{{3,120}}[^\W\d_])")
_FIGURES = re.compile(r"\d[\d.,]*")
_DATE_BEFORE = re.compile(r"(?:tháng \d{1,2}|ngày \d{1,2}|/\d{1,2}) ?$")


def propose_programme(plan: PlanFacts, known_elements: Sequence[KnownElement] = ()) -> tuple[ProgrammeProposal, ...]:
    """All proposals. `known_elements`: those of the programme that is to be changed; none for a new one."""
    plan = replace(plan, targets=merge_row_targets(merge_unit_rows(plan.targets), plan.clauses))
    finder = ReporterFinder(plan)
    titles = _list_titles(plan.targets)
    proposals = [
        _propose_target(target, plan, finder, known_elements, title=titles.get(target.code, ""))
        for target in plan.targets
    ]
    duties = [duty for duty in plan.duties if duty.is_standing and duty.leads]
    pointers = SectionPointers(duties, dict(plan.clauses))
    proposals += [_propose_duty(duty, plan, pointers) for duty in duties]
    due_texts = {
        rule.code: find_own_day(rule.text or rule.due_text, rule.every, rule.due_text) or rule.due_text
        for rule in plan.rules
    }
    schedules = [_propose_rule(rule, plan, due_texts) for rule in plan.rules]
    kinds = {proposal.content.every for proposal in schedules if proposal.content.makes_something}
    if not kinds or (kinds == {PeriodType.WEEK} and plan.targets):
        schedules.append(_assume_schedule(ONLY_WEEKS if kinds else ASSUMED))
    return (*proposals, *schedules, _propose_outline(plan))


def _list_titles(targets: Sequence[TargetFacts]) -> dict[str, str]:
    """By code the titles on the line above targets whose own words are otherwise the same.

    «- Thư viện» above «Mục tiêu giảm mất sách: 8%», «- Trường học» above «Mục tiêu giảm mất sách: 5%».
    """
    titles = {
        target.code: title[1]
        for target in targets
        if target.text[:1].isupper() and (title := _TITLE_ABOVE.fullmatch(target.text_before.strip())) is not None
    }
    titles = {code: title for code, title in titles.items() if not is_heading(title)}
    titled = {
        (_FIGURES.sub("", fold_tones(target.text)), titles[target.code]) for target in targets if target.code in titles
    }
    return titles if len({plain_text for plain_text, _title in titled}) < len(titled) else {}


def find_year(target: TargetFacts, title: str) -> int | None:
    """The last year for which the level is set; None where the plan names none, or means each year."""
    if target.year is not None:
        return target.year
    sentence = fold_tones(f"{target.text_before} {target.text}")
    is_of_each_year = _EACH_YEAR.search(fold_tones(target.text)) is not None
    if is_of_each_year and "/năm" in sentence:  # «15 lớp/năm» of a plan for some years: until its last one
        return _find_last_year([*target.headings[::-1], title])
    if is_of_each_year or _EACH_YEAR.search(sentence[-400:]):
        return None
    return _find_last_year([target.text, target.text_before, *target.headings[::-1], title])


def _find_last_year(texts: Sequence[str]) -> int | None:
    for text in texts:
        plain = _COMPARED_YEAR.sub("", _ASIDE.sub(_leave_out_other_level, fold_tones(text)))
        years = [
            int(next(filter(None, match.groups())))
            for match in _YEAR.finditer(plain)
            if not _DATE_BEFORE.search(plain, max(0, match.start() - 12), match.start())
        ]
        if years:
            return years[0] if "định hướng" in plain or "tầm nhìn" in plain else max(years)
    return None


def _leave_out_other_level(aside: re.Match[str]) -> str:
    """«(năm 2025 là 78 %)», «(năm 2030: 95 %)» tell the level of another year."""
    rest, years = _ANY_YEAR.subn("", aside[0])
    return "" if years and _FIGURES.search(rest) else aside[0]


def _propose_target(
    target: TargetFacts,
    plan: PlanFacts,
    finder: ReporterFinder,
    known_elements: Sequence[KnownElement],
    *,
    title: str,
) -> ProgrammeProposal:
    measure = parse_target(
        target.text, unit=target.unit, value=target.value, text_before=target.text_before, text_after=target.text_after
    )
    quote = target.printed_row or target.text
    part_of_share = PART_OF_SHARE if _is_part_of_share(target, plan) else ""
    if measure.kind is MeasureKind.NONE or part_of_share:
        content = ProposalContent(ProposalKind.OMITTED)
        reason = part_of_share or measure.reason
        likelihood = _MAKES_NOTHING if reason in (NOT_MEASURED, PART_OF_SHARE) else _FINDS_NOTHING
        return ProgrammeProposal(target.code, target.path, quote, content, likelihood, reason)
    guess = finder.find_reporters(target, measure)
    name, unit = measure.numerator, measure.unit or _name_unit(measure)
    if measure.kind is MeasureKind.COUNT:
        name, unit = name_occasions(name_made_thing(name, unit), unit)
    content = ProposalContent(
        kind=ProposalKind.INDICATOR,
        measure=measure.kind,
        name=capitalize_first(f"{name}, {title[:1].lower()}{title[1:]}" if title else name),
        denominator=capitalize_first(measure.denominator),
        unit=unit,
        value=None if target.lacks_area_level else target.value if measure.value is None else measure.value,
        bound=">=" if target.bound == "=" else target.bound,
        year=find_year(target, plan.title),
        levels=target.levels if measure.value is None else (),
        unit_levels=target.unit_levels,
        per=measure.per,
        falls=measure.falls,
        in_own_unit=measure.in_own_unit,
        is_stock=measure.is_stock,
        counts_persons=measure.counts_persons,
        reporters=guess.reporters,
    )
    likelihood = min(_MOST_LIKELY, round(compute_content_likelihood(target.text, measure) * guess.likelihood, 2))
    if measure.reason == NO_DENOMINATOR:
        likelihood = min(likelihood, 0.5)
    reason = measure.reason or (PERSONS if measure.counts_persons else "")
    return ProgrammeProposal(
        target.code, target.path, quote, _reuse_elements(content, known_elements), likelihood, reason,
        guess.alternatives,
    )  # fmt: skip


def _is_part_of_share(target: TargetFacts, plan: PlanFacts) -> bool:
    """Whether the number says what must be true of each in a share: «100% khu, cụm có tối thiểu 1 trạm»."""
    if target.unit.startswith("%"):
        return False
    return any(
        share.unit.startswith("%") and share.path == target.path and share.text.endswith(target.text)
        for share in plan.targets
        if share.code != target.code
    )


def _name_unit(measure: TargetMeasure) -> str:
    """One of the counted things: the first noun of their name, as the plan prints it; of money «tỷ đồng»."""
    folded = _SEVERAL.sub("", fold_tones(measure.denominator or measure.numerator))
    if folded.startswith(("dân số", "nhân dân")):
        return "người"
    if _MONEY.match(folded):
        return "tỷ đồng"
    if _STATE_OF_PERSONS.match(folded):
        return "người"
    if (mass := _MASS.match(folded)) is not None:
        return "m3" if mass[0].startswith("nước") else "tấn"
    longer = next((noun for noun in _LONGER_NOUNS if re.match(rf"{noun}(?!\w)", folded)), "")
    phrase = re.findall(r"[^\W\d_]+", folded.split(",")[0])
    if longer or not phrase:
        return longer or "đơn vị"
    return phrase[0] if phrase[0] in _SINGLE_NOUNS else " ".join(phrase[:2])


# Before the noun: it says how many, not what is counted.
_SEVERAL = re.compile(r"^(?:(?:tổng số|toàn bộ|đội ngũ|các|những|mọi) )+")
_MONEY = re.compile(r"(?:grdp|gdp|tổng sản phẩm|kinh phí|ngân sách|tổng chi|vốn đầu tư|dự toán chi)(?!\w)")
_STATE_OF_PERSONS = re.compile(r"(?:tái mù|mù chữ|biết chữ|thất nghiệp|thiếu việc làm|bỏ học|lưu ban|tái nghiện)(?!\w)")
_MASS = re.compile(r"(?:(?:khối )?lượng )?(?:nước thải|chất thải|rác|phế thải|bùn thải)(?!\w)")
_LONGER_NOUNS = (
    "xã, phường", "trạm y tế", "hợp tác xã", "câu lạc bộ", "cơ sở dữ liệu", "cộng tác viên", "tuyên truyền viên",
    "báo cáo viên", "khu công nghiệp", "khu công nghệ cao", "cụm công nghiệp", "nhà đầu tư", "nhà văn hóa",
    "nhà khoa học", "nhà cung cấp", "nhà sản xuất", "nhà phân phối", "chủ đầu tư", "chủ cơ sở", "trung tâm y tế",
    "thủ tục hành chính", "dịch vụ công",
)  # fmt: skip
# Nouns of one syllable that name a thing alone; of another the next syllable belongs to the name: «học sinh».
_SINGLE_NOUNS = frozenset((
    "người", "hộ", "xã", "phường", "thôn", "bản", "ấp", "khu", "cụm", "trạm", "trường", "lớp", "điểm", "cuộc", "vụ",
    "tổ", "đội", "nhóm", "cặp", "chợ", "làng", "sở", "ngành", "phòng", "ban", "tuyến", "cây", "con", "máy", "xe",
    "tàu", "cầu", "bài", "tin", "buổi", "đợt", "trẻ", "cháu", "em", "ca", "mẫu", "tỉnh", "huyện", "quận", "ngôi",
    "căn", "kho", "giếng", "đồn", "quán", "bà", "ông", "đàn", "cột", "nước", "rừng", "thuốc",
))  # fmt: skip


def _reuse_elements(content: ProposalContent, known_elements: Sequence[KnownElement]) -> ProposalContent:
    """The elements that count the same already, both sides in one form; else the content as it is."""
    numerators = [element for element in known_elements if _is_same_name(element.name, content.name)]
    if not content.needs_denominator:
        return replace(content, numerator_code=numerators[0].code) if numerators else content
    for numerator in numerators:
        for element in known_elements:
            if element.form == numerator.form and _is_same_name(element.name, content.denominator):
                return replace(content, numerator_code=numerator.code, denominator_code=element.code)
    return content


def _is_same_name(first: str, second: str) -> bool:
    return bool(first) and bool(second) and fuzz.ratio(fold_accents(first), fold_accents(second)) >= _SAME_NAME


def _propose_duty(duty: DutyFacts, plan: PlanFacts, pointers: SectionPointers) -> ProgrammeProposal:
    measure = parse_duty(
        pointers.name_section(duty) or duty.title,
        duty.text,
        is_press=names_press(plan.agencies.get(lead, "") for lead in duty.leads),
    )
    if not measure.is_count and (pointer := pointers.find_pointer(duty)) is not None:
        content = ProposalContent(ProposalKind.OMITTED)
        return ProgrammeProposal(
            duty.code,
            duty.path,
            duty.text,
            content,
            0.9,
            say("Báo cáo chung ở «%(title)s».", title=pointers.name_section(pointer)),
        )
    kind, reason = (ProposalKind.COUNT if measure.is_count else ProposalKind.NARRATIVE), ""
    if not measure.is_count and is_understanding(duty.text):
        reason = NOT_MEASURED
    content = ProposalContent(
        kind, name=capitalize_first(measure.name), unit=measure.unit, is_stock=False, reporters=duty.leads
    )
    return ProgrammeProposal(duty.code, duty.path, duty.text, content, measure.likelihood, reason)


def _propose_rule(rule: RuleFacts, plan: PlanFacts, due_texts: Mapping[str, str]) -> ProgrammeProposal:
    if rule.every not in {kind.value for kind in PERIODIC}:
        is_longer = has_several_years(fold_tones(rule.text))
        likelihood, reason = (0.6, LONGER_PERIOD) if is_longer else (0.9, NO_PERIOD)
        return ProgrammeProposal(
            rule.code, rule.path, rule.text, ProposalContent(ProposalKind.OMITTED), likelihood, reason
        )
    due_text = due_texts[rule.code]
    other_texts = [
        due_texts[other.code]
        for other in plan.rules
        if other.code != rule.code and (other.who, other.to) == (rule.who, rule.to)
    ]
    plan_due = build_plan_due(due_text, PeriodType(rule.every), ND09, signed_on=plan.signed_on, other_texts=other_texts)
    early = plan_due.problems and build_early_due(
        due_text, PeriodType(rule.every), signed_on=plan.signed_on, other_texts=other_texts
    )
    if early:
        plan_due = PlanDue(early[0], (_explain_early_window(*early, rule.every),))
    reporters = list_rule_reporters(rule, plan)
    content = ProposalContent(
        ProposalKind.SCHEDULE,
        name=f"Báo cáo {PeriodType(rule.every).label_vi}",
        reporters=reporters,
        every=rule.every,
        due=format_due_text(plan_due.due or TWO_WORKING_DAYS, rule.every),
    )
    reason = join_messages(" ", plan_due.problems)
    if not reason and plan_due.due is None:
        reason = say("Kế hoạch không ghi ngày gửi. Giả định: 2 ngày làm việc sau ngày chốt số liệu.")
    if rule.every == PeriodType.WEEK and isinstance(plan_due.due, DayOfWeek):
        reason = _explain_week(plan_due.due)
    if several := find_several_reports(due_text, rule.text, PeriodType(rule.every)):
        reason = join_messages(" ", [*([reason] if reason else []), several % {"due": content.due}])
    is_half_yearly = rule.every == PeriodType.SIX_MONTH
    if is_half_yearly and isinstance(plan_due.due, DatesOfYear) and len(plan_due.due.dates) == 1:
        reason = join_messages(" ", [*([reason] if reason else []), _explain_one_half(plan_due.due)])
    likelihood = 0.6 if plan_due.problems or not rule.who else 0.8 if plan_due.due is None else 0.93
    return ProgrammeProposal(rule.code, rule.path, rule.text, content, likelihood, reason)


def _explain_week(due: DayOfWeek) -> str:
    return say(
        "Pháp luật không định ngày chốt số liệu của tuần. Giả định: tính %(window)s, gửi %(due)s.",
        window=choose_week(due).name,
        due=format_due_rule(due),
    )


def _explain_one_half(due: DatesOfYear) -> str:
    is_first = due.dates[0][0] <= _LAST_MONTH_OF_FIRST_HALF_DUE
    text = (
        say("Kế hoạch chỉ ghi một ngày, của 6 tháng đầu năm: hạn %(day)s, không thu 6 tháng cuối năm.")
        if is_first
        else say("Kế hoạch chỉ ghi một ngày, của 6 tháng cuối năm: hạn %(day)s, không thu 6 tháng đầu năm.")
    )
    two_days = format_due_text(DatesOfYear(((6, 18), (12, 18))))
    return join_messages(
        " ",
        (
            text % {"day": format_due_text(due)},
            say("Muốn thu cả hai kỳ thì ghi hai ngày, như «%(both)s».", both=two_days),
        ),
    )


def _explain_early_window(due: DueRule, window: WindowRule, every: str) -> str:
    return say(
        "Hạn «%(due)s» trước ngày 14 là ngày chốt số liệu của NĐ 09/2019/NĐ-CP Điều 12. Giữ hạn của kế hoạch thì "
        "số liệu tính %(window)s. Muốn chốt theo nghị định thì sửa hạn thành «2 ngày làm việc».",
        due=format_due_text(due, every),
        window=window.name,
    )


def _assume_schedule(reason: str) -> ProgrammeProposal:
    content = ProposalContent(
        ProposalKind.SCHEDULE,
        name="Báo cáo hằng năm",
        reporters=EVERYBODY,
        every=PeriodType.YEAR.value,
        due=format_due_text(TWO_WORKING_DAYS),
    )
    return ProgrammeProposal(ASSUMED_SCHEDULE, "", "", content, 0.5, reason)


def _propose_outline(plan: PlanFacts) -> ProgrammeProposal:
    headings = "; ".join(f"{path}. {title}" for path, title in plan.clauses if "." not in path)
    title = lower_title(plan.title, plan.places, plan.text)
    content = ProposalContent(ProposalKind.OUTLINE, name=name_results(title)[:250])
    return ProgrammeProposal(OUTLINE, "", headings[:600], content, 0.8)
