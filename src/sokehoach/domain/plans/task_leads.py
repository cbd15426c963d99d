"""Propose a lead agency for a task without one, from the duties of agencies on the same matter."""

import re
from collections import Counter, defaultdict
from collections.abc import Collection, Iterable
from dataclasses import dataclass
from itertools import pairwise

from sokehoach.domain.plans.assignment import Duty
from sokehoach.domain.plans.passages import Span
from sokehoach.domain.text import fold_tones, same_tone_style

_TOKEN = re.compile(r"\w+")
_SENTENCE = re.compile(r"[.;:,()]")
# Word pairs about how work is done, not about its matter.
_GENERAL = frozenset(
    (
        "thực hiện", "tổ chức", "chủ trì", "phối hợp", "tăng cường", "đẩy mạnh", "kế hoạch", "công tác", "quy định",
        "theo quy", "đơn vị", "cơ quan", "liên quan", "có liên", "địa bàn", "trên địa", "triển khai", "nâng cao",
        "hiệu quả", "kịp thời", "các cơ", "các đơn", "với các", "xây dựng", "bảo đảm", "đảm bảo", "pháp luật",
        "chỉ đạo", "hướng dẫn", "tham mưu", "tiếp tục", "chức năng", "nhiệm vụ", "các hoạt", "hoạt động",
    )
)  # fmt: skip
_LINKING = frozenset(
    (
        "các", "những", "và", "của", "với", "trong", "có", "được", "cho", "để", "về", "theo", "đối", "tại", "trên",
        "từ", "đến", "là", "khi", "nhằm", "vào", "ra", "do", "hoặc", "này", "một", "số", "đó", "như", "việc", "tốt",
    )
)  # fmt: skip
# «Các sở, ban, ngành», «các cơ quan, đơn vị»: proposing them says nothing.
_EVERYBODY = re.compile(r"(?:sở, ban,? ngành|cơ quan, đơn vị|^các đơn vị$|ban, ngành|các ngành|địa phương)(?!\w)")
_FINANCE = re.compile(r"(?<!\w)tài chính(?!\w)")
_MIN_PAIRS = 4  # minimum word pairs shared with one agency alone, for a proposal
_MIN_ADVANTAGE = 3  # times as many as with the next agency


@dataclass(frozen=True, slots=True)
class Lead:
    agency: str
    span: Span


class TaskLeads:
    """Index of duties by pairs of neighbouring words; pairs that many agencies share are ignored."""

    def __init__(self, duties: Collection[Duty]) -> None:
        self.leads: dict[str, Lead] = {}
        self.agencies: defaultdict[str, set[str]] = defaultdict(set)
        for duty in duties:
            if _EVERYBODY.search(fold_tones(duty.agency)):
                continue
            name = same_tone_style(" ".join(duty.agency.lower().split()))
            self.leads.setdefault(name, Lead(duty.agency, duty.agency_span))
            for pair in set(_list_word_pairs(fold_tones(duty.text))):
                self.agencies[pair].add(name)

    def find(self, lower: str, *, money: bool = False) -> Lead | None:
        """The agency whose duties share most pairs with the text (lower case, one tone style), by a clear margin.

        `money`: the task is about money, which only the finance agency handles.
        """
        if money:
            finance = [name for name in self.leads if _FINANCE.search(name)]
            return self.leads[finance[0]] if len(finance) == 1 else None
        weights: Counter[str] = Counter()
        for pair in set(_list_word_pairs(lower)):
            holders = self.agencies.get(pair, ())
            if len(holders) == 1:
                weights.update(holders)
        ranked = weights.most_common(2)
        if not ranked or ranked[0][1] < _MIN_PAIRS:
            return None
        if len(ranked) > 1 and ranked[0][1] < _MIN_ADVANTAGE * ranked[1][1]:
            return None
        return self.leads[ranked[0][0]]


def _list_word_pairs(lower: str) -> Iterable[str]:
    for sentence in _SENTENCE.split(lower):
        tokens = _TOKEN.findall(sentence)
        for first, second in pairwise(tokens):
            pair = f"{first} {second}"
            if pair not in _GENERAL and first not in _LINKING and second not in _LINKING:
                yield pair
