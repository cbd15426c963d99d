"""The significant words of a label, normalised, with tone marks («nghe» is not «nghề»)."""

import re
from functools import lru_cache

from sokehoach.domain.text import fold_tones, normalize_nfc

_WRITINGS = (  # abbreviations and synonyms → normal form
    (r"kd\.?dv", "kinh doanh dịch vụ"),
    (r"cskd(?:dv)?", "cơ sở kinh doanh dịch vụ"),
    (r"hđnd", "hội đồng nhân dân"),
    (r"ubnd", "ủy ban nhân dân"),
    (r"mttq", "mặt trận tổ quốc"),
    (r"bcđ", "ban chỉ đạo"),
    (r"tnxh", "tệ nạn xã hội"),
    (r"pcmd", "phòng chống mại dâm"),
    (r"vphc", "vi phạm hành chính"),
    (r"cb", "cán bộ"),
    (r"hs", "học sinh"),
    (r"tttt", "tuyên truyền"),
    (r"truyền thông", "tuyên truyền"),
    (r"phụ nữ|nữ giới", "nữ"),
    (r"nam giới", "nam"),
    (r"buổi", "cuộc"),
    (r"hộ gia đình", "hộ"),
    (r"tờ gấp", "tờ rơi"),
    (r"tỉ lệ", "tỷ lệ"),
    (r"vụ việc", "vụ"),
    (r"phát trên loa", "phát thanh"),
)
_ONE_WRITING = tuple((re.compile(rf"(?<!\w)(?:{pattern})(?!\w)"), full_text) for pattern, full_text in _WRITINGS)
PERIODS = re.compile(
    r"(?<!\w)(?:lũy kế(?: (?:từ|đến|tính|trong).*)?|cộng dồn|từ đầu năm|cùng kỳ(?: năm (?:trước|ngoái))?|kỳ này|"
    r"kỳ (?:báo cáo )?(?:liền trước|trước liền kề|liền kề trước)|"
    r"(?:phát sinh |thực hiện )?trong kỳ(?: báo cáo)?|kỳ báo cáo|6 tháng đầu năm|trong năm)(?!\w)"
)
_NUMBERING = re.compile(r"^\s*(?:(?:[ivx]+|\d+(?:\.\d+)*|[a-zđ])\s*[.)]\s*|[-–+*•]\s*)+", re.IGNORECASE)
_ASIDE = re.compile(r"[(\[][^()\[\]]*[)\]]")
_WORD_PATTERN = re.compile(r"[^\W_]+(?:['’./-][^\W_]+)*|%")
# Phrases that do not distinguish labels: they describe a figure, not what it counts.
_EMPTY_PHRASES = re.compile(
    r"(?<!\w)(?:kết quả|chỉ tiêu|thực hiện|tình hình|công tác|nội dung|số liệu|tổ chức|tổng số|tổng cộng|số lượng|"
    r"đơn vị tính|trong đó|chia ra|bao gồm|tỷ lệ|phần trăm|trên địa bàn|toàn (?:huyện|tỉnh|xã|thành phố))(?!\w)"
)
_EMPTY = frozenset(
    re.findall(
        r"\w+",
        "số tổng cộng các những mỗi từng của và hoặc với tại ở trong trên về cho đã được bị đang là có do để đó "
        "gồm đạt cấp",
    )
)


@lru_cache(maxsize=20_000)
def content_words(label: str) -> frozenset[str]:
    """Significant words of «1.2. Trong đó: số lượt người được tư vấn (lượt)»: lượt, người, tư, vấn."""
    text = _EMPTY_PHRASES.sub(" ", PERIODS.sub(" ", normalize_label(label)))
    return frozenset(
        term for term in _WORD_PATTERN.findall(text) if term not in _EMPTY and term != "%" and not term.isdigit()
    )


@lru_cache(maxsize=20_000)
def period_words(label: str) -> frozenset[str]:
    """Words for a period that distinguish the name of a figure from a similar one: «trong kỳ», «từ đầu năm»."""
    return frozenset(PERIODS.findall(normalize_label(label)))


@lru_cache(maxsize=20_000)
def normalize_label(label: str) -> str:
    """Lower case, one tone-mark style, abbreviations expanded, without number and brackets."""
    text = " ".join(fold_tones(normalize_nfc(label)).split())
    text = _ASIDE.sub(" ", _NUMBERING.sub("", text))
    for pattern, writing in _ONE_WRITING:
        text = pattern.sub(writing, text)
    return " ".join(text.split())


def is_part(label: str) -> bool:
    """Whether the label is a part of the row above: «- Trong đó: nữ», «+ Karaoke»."""
    return bool(re.match(r"\s*(?:[-–+*•]|trong đó|chia ra|gồm)", fold_tones(normalize_nfc(label))))
