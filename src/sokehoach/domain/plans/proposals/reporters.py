"""Who can report a target's figure: who owns it, who acts in it, or whose duties speak of the same matter."""

import math
import re
from collections import Counter, defaultdict
from collections.abc import Iterable
from dataclasses import dataclass
from itertools import pairwise

from sokehoach.domain.plans.agencies import find_groups
from sokehoach.domain.plans.proposals.annexes import match_named_agencies
from sokehoach.domain.plans.proposals.facts import (
    AGENCIES,
    BASE,
    EVERYBODY,
    PlanFacts,
    Reporters,
    RuleFacts,
    TargetFacts,
)
from sokehoach.domain.plans.proposals.measures import MeasureKind, TargetMeasure
from sokehoach.domain.text import fold_accents, fold_tones

OWNER, ACTOR, CLAUSE, MATTER, EVERYONE = 0.97, 0.93, 0.9, 0.8, 0.6


def _compile_words(pattern: str) -> re.Pattern[str]:
    return re.compile(rf"(?<!\w)(?:{pattern})(?!\w)")


_TOKEN = re.compile(r"\w+")
_AREAS = re.compile(
    r"(?:ubnd |ủy ban nhân dân |cấp |100% |mỗi |từng )?(?:các )?(?:xã|phường|thị trấn|đặc khu|địa phương|thôn|bản|ấp|"
    r"tổ dân phố|khu phố|khu dân cư)(?!\w)"
)
_AT_AREAS = re.compile(r"(?<!\w)(?:tại|ở|của) (?:các |cấp |ủy ban nhân dân |ubnd )*(?:xã|phường|cơ sở$|thị trấn)")
_HOMES = re.compile(r"(?:hộ|gia đình|người dân|nhân dân|dân số|người hưởng|người cao tuổi|trẻ em|nhà văn hóa)(?!\w)")
# Of the whole area, not of a list that communes keep.
_REGISTERED = re.compile(r"(?:người dân|nhân dân|dân số|công dân|người sử dụng|hộ dân|hộ gia đình)(?!\w)")
_DEPARTMENTS = re.compile(
    r"(?:các )?(?:sở|ban, ngành|sở, ngành|sở, ban|phòng, ban|cơ quan chuyên môn|cơ quan nhà nước|"
    r"cơ quan, đơn vị|đơn vị, địa phương)(?!\w)"
)
_STAFF = re.compile(r"(?:đội ngũ )?(?:cán bộ|công chức|viên chức|lãnh đạo)(?!\w)")
# Fields of work and the branch that keeps their figures: names of its agencies, words of what they count. «>»: where
# the plan names an agency of the first name, which was merged into the second in 2025, the second keeps none of this.
_BRANCHES = tuple(
    line.split(": ")
    for line in """\
giáo dục: trường học|nhà trường|trường|học sinh|người học|giáo viên|mầm non|nhóm trẻ|học viên|sinh viên|lớp học
giáo dục: phụ huynh|cha mẹ trẻ|xóa mù chữ|biết chữ|phổ cập giáo dục|cơ sở giáo dục|thiết bị dạy học|học phí|mẫu giáo
thương binh>giáo dục: giáo dục nghề nghiệp|đào tạo nghề|trường nghề
y tế: y tế|bệnh|khám|thuốc|điều trị|sức khỏe|tiêm|sinh ra sống|tỷ suất sinh|dân số|mang thai|sơ sinh
y tế: trẻ em dưới|từ 65 tuổi|phụ thuộc|tảo hôn|hôn nhân
y tế: bác sĩ|điều dưỡng|suy dinh dưỡng|tử vong|hiv|hiv/aids|vắc xin|ngộ độc|an toàn thực phẩm|tuổi thọ|tránh thai
thương binh>y tế: trẻ em|người cao tuổi|người khuyết tật|trợ cấp xã hội|bảo trợ xã hội|trợ giúp xã hội|mại dâm
công an: tội phạm|phạm tội|vụ việc|ma túy|tai nạn giao thông|an ninh|căn cước|vneid|định danh
công an: chữa cháy|phòng cháy|cháy nổ|vụ cháy|lừa đảo|đăng ký cư trú|dữ liệu dân cư|lý lịch tư pháp|pháo|trật tự
thương binh>công an: cơ sở cai nghiện|quản lý sau cai
biên phòng: biên phòng|biên giới
quân sự: dân quân|quân sự|quốc phòng|nghĩa vụ quân sự
tư pháp: trợ giúp pháp lý|hộ tịch|hòa giải|tiếp cận pháp luật|khai sinh|công chứng|chứng thực
tư pháp: văn bản quy phạm
thi hành án: thi hành án
văn hóa: truyền thông|báo chí|văn hóa|du lịch|thể thao|di sản|gia đình văn hóa|di tích|lễ hội|du khách|thư viện
văn hóa: bạo lực gia đình|khách du lịch|cơ sở lưu trú
lao động: lao động|người lao động|việc làm|xuất khẩu lao động|người có công|bình đẳng giới|thất nghiệp|liệt sĩ
lao động>nội vụ: lao động|người lao động|việc làm|xuất khẩu lao động|người có công|bình đẳng giới|thất nghiệp|liệt sĩ
nội vụ: cải cách hành chính|khen thưởng
nội vụ: biên chế|tinh giản|đơn vị hành chính|hồ sơ lưu trữ|tài liệu lưu trữ
dân tộc: dân tộc thiểu số|đồng bào dân tộc|tôn giáo
nông nghiệp: nông thôn|nông nghiệp|rừng|nước sạch|ocop|trồng trọt|chăn nuôi|thủy sản|gia súc|gia cầm|đàn chó
nông nghiệp: lúa|cây trồng|vật nuôi|thủy lợi|bệnh dại|dịch tả lợn|giết mổ|vùng trồng|tàu cá|thiên tai
thương binh>nông nghiệp: hộ nghèo|giảm nghèo|cận nghèo
môi trường: môi trường|nước sạch|rác|chất thải|rừng|nước thải|khoáng sản|đất đai|quyền sử dụng đất|khí hậu|khí thải
công thương|công nghiệp: công nghiệp|kcn|ccn|xuất khẩu|thương mại|chợ|lấp đầy|thương mại điện tử|siêu thị|bán lẻ
công thương: xăng dầu|hàng giả|hàng hóa bán lẻ|làng nghề|khuyến công
năng lượng: điện|năng lượng|mw|công suất
thông tin và truyền thông>khoa học: trực tuyến|số hóa|chuyển đổi số|dữ liệu|5g|hồ sơ|băng rộng|nền tảng số|chữ ký số
thông tin và truyền thông>khoa học: viễn thông|internet|an toàn thông tin|kỹ năng số|công nghệ số|bưu chính
khoa học: sáng chế|sở hữu trí tuệ|đổi mới sáng tạo|khởi nghiệp sáng tạo|công nghệ cao|truy xuất nguồn gốc|đề tài
văn phòng ubnd|văn phòng ủy ban|hành chính công: thủ tục hành chính|dịch vụ công|một cửa|giải quyết đúng hạn
xây dựng|giao thông: nhà ở|đô thị|quy hoạch|đường giao thông|km đường|chiếu sáng|nhà tạm|nhà dột nát|vận tải|đường bộ
xây dựng|giao thông: xe buýt|bến xe|cấp nước đô thị|đường cao tốc|hạ tầng kỹ thuật|đường tỉnh
tài chính|thống kê|kế hoạch và đầu tư: ngân sách|giải ngân|đầu tư công|vốn|kinh phí|grdp|gdp|tăng trưởng kinh tế
tài chính|kế hoạch và đầu tư: tài sản công|đấu thầu|đăng ký doanh nghiệp|thành lập mới
tài chính|kế hoạch và đầu tư: kinh tế tập thể|fdi|thu hút đầu tư
thuế: hóa đơn điện tử|nộp thuế|thu thuế|nợ thuế|hộ kinh doanh
hải quan: hải quan|cửa khẩu
bảo hiểm: bảo hiểm|bảo hiểm y tế|bảo hiểm xã hội
thương binh: hộ nghèo|giảm nghèo|trẻ em|người có công|trợ cấp xã hội|bảo trợ xã hội|cai nghiện
ngân hàng: tín dụng|vay vốn|tiền mặt|tài khoản giao dịch
xây dựng đảng|tuyên giáo|ban tổ chức: quán triệt|cấp ủy|chi bộ|đảng viên|tổ chức đảng
thanh tra|ủy ban kiểm tra: khiếu nại|tố cáo|tiếp công dân|kết luận thanh tra|kê khai tài sản|tham nhũng
nội vụ: công chức|cán bộ|viên chức
""".splitlines()
)
# What is registered of people, and by the agencies of which branch.
_REGISTRARS = tuple(
    (_compile_words(names), _compile_words(phrase))
    for names, phrase in (
        ("công an", "định danh|vneid|căn cước|cư trú"),
        ("ngân hàng", "tài khoản (?:giao dịch|thanh toán|ngân hàng)|ví điện tử|không dùng tiền mặt|vay vốn"),
        ("y tế", "sổ sức khỏe|hồ sơ sức khỏe|bệnh án|khám sức khỏe|tiêm chủng|quản lý sức khỏe"),
        ("bảo hiểm", "bảo hiểm"),
        (
            "khoa học|thông tin và truyền thông",
            "chữ ký số|băng rộng|internet|sóng|5g|nền tảng số|kỹ năng số|dịch vụ số",
        ),
        ("năng lượng|công thương|điện lực", "sử dụng điện|lưới điện|có điện"),
    )
)
_STAFF_BRANCH = len(_BRANCHES) - 1  # of every office: it counts less than what the staff is of
_COMPILED = tuple(
    (
        _compile_words(names.partition(">")[2] or names),
        _compile_words(phrase),
        _compile_words(names.partition(">")[0]) if ">" in names else None,
    )
    for names, phrase in _BRANCHES
)
# The Front and mass organisations are asked to take part; they report figures only where the plan names them.
_MASS_ORGANISATIONS = re.compile(
    r"mặt trận|đoàn thanh niên|hội (?:liên hiệp|nông dân|cựu|phụ nữ)|liên đoàn|tuyên giáo|viện kiểm sát|tòa án"
)
# Whom a plan calls on, but who reports no figures of an area; and several together, which are no single agency.
_OUTSIDE = re.compile(
    r"các |(?:doanh nghiệp|chủ đầu tư|nhà đầu tư|hợp tác xã|tổ chức, cá nhân|người dân|giáo viên|học sinh|phụ huynh|"
    r"cán bộ|đảng viên|người lao động)(?!\w)"
)
_OF_PARTY = re.compile(r"đảng ủy|tỉnh ủy|thành ủy|huyện ủy|chi bộ")
_AREA_BODY = re.compile(r"(?:uy ban nhan dan|ubnd) (?:thanh pho|tinh|huyen|quan|xa|phuong) (?P<place>\w.+)")
_FRAME = re.compile(
    r"^(?:(?:ban chi huy|so|phong|chi cuc|cuc|trung tam|ban|uy ban) )+| (?:thanh pho|tinh|huyen|quan|xa)(?: .*)?$"
)
# Weights of what speaks for an agency: its branch (more where what is counted begins with the word, less where the
# title of the plan has it), its name in the target, the words of its duties.
_BRANCH, _HEAD, _THEME, _NAMED, _STAFF_WEIGHT = 4.0, 1.5, 0.4, 8.0, 1.5
_LEADING, _MOST_BY_WORDS, _HEAD_LETTERS = 1.5, 1.5, 10
_LINK = frozenset((
    "các", "những", "và", "của", "với", "trong", "có", "được", "cho", "để", "về", "theo", "tại", "trên", "từ",
    "đến", "là", "khi", "số",
))  # fmt: skip
_MIN_SCORE = 2.0


