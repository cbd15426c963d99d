"""The words by which Vietnamese administrative documents name agencies, give orders and count.

All entries are lower case, with tone marks placed as `same_tone_style` places them.
"""

import re

# The noun an agency's name begins with. What may not follow keeps out verbs and compounds written alike
# («tổ chức», «ban hành», «phòng, chống», «hội nghị», «đoàn kết», «bộ tiêu chí» …).
AGENCY_HEADS = (
    r"(?:phó )?(?:thủ trưởng|giám đốc|chủ tịch|chủ nhiệm|bí thư|chánh|tổ trưởng|trưởng|hiệu trưởng|lãnh đạo(?= (?:ubnd|ủy ban|các (?:cơ|đơn|sở)|ban(?! hành)|sở|phòng|cơ quan|đơn vị|huyện|tỉnh))|"
    r"người đứng đầu|thành viên|tập đoàn|tổng công ty|công ty|doanh nghiệp|hợp tác xã)",
    r"ủy ban(?! hành)|ub(?:nd|mt\w*|\.? ?mttq\w*)|hđnd|mttq|mặt trận tổ quốc|đảng (?:ủy|đoàn)|cấp ủy|(?:tỉnh|thành|huyện|quận|thị) ủy",
    r"sở(?! (?:hữu|thích))|ban(?! (?:hành|bố|đầu|ngày))|ngành|bộ(?! (?:máy|tiêu|phận|luật|thủ|chỉ số|dữ liệu|hồ))",
    r"phòng(?!,? (?:chống|ngừa|tránh|vệ|thủ|bệnh|hộ|họp|cháy|học|dịch))|văn phòng|vp ?ubnd|thường trực",
    r"công an|ca(?= (?:huyện|tỉnh|xã|tp))|quân sự|biên phòng|bộ đội biên phòng|quân khu|lực lượng",
    r"trung tâm|ttyt|trạm (?:y tế|khuyến|thú|bảo)|bệnh viện|cơ sở(?! (?:dữ|vật|hạ|pháp|để|đó|cho|của|kết|lý|khoa))",
    r"chi cục|cục|tổng cục|vụ(?! (?:việc|án|vi phạm|đông|mùa|trưởng))|thanh tra(?= (?:tỉnh|huyện|sở|thành|chính|bộ|nhà|xã))",
    r"viện(?! trợ)|vksnd|tand|tòa án|kho bạc|ngân hàng|bảo hiểm xã hội|bhxh|bưu điện|điện lực|hải quan|hạt kiểm",
    r"báo(?= (?:và|chí|đài|\S+ tỉnh|đắk|điện))|đài(?! thọ)|cổng (?:thông tin|ttđt)|cơ quan|đơn vị|địa phương|các cấp",
    r"hội(?! (?:nghị|thảo|thi|họp|nhập|chợ|diễn|trường|đủ))|đoàn(?! (?:kết|viên))|(?:tỉnh|huyện|thành|quận) đoàn|đoàn thể",
    r"liên đoàn|liên minh|hội đồng|công đoàn|tổ(?! (?:chức|quốc))|đội(?! ngũ)|các (?:tổ chức|xã|phường|thôn|bản|trường|huyện|quận)",
    r"công chức(?! ?[,;])(?! viên)(?= \S+ -)|cán bộ (?=(?:phụ trách|chuyên trách|đầu mối))|chi nhánh|ban nhân dân|tổ dân phố|hiệp hội|câu lạc bộ|"
    r"bchqs|bch (?=quân|đoàn|hội)|bql|bcđ|lđlđ|khối thi đua|cụm thi đua|"
    r"trường(?! hợp)|đại học|học viện|xã(?! hội)|phường|thị trấn|thôn|bản(?= )|chủ đầu tư|ban quản lý|thủ tướng",
)
AGENCY = re.compile(
    r"(?:(?:tất cả|toàn thể|toàn bộ|những|các đồng chí|đồng chí) )?(?:các )?(?:"
    + "|".join(AGENCY_HEADS)
    + r")(?!\w)"
)

