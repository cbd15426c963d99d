"""The words that form the name of an agency.

All patterns match lower case with tone marks as `same_tone_style` places them.
"""

import re

from sokehoach.domain.plans.orders import ORDER

# The nouns that begin a name, by kind of body. Lookaheads exclude verbs and compounds with the same spelling: «tổ
# chức», «ban hành», «phòng, chống», «hội nghị», «đoàn kết», «bộ tiêu chí».
_OFFICERS = (
    (
        r"(?:phó )?(?:thủ trưởng|(?:phó )?tổng giám đốc|tổng biên tập|giám đốc|chủ tịch|chủ nhiệm|bí thư|chánh|"
        r"tổ trưởng|trưởng|hiệu trưởng|quản đốc|đốc công)"
    ),
    (
        r"(?:phó )?(?:chi cục|cục|hạt|trạm|đội|đồn|cụm|viện|khoa|chi hội|hải đội|phân đội|tiểu đội|trung đội) "
        r"(?:phó|trưởng)"
    ),
    r"lãnh đạo(?= (?:ubnd|ủy ban|bộ|các (?:cơ|đơn|sở)|ban(?! hành)|sở|phòng|cơ quan|đơn vị|huyện|tỉnh))",
    r"người (?:đứng đầu|chủ trì)|thư ký(?= (?:hội nghị|hội đồng|đoàn|tổ|ban))",
    r"thành viên|ủy viên|thủ tướng|thứ trưởng|già làng|người có uy tín|đồng chí(?! hướng)|đ/c(?= )",
    r"công chức(?= (?:\S+(?: \S+){0,3} [-–]|(?:phụ|chuyên) trách|tư pháp|tài chính|văn hóa|văn phòng|địa chính))",
    (
        r"(?:cán bộ|chuyên viên|cộng tác viên|nhân viên)"
        r"(?= (?:(?:phụ|chuyên) trách|đầu mối|y tế|dân số|địa chính|khác|cơ quan|phòng|"
        r"thư viện|thiết bị|văn thư|thí nghiệm))"
    ),
    r"(?:ông|bà(?! con)|thầy(?! (?:cô|giáo))|cô(?! (?:giáo|nuôi)))\.?(?= \S+ \S+(?: \S+){0,2} ?[-–,(:])",
)
_COMMITTEES = (
    r"ủy ban(?! hành)|ub(?:nd|tvqh|kt|mt\w*|\.? ?mttq\w*)|hđnd|mttq|mặt trận tổ quốc|hội đồng",
    r"thường trực(?! (?:\d|sẵn sàng|chiến đấu|cấp cứu))",  # «Thường trực 24/24 giờ» is an order
    r"đảng (?:ủy|đoàn|bộ)|tiểu ban|cấp ủy|chi, đảng bộ|chi (?:bộ|ủy|đoàn|hội)",
    r"(?:tỉnh|thành|huyện|quận|thị) ủy|bcđ|ban nhân dân",
)
_DEPARTMENTS = (
    r"sở(?! (?:hữu|thích))|ban(?! (?:hành(?! chính(?! sách))|bố|đầu|ngày))|ngành",
    r"bộ(?! (?:máy|tiêu|phận|luật|thủ|chỉ số|dữ liệu|hồ))",
    r"phòng(?!,? (?:chống|ngừa|tránh|vệ|thủ|bệnh|hộ|họp|cháy|học|dịch))|văn phòng|vp ?ubnd",
    r"(?:thuế|thống kê)(?= (?:tỉnh|thành phố|cơ sở|huyện|tp))|thi hành án|hạt kiểm lâm|cảng vụ|vườn quốc gia",
    r"quản lý thị trường(?= (?:tỉnh|thành))|khu quản lý(?= đường|$)|địa chính(?= [-–])",
    r"kế toán(?=, (?:chuyên viên|cán bộ)|,? (?:ngân sách|xã|trưởng|cơ quan|thủ quỹ))",
    r"chi cục|cục|tổng cục|vụ(?! (?:việc|án|vi phạm|đông|mùa|trưởng))|chi nhánh",
    r"thanh tra(?= (?:tỉnh|huyện|sở|thành|chính|bộ|nhà|xã|viện))|viện(?! trợ)|vksnd|tand|tòa án|hạt (?:kiểm|quản)",
)
_FORCES = (
    r"công an|ca(?= (?:huyện|tỉnh|xã|tp))|quân sự|biên phòng|bộ đội biên phòng|quân khu|lực lượng",
    r"bchqs|bch(?= (?:quân|đoàn|hội))|hải quan|đồn(?= (?:biên|công))|trại (?:giam|tạm giam)",
    r"cảnh sát(?= (?:giao|phòng|khu|cơ|quản|kinh|hình|điều|môi|biển))",
)
_SERVICES = (
    r"trung tâm|ttyt|cdc(?= |$|,)|trạm (?:y tế|khuyến|thú|bảo|thủy|trồng|kiểm)|bệnh viện|đại học|học viện",
    r"trường(?! (?:hợp|học số|dữ liệu|thông tin))",
    r"y tế(?= (?:xã|thôn|cơ sở|các))|khoa(?! học)|bảo tàng|thư viện(?= (?:tỉnh|huyện|xã|trường))",
    r"giáo viên|giảng viên|gvcn|bgh|tổng phụ trách|ban giám hiệu",
    r"bộ phận(?! (?:nhân dân|dân cư|cán bộ|người|học sinh|lớn|nhỏ|không))",
    r"nhà (?:trường|văn hóa|xuất bản|máy|hát|mạng|đầu tư|cung cấp)|quỹ(?= (?:bảo|đầu|hỗ|phát|vì|tín|phòng))",
    r"cơ sở(?! (?:dữ|vật|hạ|pháp|để|đó|cho|của|kết|lý|khoa))|bql|ban quản lý|chủ đầu tư",
    r"kho bạc|ngân hàng|bảo hiểm xã hội|bhxh|(?:điểm )?bưu điện|điện lực|vnpt|viettel|mobifone",
    r"viễn thông(?= (?:tỉnh|thành|huyện))|đài(?! (?:thọ|phun))|cổng (?:thông tin|ttđt)",
    (
        r"báo(?! (?:cáo|động|hiệu|trước|ngay|về|cho|tin|tăng|giảm|công|viên|"
        r"xã|cha|phụ huynh|gia đình|hiệu trưởng|người|chính quyền))"
    ),
)
_ASSOCIATIONS = (
    r"(?<!ngày )hội(?! (?:việc làm|nghị|thảo|thi|họp|nhập|chợ|diễn|trường|đủ))",
    r"đoàn(?! (?:kết|viên))|đoàn thể|công đoàn|lđlđ",
    r"(?:tỉnh|huyện|thành|quận) đoàn|(?:tổng )?liên (?:đoàn|minh|hiệp)|hiệp hội|câu lạc bộ|khối thi đua|cụm thi đua",
    r"tổ chức(?= (?:pháp chế|đoàn (?:thể|thanh niên)|đảng|cơ sở đảng|công đoàn|tín dụng|hành nghề|chính trị|khoa học))",
    r"tổ(?! (?:chức|quốc))|(?:hải |liên )?đội(?! ngũ)|tập đoàn|tổng công ty|công ty|doanh nghiệp|hợp tác xã",
    r"trung ương(?= (?:đoàn|hội))|xí nghiệp|(?:phân )?xưởng|(?:nông|lâm) trường",
)
_GROUPS = (
    r"chính quyền(?= (?:địa phương|các cấp|cấp|xã|phường))",
    r"cơ quan|đơn vị|địa phương|các cấp|các (?:tổ chức|tỉnh|xã|phường|thôn|bản|huyện|quận)",
    r"xã(?! hội)|phường|khu phố|ấp|thị trấn|thôn|tổ dân phố|hộ gia đình(?=,|$| và)",
    r"bản(?= (?!đồ|án|tin|sao|cam kết|quyền|chất|lĩnh|kế|đăng|thảo|in|số|thân|sắc))",
)
# Persons who are agencies where an order follows, or nothing: «Kế toán lập dự toán», «1. Thủ quỹ».
_STAFF = (
    r"bảo vệ(?=:|$)|kế toán|thủ quỹ|văn thư|hiệu phó|lớp trưởng|khối trưởng|cấp dưỡng|y tế học đường|"
    r"bác sĩ(?: trực)?|điều dưỡng(?: trưởng)?|kíp trực|"
    r"tpt đội|gvbm|pht|(?:báo cáo|tuyên truyền|huấn luyện) viên|trợ lý thanh niên|"
    r"kiểm lâm(?: địa bàn)?|dân quân(?: tự vệ)?|"
    r"(?:công chức|viên chức|cán bộ|nhân viên) (?:kế toán|thư viện|tư pháp|bảo vệ|văn thư|thiết bị)"
)
# Crowds, which are agencies only as a heading and where the plan holds them to account.
_CROWDS = (
    r"học sinh|học viên|sinh viên|hội viên|đoàn viên|"
    r"phụ huynh(?: học sinh)?|cha mẹ học sinh|đảng viên|người (?:lao động|dân|phát ngôn)|nhân dân|"
    r"cán bộ, (?:công chức|giáo viên|đảng viên)(?:, (?:viên chức|nhân viên|công chức|người lao động)){0,3}|"
    r"hộ (?:dân|kinh doanh)|"
    r"chủ (?:bến|phương tiện)|"
    r"(?:tập thể )?lớp|thí sinh|vận động viên|chức sắc|trụ trì|chủ (?:hộ|rừng|cơ sở|tàu)|nhà thầu|đại biểu(?: hđnd)?"
)
_HELD = r"(?=(?: (?:các|toàn|của|thuộc|trong) [^.:;,]{2,40})?(?:$|:)| (?:có|chịu) trách nhiệm| có nhiệm vụ)"
AGENCY = re.compile(
    r"(?:(?:tất cả|toàn thể|toàn bộ|những|mỗi|từng|(?:các )?đồng chí) )?(?:các )?"
    r"(?:(?:thầy|cô|ông|bà|đ/c) (?=(?:phó )?(?:hiệu trưởng|giám đốc|chủ tịch|tổ trưởng|trưởng|bí thư)))?(?:"
    + "|".join((*_OFFICERS, *_COMMITTEES, *_DEPARTMENTS, *_FORCES, *_SERVICES, *_ASSOCIATIONS, *_GROUPS))
    + rf"|(?:{_STAFF})(?={_HELD}| {ORDER.pattern})|(?:{_CROWDS}){_HELD}"
    + r")(?!\w)"
)

