"""The one door to the network, against a real server that misbehaves on demand."""

import socket
import threading
import time
from datetime import UTC, date, datetime, timedelta
from email.utils import format_datetime

import pytest

from equitytown.collect import fetch
from equitytown.collect.fetch import Courtesy, Fetcher
from equitytown.errors import CollectError
from tests.collect.standin import Answer

ORIGIN = "https://supplier.example"
ADDRESS = f"{ORIGIN}/figures?measure=1"
PATH = "/figures?measure=1"
TODAY = date(2026, 11, 26)
QUICK = Courtesy(tries=3, first_wait=0.01, longest_wait=0.3, pause=0, seconds=2, connect=1, size=10_000)

PATIENT = Courtesy(pause=0, first_wait=0.01)


def fetcher(standin, courtesy=QUICK):
    return Fetcher({ORIGIN: "supplier"}, TODAY, {ORIGIN: standin.origin}, courtesy)


def get(standin, *answers, courtesy=QUICK, held=None):
    standin.put(PATH, *answers)
    with fetcher(standin, courtesy) as door:
        return door.get(ADDRESS, held=held)


def test_a_reply_is_the_bytes_as_they_came_with_where_and_when(standin):
    reply = get(standin, Answer(b"a,b\n1,2\n", etag='"v1"', headers={"Last-Modified": "Mon, 02 Nov 2026 09:00:00 GMT"}))
    assert (reply.body, reply.address, reply.retrieved) == (b"a,b\n1,2\n", ADDRESS, TODAY)
    assert (reply.etag, reply.media_type, reply.supplier_id) == ('"v1"', "text/csv", "supplier")
    assert reply.last_modified == "Mon, 02 Nov 2026 09:00:00 GMT"


def test_a_version_that_is_held_is_not_sent_again(standin):
    first = get(standin, Answer(b"a\n1\n", etag='"v1"'))
    again = get(standin, Answer(b"a\n1\n", etag='"v1"'), held=first)
    assert again is first
    assert standin.headers[-1]["if-none-match"] == '"v1"'


def test_a_date_alone_marks_a_version_too(standin):
    first = get(standin, Answer(b"a\n1\n", headers={"Last-Modified": "Mon, 02 Nov 2026 09:00:00 GMT"}))
    get(standin, Answer(b"a\n2\n"), held=first)
    assert standin.headers[-1]["if-modified-since"] == "Mon, 02 Nov 2026 09:00:00 GMT"


@pytest.mark.parametrize("status", [408, 425, 429, 500, 502, 503, 504])
def test_a_busy_supplier_is_asked_again(standin, status):
    assert get(standin, Answer(b"", status), Answer(b"a\n1\n")).body == b"a\n1\n"
    assert len(standin.asked) == 2


def test_a_supplier_that_stays_busy_is_left_with_what_it_said(standin):
    with pytest.raises(CollectError, match=r"answered 503 Service Unavailable\. It was asked 3 times\."):
        get(standin, Answer(b"", 503))
    assert len(standin.asked) == 3


def test_the_pause_that_a_supplier_names_in_seconds_is_kept(standin):
    started = time.monotonic()
    get(standin, Answer(b"", 429, headers={"Retry-After": "1"}), Answer(b"a\n1\n"), courtesy=PATIENT)
    assert time.monotonic() - started >= 1


def test_the_moment_that_a_supplier_names_is_kept(standin):
    when = format_datetime(datetime.now(UTC) + timedelta(seconds=2), usegmt=True)
    get(
        standin,
        Answer(b"", 503, headers={"Retry-After": when}),
        Answer(b"a\n1\n"),
        courtesy=Courtesy(pause=0, first_wait=0.01),
    )
    assert standin.moments[1] - standin.moments[0] > 0.5


def test_a_supplier_that_asks_for_a_long_pause_is_not_waited_for(standin):
    with pytest.raises(CollectError, match=r"answered 429 .*left alone for longer than a command should wait"):
        get(standin, Answer(b"", 429, headers={"Retry-After": "3600"}))
    assert len(standin.asked) == 1


