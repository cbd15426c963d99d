"""Names of agencies: split lists of names, and match a name to a known agency."""

import functools
import math
import re
from collections.abc import Iterable, Sequence
from dataclasses import dataclass

from rapidfuzz import fuzz

from sokehoach.domain.plans.authority import find_authority
from sokehoach.domain.plans.names import AGENCY
from sokehoach.domain.text import fold_accents, fold_tones, same_tone_style

_JOIN = re.compile(r"[,;]| và ")
# «Văn phòng Đoàn đại biểu Quốc hội và HĐND tỉnh»: the office that serves several bodies is one agency.
_BODY = r"(?:đoàn (?:đại biểu quốc hội|đbqh)|hội đồng nhân dân|hđnd)"
_OFFICE_OF_BODIES = re.compile(rf"văn phòng {_BODY}(?:, {_BODY}){{0,2}}", re.IGNORECASE)
_SERVED_BODY = re.compile(
    r"(?:hội đồng nhân dân|hđnd|ủy ban nhân dân|ubnd)(?!\w)(?! (?:các|từng|mỗi)(?!\w))", re.IGNORECASE
)

# Abbreviations in folded form and their expansions; longer ones before shorter ones.
_ABBREVIATIONS = (
    (r"ld\s?-?\s?tb\s?(?:&|va|-)?\s?xh|ldtbxh", "lao dong thuong binh xa hoi"),
    (r"lao dong\s?-\s?tb\s?(?:&|va)?\s?xh", "lao dong thuong binh xa hoi"),
    (r"tb\s?(?:&|va)\s?xh", "thuong binh xa hoi"),
    (r"ub\s?mttq(?:vn)?|ubmt", "uy ban mat tran to quoc"),
    (r"mttq(?:vn)?", "mat tran to quoc"),
    (r"ubnd", "uy ban nhan dan"),
    (r"hdnd", "hoi dong nhan dan"),
    (r"ttyt", "trung tam y te"),
    (r"ttvh\s?-?\s?tt\s?-?\s?th", "trung tam van hoa truyen thanh truyen hinh"),
    (r"vhtt\s?(?:&|va)\s?dl|vhttdl", "van hoa the thao du lich"),
    (r"vh\s?-?\s?tt|vhtt", "van hoa thong tin"),
    (r"gd\s?(?:&|va|-)?\s?dt", "giao duc dao tao"),
    (r"kh\s?-\s?tc|tc\s?-\s?kh|tckh|khtc", "ke hoach tai chinh"),
    (r"tai chinh\s?-\s?ke hoach", "ke hoach tai chinh"),
    (r"nn\s?(?:&|va)\s?(?:ptnt|mt)", "nong nghiep"),
    (r"tn\s?(?:&|va)\s?mt|tnmt", "tai nguyen moi truong"),
    (r"kh\s?(?:&|va)\s?cn|khcn", "khoa hoc cong nghe"),
    (r"lhpn", "lien hiep phu nu"),
    (r"vksnd|vien ksnd", "vien kiem sat nhan dan"),
    (r"tand", "toa an nhan dan"),
    (r"bhxh", "bao hiem xa hoi"),
    (r"(?:nh)?csxh", "chinh sach xa hoi"),
    (r"ccb", "cuu chien binh"),
    (r"(?:ban )?chqs", "ban chi huy quan su"),
    (r"vh-?\s?tt-?\s?th|vh-ttth", "van hoa truyen thanh truyen hinh"),
    (r"(?:phat trien nong thon|ptnt)", ""),
    (r"ldld", "lien doan lao dong"),
    (r"bch(?=\W)|bchqs", "ban chi huy"),
    (r"bcd", "ban chi dao"),
    (r"ca(?= (?:huyen|tinh|xa|tp|phuong))", "cong an"),
    (r"tt(?= (?:huyen uy|tinh uy|hdnd))", "thuong truc"),
    (r"vp", "van phong"),
    (r"tp\.?", "thanh pho"),
)
_EXPANSIONS = tuple((re.compile(rf"(?<!\w)(?:{short})(?!\w)"), long) for short, long in _ABBREVIATIONS)
_FILLERS = re.compile(r"(?<!\w)(?:cac|va|cua|nhung|de nghi|giao|viet nam)(?!\w)|\W+")
# Phrases for a whole group of agencies; the programme uses these group codes.
_GROUPS = (
    ("communes", re.compile(
        r"^(?:cac|tung|moi) (?:xa|phuong|thi tran)(?=$|,| va| tren| trong| thuoc)"
        r"|(?<!van phong )(?<!hoi dong nhan dan va )"
        r"uy ban nhan dan (?:(?:cac |cap )(?:xa|phuong)|(?:xa|phuong)(?=$|,| va))"
        r"|^(?:cac )?(?:xa|phuong), (?:thi tran|xa)"
    )),
    ("unions", re.compile(r"(?:cac )?(?:doan the|to chuc chinh tri|to chuc doan the|hoi, doan the)")),
    ("committee", re.compile(r"thanh vien (?:cua )?ban chi dao")),
    ("departments", re.compile(
        r"^(?:(?:thu truong|nguoi dung dau|giam doc|lanh dao) )?(?:cac (?:so|ban|nganh|phong|co quan)\b.*"
        r"(?:nganh|co quan|don vi|phong|ban)|cac (?:so|nganh)$|cac co quan, don vi|cac don vi (?:truc )?thuoc\b)"
    )),
)  # fmt: skip
# «Mọi cơ quan, đơn vị được giao việc», «Các sở, ban, ngành và UBND các xã»: all who have to report.
_EVERYBODY = re.compile(
    r"chung$|(?:moi|tat ca|cac|thu truong cac)(?: cac)? (?:co quan|don vi|bo phan|so, ban|ban, nganh|phong, )"
)
_GROUP_SCORE = 0.95
# «Các sở, ban, ngành» of an area, besides those of its template: its commands and what else stands beside a department.
_DEPARTMENT = re.compile(
    r"(?:sở|thanh tra|công an|bộ chỉ huy|bộ tư lệnh|ban chỉ huy (?:quân sự|bộ đội)|"
    r"ban(?! (?:chỉ đạo|quản lý|chỉ huy)))(?!\w)"
)
# «Từng ngành», «UBND các xã», «Thủ trưởng các đơn vị» mean several; «Ban Chỉ đạo các chương trình …» is one agency.
_PLURAL = re.compile(
    r"(?:(?:ubnd|ủy ban nhân dân|hđnd|hội đồng nhân dân|đảng ủy|cấp ủy|công an|trạm y tế|lãnh đạo|thủ trưởng|"
    r"người đứng đầu|giám đốc|chủ tịch|trưởng|hiệu trưởng|đại diện|thành viên|(?:ub)?mttq|"
    r"(?:ủy ban )?mặt trận tổ quốc(?: việt nam)?) )?(?:các|từng|mỗi|mọi|những|tất cả|toàn thể|toàn bộ)(?!\w)"
)
# Nouns for any agency, of which alone no unit's own name consists.
_GROUP_NOUNS = re.compile(
    r"(?<!\w)(?:cơ quan|đơn vị|địa phương|tổ chức|đoàn thể|doanh nghiệp|cá nhân|lực lượng|chức năng|chuyên môn|"
    r"cấp|ngành|sở|ban|phòng|hội|xã|phường|thị trấn|đặc khu|thôn|bản|khu phố|tổ dân phố|huyện|tỉnh|thành phố|"
    r"có|liên quan|khác|còn lại|thuộc|trực thuộc|trong|trên địa bàn|nêu trên|phối hợp|chủ trì|thực hiện|và|của)(?!\w)"
)
# Whom a plan calls on and no authority directs; «Công ty Điện lực Bắc Ninh» is the name of one, and stays.
_CROWD = re.compile(
    r"(?:(?:các|những|từng|mỗi|mọi|cộng đồng|hiệp hội,) )*(?:doanh nghiệp|doanh nhân|hộ kinh doanh|hộ gia đình|hộ dân|"
    r"hợp tác xã|chủ đầu tư|nhà đầu tư|nhà thầu|nhà cung cấp|cá nhân|tổ chức, cá nhân|tổ chức, doanh nghiệp|người dân|"
    r"nhân dân|người lao động|người sử dụng|phụ huynh|cha mẹ|học sinh|sinh viên)(?!\w)"
)
_HEAD_END = re.compile(r"[,;(]| và ")
MIN_SIMILARITY = 0.5  # minimum similarity of two names
_OTHER_KIND = 0.8  # factor if one name is that of a «sở» and the other of a «phòng»
_KIND = re.compile(
    r"(?:phong|so|hoi|trung tam|cong an|chi cuc|cuc|bo|truong|tram|uy ban|ban|don|hat|dai|vien|toa|kho bac)(?!\w)"
)
# Fitted by bench/fit_agencies.py on 110 invented names; do not edit by hand.
_BASE, _BY_SCORE, _BY_LEAD = -6.77, 8.33, 8.37

