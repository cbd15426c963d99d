"""Classify headings and labels by what they say about the text below them.

All patterns match lower case with tone marks as `same_tone_style` places them.
"""

import functools
import re

from sokehoach.domain.plans.outline import Block

_AIMS = re.compile(
    r"mục đích|yêu cầu|mục tiêu|chỉ tiêu|quan điểm|tình hình|(?<!đánh giá )(?<!khảo sát )thực trạng|đặc điểm|"
    r"sự cần thiết|phạm vi|"
    r"đối tượng|"
    r"nguyên tắc|tiêu chuẩn|cơ sở pháp lý|kết quả đạt được|hồ sơ (?:khen|đề nghị|xét)|^(?:thủ tục, )?hồ sơ$"
)
_TARGETS = re.compile(
    r"mục tiêu|chỉ tiêu|"
    r"(?:kết quả|chỉ số|mức)(?: [^.;:]{1,40})? (?:(?:cần|phải|phấn đấu)(?: phải)? đạt|mong đợi|phấn đấu)"
)
# «1. Tình hình rừng: …», «I. Sự cần thiết»: what is, in a part that also says what is to be reached.
_PRESENT = re.compile(
    r"(?:về )?(?:sự cần thiết|(?:đặc điểm )?tình hình(?! hình)|thực trạng|hiện trạng|bối cảnh|kết quả đạt được|"
    r"đánh giá (?:tình hình|thực trạng|kết quả)|thuận lợi|khó khăn|cơ sở (?:pháp lý|thực tiễn))(?!\w)"
    r"(?!.*(?:mục|chỉ) tiêu)"
)
_STRIVING = re.compile(r"phấn đấu[^:]{0,110}(?:cụ thể|như sau|sau)(?: như sau| đây)?\s*:$")
_WORK = re.compile(
    r"nhiệm vụ|nội dung|giải pháp|tổ chức|phân công|trách nhiệm|thực hiện|triển khai|biện pháp|hoạt động|"
    r"lộ trình"
)
_PURPOSE = re.compile(r"(?:các )?(?:mục đích|yêu cầu)(?:,? (?:và )?(?:yêu cầu|ý nghĩa|mục đích)){0,6}$")
_CONDITION = re.compile(r"\(nếu [^()]{0,80}\)")  # «Trung tâm Dạy nghề (nếu được giao chỉ tiêu)»
_LONGEST_TITLE = 160

_BODY = (
    r"(?:(?:cơ quan|đơn vị|bộ phận|cấp|tổ chức|phòng|ngành|người|cá nhân|cán bộ|đồng chí)"
    r"(?:,? (?:đơn vị|tổ chức))? )?"
)
# «Cơ quan chủ trì: …», printed below a task, and the other lines there.
LEAD = re.compile(
    r"(?!phòng tham mưu|ban thường trực)"
    + _BODY
    + r"(?:chủ trì|thực hiện|chịu trách nhiệm|đầu mối|tham mưu|thường trực|phụ trách|chỉ đạo(?= thực hiện))"
    r"(?:[ ,]+(?:chủ trì|tham mưu|thực hiện|chính|triển khai|xây dựng|và|tổ chức|đề xuất|"
    r"phối hợp)){0,4}\s*:\s*"
    r"|(?:phân công|giao|(?:phân công )?trách nhiệm)"
    r"(?:,? (?:và )?(?:lãnh đạo|chỉ đạo|tổ chức|chủ trì|triển khai|thực hiện|nhiệm vụ)){0,4}\s*:\s*"
)
SUPPORT = re.compile(_BODY + r"phối hợp(?: [^:.;]{0,30})?\s*:\s*")
WHEN = re.compile(
    r"(?:thời gian|thời hạn|thời điểm|tiến độ|lộ trình)(?: [^:.;]{0,30})?\s*:\s*"
    r"|(?:thời gian|thời hạn) (?:thực hiện|hoàn thành)\s|hoàn thành\s*:\s*"
)
DETAIL = re.compile(
    r"(?:sản phẩm|kết quả|kinh phí|địa điểm|hình thức|nguồn kinh phí|đối tượng|"
    r"thành phần|(?:đồng chí )?lãnh đạo (?:phụ trách|chỉ đạo))(?: [^:.;]{0,40})?\s*:"
)
_LONGEST_DETAIL = 200
_ROADMAP = re.compile(r"(?:lộ trình|phân kỳ)(?!\w)")
_COSTS = re.compile(r"(?<!\w)(?:kinh phí|vốn|ngân sách)(?!\w)")
_SCOPE = re.compile(r"(?:đối tượng|phạm vi)(?: (?:áp dụng|thực hiện|tham gia|điều chỉnh))?\s*: ")
# «Nội dung: …», the label before a task.
TASK = re.compile(
    r"(?:nội dung|nhiệm vụ|công việc|hoạt động)(?: \d{1,2})?(?: (?:công việc|nhiệm vụ|thực hiện|cụ thể|chính))?\s*:\s*"
)


