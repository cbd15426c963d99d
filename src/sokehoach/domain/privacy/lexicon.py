"""Word lists: words beside which a capitalised word is a person, and words beside which it is not."""

from sokehoach.domain.text import fold_accents

# Vietnamese capitals, for character classes in regular expressions.
CAPITALS = "A-Z" + "".join(chr(code) for code in (*range(0xC0, 0x1B1), *range(0x1EA0, 0x1EFA)) if chr(code).isupper())

# The maximum length of a word in a rule: no personal name is longer, and no rule may scan a whole text of letters from
# each position.
REST_PATTERN = r"[^\W\d_]{0,29}+"
WORD_PATTERN = r"[^\W\d_]{1,30}+"


def parse_words(text: str) -> frozenset[str]:
    return frozenset(text.split())


def parse_phrases(text: str) -> frozenset[str]:
    return frozenset(phrase.strip() for phrase in text.split(","))


# Family names of the Kinh that are rarely ordinary words: with one in front, two capitalised words are a person.
SURE_FAMILIES = parse_words(
    "nguyễn trần phạm huỳnh bùi đỗ ngô đặng đinh trịnh lương "
    # family names of the Thái, Khơ Mú, Mông, Dao, Hà Nhì, Lào and their neighbours in the north-west
    "lò quàng lường tòng giàng vừ sùng hạng hảng thào điêu chá lầu phàng hờ cháng sình thền lèo đèo lự tráng khoàng "
    "chảo chẻo tẩn phàn pờ mùa cứ vàng cà bạc cầm lù kháng moong pịt lỳ vù thàng lềnh"
)
# Family names that are also places, things or ordinary words: they need three words, or a word for a person before.
AMBIGUOUS_FAMILIES = parse_words(
    "lê hoàng phan vũ võ hồ dương lý đoàn đào hà mai cao tạ châu thái tô tống kiều quách la lâm vương "
    "thạch kim tiêu chu nghiêm khổng doãn trương phùng lưu lã từ hứa hàn mạc văn giang lục tôn thân "
    "bế nông hoa đàm ninh triệu bàn ma và ly vi ngân lang lộc kha lô quang vì mè hầu thèn giáp nhâm "
    "phí lại lều cù trà mã sầm thiều hạ khuất chìu sừng bờ mạ gò toán sín tao ốc hoan đổng diệp chang "
    "khang cụt niê ksor siu rmah mlô kpă lu lũ xa sa quán sìn sìng lỷ xồng già hùng trang tếnh nhìa "
    "dềnh sộng lồ cư chớ giả thò xà ca"
)
FAMILIES = SURE_FAMILIES | AMBIGUOUS_FAMILIES
MIDDLE_NAMES = parse_words("thị văn")

# Before a single given name: «chị Hoa», «cháu Bảo Ngọc», «em N.».
KIN_TERMS = parse_words("chị anh bà ông em cháu cô chú bác dì cậu mợ thím")
KIN_PHRASES = parse_phrases(
    "nạn nhân, bị can, bị cáo, tên là, tên thật, họ tên, nghi phạm, nghi can, người tên, cô gái tên, "
    "bí danh, biệt danh, gọi là, thường gọi, tự xưng, bán dâm tên, mua dâm tên, phạm nhân, hung thủ, "
    "bị hại, đương sự, người tình, má mì, tú bà, tú ông, bảo kê"
)
# Before a full name: these words also describe groups, so a family name or an initial is needed.
ROLES = parse_words(
    "tên vợ chồng con mẹ bố cha gái trai tượng dâm viên nhân chủ khách sinh dân nữ nam giới kẻ nghiện "
    "can cáo phạm bắt phạt gặp mời hại bé giáo túy tuý"
)
OFFICES = parse_words("chí tịch trưởng thư an phòng đốc sĩ uý úy tá giáo hữu toàn tế")

