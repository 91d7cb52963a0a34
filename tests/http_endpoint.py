"""A web server for API destinations that behaves as badly as it is told, and remembers what it took."""
import collections
import json
import pathlib
import ssl
import threading
import time
from http.server import BaseHTTPRequestHandler, ThreadingHTTPServer

HANG_SECONDS = 7  # longer than any delivery waits


class Listener(ThreadingHTTPServer):
    daemon_threads = True
    request_queue_size = 128  # all deliverers may connect at once


class Endpoint:
    """Paths: `/takes` answers 200; `/errs` 500 to each event's first attempt; `/breaks` leaves the first answer half;
    `/hangs` holds back the answers to the first requests since it was told to (`hang`); `/refuses` answers 404;
    `/busy` 429 with Retry-After; `/token` is an authorization endpoint for `/oauth`. What an answer of 200 was sent for is
    in `taken[path]`, by event id; every request, with its headers, in `requests`."""

    def __init__(self, certificate: pathlib.Path | None = None, key: pathlib.Path | None = None):
        """With a certificate and its key it speaks HTTPS, as `localhost`."""
        self.taken: dict[str, set[str]] = collections.defaultdict(set)
        self.requests: list[tuple[str, str, dict, bytes]] = []
        self.tokens = 0
        self.hanging = 0
        self.tried: set[tuple[str, str]] = set()
        self.lock = threading.Lock()
        self.server = Listener(("127.0.0.1", 0), self.handler())
        self.url = f"http://127.0.0.1:{self.server.server_port}"
        if certificate:
            self.url = f"https://localhost:{self.server.server_port}"
            tls = ssl.SSLContext(ssl.PROTOCOL_TLS_SERVER)
            tls.load_cert_chain(certificate, key)
            self.server.socket = tls.wrap_socket(self.server.socket, server_side=True, do_handshake_on_connect=False)
        self.thread = threading.Thread(target=self.server.serve_forever, daemon=True)
        self.thread.start()

    def hang(self, requests: int) -> None:
        with self.lock:
            self.hanging = requests

    def close(self) -> None:
        self.server.shutdown()
        self.server.server_close()

    def handler(endpoint):
        class Handler(BaseHTTPRequestHandler):
            protocol_version = "HTTP/1.1"

            def do_POST(self):
                body = self.rfile.read(int(self.headers.get("Content-Length", 0)))
                try:
                    endpoint.answer(self, self.path.split("?")[0], body)
                except (BrokenPipeError, ConnectionResetError):
                    self.close_connection = True

            do_GET = do_PUT = do_POST

            def log_message(self, *_):
                pass

        return Handler

    def answer(self, request: BaseHTTPRequestHandler, path: str, body: bytes) -> None:
        with self.lock:
            self.requests.append((request.command, request.path, dict(request.headers), body))
        if path == "/token":
            return self.give_token(request)
        event = json.loads(body).get("id", "") if body.startswith(b"{") else ""
        with self.lock:
            is_first = (path, event) not in self.tried
            self.tried.add((path, event))
            hangs = path == "/hangs" and self.hanging > 0
            self.hanging -= hangs
        if hangs:
            time.sleep(HANG_SECONDS)
            return self.send(request, 200)  # nobody listens any more
        if path == "/errs" and is_first:
            return self.send(request, 500)
        if path == "/busy" and is_first:
            return self.send(request, 429, {"Retry-After": "2"})
        if path == "/refuses":
            return self.send(request, 404)
        if path == "/oauth" and request.headers.get("Authorization") != f"Bearer token-{self.tokens}":
            return self.send(request, 401)
        if path == "/breaks" and is_first:
            request.send_response(200)
            request.send_header("Content-Length", "100")
            request.end_headers()
            request.wfile.write(b"half of")
            request.wfile.flush()
            request.close_connection = True
            return None
        self.send(request, 200)
        with self.lock:
            self.taken[path].add(event)

    def give_token(self, request) -> None:
        with self.lock:
            self.tokens += 1
        self.send(request, 200, {}, json.dumps({"access_token": f"token-{self.tokens}", "expires_in": 3600}).encode())

    @staticmethod
    def send(request, status: int, headers: dict | None = None, body: bytes = b"{}") -> None:
        request.send_response(status)
        for name, value in (headers or {}).items():
            request.send_header(name, value)
        request.send_header("Content-Length", str(len(body)))
        request.end_headers()
        request.wfile.write(body)
        request.wfile.flush()