# The names of all known agencies are compared with each name of a plan.
_keep_latest = functools.lru_cache(maxsize=4096)


@dataclass(frozen=True, slots=True)
class KnownAgency:
    """A registered agency; `group`: the code of the group it represents (see `find_groups`), else None."""

    code: str
    name: str
    aliases: tuple[str, ...] = ()
    group: str | None = None


# «Sở Tài chính - Cơ quan thường trực Ban Chỉ đạo»: what it is in this work is no part of its name
_ROLE_BEHIND = re.compile(
    r"(?:\s[-–]|[,(])\s*+(?:là )?(?:cơ quan|đơn vị) (?:thường trực|chủ trì|đầu mối|tham mưu|giúp việc)\b.*",
    re.IGNORECASE | re.DOTALL,
)


@dataclass(frozen=True, slots=True)
class AgencyMatch:
    """A known agency that a name may mean; `score`: its similarity, from 0 to 1.

    `likelihood` that it is the right one: from its score and the lead over the next best.
    """

    code: str
    name: str
    score: float
    likelihood: float


def split_names(text: str) -> list[str]:
    """Split a list: «Sở Y tế, Công an tỉnh và UBND các xã, phường» → its names; «các xã, phường» is not split."""
    names: list[str] = []
    start = 0
    for match in _JOIN.finditer(text):
        rest = text[match.end() :].lstrip()
        leading_text = same_tone_style(text[start : match.start()].strip())
        if _OFFICE_OF_BODIES.fullmatch(leading_text) and _SERVED_BODY.match(same_tone_style(rest)):
            continue
        alone = AGENCY.fullmatch(_lower_text(leading_text))  # «Sở, Ban, ngành» is one group
        if rest[:1].isupper() and AGENCY.match(_lower_text(rest)) and not alone:
            names.append(text[start : match.start()])
            start = match.end()
    names.append(text[start:])
    return [stripped for name in names if (stripped := name.strip(" ,;.:"))]