def is_about_aims(block: Block) -> bool:
    """Whether the block is in a part on purpose, demands, scope or the like, which assigns no work."""
    titles = (heading.title.lower for heading in block.headings)
    return any(len(title) < _LONGEST_TITLE and _says_aims(title) and not _says_work(title) for title in titles)


def is_about_work(block: Block) -> bool:
    """Whether the block is in a part that assigns work: there an agency's name alone is a heading."""
    answers = block.__dict__  # each pass over the blocks asks it again
    if "is_about_work" not in answers:
        titles = [heading.title.lower for heading in block.headings]
        aims = any(_says_aims(title) and not _WORK.search(title.replace("tổ chức", "")) for title in titles)
        answers["is_about_work"] = not aims and any(_says_work(title) for title in titles)
    return bool(answers["is_about_work"])


@functools.lru_cache(maxsize=2048)  # a heading is asked again for each block below it
def _says_aims(title: str) -> bool:
    return _AIMS.search(_CONDITION.sub("", title)) is not None


@functools.lru_cache(maxsize=2048)
def _says_work(title: str) -> bool:
    return _WORK.search(title) is not None


def is_about_purpose(block: Block) -> bool:
    """Whether the block is in the part «Mục đích, yêu cầu», which mentions targets in passing."""
    titles = [heading.title.lower for heading in (*block.headings, block) if heading.numbered]
    return any(_PURPOSE.match(title) for title in titles) and not any(_WORK.search(title) for title in titles)


def is_about_targets(block: Block) -> bool:
    """Whether the nearest informative heading (or the block's own title) is about targets."""
    titles = [heading.title.lower for heading in (*block.headings, block) if heading.numbered]
    for title in reversed(titles):
        if len(title) > _LONGEST_TITLE:
            continue
        if title.startswith(("quan điểm", "các quan điểm")) and "mục tiêu" not in title:
            return False
        if _PRESENT.match(title):
            return False
        if _ROADMAP.match(title):
            if _COSTS.search(title):
                return False
            continue  # «3. Lộ trình theo năm» below «Mục tiêu»: the heading above tells
        if _TARGETS.search(title):
            if _WORK.search(title) is None or title.startswith(
                ("mục tiêu", "các mục tiêu", "chỉ tiêu", "các chỉ tiêu")
            ):
                return True
            continue  # «trách nhiệm cộng đồng, gồm các chỉ tiêu:»: the heading above tells
        if _WORK.search(title) and title is not titles[-1]:
            above = titles[: titles.index(title)]
            return any(_TARGETS.search(upper) and not _WORK.search(upper) for upper in above)
    return False


def announces_targets(block: Block) -> bool:
    """Whether the items below are targets: «… các chỉ tiêu cụ thể như sau:», «phấn đấu … cụ thể:»."""
    end = block.body.lower[-120:]
    return (
        block.is_introduction
        and not block.numbered
        and (_TARGETS.search(end[-80:]) or _STRIVING.search(end)) is not None
    )


def is_label(block: Block) -> bool:
    """Whether the block is a line «Cơ quan chủ trì», «phối hợp», «Thời gian», «Sản phẩm» about a task."""
    answers = block.__dict__  # each pass over the blocks asks it again
    if "is_label" not in answers:
        lower = block.body.lower
        answers["is_label"] = any(pattern.match(lower) for pattern in (LEAD, SUPPORT, WHEN, _SCOPE)) or (
            not block.numbered and len(lower) < _LONGEST_DETAIL and DETAIL.match(lower) is not None
        )
    return bool(answers["is_label"])
