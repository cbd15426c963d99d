"""What a browser sends, without one: for tests that kill the server under it."""

import urllib.error
import urllib.parse
import urllib.request
import uuid
from http.cookiejar import CookieJar


class Browser:
    """What a browser sends, as keep.js sends it, without one."""

    def __init__(self, address: str, username: str) -> None:
        self.address = address
        self.cookies = CookieJar()
        self.opener = urllib.request.build_opener(urllib.request.HTTPCookieProcessor(self.cookies))
        self.get("/tai-khoan/dang-nhap/")
        assert self.post("/tai-khoan/dang-nhap/vai/", username=username)[0] == 204

    def get(self, path: str) -> tuple[int, str]:
        return self._ask(urllib.request.Request(self.address + path))

    def post(self, path: str, **body: str) -> tuple[int, str]:
        data = urllib.parse.urlencode(body | {"csrfmiddlewaretoken": self._token()}).encode()
        return self._ask(urllib.request.Request(self.address + path, data=data, headers={"X-Requested-With": "keep"}))

    def upload(self, path: str, name: str, content: bytes) -> tuple[int, str]:
        edge = uuid.uuid4().hex
        head = (
            f'--{edge}\r\nContent-Disposition: form-data; name="csrfmiddlewaretoken"\r\n\r\n{self._token()}\r\n'
            f'--{edge}\r\nContent-Disposition: form-data; name="key"\r\n\r\n{uuid.uuid4()}\r\n'
            f'--{edge}\r\nContent-Disposition: form-data; name="file"; filename="{name}"\r\n'
            "Content-Type: text/plain\r\n\r\n"
        )
        data = head.encode() + content + f"\r\n--{edge}--\r\n".encode()
        headers = {"Content-Type": f"multipart/form-data; boundary={edge}"}
        return self._ask(urllib.request.Request(self.address + path, data=data, headers=headers))

    def _token(self) -> str:
        return next(str(cookie.value) for cookie in self.cookies if cookie.name == "csrftoken")

    def _ask(self, request: urllib.request.Request) -> tuple[int, str]:
        try:
            with self.opener.open(request, timeout=30) as answer:
                return answer.status, answer.read().decode()
        except urllib.error.HTTPError as refusal:
            with refusal:
                return refusal.code, refusal.read().decode()
