"""The impact report: programmes, whom they reached, what cannot yet be claimed; and resources beside need."""

from equitytown.present.blocks import Block, Bullets, Fact, Facts, Heading, Paragraph, text
from equitytown.present.wording.phrases import capital
from equitytown.present.wording.sentences import sentence
from equitytown.publish.edition import Edition
from equitytown.publish.told import need
from equitytown.publish.told.achievements import achievements, amount
from equitytown.publish.told.hoped import guard
from equitytown.publish.told.latest import name_of, standing
from equitytown.publish.told.words import areas, between, counted, ended, facts, joined, names, pounds
from equitytown.terms.register import Register
from equitytown.terms.register.partners import Organisation
from equitytown.terms.register.promises import Recommendation
from equitytown.terms.register.reach import reach
from equitytown.terms.register.results import Programme, Progress
from equitytown.terms.register.work import Funding, Workstream

TITLE = "Programmes: whom they reached and what they cannot yet show"


def blocks(edition: Edition) -> tuple[Block, ...]:
    """Give each programme in the order of the register."""
    held = edition.place.register.all(Programme)
    if not held:
        return (Paragraph(text("The register holds no programme yet."), style="note"), *need.blocks(edition))
    opening = (
        f"{counted(len(held), 'programme', 'programmes')}, one by one: what each does and for whom, whom it reached, "
        "with what money, and what it cannot yet show."
    )
    return (
        Paragraph(text(opening), style="lede"),
        Paragraph(
            text(
                "People may be in several programmes, so their counts are never added together. Where a measure "
                "stands is told beside a programme, and is no result of it: whether a programme has a part in how a "
                "measure moves would need an evaluation."
            ),
            style="note",
        ),
        *(block for programme in held for block in _programme(edition, programme)),
        *need.blocks(edition),
    )


def _programme(edition: Edition, programme: Programme) -> tuple[Block, ...]:
    register = edition.place.register
    about = (Paragraph(text(ended(programme.about))),) if programme.about else ()
    return (
        Heading(2, programme.name),
        *about,
        Facts("", (*_facts(register, programme), *_reached(register, programme), *_money(register, programme))),
        *_results(register, programme),
        *_measures(edition, programme),
        Heading(3, "What cannot yet be claimed"),
        Paragraph(text(guard(programme, edition.holdings.on))),
    )


def _facts(register: Register, programme: Programme) -> tuple[Fact, ...]:
    partners, asked = names(register, Organisation), names(register, Recommendation)
    return facts(
        ("For whom", programme.people),
        ("Run by", joined((programme.organisation,), partners) if programme.organisation else ""),
        ("With", joined(programme.organisations, partners)),
        ("Areas of work", areas(programme.workstreams, names(register, Workstream))),
        ("Period", between(programme.starts, programme.ends)),
        ("Recommendations it answers", "; ".join(asked[r].rstrip(".") for r in programme.recommendations)),
    )


def _entries(register: Register, programme: Programme) -> tuple[Progress, ...]:
    return tuple(p for p in register.all(Progress) if p.programme == programme.programme_id)


def _reached(register: Register, programme: Programme) -> tuple[Fact, ...]:
    """Tell different people and contacts apart, each with its period."""
    found = reach(_entries(register, programme))
    people = tuple(Fact("Different people", text(_counted(entry))) for entry in found.people)
    contacts = tuple(Fact("Counted every time", text(_counted(entry, times=True))) for entry in found.contacts)
    return (*(people or facts(("Different people", "No count is on record"))), *contacts)


def _counted(entry: Progress, *, times: bool = False) -> str:
    """Print a count with its period; times are counted in what was counted, not in people."""
    told = f"{amount(entry)} ({entry.metric})" if entry.metric else amount(entry)
    if times and entry.metric:
        told = f"{amount(entry, unit=entry.metric)}"
    return f"{capital(told)}{f', {entry.period}' if entry.period else ''}"


def _money(register: Register, programme: Programme) -> tuple[Fact, ...]:
    grants = [found for found in register.all(Funding) if found.programme == programme.programme_id]
    told = "; ".join(_grant(found) for found in grants)
    return facts(("Money", capital(told) or "No amount is on record"))


def _grant(found: Funding) -> str:
    notes = [note for note in (found.status, between(found.starts, found.ends)) if note]
    told = f" ({', '.join(notes)})" if notes else ""
    return f"{pounds(found.amount, found.qualifier)} from {found.source}{told}"


def _results(register: Register, programme: Programme) -> tuple[Block, ...]:
    """Give what was told of the work; an achievement that is a count of people alone stands above."""
    entries = _entries(register, programme)
    counts = reach(entries).entries
    told = {entry.achievement_id for entry in entries if entry.progress_id not in counts}
    items = achievements(entry for entry in entries if entry.achievement_id in told)
    return (Heading(3, "What partners told of it"), Bullets(items)) if items else ()


def _measures(edition: Edition, programme: Programme) -> tuple[Block, ...]:
    if not programme.measures:
        return (Paragraph(text("No measure that it hopes to change is named in the register."), style="small"),)
    items = (
        sentence("The measure it hopes to change, ", name_of(edition, m), ", ", standing(edition, m), ".")
        for m in programme.measures
    )
    return (Heading(3, "Where things stand"), Bullets(tuple(items)))