def _lower_text(text: str) -> str:
    return fold_tones(text)


def names_office(name: str) -> bool:
    """Whether the name is that of an office: «Bộ Giáo dục và Đào tạo»; not «cấp có thẩm quyền»."""
    is_agency = AGENCY.match(_lower_text(name)) is not None
    return name[:1].isupper() and (is_agency or find_authority(name) is not None)


def find_groups(name: str) -> tuple[str, ...]:
    """The groups that a name means as a whole: communes, unions, committee, departments."""
    long = _expand_abbreviations(name)
    return tuple(code for code, pattern in _GROUPS if pattern.search(long))


def names_everybody(name: str) -> bool:
    """Whether a reporting rule with this name is for all who have to report: «Các đơn vị được giao nhiệm vụ»."""
    return _EVERYBODY.match(fold_accents(name)) is not None


def names_department(name: str) -> bool:
    """Whether the name is of an agency that «các sở, ban, ngành» means, too: «Bộ Chỉ huy Quân sự tỉnh»."""
    return _DEPARTMENT.match(_normalise_name(name)) is not None


def split_groups(name: str) -> list[str]:
    """The names of a list with two groups or more, «Các sở, ngành, UBND phường, xã»; any other name as it is."""
    names = split_names(name)
    return names if sum(bool(find_groups(one)) for one in names) > 1 else [name]


