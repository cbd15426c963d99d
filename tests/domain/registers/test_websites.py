import pytest

from sokehoach.domain.registers.websites import InvalidDomainError, is_domain, parse_domain


@pytest.mark.parametrize(
    ("typed", "kept"),
    [
        ("vidu.com", "vidu.com"),
        (" WWW.Vidu.VN. ", "www.vidu.vn"),
        ("trang-1.vidu.com.vn", "trang-1.vidu.com.vn"),
        ("ví-dụ.vn", "xn--v-d-rma6749a.vn"),
    ],
)
def test_it_works(typed: str, kept: str) -> None:
    assert parse_domain(typed) == kept


@pytest.mark.parametrize(
    ("typed", "said"),
    [
        ("", "Chưa ghi"),
        ("https://vidu.com", "Chỉ ghi tên miền"),
        ("vidu.com/trang?ten=a", "Chỉ ghi tên miền"),
        ("ten@vidu.com", "Chỉ ghi tên miền"),
        ("vidu.com:8080", "Chỉ ghi tên miền"),
        ("10.0.0.1", "không ghi địa chỉ IP"),
        ("[::1]", "Chỉ ghi tên miền"),
        ("localhost", "không hợp lệ"),
        ("-a.com", "không hợp lệ"),
        ("a..com", "không hợp lệ"),
        ("vi du.com", "không hợp lệ"),
        ("a" * 64 + ".com", "không hợp lệ"),
        (".".join(["abcdefgh"] * 40), "không hợp lệ"),
    ],
)
def test_anything_but_a_domain_is_refused_with_the_reason(typed: str, said: str) -> None:
    with pytest.raises(InvalidDomainError, match=said):
        parse_domain(typed)


@pytest.mark.parametrize(
    ("text", "expected"),
    [("vidu.com", True), ("xn--v-d-rma6749a.vn", True), ("Vidu.com", False), ("ví-dụ.vn", False), ("vi du.com", False)],
)
def test_a_domain_is_known_as_it_is_kept(text: str, expected: bool) -> None:
    assert is_domain(text) is expected


@pytest.mark.parametrize("length", [253, 254])
def test_a_domain_has_at_most_253_letters(length: int) -> None:
    text = "a" * (length - 4 * 62 - 2) + ".b" + ("." + "c" * 61) * 4
    assert len(text) == length
    assert is_domain(text) is (length == 253)
