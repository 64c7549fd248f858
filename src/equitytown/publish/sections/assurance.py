"""How this was checked: who answers for the edition, its checks, data, assumptions, decisions and software."""

from datetime import date

from equitytown.present.blocks import Block, Bullets, Heading, Paragraph, Span, Table, Text, text
from equitytown.present.wording.phrases import join
from equitytown.publish.assurance import rows
from equitytown.publish.assurance.components import components
from equitytown.publish.edition import Edition
from equitytown.publish.sections import changes
from equitytown.terms.checks import failed
from equitytown.terms.period import long_date
from equitytown.terms.place import SectionName
from equitytown.terms.sign_off import SigningRole, Standing, one_name

TITLE = "How this was checked"
SLUG = "assurance"
NOBODY = Standing("")
FAILED = "This edition is a draft: it failed a check."


def blocks(edition: Edition) -> tuple[Block, ...]:
    """Give the annex."""
    standing = edition.standing or NOBODY
    return (
        Paragraph(text(FAILED if failed(edition.checks) else stands(standing)), "lede"),
        *_open_code(edition),
        *_signed(standing),
        Heading(2, "Checks that were run", anchor="checks"),
        Paragraph(text(_checked(edition))),
        *_where_any(rows.checks(edition)),
        Heading(2, "What the figures are made from", anchor="data-log"),
        Paragraph(text("Whose figures these are, and what became of them. A figure is withheld where a small count "
                       "could be worked out from it, replaced where a newer one is held, and too late where it became "
                       "known after the edition's day. The file assurance/data-log.csv has each publication in each "
                       "file, with hash and licence.")),
        *_where_any(rows.data(edition)),
        Heading(2, "What is assumed", anchor="assumptions"),
        rows.assumed(edition),
        *_where_any(rows.model_settings(edition)),
        Heading(2, "What was decided", anchor="decisions"),
        *_decided(edition),
        Heading(2, "What was put right or revised", anchor="put-right"),
        *_put_right(edition),
        Heading(2, "What it was made with", anchor="components"),
        *_made_with(),
    )  # fmt: skip


def stands(standing: Standing) -> str:
    """
    Say who signed an edition, or what it still awaits.

    Examples
    --------
    >>> stands(NOBODY)
    'This edition is a draft: nobody has signed it.'
    """
    if standing.is_signed:
        return f"This edition is signed: {signed_by(standing)}."
    lapsed = _lapsed(standing)
    if not standing.hold:
        return lapsed or "This edition is a draft: nobody has signed it."
    missing = [role.value for role in SigningRole if role not in {s.role for s in standing.hold}]
    awaited = f"It awaits its {join(missing)}." if missing else "It awaits a second person."
    return " ".join(part for part in (f"This edition is a draft: {signed_by(standing)}.", awaited, lapsed) if part)


def signed_line(standing: Standing) -> str:
    """Name who signed an edition, in a line for its cover."""
    return f"Signed by {join([f'{s.name} ({s.role.value})' for s in standing.hold])}"


def signed_by(standing: Standing) -> str:
    """Name who signed what the edition says now, each in a role."""
    return join([f"{s.name} signed it as {s.role.value} on {_day(s.signed)}" for s in standing.hold])


def _day(signed: str) -> str:
    return long_date(date.fromisoformat(signed[:10]))


def _lapsed(standing: Standing) -> str:
    """Name the signatures that no longer hold."""
    held = {(one_name(s.name), s.role) for s in standing.hold}
    gone = dict.fromkeys((s.name, s.role.value) for s in standing.lapsed if (one_name(s.name), s.role) not in held)
    if not gone:
        return ""
    who = join([f"that of {name}, {role}" for name, role in gone])
    signatures = "signature no longer holds" if len(gone) == 1 else "signatures no longer hold"
    return f"This edition is a draft: it has changed since it was signed, and the {signatures}: {who}."


def _signed(standing: Standing) -> tuple[Block, ...]:
    """List the signatures, and say what they are bound to; files hold the whole hash."""
    if not standing.content:
        return _where_any(rows.signatures(standing))
    words = ("A signature is bound to what the edition says: one changed figure, verdict or sentence, and it no longer "
             f"holds. The hash of what this one says begins with {standing.content[:rows.SHOWN_OF_HASH]}; "
             "assurance/checks.json has all of it.")  # fmt: skip
    return (
        Heading(2, "Signatures", anchor="signing"),
        *_where_any(rows.signatures(standing)),
        Paragraph(text(words), "small"),
    )


def _open_code(edition: Edition) -> tuple[Block, ...]:
    address = edition.place.report.code_address
    if not address:
        return ()
    link: Text = (Span("The folder and the code that this edition is made from are open to everyone: "),
                  Span(address, href=address), Span("."))  # fmt: skip
    return (Paragraph(link),)


def _checked(edition: Edition) -> str:
    wrong = failed(edition.checks)
    if wrong:
        which = "One check" if len(wrong) == 1 else f"{len(wrong)} checks"
        return f"{which} failed, and the edition cannot be signed until it is put right."
    return (
        "The build ran these checks, and none failed. It ends without an edition where the folder has a fault, where a "
        "withheld count can be worked out, where its audit finds what cannot be right, where its text says what was "
        "not found, or where the PDF is not accessible by its own compiler's rules; what it found in the finished "
        "files stands in assurance/checks.csv, and the hash of each file in manifest.json."
    )


def _where_any(table: Table) -> tuple[Block, ...]:
    """Give a table where it has rows."""
    return (table,) if any(group.rows for group in table.groups) else ()


def _decided(edition: Edition) -> tuple[Block, ...]:
    table = _where_any(rows.decisions(edition))
    awaiting = [i for i in edition.listed() if not i.confirmed]
    items = tuple(
        text(f'Still to be decided: how "{i.headline}" is measured.'
             + (f" Under discussion: {'; '.join(i.candidates)}." if i.candidates else " No measure is proposed yet."))
        for i in awaiting
    )  # fmt: skip
    none = () if table else (Paragraph(text("No decision is on record in decisions.yaml."), "note"),)
    return (*table, *none, *((Bullets(items),) if items else ()))


def _put_right(edition: Edition) -> tuple[Block, ...]:
    table = _where_any(rows.corrections(edition))
    none = () if table else (Paragraph(text("No supplier's figure was put right here.")),)
    issued = Paragraph(text(_issued(len(edition.issued))))
    if SectionName.CHANGES not in edition.place.report.sections:
        return (*table, *none, issued)
    link = (Span("Revised figures, corrections and everything else that changed since the last edition stand in "),
            Span(changes.TITLE, href=changes.SLUG), Span("."))  # fmt: skip
    return (*table, *none, issued, Paragraph(link))


def _issued(count: int) -> str:
    """Count the corrections that were issued after publication."""
    told = {0: "No correction was", 1: "1 correction was"}.get(count, f"{count:,} corrections were")
    return f"{told} issued after publication."


def _made_with() -> tuple[Block, ...]:
    found = components()
    flagged = [c.name for c in found if c.copyleft]
    unsaid = sum(c.licence == "not stated" for c in found)
    licences = f"Under the GPL or AGPL: {join(flagged)}." if flagged else "None of them is under the GPL or the AGPL."
    unstated = f" {unsaid:,} do not state their licence." if unsaid else ""
    words = f"{len(found):,} installed packages took part, Python among them. {licences}{unstated}"
    return (Paragraph(text(words)), rows.made_with(found))
