"""
Every route by role: what each of six people is answered.

One row a route. A new route without a row fails `test_routes.py`; so does a row without a route. To add one:

    row("people", get="in 404 404 404 404 200", post="in 405 405 405 405 405")

The six answers stand in the order of `ROLES`: a status, or `in` for the way to the sign-in page. Words in braces in an
address name a thing from `things` in `test_routes.py`; where they name one that belongs to an organisation, the row
says as well what is answered for another organisation's: `get_other` and `post_other`. What is posted is what `data`
says; where it says nothing, something that no form asks for.
"""

from dataclasses import dataclass

from django.urls import URLPattern, URLResolver, get_resolver

from equitytown.web.accounts.roles import Role

ROLES = (None, Role.CONTRIBUTOR, Role.LEAD, Role.EDITOR, Role.PUBLISHER, Role.ADMINISTRATOR)  # None is the public
SIGN_IN = "in"
UNASKED = {"unasked": "x"}


@dataclass(frozen=True)
class Row:
    """The answers of one route, one for each role, by method and by whose the thing is."""

    name: str
    args: tuple[str, ...]
    answers: dict[tuple[str, str], tuple[str, ...]]
    data: dict[str, str]

    @property
    def owned(self) -> bool:
        """Whether its address names something that belongs to an organisation."""
        return any("{" in arg for arg in self.args)


ROWS: list[Row] = []


def row(
    name: str,
    *args: str,
    get: str,
    post: str,
    get_other: str = "",
    post_other: str = "",
    data: dict[str, str] | None = None,
) -> None:
    """Add a route's row."""
    told = {("GET", "own"): get, ("POST", "own"): post, ("GET", "other"): get_other, ("POST", "other"): post_other}
    answers = {key: tuple(words.split()) for key, words in told.items() if words}
    ROWS.append(Row(name, args, answers, data or UNASKED))


def everyone(answer: str) -> str:
    """Answer everyone alike."""
    return " ".join([answer] * len(ROLES))


def signed_in(answer: str, *, public: str = SIGN_IN) -> str:
    """Answer everyone with an account alike; the public is shown where to sign in, or as told."""
    return " ".join([public] + [answer] * (len(ROLES) - 1))


def routes(resolver: URLResolver | None = None, names: str = "", path: str = "") -> dict[str, URLPattern]:
    """Give every route of the running application by its name, or by its path where it has none."""
    found: dict[str, URLPattern] = {}
    for part in (resolver or get_resolver()).url_patterns:
        here = path + str(part.pattern)
        if isinstance(part, URLResolver):
            found |= routes(part, names + (f"{part.namespace}:" if part.namespace else ""), here)
        else:
            name = names + part.name if part.name else here
            if name in found:
                raise ValueError(f"Two routes are named {name}.")
            found[name] = part
    return found


READ_ONLY = signed_in("405")
# --- Readers
for name in ("front", "help", "accessibility", "privacy", "register"):
    row(f"reader:{name}", get=everyone("200"), post=everyone("405"))
row("reader:records", "actions", get=everyone("200"), post=everyone("405"))
row(
    "reader:record", "actions", "{action}",
    get=everyone("200"), get_other=everyone("200"), post=everyone("405"), post_other=everyone("405"),
)  # fmt: skip
row("reader:everything", get=everyone("200"), post=everyone("405"))
row("reader:download", "actions", "csv", get=everyone("200"), post=everyone("405"))
for name in ("matrix", "partners"):
    row(f"reader:{name}", get=everyone("200"), post=everyone("405"))
for name in ("governance", "evaluation", "movement", "case-studies"):
    row(f"reader:{name}", get=everyone("200"), post=everyone("405"))
row(
    "reader:newsletter", "{issue}",
    get=everyone("200"), get_other=everyone("200"), post=everyone("405"), post_other=everyone("405"),
)  # fmt: skip
row("reader:measure", "air-quality", get=everyone("200"), post=everyone("405"))
row("reader:edition", "index.html", get=everyone("404"), post=everyone("405"))  # these tests have no edition

