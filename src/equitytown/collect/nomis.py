"""
Nomis: any of its data sets, by the question that its address carries (the claimant count is NM_162_1).

The question is asked for the areas that are wanted, in pieces, and in pages until as many rows came as the
supplier says there are: too large a question is answered with 200 and a part. Not verified against the live
service: that `select` takes the columns named here for every data set, and that a page starts at `recordoffset`.
"""

import re
from collections.abc import Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass
from urllib.parse import unquote

from equitytown.collect.fetch import Ask
from equitytown.collect.figures import check_identity
from equitytown.collect.nomis_dates import MONTHS, label_of_date
from equitytown.collect.reading import Line, json_of, lines_of
from equitytown.collect.supplier import Row, Scope, Supplier
from equitytown.collect.values import sex_of
from equitytown.errors import DriftError
from equitytown.terms.indicator import Indicator
from equitytown.terms.reply import Reply

ORIGIN = "https://www.nomisweb.co.uk"
API = f"{ORIGIN}/api/v01/dataset"
AREAS = 100  # codes in one question: its address stays short
OURS = frozenset({"geography", "select", "recordoffset", "recordlimit", "uid"})
TIMES = frozenset({"date", "time"})
SEXES = ("GENDER_NAME", "SEX_NAME", "C_SEX_NAME")
NEEDS = ("DATE_NAME", "GEOGRAPHY_CODE", "GEOGRAPHY_NAME", "OBS_VALUE")
PAGED = (*NEEDS, "RECORD_COUNT")
QUESTION = re.compile(r"(NM_\d+_\d+)\?(\S+)", re.ASCII)
NORMAL = "normal value"


@dataclass(frozen=True, slots=True)
class _Question:
    """What a measure's `supplier_id` asks: a data set, its dimensions by column, all as written, and a month."""

    dataset: str
    text: str
    dimensions: Mapping[str, str]
    month: str

    @property
    def select(self) -> str:
        """The columns to send: no more than is read."""
        named = [word for column in self.dimensions for word in (column, f"{column}_NAME")]
        return ",".join([*NEEDS[:3], *named, "OBS_VALUE", "OBS_STATUS_NAME", "RECORD_OFFSET", "RECORD_COUNT"]).lower()


def rows(indicator: Indicator, scope: Scope, ask: Ask) -> Iterator[Row]:
    """Ask for the data set's name, then for the figures of every area that is wanted."""
    question = _question(indicator)
    name = _name(ask(f"{API}/{question.dataset}.def.sdmx.json"), question.dataset)
    check_identity(indicator, name)
    codes = sorted(scope.areas)
    for first in range(0, len(codes), AREAS):
        areas = ",".join(codes[first : first + AREAS])
        address = f"{API}/{question.dataset}.data.csv?{question.text}&geography={areas}&select={question.select}"
        for reply, line in _pages(address, ask):
            if _is_asked(line, question):
                yield from _row(line, name, question, indicator, reply)


def rows_of_file(indicator: Indicator, reply: Reply) -> Iterator[Row]:
    """
    Read a table that was saved from the supplier's address, every column named as the supplier names it.

    Raises
    ------
    DriftError
        If a dimension of the question is no column, rows are missing, or none is about what the question asks. The
        data set's name is not in the table, so it cannot be checked.
    """
    question = _question(indicator)
    lines = list(lines_of(reply, needs=(*NEEDS, *question.dimensions)))
    if "RECORD_COUNT" in lines[0].cells and (total := _total(lines, reply)) != len(lines):
        raise DriftError(f"{reply.address} says that it has {total:,} rows, and holds {len(lines):,}. Save it whole.")
    asked = [line for line in lines if _is_asked(line, question)]
    for line in asked:
        yield from _row(line, "", question, indicator, reply)
    if not asked:
        raise DriftError(f'{indicator.indicator_id}: {reply.address} holds no row that answers "{question.text}".')


