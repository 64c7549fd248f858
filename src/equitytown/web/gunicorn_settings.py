"""How gunicorn serves the register: `gunicorn --config python:equitytown.web.gunicorn_settings equitytown.web.wsgi`."""

from ipaddress import ip_address
from typing import Any

from equitytown.web.config import LOOPBACK

bind = ["127.0.0.1:8000"]
workers = 2
worker_class = "gthread"
threads = 4
preload_app = True  # a worker that is begun anew is ready at once, and what does not change is held once
max_requests = 5_000  # then a worker is begun anew, so that nothing it holds can grow for ever
max_requests_jitter = 1_000  # and never all at the same time
timeout = 60  # seconds without a sign of life, after which a worker is taken to be stuck
graceful_timeout = 20  # seconds in which a worker finishes what it has begun
keepalive = 5  # seconds that a connection without a request stays open
limit_request_line = 8_190  # bytes
limit_request_fields = 60
accesslog = None  # who read what is nobody's business; a proxy in front may count
errorlog = "-"
loglevel = "warning"
control_socket_disable = True


def on_starting(server: Any) -> None:  # gunicorn's arbiter, which has no types
    """Refuse to serve without HTTPS to anyone but this machine."""
    from equitytown.web.settings import CONFIG  # noqa: PLC0415  the environment is read when the server starts

    reached = [_written(address) for address in server.cfg.address if not _is_near(address)]
    if reached and not CONFIG.https:
        raise SystemExit(
            f"EQUITYTOWN_HTTPS=no is for a trial on one's own machine, and {', '.join(reached)} is reached by others. "
            "Serve it on 127.0.0.1, or leave EQUITYTOWN_HTTPS out and put a proxy with a certificate in front."
        )


def _is_near(address: object) -> bool:
    """Whether only this machine reaches an address: a Unix socket, one handed over, or loopback."""
    if not isinstance(address, tuple):
        return True
    host = str(address[0])
    try:
        return host in LOOPBACK or ip_address(host).is_loopback
    except ValueError:  # a name
        return False


def _written(address: tuple[object, ...]) -> str:
    return ":".join(str(part) for part in address[:2])
