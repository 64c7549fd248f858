"""The keys of sources.yaml: suppliers, files handed over, tables of reference, and corrections."""

from typing import Annotated

from pydantic import Field

from equitytown.place.schema_types import (
    Address,
    AreaCode,
    Identifier,
    IsoDate,
    MappedColumn,
    Model,
    Name,
    Words,
    key,
)


class HandedFileModel(Model):
    """A file that is read in place of the network, in the supplier's layout or by a declared mapping."""

    path: Words = key(
        "Where it lies in the folder given to --from; * stands for any letters, the last by name is read.",
        good="smoking-*.csv",
        bad="C:\\Users\\me\\smoking.csv",
    )
    sheet: str = key("Which sheet of a workbook; the first when empty.", good="Table 2", bad="2nd", default="")
    columns: dict[MappedColumn, Words] = key(
        "Which of its columns is which of ours; without this the file is in the supplier's own layout.",
        good="value: Rate per 100",
        bad="rate: value",
        default={},
    )
    indicators: dict[Identifier, str] = key(
        "What the file calls each indicator; the supplier_id of the indicator's file when left out.",
        good='smoking: "92443"',
        bad="Smoking: x",
        default={},
    )
    where: dict[Words, str] = key(
        "Keep only rows in which a column holds exactly this.", good="Area type: LA", bad="type = LA", default={}
    )
    without: dict[Words, Words] = key(
        "Leave out rows in which a column's cell contains these words.",
        good="indicator: combined",
        bad="indicator != combined",
        default={},
    )
    scale: Annotated[float, Field(gt=0)] = key(
        "What its values are multiplied by to be in the indicator's unit.", good="100", bad="percent", default=1.0
    )
    dated: IsoDate | None = key(
        "The day from which its figures can be shown to have stood; the day it is read when left out.",
        good="2026-05-13",
        bad="May",
        default=None,
    )
    title: str = key("What the publisher calls the table.", good="Adult smoking, 2024", bad="data", default="")
    note: str = key("Written on each of its figures.", good="Rounded to one decimal", bad="see text", default="")


class CorrectionModel(Model):
    """A supplier's figure that is known to be wrong, and what stands in its place."""

    indicator: Identifier = key("Which measure.", good="smoking", bad="Smoking")
    area_code: AreaCode = key("Which area.", good="E06000032", bad="Luton")
    period: Words = key("Which period, as this place writes it.", good='"2022"', bad="last year")
    sex: Words = key("Whose figure.", good="Persons", bad="all", default="Persons")
    published: float = key(
        "What the supplier gives. When it gives something else, the build stops until this is looked at.",
        good="7.7",
        bad="about 8",
    )
    value: float | None = key(
        "What stands in its place; the figure is withheld when left out.", good="57.7", bad="n/a", default=None
    )
    reason: Words = key("What is wrong, in a sentence.", good="The publisher lost a digit.", bad="error")
    evidence: Words = key("What shows it.", good="Letter from the publisher, 3 May 2026.", bad="known")
    reviewed_by: Name = key("Who looked at it.", good="A. Analyst", bad="team")
    dated: IsoDate = key(
        "The day of the review; earlier editions keep the published figure.", good="2026-05-04", bad="May"
    )
    until: IsoDate | None = key(
        "The day on which the supplier mended the figure: editions from then on take the supplier's.",
        good="2027-02-01",
        bad="now",
        default=None,
    )


class SupplierModel(Model):
    """A supplier of figures."""

    name: Name = key("What it is called.", good="Fingertips", bad="FT")
    publisher: Name = key("Who runs it.", good="Department of Health and Social Care", bad="gov")
    licence: Name = key("Terms of use.", good="Open Government Licence v3.0", bad="free")
    address: Address = key("Where it is.", good="https://fingertips.phe.org.uk", bad="online", default="")
    note: str = key("What to know about how its figures came here.", good="Read from copies.", bad="n/a", default="")
    files: tuple[HandedFileModel, ...] = key(
        "Files that are read in place of the network, oldest first.",
        good="- path: smoking.csv",
        bad="smoking.csv",
        default=(),
    )
    tables: dict[Identifier, dict[Identifier, str]] = key(
        "Tables of reference to collect: boundaries, look-ups, scores of small areas.",
        good="lsoa-2021: with its layer below",
        bad="LSOA boundaries",
        default={},
    )


class SourcesModel(Model):
    """sources.yaml: where figures come from."""

    suppliers: dict[Identifier, SupplierModel] = key(
        "Each supplier, by its identifier.", good="fingertips: with its keys below", bad="Fingertips"
    )
    corrections: tuple[CorrectionModel, ...] = key(
        "Suppliers' figures that were looked at and put right.",
        good="- indicator: smoking",
        bad="smoking: 12",
        default=(),
    )