# --- Accounts: signing in, of which the library's pages that are not named here are not there
row("join", "MQ", "worn-out", get=everyone("410"), post=everyone("410"))
row("account_login", get=signed_in("302", public="200"), post=signed_in("302", public="422"))
row("account_logout", get=signed_in("200", public="302"), post=everyone("302"))
row("account_inactive", get=everyone("200"), post=everyone("405"))
row("account_reauthenticate", get=signed_in("200"), post=signed_in("422"))
row("account_change_password", get=signed_in("200"), post=signed_in("422"))
row("account_reset_password", get=everyone("200"), post=everyone("422"))
row("account_reset_password_from_key_done", get=everyone("200"), post=everyone("405"))
row("account_reset_password_from_key", "1", "no-such-key", get=everyone("200"), post=everyone("200"))
row("account_reset_password_done", get=everyone("200"), post=everyone("405"))
row("mfa_index", get=signed_in("200"), post=READ_ONLY)
row("mfa_authenticate", get=signed_in("302"), post=signed_in("302"))
row("mfa_reauthenticate", get=signed_in("302"), post=signed_in("302"))
row("mfa_activate_totp", get=signed_in("302"), post=signed_in("302"))
row("mfa_deactivate_totp", get="in 404 302 302 302 302", post="in 404 302 302 302 302")
row("mfa_view_recovery_codes", get=signed_in("404"), post=READ_ONLY)
row("mfa_generate_recovery_codes", get=signed_in("302"), post=signed_in("302"))
row("mfa_download_recovery_codes", get=signed_in("404"), post=signed_in("404"))
row("socialaccount_login_cancelled", get=everyone("200"), post=everyone("405"))
row("openid_connect_login", "sign-on", get=everyone("404"), post=everyone("405"))  # none is set up in these tests
row("openid_connect_callback", "sign-on", get=everyone("404"), post=everyone("405"))
# One's own account, and keeping accounts
row("mine", get=signed_in("200"), post=READ_ONLY)
row("my_copy", get=signed_in("200"), post=READ_ONLY)
row("my_name", get=signed_in("200"), post=signed_in("422"))
KEPT = "in 404 404 404 404 200"
row("people", get=KEPT, post=READ_ONLY)
row("invite", get=KEPT, post="in 404 404 404 404 422")
row(
    "person", "{person}",
    get=KEPT, get_other=KEPT, post="in 404 404 404 404 422", post_other="in 404 404 404 404 422",
)  # fmt: skip
row(
    "person_do", "{person}", "close",
    get=KEPT, get_other=KEPT, post="in 404 404 404 404 302", post_other="in 404 404 404 404 302",
)  # fmt: skip

# --- Those who work on the register. Contributor and lead are of ORG-A, whose action is "own"; all are published.
row("home", get=signed_in("200"), post=READ_ONLY)
row("search", get=signed_in("200"), post=READ_ONLY)
row("matrix", get=signed_in("200"), post=READ_ONLY)
row("partners", get=signed_in("200"), post=READ_ONLY)
row(
    "link", "{recommendation}",
    get="in 404 404 200 404 404", get_other="in 404 404 200 404 404",
    post="in 404 404 422 404 404", post_other="in 404 404 422 404 404",
)  # fmt: skip
row(
    "carry", "{workstream}",
    get="in 404 200 200 404 404", get_other="in 404 404 200 404 404",
    post="in 404 422 422 404 404", post_other="in 404 404 422 404 404",
)  # fmt: skip
row("records", "actions", get=signed_in("200"), post=READ_ONLY)
row("new", "actions", get="in 200 200 200 404 404", post="in 422 422 422 404 404")
row(
    "record", "actions", "{action}",
    get="in 200 200 200 200 404", get_other="in 404 200 200 200 404", post=READ_ONLY, post_other=READ_ONLY,
)  # fmt: skip
row(
    "history", "actions", "{action}",
    get="in 200 200 200 200 404", get_other="in 404 200 200 200 404", post=READ_ONLY, post_other=READ_ONLY,
)  # fmt: skip
row(
    "edit", "actions", "{action}",
    get="in 200 200 200 404 404", get_other="in 404 404 200 404 404",
    post="in 422 422 422 404 404", post_other="in 404 404 422 404 404",
)  # fmt: skip
row(
    "update", "actions", "{action}",
    get="in 200 200 200 404 404", get_other="in 404 404 200 404 404",
    post="in 422 422 422 404 404", post_other="in 404 404 422 404 404",
)  # fmt: skip
row(
    "move", "actions", "{action}", "withdraw",
    get="in 404 404 404 200 404", get_other="in 404 404 404 200 404",
    post="in 404 404 404 422 404", post_other="in 404 404 404 422 404",
)  # fmt: skip
for name in ("packs", "pack-governance", "pack-evaluation", "pack-movement"):
    row(name, get=signed_in("200"), post=READ_ONLY)
for name in ("pack-event", "pack-event-word", "pack-event-attendance"):
    row(
        name, "{event}",
        get="in 200 200 200 200 404", get_other="in 404 200 200 200 404", post=READ_ONLY, post_other=READ_ONLY,
    )  # fmt: skip
for name, *args in (
    ("pack-board", "{board}"),
    ("pack-board-word", "{board}"),
    ("pack-newsletter", "{issue}"),
    ("pack-newsletter-file", "{issue}", "text"),
):  # of no organisation
    row(
        name, *args,
        get="in 404 200 200 200 404", get_other="in 404 200 200 200 404", post=READ_ONLY, post_other=READ_ONLY,
    )  # fmt: skip
# Files out: whoever may read nothing has an empty one. Files in: writers alone, and what they handed in themselves.
row("everything", get=signed_in("200"), post=READ_ONLY)
row("export", "actions", "xlsx", get=signed_in("200"), post=READ_ONLY)
row("to-fill-in", "actions", get="in 200 200 200 404 404", post=READ_ONLY)
row("take-in", "actions", get="in 200 200 200 404 404", post="in 422 422 422 404 404")
row("preview", "actions", "1", get="in 302 302 302 404 404", post="in 302 302 302 404 404")
row("views", get=signed_in("200"), post=READ_ONLY)
row("save-view", "actions", get=READ_ONLY, post=signed_in("302"))
row("rename-view", "1", get=READ_ONLY, post=signed_in("404"))
row("delete-view", "1", get=READ_ONLY, post=signed_in("404"))
