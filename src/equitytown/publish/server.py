"""A server for one edition on this machine alone: `equitytown serve`."""

import re
from collections.abc import Callable
from functools import partial
from http import HTTPStatus
from http.server import BaseHTTPRequestHandler, ThreadingHTTPServer
from pathlib import Path
from urllib.parse import unquote, urlsplit

from equitytown.errors import InputError
from equitytown.publish.html import CONTENT_SECURITY_POLICY

LOOPBACK = "127.0.0.1"

HEADERS = {
    "Content-Security-Policy": f"{CONTENT_SECURITY_POLICY}; frame-ancestors 'none'",
    "X-Content-Type-Options": "nosniff",
    "Referrer-Policy": "no-referrer",
    "Cross-Origin-Opener-Policy": "same-origin",
    "Cross-Origin-Resource-Policy": "same-origin",
    "Cache-Control": "no-cache",
}

# By ending, never from the machine's own list, which differs from one to the next.
TYPES = {
    ".css": "text/css; charset=utf-8",
    ".csv": "text/csv; charset=utf-8",
    ".docx": "application/vnd.openxmlformats-officedocument.wordprocessingml.document",
    ".html": "text/html; charset=utf-8",
    ".js": "text/javascript; charset=utf-8",
    ".json": "application/json",
    ".pdf": "application/pdf",
    ".png": "image/png",
    ".svg": "image/svg+xml",
    ".txt": "text/plain; charset=utf-8",
    ".woff2": "font/woff2",
    ".xlsx": "application/vnd.openxmlformats-officedocument.spreadsheetml.sheet",
}
OTHER = "application/octet-stream"

_RELATIVE = re.compile(rb'(href|src)="(?![a-z]+:|[#/])')


def serve(folder: Path, *, port: int = 8000, announce: Callable[[str], None] = print) -> None:
    """
    Show an edition's microsite to this machine until interrupted.

    Parameters
    ----------
    folder : Path
        The edition's root, with its `index.html`.
    port : int, default 8000
        Wished for; another free one is taken where it is in use. 0 takes any.
    announce : callable, default print
        Told the address.

    Raises
    ------
    InputError
        If the folder holds no microsite.
    """
    with open_server(folder, port=port) as server:
        announce(f"Showing {folder} at {address_of(server)} (stop with Ctrl-C)")
        try:
            server.serve_forever()
        except KeyboardInterrupt:
            announce("Stopped.")


def open_server(folder: Path, *, port: int) -> ThreadingHTTPServer:
    """Open the server without running it; the caller closes it."""
    if not (folder / "index.html").is_file():
        raise InputError(f"{folder} holds no microsite (no index.html). Build the edition first.")
    handler = partial(Handler, folder.resolve())
    try:
        return _Server((LOOPBACK, port), handler)
    except OSError:
        return _Server((LOOPBACK, 0), handler)


def address_of(server: ThreadingHTTPServer) -> str:
    """Give the address that a browser opens."""
    return f"http://{LOOPBACK}:{server.server_address[1]}/"


class _Server(ThreadingHTTPServer):
    """Threads end with the server: a browser's open connection does not hold it up."""

    daemon_threads = True
    block_on_close = False


def find(folder: Path, path: str) -> Path | None:
    """
    Find the file that a request means.

    Parameters
    ----------
    folder : Path
        The edition's root, resolved.
    path : str
        The request's path, still quoted.

    Returns
    -------
    Path or None
        None where there is no such file, or it is hidden, or it lies outside the folder.
    """
    wanted = unquote(path)
    if "\x00" in wanted or "\\" in wanted:
        return None
    try:
        return _within(folder, wanted)
    except (OSError, ValueError, RuntimeError):  # a name too long for the disk, letters that no name holds, a ring
        return None


def _within(folder: Path, wanted: str) -> Path | None:
    """Find a file by its path from the folder's root."""
    parts = [part for part in wanted.split("/") if part]
    if any(part.startswith(".") for part in parts):
        return None
    if not parts or wanted.endswith("/"):
        parts.append("index.html")
    found = folder.joinpath(*parts).resolve()
    return found if found.is_relative_to(folder) and found.is_file() else None


class Handler(BaseHTTPRequestHandler):
    """Answers GET and HEAD with files of one folder, under the strict headers, and nothing else."""

    protocol_version = "HTTP/1.1"
    disable_nagle_algorithm = True  # or each file waits until its heading is confirmed: 40 milliseconds
    server_version = "equitytown"
    sys_version = ""
    timeout = 30  # seconds that a silent connection is kept

    # The server hands on whatever it was given: the parent class does not name the types.
    def __init__(self, folder: Path, *arguments: object) -> None:
        self.folder = folder
        super().__init__(*arguments)  # type: ignore[arg-type]  # the parent's three, passed through

    def do_GET(self) -> None:
        """Answer with a file."""
        self._answer(with_body=True)

    def do_HEAD(self) -> None:
        """Answer with a file's headers."""
        self._answer(with_body=False)

    def end_headers(self) -> None:
        """Put the strict headers on every answer, errors included."""
        for name, value in HEADERS.items():
            self.send_header(name, value)
        super().end_headers()

    def log_message(self, format: str, *args: object) -> None:  # noqa: A002  # the parent's name
        """Keep quiet: the terminal shows the address and nothing more."""

    def _answer(self, *, with_body: bool) -> None:
        """Send a file, or the page that says there is none."""
        if not self._addressed_here():
            self.send_error(HTTPStatus.MISDIRECTED_REQUEST)
            return
        try:
            found = find(self.folder, urlsplit(self.path).path)
            body = found.read_bytes() if found else None
        except (OSError, ValueError):  # a file that may not be read, an address that is none
            found = body = None
        if found is None or body is None:
            self._send(HTTPStatus.NOT_FOUND, self._not_found(), TYPES[".html"], with_body=with_body)
        else:
            self._send(HTTPStatus.OK, body, TYPES.get(found.suffix.lower(), OTHER), with_body=with_body)

    def _addressed_here(self) -> bool:
        """
        Say whether the request names this machine.

        A page elsewhere could have its name point at this machine, and read a draft edition.
        """
        host = (self.headers.get("Host") or "").rpartition(":")[0] or self.headers.get("Host")
        return host in (LOOPBACK, "localhost")

    def _not_found(self) -> bytes:
        """Give the edition's own page for an unknown address, its links written from the root."""
        page = self.folder / "404.html"
        if not page.is_file():
            return b"There is no page at this address.\n"
        return _RELATIVE.sub(rb'\1="/', page.read_bytes())

    def _send(self, status: HTTPStatus, body: bytes, kind: str, *, with_body: bool) -> None:
        """Send one answer."""
        self.send_response(status)
        self.send_header("Content-Type", kind)
        self.send_header("Content-Length", str(len(body)))
        self.end_headers()
        if with_body:
            self.wfile.write(body)