# A capitalised word after these is a place, a street, a school or an enterprise.
FIXED_PLACES = parse_words(
    "đường phố phường quận trường thcs thpt th ptdt ptdtbt ptdtnt học non viện cầu chợ sông núi hồ "
    "đèo lăng ngõ hẻm ngách giải quỹ tưởng dịch hang cảng vịnh đảo biển đầm rạch kênh tnhh hầm"
)
LOOSE_PLACES = parse_words(
    "bản xã huyện tỉnh thành tp thôn ấp buôn làng xóm khu cụm tổ trấn thị tx tt nghỉ sạn trọ karaoke "
    "massage homestay quán hàng bar tiệm club spa hotel motel nông lâm htx vùng miền quốc đô nước "
    "phía vườn thủy đập hát resort villa café cafe phum sóc bưu cty doanh hiệu chùa đền đình suối "
    "thác thung lòng đồi dốc đồn cửa trạm"
)
# Industrial parks, housing estates and their like: named after a place or a historical person, and numbered.
ZONES = parse_words("kcn ccn kkt kđt kdc")

# A run that begins with one of these is an office, a body or a document: «bà Chủ tịch Hội …», «em Học sinh».
NOT_GIVEN_NAMES = parse_words(
    "chủ phó bí giám trưởng hội ban đoàn đảng mẹ bác học ủy uỷ công sở phòng trung bộ cục vụ chi tổng "
    "thủ quốc nhà nước mặt liên hiệp thanh phụ nông cựu chiến đội trạm viện tòa toà kiểm bệnh trường "
    "xã huyện tỉnh thị bản thôn phường quận khu tổ thành việt hiv aids covid kế quyết nghị thông chỉ "
    "luật điều khoản chương mục phần kinh văn giáo đại tiểu cán bảo tư chính hành tài lao dân người "
    "hai i ii iii iv v vi vii viii ix x xi xii to em anh chị ông bà cháu trẻ các khi theo và của được "
    "đã có trong tại về từ số ngày năm quý tháng đồng đối tượng hộ tâm đài báo cộng đồn kho tuần lễ "
    "đề dự tiến nguồn hướng thực tuyên triển tăng tiếp phong"
)
# Capitalised words that never occur in a personal name.
BODY_WORDS = parse_words(
    "ban nhân dân ủy uỷ hội đồng quốc tỉnh huyện xã phường quận nước nghị quyết định chính phủ bộ sở "
    "trưởng tịch thư giám đốc liên hiệp thanh niên trường trung tâm phòng đảng cộng sản đoàn việt "
    "công ty tnhh khu nghiệp mầm tiểu thpt thcs hợp tác cổ phần chi nhánh tế vụ lao thương binh hóa "
    "hoá thông tin dục tạo kế hoạch chương trình luật"
)
# Streets, schools, communes, movements and historical figures: they identify no living person.
HISTORIC_NAMES = parse_phrases(
    "hồ chí minh, võ nguyên giáp, trần hưng đạo, lê lợi, nguyễn trãi, trần phú, lê hồng phong, nguyễn "
    "huệ, quang trung, phan đình phùng, hoàng văn thụ, nguyễn văn cừ, hai bà trưng, bà triệu, lý "
    "thường kiệt, lý thái tổ, nguyễn du, nguyễn thị minh khai, võ thị sáu, lý tự trọng, nguyễn viết "
    "xuân, bế văn đàn, tô vĩnh diện, phan đình giót, vừ a dính, trần can, hoàng công chất, phan bội "
    "châu, phan chu trinh, phan châu trinh, nguyễn bỉnh khiêm, chu văn an, lê quý đôn, nguyễn công "
    "trứ, nguyễn khuyến, lương thế vinh, tôn đức thắng, phạm văn đồng, trường chinh, lê duẩn, nguyễn "
    "văn linh, nguyễn lương bằng, nguyễn chí thanh, hoàng quốc việt, hoàng hoa thám, ngô quyền, đinh "
    "tiên hoàng, lê đại hành, trần nhân tông, trần quang khải, phạm ngũ lão, trần quốc toản, lê thánh "
    "tông, nguyễn thái học, hàm nghi, tôn thất thuyết, trần văn thời, nguyễn đình chiểu, hồ xuân "
    "hương, đoàn thị điểm, lê văn tám, nguyễn văn trỗi, đặng thùy trâm, trần đại nghĩa, tô hiệu, lê "
    "thanh nghị, nguyễn hữu thọ, nguyễn tất thành, nguyễn ái quốc, phạm hồng thái, lê văn hưu, bùi "
    "thị xuân, mạc đĩnh chi, nguyễn phích, trần đề, nguyễn việt khái, huỳnh thúc kháng, nguyễn văn "
    "bé, lê hoàn, hoàng diệu, hoàng sa, đinh văn, hoàng liên, hoàng liên sơn, cù chính lan, la văn "
    "cầu, nguyễn quốc trị, cách mạng tháng tám, lê trọng tấn, văn cao, đào duy từ, đào duy anh, đào "
    "tấn, mai thúc loan, triệu quang phục, phùng hưng, phùng chí kiên, lương khánh thiện, nguyễn văn "
    "tố, lê thị riêng, trần thánh tông, trần nguyên hãn, bùi bằng đoàn, đặng thai mai, trần thị lý, "
    "lê chân"
)
PLACES = parse_phrases(
    "hà nội, hà giang, hà nam, hà tĩnh, cao bằng, thái bình, thái nguyên, lai châu, lâm đồng, an "
    "giang, kiên giang, cà mau, bạc liêu, phan thiết, phan rang, đặng xá, lý sơn, cô tô, bà rịa, vũng "
    "tàu, bà nà, kim bôi, kim động, vũ thư, mai châu, mai sơn, cao phong, hoàng mai, hoàng sa, trường "
    "sa, vàng danh, cầm phả, vân hồ, thái lan, triều tiên, hàn quốc, hoa kỳ, ma cao, lào cai, tô múa, "
    "tạ bú, bà đen, ba vì, đinh trang, đỗ động, đông anh, ngô đồng, lương sơn, lương tài, đặng cang, "
    "quang minh, mường ảng, tủa chùa, vàng chua, sùng phài, vàng xá, cứ m'gar, châu âu, châu á, châu "
    "phi, châu mỹ, hoàng hóa, hoằng hóa, hồ tây, lê bình, lương bằng, bùi chu, trần thới, vàng ma "
    "chải, lùng thàng, phạm kha, lương điền, nguyễn úy, cà ná, cà lúi, cầm sơn, vàng san, vàng đán, "
    "đinh xá, đỗ sơn, bùi xá, ngô xá, lê xá, tạ xá, vũ xá, đoàn xá, trịnh xá"
)
# Known given names; some rules also look for a nickname after one: «Tú "sẹo"».
GIVEN_NAMES = parse_words(
    "tú hùng dũng hương mai lan hoa tuấn minh nam bình hải hà sơn long cường thắng đức trung kiên huy "
    "hoàng phúc tùng quân thành vinh khánh linh thảo trang ngọc ngân yến oanh loan nga hạnh hiền hằng "
    "nhung thu thủy thuỷ dung phương vân tâm liên huệ cúc sen bích lâm toàn tiến thịnh quang hưng "
    "việt anh bảo an ánh bông chi cương dương điệp đạt giang hiếu hòa hoà hồng hợp hậu khoa kỳ lộc "
    "luân lực mạnh mỹ nghĩa nhàn nhân nhật ninh phong phú phước quý quỳnh quyên quyết sáu sang tám "
    "tài tân tấn thái thanh thi thiện thúy thùy tiên tí tèo tịnh toản trà trâm tuyết tý uyên xuân ý "
    "páo sùng chu dợ dế súa mỷ pâng inh lả muôn ún lún xôm panh tinh pọm in bun đôi dua dia sính vàng "
    "chống tủa sình nhè chá my bi bo khoai tít tôm ty nhím bé diễm thơm lụa chúc sua mẩy chừ tuyền én "
    "pành khuyên duyên khải tiệp vượng dơ cở thông phấn tính nghiệp đoàn biên sáng phượng thoa thắm "
    "tươi đào lý mận hoan hường hợi hội huấn hưởng kha khôi khương kiệt kim lam lành lập lệ liễu lĩnh "
    "lương luyến lưu mẫn miên nghi nghị ngoan ngà nguyên nguyệt nhã nhạn nhi nhị như nhường nương "
    "phụng phát phi quế quảng sự sửu thạch thảnh thế thoại thơ thư thương tích tiền tiềm tố tôn trí "
    "triều triệu trọng trinh trực trường tuệ tường vi viết vũ vui vy xinh yên ngát ngần vẻ thân thỏa "
    "ái khanh khiêm khuê lai lanh lịch may mơ na nụ oánh phan phiên sinh soan sợi thẩm thiết thìn "
    "thoan tĩnh tỉnh tứ xoan dính dình giàng vừ sồng tếnh lử lia lìa pó tồng pháng chía chinh khun "
    "hặc ính ón xiêng bánh xương yêu pản"
)
# Middle names, between the family name and the given name.
MIDDLE_SYLLABLES = parse_words(
    "thị văn hữu đình quốc bá đăng xuân thế trọng công viết sỹ sĩ ngọc kim thu như huyền tiến diệu nhã a seo láo tả"
)
# Family names without tone marks. Those that are also ordinary words, the next list, must be capitalised.
UNMARKED_ORDINARY_WORDS = parse_words("la va vi cu tu ma do ho ca co cho chu lang ban hoa sa xa so lai cut oc")
UNMARKED_FAMILIES = frozenset(fold_accents(family) for family in FAMILIES if len(family) > 1)
UNMARKED_SURE_FAMILIES = parse_words(
    "nguyen tran pham huynh ngo dang bui dinh trinh hoang duong doan dao quach truong phung luong "
    "quang vuong giang sung thao tong dieu"
)
UNMARKED_KIN_TERMS = parse_words("chi anh ba ong em chau co chu")
# Second syllables after which the first is no middle name: «quản lý văn hóa», «về thị trấn».
AFTER_MIDDLE = {
    "thị": parse_words("trấn trường xã trưởng hiếu phần tộc lực giác thực uy sát chính"),
    "văn": parse_words("hóa hoá bản phòng minh nghệ thể kiện học hiến chương vật bằng thư xã"),
    "thi": parse_words("truong tran xa cong hanh dua diem sinh tuyen hieu phan luc"),
    "van": parse_words("ban phong hoa minh nghe kien de dung chuyen hanh ton hoc dong the tai"),
}
# Family names that are recognised even in lower case.
LOWERCASE_FAMILIES = parse_words(
    "nguyễn trần phạm huỳnh đỗ ngô đặng trịnh lò quàng lường tòng giàng vừ sùng hạng thào điêu hoàng phan vũ võ lầu"
)
LOWERCASE_GIVEN_NAMES = {
    "chị": parse_words(
        "hoa lan mai hương thảo yến nga hạnh hằng nhung dung huệ cúc bích tuyết trâm loan oanh hiền thủy "
        "thúy quỳnh phượng"
    ),
    "anh": parse_words("tuấn cường hải sơn long kiên huy tùng quang thắng trung"),
}
# Abbreviations of offices or documents, with or without dots between the letters.
ABBREVIATIONS = parse_words(
    "UBND HĐND HDND TW TƯ BCH HIV AIDS TP QĐ NQ KH CT VN USA QL TL PCT BCĐ TNCS BHXH BHYT CLB TTXVN "
    "XHCN LĐTBXH CA CSGT QLTT PCCC ANTT VHTT GDĐT THCS THPT BV TTYT MTTQ CCB LHPN ND TH SOS VIP ATM "
    "PC IT AI UV PGĐ GĐ TS PGS GS BS THS CN KS HS SV"
)