# Words that a name takes with it: after one of them the next word is no order («ban chỉ đạo», «cơ quan quản lý»).
NAMING = re.compile(
    r"(?<!\w)(?:ban(?: chỉ đạo)?|tổ|đoàn|đội|cục|(?<!nội )(?<!nhiệm )(?<!dịch )vụ|(?<!văn )(?<!biên )(?<!quốc )phòng|trung tâm|"
    r"hội đồng|lực lượng|cơ quan|đơn vị|tổ chức|doanh nghiệp|hệ thống|các|và|hoặc)\s*$"
)
# Before these words what follows is a noun or belongs to a clause of its own.
UNORDERED = re.compile(r"(?<!\w)(?:được|do|đã|đang|công|công tác|của|về|sự|cần|để|việc)\s*$")
# Orders that are part of a name after such a noun, and orders elsewhere.
NOMINAL = ("quản lý", "cung cấp", "tham mưu", "chủ trì", "thực hiện", "tổ chức", "chỉ đạo", "kiểm tra", "thông tin",
           "giám sát", "nghiên cứu", "đào tạo", "hướng dẫn", "hỗ trợ", "chuyên môn", "truyền thông", "điều tra", "tuyên truyền", "phối hợp",
           "thẩm định", "tư vấn", "chức năng", "lãnh đạo")  # fmt: skip

_ORDERS = (
    "chủ trì", "phối hợp", "tham mưu", "xây dựng", "tổ chức", "triển khai", "thực hiện", "tăng cường", "đẩy mạnh",
    "chỉ đạo", "hướng dẫn", "kiểm tra", "theo dõi", "đôn đốc", "rà soát", "bố trí", "cân đối", "lập", "tổng hợp",
    "báo cáo", "thẩm định", "căn cứ", "tiếp tục", "thường xuyên", "chủ động", "tích cực", "kịp thời", "phát huy",
    "huy động", "vận động", "tuyên truyền", "ban hành", "quán triệt", "đảm bảo", "bảo đảm", "có trách nhiệm",
    "chịu trách nhiệm", "làm", "quyết định", "quản lý", "giám sát", "giải quyết", "xử lý", "cung cấp", "cập nhật",
    "xem xét", "nghiên cứu", "đề xuất", "kiện toàn", "ưu tiên", "lồng ghép", "duy trì", "nâng cao", "hỗ trợ",
    "tạo điều kiện", "khuyến khích", "phân công", "phân bổ", "thành lập", "tiến hành", "lựa chọn", "trình",
    "nghiêm túc", "khẩn trương", "tập trung", "quan tâm", "tham gia", "đưa", "lãnh đạo", "chấp hành", "thông báo",
    "gửi", "đăng ký", "công khai", "công bố", "thống kê", "họp xét", "họp", "phát động", "mở", "phổ biến", "đào tạo",
    "bồi dưỡng", "tập huấn", "khảo sát", "điều tra", "đấu tranh", "phát hiện", "ngăn chặn", "vận hành", "xác định",
    "định kỳ", "hằng năm", "hàng năm", "trên cơ sở", "theo chức năng", "theo nhiệm vụ", "trong phạm vi", "dựa trên",
    "đổi mới", "định hướng", "khai thác", "hoàn thiện", "hoàn thành", "thí điểm", "góp phần", "cần", "phải",
    "chuẩn bị", "kiến nghị", "giao", "bám sát", "thu hút", "ký", "biên soạn", "thẩm tra",
    "tiếp nhận", "thanh tra", "phê duyệt", "đánh giá", "tư vấn", "củng cố", "phấn đấu", "đăng tải", "chia sẻ",
    "gắn", "biểu dương", "tặng", "khen thưởng", "liên hệ", "có kế hoạch", "có phương án", "có giải pháp", "có biện pháp", "ứng dụng", "đồng hành", "lựa chọn", "chấm",
)  # fmt: skip
ORDER = re.compile(
    r"(?<!\w)(?:" + "|".join(sorted(_ORDERS, key=len, reverse=True)) + r"|(?<!bầu )cử|(?<!trợ )giúp(?! việc)|"
    r"(?<!chủ )(?<!nhà )đầu tư|là (?:cơ quan|đơn vị|đầu mối|lực lượng))(?!\w)"
)
# An order that may open a sentence on its own (a noun would not stand there).
OPENING = re.compile(
    r"(?:" + "|".join(sorted(set(_ORDERS) - {"cần", "phải", "mở", "làm"}, key=len, reverse=True))
    + r"|trong đó|cử|đầu tư|là (?:cơ quan|đơn vị|đầu mối)|giúp|có các|hàng tháng|hằng tháng|hàng quý|hằng quý)(?!\w)"
)  # fmt: skip

