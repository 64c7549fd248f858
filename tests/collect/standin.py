"""
A stand-in for suppliers on this machine's loopback address, which answers and misbehaves as it is told.

It serves only what a test puts into it: rows of our own making in a supplier's layout, or figures that the place
holds, written the supplier's way.
"""

import gzip
import threading
import time
from collections import defaultdict
from collections.abc import Iterator
from contextlib import contextmanager
from dataclasses import dataclass, field
from http.server import BaseHTTPRequestHandler, ThreadingHTTPServer
from urllib.parse import urlsplit


@dataclass
class Answer:
    """One answer: what is sent, and how it goes wrong."""

    body: bytes = b""
    status: int = 200
    media: str = "text/csv; charset=utf-8"
    headers: dict[str, str] = field(default_factory=dict)
    etag: str = ""
    packed: bool = False
    packed_to: int | None = None  # bytes of the packed body that are sent
    cut_to: int | None = None  # bytes after which the connection breaks, whatever its length said
    delay: float = 0.0
    drip: float = 0.0  # seconds between bytes


@dataclass
class StandIn:
    """What it answers by path and question, and what it was asked."""

    origin: str = ""
    answers: dict[str, list[Answer]] = field(default_factory=lambda: defaultdict(list))
    asked: list[str] = field(default_factory=list)
    headers: list[dict[str, str]] = field(default_factory=list)
    moments: list[float] = field(default_factory=list)

    def put(self, address: str, *answers: Answer) -> None:
        """Answer an address (path and question) with each in turn, and with the last for ever."""
        parts = urlsplit(address)
        self.answers[parts.path + (f"?{parts.query}" if parts.query else "")] = list(answers)

    def answer(self, path: str) -> Answer:
        waiting = self.answers.get(path) or [Answer(b"no such address", 404, "text/plain")]
        return waiting.pop(0) if len(waiting) > 1 else waiting[0]


class _Handler(BaseHTTPRequestHandler):
    protocol_version = "HTTP/1.1"
    disable_nagle_algorithm = True  # or each answer waits for its heading to be confirmed
    standin: StandIn

    def do_GET(self) -> None:
        standin = self.standin
        standin.asked.append(self.path)
        standin.headers.append({name.lower(): value for name, value in self.headers.items()})
        standin.moments.append(time.monotonic())
        answer = standin.answer(self.path)
        time.sleep(answer.delay)
        if answer.etag and self.headers.get("If-None-Match") == answer.etag:
            self.send_response(304)
            self.send_header("Content-Length", "0")
            self.end_headers()
            return
        self._send(answer)

    def _send(self, answer: Answer) -> None:
        body = gzip.compress(answer.body) if answer.packed else answer.body
        body = body[: answer.packed_to]
        self.send_response(answer.status)
        for name, value in answer.headers.items():
            self.send_header(name, value)
        if answer.media:
            self.send_header("Content-Type", answer.media)
        if answer.packed:
            self.send_header("Content-Encoding", "gzip")
        if answer.etag:
            self.send_header("ETag", answer.etag)
        self.send_header("Content-Length", str(len(body)))
        self.end_headers()
        if answer.drip:
            for byte in body:
                self.wfile.write(bytes([byte]))
                self.wfile.flush()
                time.sleep(answer.drip)
            return
        self.wfile.write(body[: answer.cut_to])
        if answer.cut_to is not None:
            self.wfile.flush()
            self.close_connection = True
            self.connection.close()

    def log_message(self, *_args: object) -> None:
        pass


class _Server(ThreadingHTTPServer):
    daemon_threads = True

    def handle_error(self, *_args: object) -> None:
        """A client that hangs up is part of the play."""


@contextmanager
def serving() -> Iterator[StandIn]:
    """Serve for the length of a test, on a port that is free."""
    standin = StandIn()
    handler = type("Handler", (_Handler,), {"standin": standin})
    server = _Server(("127.0.0.1", 0), handler)
    standin.origin = f"http://127.0.0.1:{server.server_address[1]}"
    thread = threading.Thread(target=server.serve_forever, kwargs={"poll_interval": 0.01}, daemon=True)
    thread.start()
    try:
        yield standin
    finally:
        server.shutdown()
        server.server_close()
        thread.join()