@dataclass(frozen=True, slots=True)
class ReporterGuess:
    reporters: Reporters
    likelihood: float


class ReporterFinder:
    """Knows the duties of a plan by the pairs of words that their sentences have.

    Words of the plan's title say nothing about who does a part of it.
    """

    def __init__(self, plan: PlanFacts) -> None:
        duties, self._agencies = plan.duties, plan.agencies
        self._theme, self._theme_pairs = fold_tones(plan.title), frozenset(_list_pairs(plan.title))
        self._pairs: defaultdict[str, Counter[str]] = defaultdict(Counter)
        self._heads: dict[str, set[str]] = defaultdict(set)
        for duty in duties:
            for party in duty.leads:
                for pair in set(_list_pairs(duty.text)):
                    self._pairs[pair][party] += 1
                if len(duty.leads) == 1:
                    for top in _list_tops(duty.path):
                        self._heads[top].add(party)
        parties = dict.fromkeys(party for duty in duties for party in duty.leads)
        self._parties = tuple(
            party for party in parties if party != plan.issuer and not _OUTSIDE.match(fold_tones(self._get_name(party)))
        )
        self._lead = find_lead(plan)
        self._has_base = BASE in parties or any(BASE in list_rule_reporters(rule, plan) for rule in plan.rules)

    def find_reporters(self, target: TargetFacts, measure: TargetMeasure) -> ReporterGuess:
        """Who can report; persons are counted by agencies alone, since communes may not hold their numbers."""
        guess = self._find_guess(target, measure)
        if measure.counts_persons and BASE in guess.reporters:
            agency = self._find_matter(target, measure, candidates=self._list_agencies())
            return ReporterGuess(agency.reporters if agency else (), MATTER if agency else 0.3)
        return guess

    def _find_guess(self, target: TargetFacts, measure: TargetMeasure) -> ReporterGuess:
        if target.owner:
            return ReporterGuess(target.owner, OWNER)
        if target.named_beside and (named := self._match_named(target.named_beside)):
            return ReporterGuess(named, OWNER)
        counted_words = fold_tones(measure.denominator or measure.numerator or target.text)
        if (_AREAS.match(counted_words) or _AT_AREAS.search(counted_words)) and self._has_base:
            return ReporterGuess((BASE,), ACTOR)
        if _DEPARTMENTS.match(counted_words):
            return ReporterGuess((AGENCIES,), ACTOR)
        clause_parties = [self._heads[top] for top in _list_tops(target.path) if self._heads.get(top)]
        if clause_parties and len(clause_parties[-1]) == 1:
            return ReporterGuess((next(iter(clause_parties[-1])),), CLAUSE)
        if measure.kind is MeasureKind.VALUE:
            agency = self._find_matter(target, measure, candidates=self._list_agencies())
            body = self._find_area_body()
            return agency or ReporterGuess((body,) if body else (), 0.3)
        if _HOMES.match(counted_words) and self._has_base and not measure.counts_persons:
            keeper = self._find_keeper(measure) if _REGISTERED.match(counted_words) else ""
            return ReporterGuess((keeper,) if keeper else (BASE,), MATTER)
        if _STAFF.match(counted_words) and self._is_about_all_staff(target):
            return ReporterGuess(EVERYBODY, EVERYONE)
        return (
            self._find_matter(target, measure, candidates=self._parties)
            or self._find_branch_alone(target)
            or ReporterGuess(self._guess_anybody(), 0.4)
        )

    def _match_named(self, named: str) -> Reporters:
        """Whom an annex names beside the target: an agency, or all of a kind."""
        groups = find_groups(named)
        everyone_named = tuple(key for key, group in ((BASE, "communes"), (AGENCIES, "departments")) if group in groups)
        return match_named_agencies(named, self._agencies, self._parties) or everyone_named

    def _find_keeper(self, measure: TargetMeasure) -> str:
        """The agency whose branch registers what must be true of the people counted: accounts, identities, insurance.

        A commune counts people, but it does not keep these registers; «» where no agency of the plan does.
        """
        predicate = fold_tones(measure.numerator).replace(fold_tones(measure.denominator), "", 1)
        for names, phrase in _REGISTRARS:
            if phrase.search(predicate):
                for party in self._list_agencies():
                    if names.search(fold_tones(self._get_name(party))):
                        return party
        return ""

    def _find_area_body(self) -> str:
        """The people's committee of the place that the title names, which answers for the place's own figures."""
        for party in self._list_agencies():
            body = _AREA_BODY.match(fold_accents(self._get_name(party)))
            if body is not None and f" {body['place']}" in f" {fold_accents(self._theme)}":
                return party
        return ""

    def _guess_anybody(self) -> Reporters:
        """Where nothing speaks for an agency: the one that collects the reports, else the communes."""
        if body := self._find_area_body():
            return (body,)
        if self._lead and self._has_base and _OF_PARTY.search(fold_tones(self._get_name(self._lead))):
            return (BASE,)  # what is left in a plan of the Party is kept by the people's committees
        if self._lead:
            return (self._lead,)
        return (BASE,) if self._has_base else (AGENCIES,)

    def _is_about_all_staff(self, target: TargetFacts) -> bool:
        """Whether no single branch keeps the staff's figures: «100 % cán bộ, công chức … được tập huấn»."""
        text = fold_tones(target.text)
        special = [names for names, phrase, _merged in _COMPILED[:_STAFF_BRANCH] if phrase.search(text)]
        return not any(names.search(fold_tones(self._get_name(party))) for names in special for party in self._parties)

    def _find_matter(
        self, target: TargetFacts, measure: TargetMeasure, *, candidates: Iterable[str]
    ) -> ReporterGuess | None:
        scores = self._score_parties(target, measure)
        ranked = sorted(((scores[party], party) for party in candidates if scores[party] >= _MIN_SCORE), reverse=True)
        if not ranked:
            return None
        is_clear = len(ranked) == 1 or ranked[0][0] >= 1.5 * ranked[1][0]
        return ReporterGuess((ranked[0][1],), MATTER if is_clear else 0.65)

    def _score_parties(self, target: TargetFacts, measure: TargetMeasure) -> defaultdict[str, float]:
        """By the branch that keeps such figures, by the agency's own name, and a little by what its duties say."""
        scores = self._score_words(target.text)
        counted_words = fold_tones(measure.denominator or measure.numerator)
        text = f"{counted_words} {fold_tones(target.text if measure.is_guessed else measure.numerator)}"
        branches: defaultdict[str, float] = defaultdict(float)
        for at, (names, phrase, merged) in enumerate(_COMPILED):
            if merged is not None and any(merged.search(fold_tones(self._get_name(party))) for party in self._parties):
                continue
            themes = {match[0] for match in phrase.finditer(self._theme)}
            hits = {match[0]: match.start() for match in reversed(list(phrase.finditer(text)))}
            weights = [
                _BRANCH * (_THEME if hit in themes else _HEAD if start <= _HEAD_LETTERS else 1)
                for hit, start in hits.items()
            ]
            weight = min(max(weights, default=0.0), _STAFF_WEIGHT if at == _STAFF_BRANCH else math.inf)
            for party in self._parties if weight else ():
                if names.search(fold_tones(self._get_name(party))):
                    branches[party] = max(branches[party], weight)
        for party, weight in branches.items():
            scores[party] += weight
        for party in self._parties:
            if (core := _find_core_name(self._get_name(party))) and f" {core} " in f" {fold_accents(text)} ":
                scores[party] += _NAMED
            elif _MASS_ORGANISATIONS.search(fold_tones(self._get_name(party))):
                scores[party] = 0.0
        if self._lead:
            scores[self._lead] += _LEADING
        return scores

    def _score_words(self, text: str) -> defaultdict[str, float]:
        scores: defaultdict[str, float] = defaultdict(float)
        count = max(len(self._parties), 2)
        for pair in set(_list_pairs(text)):
            holders = self._pairs.get(pair)
            if holders and pair not in self._theme_pairs:
                for party in holders:
                    scores[party] += math.log(count / len(holders)) + 0.1
        for party, score in scores.items():
            scores[party] = min(score, _MOST_BY_WORDS)
        return scores

    def _find_branch_alone(self, target: TargetFacts) -> ReporterGuess | None:
        """An agency of the installation that has no duty in the plan, by its branch."""
        folded = fold_tones(target.text)
        for names, phrase, _merged in _COMPILED:
            if phrase.search(folded):
                for code, name in self._agencies.items():
                    if names.search(fold_tones(name)):
                        return ReporterGuess((code,), 0.55)
        return None

    def _list_agencies(self) -> tuple[str, ...]:
        return tuple(party for party in self._parties if party not in EVERYBODY)

    def _get_name(self, party: str) -> str:
        return self._agencies.get(party, party)


