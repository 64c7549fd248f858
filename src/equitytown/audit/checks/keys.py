"""Checks on the key and the footnotes: every code, column and mark is explained, and what a verdict rests on."""

import re
from collections.abc import Iterable, Iterator

from equitytown.audit.checks.cells import short
from equitytown.audit.checks.support import listed, quoted, squeezed
from equitytown.audit.checks.trends import TREND_TOLD, Way, way_of
from equitytown.audit.published import RATED_AGAINST, Entry, Passage, PassageKind, Published, PublishedTable, Role
from equitytown.audit.remarks import Remark, Sureness

_TEST = re.compile(
    r"confidence (?:interval|limit|level)|significance test|\bp[ -]?(?:value|<)|\b9[059](?:\.\d)?% ?CI\b|"
    r"statistical(?:ly)? test|standard error|\b95% limits?\b|quartile|quintile|percentile",
    re.IGNORECASE,
)


_VERDICTS = re.compile(r"\bsignifican(?:t|ce|tly)\b|\brat(?:ed|ing)\b|\bRAG\b|\bbetter\b|\bworse\b", re.IGNORECASE)


def footnotes(published: Published) -> Iterable[Remark]:
    """R22: every footnote mark has its footnote."""
    for table in published.tables:
        for mark, cells in _marked(table).items():
            if (
                mark in table.notes
                or mark in table.key
                or any(_begins(passage, mark) for passage in published.passages)
            ):
                continue
            yield Remark(
                "R22",
                Sureness.CERTAIN,
                f'The mark "{mark}" stands in {quoted(entry.text for entry in cells)}, without a footnote for it.',
                "Add the footnote, or take the mark away.",
                tuple(cells),
            )
        yield from _unused(table)


def _marked(table: PublishedTable) -> dict[str, list[Entry]]:
    held: dict[str, list[Entry]] = {}
    seen: set[tuple[int, str]] = set()
    for line in table.lines:
        for entry in line.entries.values():
            if not entry.marks or (entry.row, entry.column.letter) in seen:
                continue
            seen.add((entry.row, entry.column.letter))
            for mark in entry.marks:
                held.setdefault(mark, []).append(entry)
    return held


def _begins(passage: Passage, mark: str) -> bool:
    """Say whether a passage holds the footnote of a mark: the mark at a word's beginning, with words after it."""
    if mark.isdigit() and passage.kind is not PassageKind.NOTE:
        return False
    return re.search(rf"(?:^|[\s;:,.(]){re.escape(mark)}\s*[:=)]?\s*[A-Za-z]", passage.text) is not None


def _unused(table: PublishedTable) -> Iterator[Remark]:
    """Remark on footnotes that nothing points to."""
    used = set(_marked(table)) | {
        mark for column in table.columns for mark in re.findall(r"[*\u2020\u2021]+", column.heading)
    }
    for mark, text in table.notes.items():
        if mark not in used and re.fullmatch(r"\W+|\d{1,2}|\[\w+\]", mark):
            cell = next((entry for line in table.lines for entry in line.entries.values()), None)
            yield Remark(
                "R22",
                Sureness.TO_CHECK,
                f'The footnote "{mark}" ("{text}") has no mark in the table.',
                "Put its mark where it belongs, or take the footnote away.",
                (cell,) if cell else (),
            )


def legend(published: Published) -> Iterable[Remark]:
    """R23: the key explains every code and every column of codes, and by what test a verdict is given."""
    told = " ".join(passage.text for passage in published.passages)
    words = " ".join(passage.text for passage in published.passages if _VERDICTS.search(passage.text))
    for table in published.tables:
        yield from _codes(table, told)
        yield from _columns(table)
        yield from _test(table, words)
        yield from _trend(table)
        yield from _rank_end(table)


def _rated(table: PublishedTable, *roles: Role) -> list[Entry]:
    return [entry for line in table.lines for role in roles if (entry := line.at(role)) and entry.rating is not None]


_OF_TREND = re.compile(r"\bchange since|\bover time|\btrend\b|\bround before", re.IGNORECASE)


