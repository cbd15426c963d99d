"""Words of names and of plans that tell what a body is and what is counted, for who reports it (reporters.py).

All patterns match lower case with tone marks as `fold_tones` places them, FRAME and AREA_BODY without tone marks.
"""

import re

_AREAS = (
    r"(?:xã|phường|thị trấn|đặc khu|địa phương|huyện|tỉnh|thôn|bản|ấp|xóm|buôn|tổ dân phố|khu phố|khu dân cư|"
    r"tổ liên gia|tổ công nghệ số)(?!\w)"
)
_LEAD_IN = r"(?:(?:ubnd|ủy ban nhân dân|đảng ủy|cấp|100%|số|mỗi|từng|các|tổng số|đơn vị) )*+"
COUNTED_AREAS = re.compile(_LEAD_IN + _AREAS)
AT_AREAS = re.compile(
    r"(?<!\w)(?:tại|ở|của) (?:các |cấp |ủy ban nhân dân |ubnd )*(?:xã|phường|cơ sở$|thị trấn)|(?<!\w)cấp xã$"
)
HOMES = re.compile(r"(?:hộ|gia đình|người dân|nhân dân|dân số|người hưởng|người cao tuổi|trẻ em|nhà văn hóa)(?!\w)")
# Of the whole area, not of a list that communes keep.
REGISTERED = re.compile(r"(?:người dân|nhân dân|dân số|công dân|người sử dụng|hộ dân|hộ gia đình)(?!\w)")
DEPARTMENTS = re.compile(
    r"(?:các )?(?:sở|ban, ngành|sở, ngành|sở, ban|phòng, ban|khoa, phòng|phòng ban|cơ quan chuyên môn|"
    r"cơ quan nhà nước|cơ quan, đơn vị|đơn vị, địa phương|đơn vị trực thuộc)(?!\w)"
)
COUNTED_STAFF = re.compile(r"(?:đội ngũ )?(?:cán bộ|công chức|viên chức|lãnh đạo)(?!\w)")
# What is registered of people, and by the bodies of which branch.
REGISTRARS = tuple(
    (re.compile(rf"(?<!\w)(?:{names})(?!\w)"), re.compile(rf"(?<!\w)(?:{terms})(?!\w)"))
    for names, terms in (
        ("công an", "định danh|vneid|căn cước|cư trú"),
        ("ngân hàng", "tài khoản (?:giao dịch|thanh toán|ngân hàng)|ví điện tử|không dùng tiền mặt|vay vốn"),
        ("y tế", "sổ sức khỏe|hồ sơ sức khỏe|bệnh án|khám sức khỏe|tiêm chủng|quản lý sức khỏe"),
        ("bảo hiểm", "bảo hiểm"),
        ("thuế", "hóa đơn|nộp thuế"),
        (
            "khoa học|thông tin và truyền thông",
            "chữ ký số|băng rộng|internet|sóng|5g|nền tảng số|kỹ năng số|dịch vụ số",
        ),
        ("năng lượng|công thương|điện lực", "sử dụng điện|lưới điện|có điện"),
    )
)
# The Front and mass organisations are asked to take part; they report figures only where the plan names them.
MASS_ORGANISATIONS = re.compile(
    r"mặt trận|đoàn thanh niên|hội (?:liên hiệp|nông dân|cựu|phụ nữ)|liên đoàn|tuyên giáo|viện kiểm sát|tòa án|"
    r"hiệp hội|ban đại diện|báo (?:và|chí)"
)
SEVERAL = re.compile(r"(?:các|những|từng|mỗi|mọi|toàn thể|trưởng các)(?!\w)")
# Whom a plan calls on, but who reports no figures.
CROWD = re.compile(
    r"(?:các )?(?:doanh nghiệp|chủ đầu tư|nhà đầu tư|hợp tác xã|tổ chức, cá nhân|tổ chức cung cấp|người dân|nhân dân|"
    r"hộ|học sinh|sinh viên|phụ huynh|cha mẹ|cán bộ|đảng viên|hội viên|đoàn viên|người lao động|lĩnh vực|ngành)(?!\w)"
)
# A person or an office of one, who hands figures on within the body: «giáo viên chủ nhiệm», «Trưởng bản».
PERSON = re.compile(
    r"(?:các )?(?:(?:đồng chí )?(?:phó )?(?:trưởng|bí thư|chủ tịch|chủ nhiệm|giám đốc|hiệu trưởng|cục trưởng)|"
    r"thủ trưởng|đội trưởng|chi hội trưởng|lớp trưởng|thư ký|thành viên|công chức|viên chức|nhân viên|giáo viên|cán bộ|"
    r"cộng tác viên|chủ nhà|lãnh đạo|người|tổng phụ trách|cố vấn|thanh tra viên|quản đốc|đoàn viên)(?!\w)"
)
JOINT = re.compile(r" cùng(?: với)? | và các ")
OF_PARTY = re.compile(r"(?<!\w)(?:đảng ủy|tỉnh ủy|thành ủy|huyện ủy|chi bộ|xây dựng đảng)(?!\w)")
OF_GOVERNMENT = re.compile(r"ủy ban nhân dân|ubnd")
AREA_BODY = re.compile(r"(?:uy ban nhan dan|ubnd) (?:thanh pho|tinh|huyen|quan|xa|phuong) (?P<place>\w.+)")
STANDING_OFFICE = re.compile(
    r"cơ quan thường trực|(?:cơ quan|đơn vị|là|làm|bộ phận) đầu mối|(?<!để )(?<!để theo dõi, )"
    r"(?:đôn đốc|tổng hợp)(?!\w)[^.;]{0,60}(?:báo cáo|kế hoạch|kết quả|thực hiện)"
    r"|chịu trách nhiệm[^.;]{0,60}kế hoạch này"
)
FRAME = re.compile(
    r"^(?:(?:ban chi huy|so|bo(?! doi)|phong|chi cuc|cuc|vu|trung tam|ban|uy ban|to|khoa|hoi|cac|truong|nhan vien) )+"
    r"| (?:thanh pho|tinh|huyen|quan|xa|phuong|viet nam|trung uong)(?: .*)?$"
)
TOKEN = re.compile(r"\w+")
LINK = frozenset((
    "các", "những", "và", "của", "với", "trong", "có", "được", "cho", "để", "về", "theo", "tại", "trên", "từ",
    "đến", "là", "khi", "số", "đạt", "thực", "hiện", "tổ", "chức", "công", "tác", "tỷ", "lệ", "phấn", "đấu", "triển",
    "khai", "đảm", "bảo", "năm", "ít", "nhất", "dưới", "ban", "phòng", "sở", "tăng", "cường",
))  # fmt: skip