def _list_pairs(text: str) -> Iterable[str]:
    phrase = [term for term in _TOKEN.findall(fold_tones(text)) if term not in _LINK]
    return (f"{first} {second}" for first, second in pairwise(phrase))


def list_rule_reporters(rule: RuleFacts, plan: PlanFacts) -> Reporters:
    """Who reports by the rule; «các phòng, đơn vị» of a department's own plan that gives communes no work are none."""
    reporters = rule.who or EVERYBODY
    is_own_plan = bool(plan.issuer) and not any(BASE in duty.leads for duty in plan.duties)
    return (AGENCIES,) if is_own_plan and set(reporters) == set(EVERYBODY) else reporters


def find_lead(plan: PlanFacts) -> str:
    """The agency that collects the reports, or reports for all; «» where no rule names one."""
    for names in (
        [rule.via for rule in plan.rules],
        [rule.who for rule in plan.rules],
        [rule.receivers for rule in plan.rules],
    ):
        for name in names:
            known = plan.agencies.get(name[0], "") if len(name) == 1 and name[0] != plan.issuer else ""
            if known and not _OUTSIDE.match(fold_tones(known)):
                return name[0]
    return ""


def _find_core_name(name: str) -> str:
    """What distinguishes an agency, in the search form: «Ban Chỉ huy Bộ đội Biên phòng tỉnh» → «bo doi bien phong»."""
    return _FRAME.sub("", fold_accents(name)).strip()


def _list_tops(path: str) -> list[str]:
    """The path of a clause and those around it, the widest first: «V.1.a» → «V», «V.1», «V.1.a»."""
    parts = path.split(".") if path else []
    return [".".join(parts[: end + 1]) for end in range(len(parts))]
