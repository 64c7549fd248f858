"""What a modelled measure means and how far to trust it: its plain definition, and the account that its model left."""

from dataclasses import replace
from decimal import Decimal

from equitytown.present.blocks import Block, Cell, Column, Heading, Paragraph, Row, RowGroup, Span, Table, Text, text
from equitytown.present.wording.numbers import number
from equitytown.present.wording.phrases import join_texts
from equitytown.present.wording.sentences import sentence
from equitytown.publish import cells
from equitytown.publish.edition import Edition
from equitytown.publish.prose import DEEPEST, blocks_of
from equitytown.publish.within.findings import slug_of
from equitytown.terms.indicator import Indicator
from equitytown.terms.model_account import ModelAccount, PrintedCheck, Setting

MOST_IN_PRINT = 8  # settings that the printed report lists
HASH_SHOWN = 12
DEPENDS = "What the model's answer depends on"
KEPT = "How well it guesses a table kept from it"
PRINTED = "Beside figures that others printed"
BASES = {True: "assumption", False: "published"}
DEPENDS_LEDE = (
    "Each setting is moved to either end of its range while all others stay as they are. Those that move the answer "
    "most come first."
)
KEPT_LEDE = (
    "Each census table was kept from the model in turn, and guessed from the other tables for areas that it had not "
    "learnt from. The plain guess takes every area to be like the whole town."
)
PRINTED_LEDE = (
    "The model was never tuned to these figures. They were reached in other ways and for other days, and are set "
    "beside it so that a reader sees how far apart they are."
)


def definition(edition: Edition, indicator: Indicator, *, deeper: int = 0) -> tuple[Block, ...]:
    """Give the text that is named after a measure, its headings so many levels deeper; nothing where there is none."""
    blocks = blocks_of(edition.place.texts.get(indicator.indicator_id, ""))
    return tuple(
        replace(block, level=min(block.level + deeper, DEEPEST)) if isinstance(block, Heading) else block
        for block in blocks
    )


def account_of(edition: Edition, indicator: Indicator) -> ModelAccount | None:
    """Give the account of the figures that the edition uses; None where it has none, or figures of another run."""
    found = edition.place.accounts.get(indicator.indicator_id)
    held = [o.value for o in edition.own(indicator).observations if o.value is not None]
    return found if found is not None and held and found.is_of(held[-1]) else None


def told(edition: Edition, indicator: Indicator) -> tuple[Block, ...]:
    """Tell the whole account: the answer and what it was made from, then each table under its heading."""
    found = account_of(edition, indicator)
    if found is None:
        return ()
    town = edition.place.area.area_name
    return (
        Heading(2, "How far to trust this model", anchor="model"),
        Paragraph(_answer(found, town)),
        Heading(3, DEPENDS, anchor="depends"),
        Paragraph(text(DEPENDS_LEDE)),
        depends_on(found, found.settings, town),
        Heading(3, KEPT, anchor="kept-back"),
        Paragraph(text(KEPT_LEDE)),
        _kept_back(found, town),
        *(
            (Heading(3, PRINTED, anchor="printed"), Paragraph(text(PRINTED_LEDE)), _beside(found))
            if found.checks
            else ()
        ),
        Paragraph(_made_from(found), "small"),
    )


def brief(edition: Edition, indicator: Indicator) -> tuple[Block, ...]:
    """Tell in the printed report what moves the answer most, and where the rest stands."""
    found = account_of(edition, indicator)
    if found is None:
        return ()
    rest = Span(
        "every setting, the tables kept from the model and figures that others printed", href=slug_of(indicator)
    )
    return (
        Heading(3, f"{DEPENDS} most"),
        Paragraph(text(DEPENDS_LEDE)),
        depends_on(found, found.settings[:MOST_IN_PRINT], edition.place.area.area_name, most=" most"),
        Paragraph(sentence("Online and in the downloads: ", rest, "."), "small"),
    )


def _answer(found: ModelAccount, town: str) -> Text:
    """Say what the model gives, and from how many draws."""
    path = f"{found.path}#"
    return sentence(
        f"Modelled, not counted. For {town} as a whole the model gives ", _percent(found.share, f"{path}/town/share"),
        " (", _percent(found.lower, f"{path}/town/lower"), " to ", _percent(found.upper, f"{path}/town/upper"),
        "), from ", Span(number(found.draws, decimals=0), trace=f"{path}/draws"), " draws of its settings.",
    )  # fmt: skip


def _made_from(found: ModelAccount) -> Text:
    """Name the files behind the run with the start of their hashes, so that anybody can tell whether they have them."""
    files: list[Text] = [
        (Span(f"{name} ("), Span(sha256[:HASH_SHOWN], trace=f"{found.path}#/made_from/files/{_key(name)}"), Span(")"))
        for name, sha256 in found.files.items()
    ]
    return sentence(
        f"{found.model}, version ", Span(found.version, trace=f"{found.path}#/made_from/version"), ", seed ",
        Span(str(found.seed), trace=f"{found.path}#/seed"), ". Made from ", join_texts(files),
        "; in brackets the start of each file's hash.",
    )  # fmt: skip


