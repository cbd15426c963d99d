"""Tells names of agencies from persons, by name or by office, and from crowds: neither is kept as a unit."""

import re

from sokehoach.domain.privacy.lexicon import FAMILIES
from sokehoach.domain.text import fold_tones

# «các đồng chí», «toàn thể», «mọi»: what stands before the noun.
_QUANTIFIERS = (
    r"(?:(?:các|những|mọi|mỗi|từng|tất cả|toàn thể|toàn bộ|một số|đông đảo|tập thể|đội ngũ|lực lượng|tầng lớp) )*"
)
# Lookaheads exclude bodies and places with the same spelling: «Viên chức» after «Công đoàn», «Cô Tô», «Bà Rịa».
_NOUNS = (
    r"đồng chí|đ/c|ông|bà(?! (?:rịa|nà|đen)(?!\w))|thầy|cô(?! tô(?!\w))|chị|cụ",
    r"(?:phó )?(?:chủ tịch|chủ nhiệm|(?:tổng )?giám đốc|bí thư|chánh|(?:\S+ |chỉ huy )?trưởng)",
    r"phó (?:ban|phòng|đoàn|tổ|đội)|thủ (?:trưởng|tướng|quỹ)|lãnh đạo|thư ký|ủy viên|viện phó|hiệu phó",
    r"(?:đoàn|hội|đảng|đội|tổ|học|sinh|giáo|giảng|nhân|chuyên|thành|vận động|cộng tác) viên(?! chức)",
    r"(?:tuyên truyền|báo cáo|tình nguyện|kiểm sát|điều tra|thẩm tra|huấn luyện|hướng dẫn|kiểm soát) viên",
    r"(?:giám sát|giao dịch|hòa giải|y|diễn|phóng|biên tập|thanh tra|quan trắc) viên|xã viên(?=$|[,;:]| hợp tác)",
    r"(?:nhân|nông|ngư|diêm|cư|công) dân|người|dân(?=$| cư(?!\w))",
    r"(?:chủ )?hộ|gia đình|bà con|đồng bào|quần chúng|cộng đồng(?=$|[,;:]| dân cư)|cá nhân|đối tượng",
    r"phụ huynh|học sinh|cha mẹ|trẻ em|thiếu (?:nhi|niên)|bệnh nhân|thí sinh|đại biểu|du khách|khách",
    r"(?:thanh niên|phụ nữ|cựu chiến binh)(?=$|[,;:]| và)",
    r"cán bộ|công nhân|viên chức|lao động(?! (?:thương binh|-|và))|công chức(?=$|[,;:]| và| viên chức)",
    r"(?:y,? )?bác s[ĩỹ]|điều dưỡng|chiến s[ĩỹ]|nghệ s[ĩỹ]|quân nhân|dân quân|kế toán|văn thư|bảo vệ",
    r"chủ (?:cơ sở|rừng|tàu|xe|nhà|vườn|trang trại|doanh nghiệp)|tiểu thương|chức sắc|tín đồ|trụ trì|già làng",
    r"nhà (?:báo|nghiên cứu|khoa học|đầu tư|thầu)|chuyên gia|tổ chức,? (?:và )?cá nhân",
)
_MOST_SYLLABLES = 5  # of a person's name
_PERSONS = re.compile(rf"{_QUANTIFIERS}(?:{'|'.join(_NOUNS)})(?!\w)")


def names_persons(name: str) -> bool:
    """Whether the name means a person («Trưởng Ban Chỉ đạo», «Vừ A Dế») or a crowd («các hộ gia đình»).

    Its first noun decides; without one, two to five syllables with capitals, the first a family name, are a person.
    """
    syllables = name.split()
    folded = fold_tones(" ".join(syllables))
    if _PERSONS.match(folded) is not None:
        return True
    is_capitalised = all(syllable[0].isupper() and syllable[1:] == syllable[1:].lower() for syllable in syllables)
    return 2 <= len(syllables) <= _MOST_SYLLABLES and is_capitalised and syllables[0].lower() in FAMILIES
