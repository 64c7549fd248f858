"""The server answers this machine alone, from one folder alone, under strict headers."""

import http.client
import os
import socket
import threading

import pytest

from equitytown.errors import InputError
from equitytown.publish import server as module
from equitytown.publish.server import HEADERS, LOOPBACK, address_of, find, open_server, serve


@pytest.fixture
def folder(tmp_path):
    root = tmp_path / "edition"
    (root / "measures").mkdir(parents=True)
    (root / "index.html").write_text("<h1>Overview</h1>")
    (root / "measures" / "index.html").write_text("<h1>Measures</h1>")
    (root / "404.html").write_text(
        '<a href="index.html">On</a> <a href="#x"></a> <a href="https://example.org/">Out</a>'
    )
    (root / "data.csv").write_text("a,b\n")
    (root / ".hidden").write_text("secret")
    (root / "no-index").mkdir()
    (tmp_path / "secret.txt").write_text("secret")
    (root / "ring.txt").symlink_to(root / "ring.txt")
    (root / "way-out.txt").symlink_to(tmp_path / "secret.txt")
    return root


@pytest.fixture
def port(folder):
    server = open_server(folder, port=0)
    thread = threading.Thread(target=server.serve_forever, daemon=True)
    thread.start()
    yield server.server_address[1]
    server.shutdown()
    server.server_close()
    thread.join()


def ask(port, path, *, method="GET", host=None):
    """Ask for a path exactly as written."""
    connection = http.client.HTTPConnection(LOOPBACK, port, timeout=5)
    connection.putrequest(method, path, skip_host=True)
    connection.putheader("Host", host or f"{LOOPBACK}:{port}")
    connection.endheaders()
    answer = connection.getresponse()
    body = answer.read()
    connection.close()
    return answer, body


@pytest.mark.parametrize(
    ("path", "kind", "body"),
    [
        ("/", "text/html; charset=utf-8", b"<h1>Overview</h1>"),
        ("/index.html?x=1", "text/html; charset=utf-8", b"<h1>Overview</h1>"),
        ("/measures/", "text/html; charset=utf-8", b"<h1>Measures</h1>"),
        ("/data.csv", "text/csv; charset=utf-8", b"a,b\n"),
    ],
)
def test_it_works(port, path, kind, body):
    answer, found = ask(port, path)
    assert (answer.status, answer.headers["Content-Type"], found) == (200, kind, body)


def test_a_head_request_has_the_headers_and_no_body(port):
    answer, body = ask(port, "/data.csv", method="HEAD")
    assert (answer.status, answer.headers["Content-Length"], body) == (200, "4", b"")


@pytest.mark.parametrize(
    "path",
    ["/nothing", "/../secret.txt", "/%2e%2e/secret.txt", "/..%2fsecret.txt", "/measures/../../secret.txt",
     "/.hidden", "/way-out.txt",
     "/no-index/", "/no-index", "//etc/passwd", "/%00", "/..\\secret.txt", "/data.csv/",
     "/" + "x" * 300, "http://[", "/ring.txt", "/%ed%a0%80"],
)  # fmt: skip
def test_nothing_outside_the_folder_and_no_list_of_files_is_given(port, path):
    answer, body = ask(port, path)
    assert answer.status == 404
    assert b"secret" not in body


def test_a_file_that_may_not_be_read_is_not_there(port, monkeypatch):
    def refuse(_):
        raise PermissionError

    monkeypatch.setattr("pathlib.Path.read_bytes", refuse)
    monkeypatch.setattr(module.Handler, "_not_found", lambda _: b"")
    assert ask(port, "/data.csv")[0].status == 404


def test_the_page_for_unknown_addresses_links_from_the_root(port):
    _, body = ask(port, "/deep/down/nothing")
    assert b'href="/index.html"' in body
    assert b'href="#x"' in body
    assert b'href="https://example.org/"' in body


def test_a_folder_without_such_a_page_still_answers(folder, port):
    (folder / "404.html").unlink()
    assert ask(port, "/nothing")[1] == b"There is no page at this address.\n"


@pytest.mark.parametrize(("path", "method"), [("/", "GET"), ("/nothing", "GET"), ("/", "POST"), ("/", "HEAD")])
def test_each_answer_carries_the_strict_headers(port, path, method):
    answer, _ = ask(port, path, method=method)
    assert {name: answer.headers[name] for name in HEADERS} == HEADERS
    assert "frame-ancestors 'none'" in answer.headers["Content-Security-Policy"]
    assert "Python" not in answer.headers.get("Server", "")


@pytest.mark.parametrize("method", ["POST", "PUT", "DELETE", "OPTIONS"])
def test_it_only_reads(port, method):
    assert ask(port, "/", method=method)[0].status == 501


@pytest.mark.parametrize("host", ["evil.example", "evil.example:8000", "127.0.0.1.evil.example"])
def test_another_name_for_this_machine_is_turned_away(port, host):
    assert ask(port, "/", host=host)[0].status == 421


def test_localhost_is_this_machine(port):
    assert ask(port, "/", host=f"localhost:{port}")[0].status == 200


def test_it_listens_on_loopback_alone_and_takes_another_port_where_one_is_in_use(folder):
    with socket.socket() as taken:
        taken.bind((LOOPBACK, 0))
        taken.listen()
        server = open_server(folder, port=taken.getsockname()[1])
        try:
            assert server.server_address[0] == LOOPBACK
            assert server.server_address[1] != taken.getsockname()[1]
            assert address_of(server).startswith("http://127.0.0.1:")
        finally:
            server.server_close()


def test_a_folder_without_a_site_is_refused(tmp_path):
    with pytest.raises(InputError, match="holds no microsite"):
        open_server(tmp_path, port=0)


def test_an_unreadable_ending_is_sent_as_bytes(folder, port):
    (folder / "data.parquet").write_bytes(b"PAR1")
    assert ask(port, "/data.parquet")[0].headers["Content-Type"] == "application/octet-stream"


def test_it_says_its_address_and_stops_when_interrupted(folder, monkeypatch):
    told = []

    def interrupted(_):
        raise KeyboardInterrupt

    monkeypatch.setattr(module._Server, "serve_forever", interrupted)
    serve(folder, port=0, announce=told.append)
    assert told[0].startswith(f"Showing {folder} at http://127.0.0.1:")
    assert told[1] == "Stopped."


@pytest.mark.skipif(os.sep != "/", reason="paths are written for this system")
def test_a_path_is_found_only_inside(folder):
    assert find(folder.resolve(), "/index.html") == folder.resolve() / "index.html"
    assert find(folder.resolve(), "/../secret.txt") is None