def depends_on(found: ModelAccount, settings: tuple[Setting, ...], town: str, *, most: str = "") -> Table:
    """Give the share at either end of each setting's range."""
    columns = (
        Column("setting", "Setting"),
        Column("rests_on", "Rests on"),
        Column("lowest", "Low", "number"),
        Column("used", "Used", "number"),
        Column("highest", "High", "number"),
        Column("share_at_lowest", "at the low end", "number", f"{town}'s share, modelled", 1),
        Column("share_at_highest", "at the high end", "number", f"{town}'s share, modelled", 1),
    )
    rows = tuple(_setting(one, f"{found.path}#/sensitivity/{at}") for at, one in enumerate(settings))
    table_id = f"{found.indicator_id}-depends{most.replace(' ', '-')}"
    return Table(table_id, f"{DEPENDS}{most} (modelled)", columns, (RowGroup("", rows),))


def _setting(one: Setting, trace: str) -> Row:
    unit = "" if one.words.lower().startswith(one.unit.lower()) else f" ({one.unit})"
    return Row(
        (
            cells.words(f"{one.words}{unit}"),
            cells.words(BASES[one.is_assumption]),
            _value(one.lower, f"{trace}/lower"),
            _value(one.value, f"{trace}/value"),
            _value(one.upper, f"{trace}/upper"),
            _share(one.share_at_lower, f"{trace}/share_at_lower"),
            _share(one.share_at_upper, f"{trace}/share_at_upper"),
        )
    )


def _kept_back(found: ModelAccount, town: str) -> Table:
    group = "Households put in the wrong group"
    columns = (
        Column("table", "Table kept back"),
        Column("areas", "Areas", "number", decimals=0),
        Column("by_the_model", "by the model", "number", group, 1),
        Column("by_a_plain_guess", f"if all areas were like {town}", "number", group, 1),
    )
    rows = tuple(
        Row(
            (
                cells.words(one.words),
                cells.counted(one.areas, f"{found.path}#/held_out/{at}/areas"),
                _share(one.misplaced, f"{found.path}#/held_out/{at}/misplaced"),
                _share(one.misplaced_by_place, f"{found.path}#/held_out/{at}/misplaced_by_place"),
            )
        )
        for at, one in enumerate(found.held_out)
    )
    return Table(f"{found.indicator_id}-kept-back", f"{KEPT} (modelled)", columns, (RowGroup("", rows),))


def _beside(found: ModelAccount) -> Table:
    columns = (
        Column("printed_in", "Printed in"),
        Column("measure", "Share of households"),
        Column("period", "Period"),
        Column("printed", "Printed", "number", decimals=1),
        Column("modelled", "Modelled", "number", decimals=1),
        Column("apart", "Apart, in points", "number", decimals=1),
        Column("inside_limits", "Within the model's limits"),
    )
    rows = tuple(_check(one, f"{found.path}#/checks/{at}") for at, one in enumerate(found.checks))
    return Table(f"{found.indicator_id}-printed", f"{PRINTED} (modelled)", columns, (RowGroup("", rows),))


def _check(one: PrintedCheck, trace: str) -> Row:
    apart = _hundredfold(one.apart)
    shown = number(apart, decimals=1)
    signed = f"+{shown}" if apart > 0 else shown
    within = {True: "yes", False: "no"}
    return Row(
        (
            cells.linked(one.what, one.address) if one.address else cells.words(one.what),
            cells.words(one.measure),
            cells.words(one.period),
            _share(one.figure, f"{trace}/figure"),
            _share(one.ours, f"{trace}/ours"),
            Cell(text=(Span(signed, trace=f"{trace}/apart"),), number=apart),
            cells.not_applicable("The model gives no limits for this share")
            if one.inside_limits is None
            else cells.words(within[one.inside_limits]),
        )
    )


def _share(share: float, trace: str) -> Cell:
    return Cell(text=(_percent(share, trace),), number=_hundredfold(share))


def _percent(share: float, trace: str) -> Span:
    return Span(f"{number(100 * share, decimals=1)}%", trace=trace)


def _value(value: float, trace: str) -> Cell:
    """Give a setting with as many decimals as it was written with."""
    exponent = Decimal(str(value)).normalize().as_tuple().exponent
    decimals = max(0, -exponent) if isinstance(exponent, int) else 0
    return Cell(text=(Span(number(value, decimals=decimals), trace=trace),), number=value)


def _hundredfold(share: float) -> float:
    """Give a share in percent, without the noise of binary fractions."""
    return float(Decimal(str(share)) * 100)


def _key(name: str) -> str:
    """Write a key as a JSON pointer does."""
    return name.replace("~", "~0").replace("/", "~1")
