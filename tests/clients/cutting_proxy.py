"""A wire on which answers get lost: what the server answers is thrown away, and the connection is closed."""

import http.client
import threading
from collections.abc import Iterator
from contextlib import contextmanager
from http.server import BaseHTTPRequestHandler, ThreadingHTTPServer
from urllib.parse import urlsplit


class CuttingProxy(ThreadingHTTPServer):
    """Hands requests to `server`. The answers of the next `lost` requests are lost after the server has given them."""

    daemon_threads = True

    def __init__(self, server: str) -> None:
        super().__init__(("127.0.0.1", 0), _Handler)
        self.target, self.lost = urlsplit(server), 0
        self.seen: list[tuple[str, str]] = []  # method and Idempotency-Key
        self.site = f"http://127.0.0.1:{self.server_address[1]}"


class _Handler(BaseHTTPRequestHandler):
    protocol_version = "HTTP/1.1"
    server: CuttingProxy

    def _pass_on(self) -> None:
        wire = http.client.HTTPConnection(self.server.target.hostname or "", self.server.target.port)
        body = self.rfile.read(int(self.headers.get("Content-Length", 0)))
        wire.request(self.command, self.path, body, dict(self.headers.items()))
        answer = wire.getresponse()
        content = answer.read()
        wire.close()
        self.server.seen.append((self.command, self.headers.get("Idempotency-Key", "")))
        if self.server.lost:
            self.server.lost -= 1
            self.close_connection = True
            return
        self.send_response_only(answer.status)
        for name, value in answer.getheaders():
            if name.lower() not in ("transfer-encoding", "content-length", "connection"):
                self.send_header(name, value)
        self.send_header("Content-Length", str(len(content)))
        self.end_headers()
        self.wfile.write(content)

    do_GET = do_POST = do_PATCH = _pass_on  # noqa: N815

    def log_message(self, *_words: object) -> None:
        pass


@contextmanager
def cut_answers(server: str) -> Iterator[CuttingProxy]:
    with CuttingProxy(server) as proxy:
        thread = threading.Thread(target=proxy.serve_forever, args=(0.01,), daemon=True)
        thread.start()
        try:
            yield proxy
        finally:
            proxy.shutdown()
            thread.join()