def _codes(table: PublishedTable, told: str) -> Iterator[Remark]:
    """Remark on codes that stand in the table and not in its key."""
    known = {squeezed(code) for code, meaning in table.key.items() if not _OF_TREND.search(meaning)}
    held: dict[str, list[Entry]] = {}
    for entry in _rated(table, *RATED_AGAINST):
        code = entry.text.strip()
        if (squeezed(code) not in known and len(code) <= 3) or (known and squeezed(code) not in known):  # noqa: PLR2004
            held.setdefault(code, []).append(entry)
    explained = known & {squeezed(entry.text) for entry in _rated(table, *RATED_AGAINST)}
    for code, cells in held.items():
        if not explained and len(code) > 3:  # noqa: PLR2004  a word such as "worse" says itself what it means
            continue
        if re.search(rf"\b{re.escape(code)}\b\W{{0,3}}(?:=|:|means|is|stands for)\s", told):
            continue
        yield Remark(
            "R23",
            Sureness.CERTAIN if explained else Sureness.LIKELY,
            f'The code "{code}" stands in {len(cells)} {"cell" if len(cells) == 1 else "cells"} and '
            + (f"not in the key, which explains {quoted(sorted(table.key))}." if table.key else "there is no key."),
            f'Explain "{code}" in the key.',
            tuple(cells),
        )


_WHO = {
    Role.RATING_NATIONAL: r"\bengland\b|\bnational|comparator",
    Role.RATING_REGIONAL: r"\bregion|east of england|comparator",
    Role.RATING_NEIGHBOURS: r"\bneighbour|\bNN\b|\bstatistical neigh|\bCIPFA|comparator|peers",
}


def _columns(table: PublishedTable) -> Iterator[Remark]:
    """Remark on columns of codes that the key does not speak of, where it names another comparator."""
    used = {squeezed(entry.text) for entry in _rated(table, *RATED_AGAINST)}
    meanings = " ".join(meaning for code, meaning in table.key.items() if squeezed(code) in used)
    named = {role for role, pattern in _WHO.items() if re.search(pattern, meanings, re.IGNORECASE)}
    if not named:
        return
    other = [cells for role in RATED_AGAINST if role not in named and (cells := _rated(table, role))]
    if other:
        told = listed([f"{len(cells)} cells rated {short(cells[0])}" for cells in other])
        yield Remark(
            "R23",
            Sureness.LIKELY,
            f'The key explains its codes by {_others(named)} alone ("{meanings}"), and {told} use the same codes.',
            "Say in the key what each code means in each column.",
            tuple(cells[0] for cells in other),
        )


def _others(named: set[Role]) -> str:
    return listed([RATED_AGAINST[role].value for role in RATED_AGAINST if role in named])


def _test(table: PublishedTable, words: str) -> Iterator[Remark]:
    cells = _rated(table, *RATED_AGAINST)
    said = " ".join([words, *table.key.values(), *table.notes.values(), *(column.heading for column in table.columns)])
    if cells and not _TEST.search(said):
        yield Remark(
            "R23",
            Sureness.TO_CHECK,
            f'{len(cells)} verdicts are given (the first: "{cells[0].text}") and nothing says by what test: no '
            "level, interval or method is named in the key, the notes or the text.",
            'Say how a verdict is reached, such as "worse: the 95% confidence interval lies wholly on the worse side".',
            (cells[0],),
        )


def _trend(table: PublishedTable) -> Iterator[Remark]:
    cells = [
        entry for line in table.lines if (entry := line.at(Role.TREND)) and way_of(entry.text) not in (None, Way.NONE)
    ]
    said = " ".join([*table.key, *table.key.values(), *table.notes.values()])
    if cells and table.key and not TREND_TOLD.search(said):
        yield Remark(
            "R23",
            Sureness.TO_CHECK,
            f"The key does not explain the trend ({quoted(entry.text for entry in cells)}).",
            "Say in the key which periods a trend is taken over and what each of its words means.",
            (cells[0],),
        )


_ENDS = re.compile(
    r"\b(?:1st|first|1|top|highest|lowest|best|worst|least|most)\b.{0,40}\b(?:best|worst|highest|lowest|first|last)\b|"
    r"\brank\w*\b.{0,40}\b(?:best|worst|highest|lowest|first)\b",
    re.IGNORECASE,
)


def _rank_end(table: PublishedTable) -> Iterator[Remark]:
    """Remark once on ranks of which the table does not say from which end they count."""
    cells = [entry for line in table.lines if (entry := line.at(Role.NEIGHBOURS)) and entry.rank is not None]
    said = [*table.key.values(), *table.notes.values(), *(column.heading for column in table.columns)]
    if cells and table.key and not any(_ENDS.search(text) for text in said):
        yield Remark(
            "R23",
            Sureness.TO_CHECK,
            f"{len(cells)} ranks are printed and neither key nor notes say from which end they count: whether the "
            "first is the best where a low figure is good.",
            'Add to the key: "1st is the best, whether high or low is good".',
            (cells[0],),
        )


CHECKS = {"R22": footnotes, "R23": legend}