def match_agencies(name_in_plan: str, known_agencies: Iterable[KnownAgency]) -> list[AgencyMatch]:
    """The known agencies that the name may mean, most likely first; names below MIN_SIMILARITY are dropped.

    A group's phrase («UBND các xã, thị trấn») matches the known agency that represents the group.
    """
    name_in_plan = _ROLE_BEHIND.sub("", name_in_plan).rstrip()
    groups = find_groups(name_in_plan)
    is_crowd = names_crowd(name_in_plan)
    stripped_name = expand_name(name_in_plan)
    means_several = "communes" in groups or names_several(name_in_plan)
    scores: list[tuple[float, KnownAgency]] = []
    for agency in known_agencies:
        own_names = (agency.name, *agency.aliases)
        is_plural = _PLURAL.match(_normalise_name(agency.name)) is not None
        if is_crowd or (is_plural != means_several and not (means_several and agency.group is not None)):
            own_names = tuple(name for name in own_names if _normalise_name(name) == _normalise_name(name_in_plan))
        similarity = max((_compute_ratio(stripped_name, expand_name(name)) for name in own_names), default=0.0)
        if agency.group is not None and agency.group in groups:
            similarity = max(similarity, _GROUP_SCORE)
        if similarity >= MIN_SIMILARITY:
            scores.append((round(similarity, 3), agency))
    scores.sort(key=lambda pair: (-pair[0], pair[1].code))
    return [
        AgencyMatch(agency.code, agency.name, score, _compute_likelihood(score, score - _get_best_other(scores, at)))
        for at, (score, agency) in enumerate(scores)
    ]


def names_crowd(name: str) -> bool:
    """Whether a name means whoever is concerned, «Doanh nghiệp viễn thông», and no agency of an authority."""
    return _CROWD.match(_normalise_name(name)) is not None


def names_several(name: str) -> bool:
    """Whether a name means several agencies, or any: «từng ngành», «UBND các xã», «đơn vị liên quan».

    Such a name means no single unit because their letters are alike.
    """
    lower = _normalise_name(name)
    head = _HEAD_END.split(lower, maxsplit=1)[0]
    return _PLURAL.match(head) is not None or not _GROUP_NOUNS.sub("", lower).strip(" ,;.:()/-–")


@_keep_latest
def _normalise_name(name: str) -> str:
    return same_tone_style(" ".join(name.lower().split()))


def _get_best_other(scores: Sequence[tuple[float, KnownAgency]], at: int) -> float:
    best_pair = scores[1] if at == 0 and len(scores) > 1 else scores[0] if at else (MIN_SIMILARITY, None)
    return best_pair[0]


def _compute_likelihood(score: float, lead: float) -> float:
    return round(1 / (1 + math.exp(-(_BASE + _BY_SCORE * score + _BY_LEAD * lead))), 2)


@_keep_latest
def _expand_abbreviations(name: str) -> str:
    """The name folded, with abbreviations expanded."""
    long = " ".join(fold_accents(same_tone_style(name)).split())
    for short, expansion in _EXPANSIONS:
        long = short.sub(expansion, long)
    return long


@_keep_latest
def expand_name(name: str) -> str:
    """The name in its search form, abbreviations expanded, without words that do not distinguish agencies."""
    return " ".join(_FILLERS.sub(" ", _expand_abbreviations(name)).split())


def _compute_ratio(first: str, second: str) -> float:
    """Similarity of two names regardless of word order; a place name that one of them lacks counts little.

    Names without a common word are not similar, however many letters they share.
    """
    if set(first.split()).isdisjoint(second.split()):
        return 0.0
    sorted_ratio = fuzz.token_sort_ratio(first, second)
    shared_ratio = fuzz.token_set_ratio(first, second)
    kinds = {kind[0] for name in (first, second) if (kind := _KIND.match(name)) is not None}
    return (0.6 * sorted_ratio + 0.4 * shared_ratio) / 100 * (_OTHER_KIND if len(kinds) > 1 else 1.0)