def _question(indicator: Indicator) -> _Question:
    """Take a question apart; `month` is ours and is not sent."""
    text = indicator.source.supplier_id
    found = QUESTION.fullmatch(text)
    parts = [part.partition("=") for part in found[2].split("&")] if found else []
    if not found or any(not value for _, _, value in parts):
        raise DriftError(
            f'{indicator.indicator_id}: "{text}" is no question to Nomis. Write such as '
            '"NM_162_1?date=latestMINUS36-latest&gender=0&age=0&measure=2&measures=20100&month=December".'
        )
    words = {key.lower(): unquote(value) for key, _, value in parts}
    if taken := sorted(OURS & words.keys()):
        raise DriftError(f"{indicator.indicator_id}: leave {', '.join(taken)} out of the question: they are added.")
    month = words.pop("month", "")
    if month and month not in MONTHS:
        raise DriftError(f'{indicator.indicator_id}: month "{month}" is none. Write it out: December.')
    sent = "&".join(f"{key}={value}" for key, _, value in parts if key.lower() != "month")
    dimensions = {key.upper(): value for key, value in words.items() if key not in TIMES}
    return _Question(found[1], sent, dimensions, month)


def _name(reply: Reply, dataset: str) -> str:
    """Give the supplier's name of a data set."""
    try:
        return str(json_of(reply)["structure"]["keyfamilies"]["keyfamily"][0]["name"]["value"])
    except (KeyError, TypeError, IndexError):
        raise DriftError(f"Nomis knows no data set {dataset}, or tells of it in another layout.") from None


def _pages(address: str, ask: Ask) -> Iterator[tuple[Reply, Line]]:
    """Ask for page after page until as many rows came as there are said to be."""
    came, seen = 0, set[str]()
    while True:
        reply = ask(f"{address}&recordoffset={came}")
        page = list(lines_of(reply, needs=PAGED))
        total = _total(page, reply)
        came += len(page)
        if reply.sha256 in seen or came > total:
            raise DriftError(f"{address} says that it has {total:,} rows, and sent some of them twice.")
        seen.add(reply.sha256)
        yield from ((reply, line) for line in page)
        if came == total:
            return


def _total(page: Sequence[Line], reply: Reply) -> int:
    """Give how many rows there are to a question, which every row says."""
    said = {line["RECORD_COUNT"] for line in page}
    if len(said) != 1 or not (total := said.pop()).isdigit():
        raise DriftError(f"{reply.address} does not say in one word how many rows there are.")
    return int(total)


def _is_asked(line: Line, question: _Question) -> bool:
    """Say whether a row is about what the question asks: each dimension is one of the codes written there."""
    return all(line.cells.get(name, codes) in (codes, *_codes(codes)) for name, codes in question.dimensions.items())


def _codes(text: str) -> Iterable[str]:
    """List the codes of a dimension: "0", "1,2" or "0...4"."""
    for part in text.split(","):
        first, _, last = part.partition("...")
        yield from map(str, range(int(first), int(last) + 1)) if first.isdigit() and last.isdigit() else (part,)


def _row(line: Line, name: str, question: _Question, indicator: Indicator, reply: Reply) -> Iterator[Row]:
    """Write a line as a row; nothing where it is about another month than the one that is wanted."""
    try:
        period = label_of_date(line["DATE_NAME"], month=question.month, kind=indicator.period_kind)
    except DriftError as error:
        raise DriftError(f"{reply.address}, line {line.number}: {error}") from None
    status = line.get("OBS_STATUS_NAME")
    words = "" if status.casefold() == NORMAL else status
    sex = next((line[column] for column in SEXES if column in line.cells), "")
    if period:
        yield Row(
            reply=reply, line=line.number, area_code=line["GEOGRAPHY_CODE"], area_name=line["GEOGRAPHY_NAME"],
            period=period, value=line["OBS_VALUE"], sex=sex_of(sex) or indicator.headline_sex, status=status,
            note=words, title=name or line.get("MEASURE_NAME"),
        )  # fmt: skip


SUPPLIER = Supplier("nomis", ORIGIN, rows=rows, rows_of_file=rows_of_file)