# Circumstances that stand between an agency and what it has to do; they are not the duty.
CIRCUMSTANCE = re.compile(
    r"(?:trong phạm vi|trên cơ sở|theo chức năng|theo nhiệm vụ|theo thẩm quyền|dựa trên)[^.;:]{0,240}?"
    r"(?:,|(?<=của mình)|(?<=được giao)|(?<=kế hoạch này)|(?<=phân công)) (?=" + ORDER.pattern + ")"
)
RELATIVE = re.compile(r" (?:được|đã được) (?:giao|phân công)(?!\w)")
RESPONSIBLE = re.compile(
    r"(?:,\s*)?(?:có|chịu) trách nhiệm(?! (?:trực tiếp|trước|về|toàn diện|chính|cao nhất))\s*:?\s*"
)

# Sentences that close a plan or speak of difficulties: neither duty nor report.
DIFFICULTY = re.compile(r"khó khăn|vướng mắc|phát sinh (?:vấn đề|khó)")
CLOSING = re.compile(
    r"trên đây là|(?:trong )?quá trình (?:tổ chức |triển khai |thực hiện )+|yêu cầu (?:các|thủ trưởng|giám đốc)"
)

# Headings: where aims stand, where work is shared out, where neither is to be looked for.
AIMS = re.compile(r"mục đích|yêu cầu|mục tiêu|chỉ tiêu|quan điểm|tình hình|thực trạng|đặc điểm|sự cần thiết|phạm vi|đối tượng|"
                  r"nguyên tắc|tiêu chuẩn|cơ sở pháp lý|kết quả đạt được|hồ sơ")  # fmt: skip
TARGETS = re.compile(r"mục tiêu|chỉ tiêu|kết quả cần đạt")
WORK = re.compile(
    r"nhiệm vụ|nội dung|giải pháp|tổ chức|phân công|trách nhiệm|thực hiện|triển khai|biện pháp|hoạt động|lộ trình"
)
ASSIGNMENT = re.compile(
    r"tổ chức thực hiện|tổ chức triển khai|phân công|trách nhiệm|nhiệm vụ cụ thể của|thực hiện"
)

# «Cơ quan chủ trì: …» and its like, printed under a task.
LEAD = re.compile(
    r"(?:(?:cơ quan|đơn vị|bộ phận|cấp|tổ chức|phòng|ngành)(?:,? (?:đơn vị|tổ chức))? )?"
    r"(?:chủ trì|thực hiện|chịu trách nhiệm|đầu mối|tham mưu|thường trực|phụ trách)(?:[ ,]+(?:chủ trì|tham mưu|thực hiện|chính|triển khai|"
    r"xây dựng|và|tổ chức|đề xuất|phối hợp)){0,4}\s*:\s*"
    r"|(?:phân công|trách nhiệm)(?: thực hiện)?\s*:\s*"
)
SUPPORT = re.compile(
    r"(?:(?:cơ quan|đơn vị|cấp|tổ chức)(?:,? (?:đơn vị|tổ chức))? )?phối hợp(?: [^:.;]{0,30})?\s*:\s*"
)
WHEN = re.compile(
    r"(?:thời gian|thời hạn|thời điểm|tiến độ|lộ trình)(?: [^:.;]{0,30})?\s*:\s*|(?:thời gian|thời hạn) (?:thực hiện|hoàn thành)\s|hoàn thành\s*:\s*"
)
DETAIL = re.compile(
    r"(?:sản phẩm|kết quả|kinh phí|địa điểm|hình thức|nguồn kinh phí|đối tượng|thành phần)(?: [^:.;]{0,40})?\s*:"
)
TASK = re.compile(
    r"(?:nội dung|nhiệm vụ|công việc|hoạt động)(?: (?:công việc|nhiệm vụ|thực hiện|cụ thể|chính))?\s*:\s*"
)

# Words put before an agency when work is given to it or asked of it.
GIVING = re.compile(
    r"(?:(?:ubnd|ủy ban nhân dân)[^.;:,]{0,40}? )?(?:trân trọng )?(?:đề nghị|giao(?: nhiệm vụ)?(?: cho)?|yêu cầu|phân công|"
    r"trách nhiệm(?: của)?|nhiệm vụ của)(?: các đồng chí)?:? "
)
REQUEST = re.compile(r"đề nghị(?! (?:khen|tặng|xét|cấp có|cấp trên|xem xét|thẩm định))")
