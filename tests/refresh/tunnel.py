"""A council's network in small: a proxy that tunnels to a supplier on this machine, whose certificate is our own."""

import contextlib
import socket
import socketserver
import ssl
import threading
from collections.abc import Iterator
from contextlib import contextmanager
from dataclasses import dataclass, field
from urllib.parse import urlsplit

import trustme

from tests.collect.standin import StandIn


@dataclass
class Network:
    """The proxy's address, the file of the authority to trust, and which hosts were asked for."""

    proxy: str
    authority: str
    asked: list[str] = field(default_factory=list)
    refusal: str = ""  # what the proxy answers in place of a tunnel


class _Proxy(socketserver.StreamRequestHandler):
    network: Network
    target: tuple[str, int]

    def handle(self) -> None:
        asked = self.rfile.readline().decode().split()
        while self.rfile.readline().strip():
            pass
        self.network.asked.append(asked[1])
        if self.network.refusal:
            self.wfile.write(f"HTTP/1.1 {self.network.refusal}\r\nContent-Length: 0\r\n\r\n".encode())
            return
        self.wfile.write(b"HTTP/1.1 200 Connection established\r\n\r\n")
        with socket.create_connection(self.target) as there:
            back = threading.Thread(target=_carry, args=(there, self.connection), daemon=True)
            back.start()
            _carry(self.connection, there)
            back.join(timeout=5)


def _carry(source: socket.socket, target: socket.socket) -> None:
    with contextlib.suppress(OSError):
        while data := source.recv(65536):
            target.sendall(data)
        target.shutdown(socket.SHUT_WR)


class _Secured(socketserver.ThreadingTCPServer):
    """Ends the encryption before the stand-in."""

    daemon_threads = True
    allow_reuse_address = True


@contextmanager
def network(standin: StandIn, host: str, folder) -> Iterator[Network]:
    """Put a stand-in behind TLS under a supplier's name, and a proxy before it."""
    authority = trustme.CA()
    context = ssl.SSLContext(ssl.PROTOCOL_TLS_SERVER)
    authority.issue_cert(host).configure_cert(context)
    path = folder / "authority.pem"
    authority.cert_pem.write_to_path(str(path))
    plain = urlsplit(standin.origin)

    class Secured(socketserver.BaseRequestHandler):
        def handle(self) -> None:
            with (
                contextlib.suppress(OSError),
                context.wrap_socket(self.request, server_side=True) as secured,
                socket.create_connection((plain.hostname, plain.port)) as there,
            ):
                back = threading.Thread(target=_carry, args=(there, secured), daemon=True)
                back.start()
                _carry(secured, there)
                back.join(timeout=5)

    with _Secured(("127.0.0.1", 0), Secured) as secured, _Secured(("127.0.0.1", 0), _Proxy) as proxy:
        made = Network(f"http://127.0.0.1:{proxy.server_address[1]}", str(path))
        proxy.RequestHandlerClass = type("Proxy", (_Proxy,), {"network": made, "target": secured.server_address})
        for server in (secured, proxy):
            threading.Thread(target=server.serve_forever, kwargs={"poll_interval": 0.01}, daemon=True).start()
        try:
            yield made
        finally:
            proxy.shutdown()
            secured.shutdown()