# After one of these the next word is part of the name and no order: «ban chỉ đạo», «cơ quan quản lý».
NAMING = re.compile(
    r"(?<!\w)(?:ban(?: chỉ đạo)?|tổ|(?<!tỉnh )(?<!thành )(?<!huyện )(?<!quận )đoàn|"
    r"đội|hạt|cục|(?<!nội )(?<!nhiệm )(?<!dịch )vụ|"
    r"(?<!văn )(?<!biên )(?<!quốc )phòng|trung tâm|cơ sở|bệnh viện|(?<!thư )viện|quỹ|chi cục|công ty|hội đồng|"
    r"lực lượng|cơ quan|đơn vị|bộ phận|tổ chức|doanh nghiệp|hệ thống|cán bộ|công chức|"
    r"(?:chuyên|nhân|cộng tác) viên|các|và|hoặc)\s*$"
)
# «cơ quan chủ trì», «đơn vị phối hợp»; after other names these two verbs are always orders.
LEADING = re.compile(r"(?<!\w)(?:cơ quan|đơn vị|các|và|hoặc|tổ chức)\s*$")
# The issuing committee and its chair, named without a place: their actions are no assignment.
ISSUING_BODY = re.compile(r"(?:(?:phó )?chủ tịch )?(?:ubnd|ủy ban nhân dân) (?:tỉnh|thành phố|huyện)")
# «các cơ quan được phân công chủ trì …»: a clause that describes the agency, not its work.
RELATIVE = re.compile(r" (?:được|đã được) (?:[^,.;:]{2,30} )?(?:giao(?: nhiệm vụ)?|phân công)(?!\w)")
