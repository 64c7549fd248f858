"""Letters, sent to a mail server that listens on this machine."""

import email
import re
import socket
from email import policy

import pytest
from aiosmtpd.controller import Controller
from django.core.mail import BadHeaderError, EmailMessage
from django.test import Client
from django.urls import reverse

from equitytown.web.accounts import actions, letters
from equitytown.web.accounts.links import link_for
from equitytown.web.accounts.models import User
from equitytown.web.accounts.roles import Role
from equitytown.web.config import read_config
from equitytown.web.register.models import TrailEntry
from tests.web import factories

ASK = "/account/password/reset/"
WORDS = "four words that are new"


class Box:
    """Takes every letter that comes."""

    def __init__(self):
        self.letters = []

    async def handle_DATA(self, _server, _session, envelope):  # noqa: N802  the name that aiosmtpd calls
        letter = email.message_from_bytes(envelope.content, policy=policy.default)
        self.letters.append((envelope.mail_from, envelope.rcpt_tos, letter))
        return "250 OK"


@pytest.fixture
def box(settings):
    """A mail server, set as an operator sets it."""
    taken = Box()
    with socket.create_server(("127.0.0.1", 0)) as free:
        port = free.getsockname()[1]
    server = Controller(taken, hostname="127.0.0.1", port=port)
    server.start()
    config = read_config({"EQUITYTOWN_SMTP": f"smtp://127.0.0.1:{port}", "EQUITYTOWN_SENDER": "register@town.example"})
    for name, value in {**config.email_settings, "DEFAULT_FROM_EMAIL": config.sender}.items():
        setattr(settings, name, value)
    yield taken
    server.stop()


@pytest.fixture
def sent(django_capture_on_commit_callbacks):
    """Do what is done after a change is saved, as where no test holds the transaction open."""
    return lambda: django_capture_on_commit_callbacks(execute=True)


def test_it_works(box, as_):
    told = {"name": "Ada New", "email": "ada@example.org", "role": "editor"}
    as_(Role.ADMINISTRATOR).post(reverse("invite"), told)
    sender, to, letter = box.letters[0]
    assert (sender, to) == ("register@town.example", ["ada@example.org"])
    assert (letter["From"], letter["To"]) == ("register@town.example", "ada@example.org")
    assert letter.get_content_type() == "text/plain"
    assert re.search(r"^http://testserver/account/join/\S+\r?$", letter.get_content(), re.MULTILINE)
    assert "Ada" not in letter.as_string()


def test_a_link_for_a_new_password_arrives_and_works(box, people, sent, sign_in):
    person = people[Role.CONTRIBUTOR]
    client = Client()
    with sent():
        answer = client.post(ASK, {"email": person.email.upper()})
    assert answer["Location"] == reverse("account_reset_password_done")
    assert "Look for a letter" in client.get(answer["Location"]).content.decode()
    sender, to, letter = box.letters[0]
    assert (sender, [to[0].lower()], letter.get_content_type()) == (
        "register@town.example", [person.email], "text/plain",
    )  # fmt: skip
    link = re.search(r"http://testserver(/account/password/reset/key/\S+)", letter.get_content())[1]
    page = client.get(link)
    assert link.split("-", 1)[1].strip("/") not in page["Location"]
    before = TrailEntry.objects.count()
    with sent():
        done = client.post(page["Location"], {"password1": WORDS, "password2": WORDS})
    assert done["Location"] == reverse("account_reset_password_from_key_done")
    assert "Your password is set" in client.get(done["Location"]).content.decode()
    assert [e.verb for e in TrailEntry.objects.filter(number__gt=before)] == ["set password"]
    assert "was changed" in box.letters[1][2].get_content()
    assert sign_in(person, words=WORDS)[1].status_code == 302
    assert "no longer works" in Client().get(link).content.decode()


@pytest.mark.parametrize("whose", ["nobody", "closed"])
def test_an_unknown_address_gets_the_same_answer_and_a_letter_that_says_so(whose, box, people, sent):
    person = people[Role.CONTRIBUTOR]
    if whose == "closed":
        User.objects.filter(pk=person.pk).update(is_active=False)
    address = "nobody@example.org" if whose == "nobody" else person.email
    with sent():
        answer = Client().post(ASK, {"email": address})
    assert answer["Location"] == reverse("account_reset_password_done")
    letter = box.letters[0][2].get_content()
    assert "No open account there has this address" in letter
    assert "/account/" not in letter


def test_letters_to_one_address_are_few(box, people, sent):
    for n in range(8):
        with sent():
            Client().post(ASK, {"email": people[Role.CONTRIBUTOR].email}, REMOTE_ADDR=f"198.51.100.{n}")
    assert len(box.letters) == 5


def test_a_letter_tells_of_a_changed_password(box, people, sent, sign_in):
    client, _ = sign_in(people[Role.CONTRIBUTOR])
    told = {"oldpassword": factories.PASSWORD, "password1": WORDS, "password2": WORDS}
    with sent():
        client.post(reverse("account_change_password"), told)
    assert box.letters[0][1] == [people[Role.CONTRIBUTOR].email]


def test_a_host_that_is_not_ours_gets_no_link(box, people, sent):
    with sent():
        answer = Client().post(ASK, {"email": people[Role.CONTRIBUTOR].email}, HTTP_HOST="evil.example")
    assert (answer.status_code, box.letters) == (400, [])


def test_a_name_cannot_add_a_header(box):
    with pytest.raises(actions.Refused, match="on one line"):
        actions.make_account(None, email="a@example.org", name="A\r\nBcc: all@example.org", role=Role.EDITOR)
    person = factories.person(Role.EDITOR, name="A\r\nBcc: all@example.org")  # as if one had come in elsewhere
    assert letters.invite(person, link_for(person, "http://testserver"))
    _, to, letter = box.letters[0]
    assert (to, letter["Bcc"], letter["Cc"]) == ([person.email], None, None)
    with pytest.raises(BadHeaderError):
        EmailMessage(f"For {person.name}", "x", to=["a@example.org"]).send()


def test_an_address_cannot_add_a_header(as_, box):
    told = {"name": "A", "email": "a@example.org\r\nBcc: b@example.org", "role": "editor"}
    assert as_(Role.ADMINISTRATOR).post(reverse("invite"), told).status_code == 422
    assert box.letters == []


def test_without_a_mail_server_no_link_is_asked_for(settings, people):
    settings.EMAIL_BACKEND = letters.TO_THE_LOG
    for answer in (Client().get(ASK), Client().post(ASK, {"email": people[Role.EDITOR].email})):
        assert "Ask your administrator for a link" in answer.content.decode()


def test_a_mail_server_that_is_down_stops_no_change(settings, people, sent, sign_in, caplog):
    settings.EMAIL_BACKEND = "django.core.mail.backends.smtp.EmailBackend"
    settings.EMAIL_HOST, settings.EMAIL_PORT = "127.0.0.1", 9  # nothing listens there
    person = people[Role.CONTRIBUTOR]
    client, _ = sign_in(person)
    told = {"oldpassword": factories.PASSWORD, "password1": WORDS, "password2": WORDS}
    with sent():
        assert client.post(reverse("account_change_password"), told).status_code == 302
    assert "refused" in caplog.text.lower()
    assert sign_in(person, words=WORDS)[1].status_code == 302