def test_waits_grow_and_are_never_alike(standin, monkeypatch):
    waits, asleep = [], time.sleep

    def sleep(seconds):
        """Note the waits of this thread; the server's, and those of whatever else runs here, are slept."""
        (waits.append if threading.current_thread() is threading.main_thread() else asleep)(seconds)

    monkeypatch.setattr(time, "sleep", sleep)
    with pytest.raises(CollectError):
        get(standin, Answer(b"", 500), courtesy=Courtesy(tries=5, first_wait=0.2, longest_wait=3, pause=0))
    pauses = [wait for wait in waits if wait]
    assert len(set(pauses)) == len(pauses) == 4
    assert pauses == sorted(pauses)
    assert max(pauses) <= 3.2


def test_a_silent_supplier_is_given_up_in_time(standin):
    with pytest.raises(CollectError, match="did not answer in time"):
        get(standin, Answer(b"late", delay=1.5), courtesy=Courtesy(tries=1, seconds=0.3, pause=0))


def test_a_supplier_that_drips_is_given_up_in_time(standin):
    with pytest.raises(CollectError, match=r"was still sending after 0\.3 seconds"):
        get(standin, Answer(b"x" * 100, drip=0.05), courtesy=Courtesy(tries=1, seconds=0.3, pause=0))


@pytest.mark.parametrize("packed", [False, True], ids=["plain", "packed"])
def test_an_answer_that_breaks_off_is_asked_for_again_and_never_taken(standin, packed):
    whole = b"a,b\n" + b"1,2\n" * 500
    broken = Answer(whole, packed=packed, cut_to=20)
    assert get(standin, broken, Answer(whole)).body == whole
    with pytest.raises(CollectError, match="broke off in the middle"):
        get(standin, broken)


def test_a_packed_answer_that_ends_early_is_not_taken_though_its_length_is_as_told(standin):
    with pytest.raises(CollectError, match="broke off in the middle"):
        get(standin, Answer(b"a,b\n" + b"1,2\n" * 500, packed=True, packed_to=30))


def test_an_answer_that_is_not_packed_as_it_says_is_not_taken(standin):
    with pytest.raises(CollectError, match="cannot be unpacked"):
        get(standin, Answer(b"plain", headers={"Content-Encoding": "gzip"}))
    with pytest.raises(CollectError, match='packs its answer as "br"'):
        get(standin, Answer(b"plain", headers={"Content-Encoding": "br"}))


def test_a_packed_answer_is_unpacked(standin):
    assert get(standin, Answer(b"a\n1\n", packed=True)).body == b"a\n1\n"
    assert standin.headers[0]["accept-encoding"] == "gzip"


@pytest.mark.parametrize("packed", [False, True], ids=["plain", "a bomb"])
def test_more_than_may_be_taken_is_refused_while_it_comes(standin, packed):
    with pytest.raises(CollectError, match="sends more than 10,000 bytes"):
        get(standin, Answer(b"0" * 5_000_000, packed=packed))


@pytest.mark.parametrize(
    "answer",
    [
        Answer(b"<!DOCTYPE html><title>Blocked</title>", media="text/csv"),
        Answer(b"\n  <html><body>Sign in</body></html>", media="text/csv"),
        Answer(b"nothing", media="text/html; charset=utf-8"),
    ],
    ids=["doctype", "html", "media"],
)
def test_a_web_page_is_no_data_whatever_its_status(standin, answer):
    with pytest.raises(CollectError, match=r"web page instead of data.*--from"):
        get(standin, answer)


@pytest.mark.parametrize("status", [301, 302, 307, 308])
def test_a_redirect_is_refused_and_named(standin, status):
    with pytest.raises(CollectError, match=r"points to 'https://elsewhere\.example/'\. Redirects are not followed"):
        get(standin, Answer(b"", status, headers={"Location": "https://elsewhere.example/"}))
    assert len(standin.asked) == 1


@pytest.mark.parametrize(
    ("answer", "words"),
    [
        (Answer(b"Parameter child_area_type_id is missing", 400, "text/plain"), 'saying "Parameter child_area'),
        (Answer(b"{}", 404, "application/json"), "answered 404 Not Found"),
        (Answer(b"", 403), r"403 Forbidden\. Ask your network's administrators"),
        (Answer(b"", 407), "the proxy asks for a name and password"),
    ],
)
def test_a_refusal_is_told_and_not_repeated(standin, answer, words):
    with pytest.raises(CollectError, match=words):
        get(standin, answer)
    assert len(standin.asked) == 1


def test_a_supplier_is_left_a_moment_between_questions(standin):
    standin.put(PATH, Answer(b"a\n1\n"))
    with fetcher(standin, Courtesy(pause=0.2)) as door:
        for _ in range(3):
            door.get(ADDRESS)
    gaps = [later - sooner for sooner, later in zip(standin.moments, standin.moments[1:], strict=False)]
    assert min(gaps) >= 0.15


@pytest.mark.parametrize(
    "address",
    [
        "https://elsewhere.example/figures",
        "http://supplier.example/figures",
        "https://supplier.example.evil.example/figures",
        "https://supplier.example@evil.example/figures",
        "https://supplier.example:8443/figures",
        "//supplier.example/figures",
        "file:///etc/passwd",
        "ftp://supplier.example/figures",
        "https://SUPPLIER.example/figures",
        "https://127.0.0.1/figures",
        "gopher://supplier.example",
        "",
    ],
)
def test_nothing_but_a_suppliers_own_origin_is_asked(standin, address):
    with fetcher(standin) as door, pytest.raises(CollectError, match="no supplier's address"):
        door.get(address)
    assert standin.asked == []


@pytest.mark.parametrize(
    "found",
    ["127.0.0.1", "10.1.2.3", "172.16.0.9", "192.168.1.1", "169.254.169.254", "100.64.0.1", "::", "::1",
     "fe80::1", "fd00::1", "::ffff:10.0.0.1"],
)  # fmt: skip
def test_a_name_that_leads_to_a_private_address_is_not_asked(monkeypatch, found):
    for name in ("HTTPS_PROXY", "https_proxy", "ALL_PROXY", "all_proxy"):
        monkeypatch.delenv(name, raising=False)
    kind = socket.AF_INET6 if ":" in found else socket.AF_INET
    monkeypatch.setattr(socket, "getaddrinfo", lambda *_a, **_k: [(kind, socket.SOCK_STREAM, 0, "", (found, 443))])
    with (
        Fetcher({ORIGIN: "supplier"}, TODAY) as door,
        pytest.raises(CollectError, match="leads to the private address"),
    ):
        door.get(ADDRESS)


def test_plain_http_is_for_this_machine_alone():
    with (
        Fetcher({ORIGIN: "supplier"}, TODAY, {ORIGIN: "http://mirror.example"}) as door,
        pytest.raises(CollectError, match="not asked over https"),
    ):
        door.get(ADDRESS)


def test_a_name_that_cannot_be_found_is_told_with_the_way_round(monkeypatch):
    monkeypatch.setattr(fetch, "getproxies", dict)

    def missing(*_args, **_more):
        raise socket.gaierror(-2, "Name or service not known")

    monkeypatch.setattr(socket, "getaddrinfo", missing)
    with Fetcher({ORIGIN: "supplier"}, TODAY) as door, pytest.raises(CollectError, match=r"cannot be found.*--from"):
        door.get(ADDRESS)


def test_a_server_that_is_not_there_is_told():
    with (
        Fetcher({ORIGIN: "supplier"}, TODAY, {ORIGIN: "http://127.0.0.1:9"}, QUICK) as door,
        pytest.raises(CollectError, match=r"127\.0\.0\.1 cannot be reached"),
    ):
        door.get(ADDRESS)
