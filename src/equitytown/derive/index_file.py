"""The file that declares a composite index, and the table it is made from: every fault told at once, with its line."""

import re
from collections.abc import Sequence
from pathlib import Path

import numpy as np
import polars as pl

from equitytown.derive.composite import floats_of
from equitytown.derive.index_schema import ComponentModel, IndexModel, Scale
from equitytown.geography.boundary_sets import boundary_sets, name_of, set_of_column, sets_by_look
from equitytown.geography.code_checks import check_codes
from equitytown.geography.codes import History
from equitytown.place.faults import Faults, nearest
from equitytown.place.files import Folder
from equitytown.place.schema_faults import fit
from equitytown.place.yaml_files import Location, YamlFile, read_yaml
from equitytown.stats.checks import Floats

ORDER = re.compile(r"rank|decile|tenth|quintile|fifth|quartile", re.IGNORECASE)  # names of places in an order
SHOWN = 3  # codes of another boundary set that are told one by one


class IndexFile:
    """The declaration of an index as it was read, with the lines on which its parts stand."""

    def __init__(self, path: Path) -> None:
        self._faults = Faults(str(path.parent))
        text = self._faults.sure(Folder(path.parent, self._faults).read(path.name))
        self._yaml: YamlFile = self._faults.sure(read_yaml(text, faults=self._faults))
        self.declared: IndexModel = self._faults.sure(fit(self._yaml, IndexModel, faults=self._faults))

    def check(self, rows: pl.DataFrame, *, table: Path, history: History) -> None:
        """
        Refuse a table that the index cannot be made from.

        Parameters
        ----------
        rows : DataFrame
            The table.
        table : Path
            Its file, for the faults.
        history : History
            What is known of area codes; LSOAs of 2011 and 2021 are told apart where a look-up is in it.

        Raises
        ------
        PlaceError
            With every fault: columns that are not there, hold text or no variation; an area twice or without a
            code; codes of two boundary sets.
        """
        in_table = Faults(str(table.parent))
        self._check_components(rows, table)
        self._check_areas(rows, in_table, table.name, history)
        self._faults.found.extend(in_table.found)
        self._faults.raise_any()

    def _check_components(self, rows: pl.DataFrame, table: Path) -> None:
        for d, domain in enumerate(self.declared.domains):
            for c, part in enumerate(domain.components):
                told = _component_fault(rows, part, table.name)
                if told:
                    self._add(("domains", d, "components", c, "column"), *told)

    def _check_areas(self, rows: pl.DataFrame, in_table: Faults, name: str, history: History) -> None:
        column = self.declared.area
        if column not in rows.columns:
            mend = nearest(column, rows.columns) or f"Its columns are: {', '.join(rows.columns)}."
            self._add(("area",), f'there is no column "{column}" in {name}.', mend)
            return
        named, boundaries = set_of_column(column), self.declared.boundaries
        if boundaries and named in boundary_sets() and named != boundaries:
            sentence = f'the column "{column}" has the name of codes of {name_of(named)}, not of {name_of(boundaries)}.'
            self._add(("boundaries",), sentence, f"Write {named} here, or carry the table over.")
        codes = rows[column].cast(pl.String)
        empty = int((codes.is_null() | (codes.str.strip_chars() == "")).sum())
        if empty:
            in_table.add(
                name, None, f'column "{column}" is empty in {counted(empty, "row")}.', "Give every row its area's code."
            )
        counts = codes.drop_nulls().value_counts().filter(pl.col("count") > 1).sort(column)
        if counts.height:
            many = counted(counts.height, "area")
            sentence = f'{many} with more than one row (first: "{counts[column][0]}").'
            in_table.add(name, None, sentence, "Keep one row for each area.")
        sentence = mixed(codes.drop_nulls().unique(maintain_order=True).to_list(), self.declared.boundaries, history)
        if sentence:
            mend = "Name a column of codes as area, carry one vintage over to the other with `equitytown convert`, "
            mend += "or leave those rows out."
            in_table.add(name, None, sentence, mend)

    def _add(self, where: Location, sentence: str, mend: str) -> None:
        self._faults.add(self._yaml.path, self._yaml.line_of(where), sentence, mend)


def _component_fault(rows: pl.DataFrame, part: ComponentModel, table: str) -> tuple[str, str] | None:
    """Say what is wrong with a component's column, and how to mend it."""
    name = part.column
    if name not in rows.columns:
        mend = nearest(name, rows.columns) or f"Its columns are: {', '.join(rows.columns)}."
        return f'there is no column "{name}" in {table}.', mend
    if not rows[name].dtype.is_numeric():
        text = rows[name].cast(pl.String)
        strange = rows.filter(text.is_not_null() & text.cast(pl.Float64, strict=False).is_null())[name]
        first = f' ("{strange[0]}", say)' if strange.len() else ""
        return f'column "{name}" holds text{first}.', 'Make it numbers; mark a missing one by an empty cell or "[x]".'
    if "worst" not in part.model_fields_set and (found := ORDER.search(name)):
        sentence = (
            f'column "{name}" seems to be a {found[0].lower()}, and the file does not say which end of it is bad.'
        )
        return sentence, "Write worst: low where 1 is the worst, as in the Indices of Deprivation, or worst: high."
    return _number_fault(floats_of(rows, name), part)


def _number_fault(values: Floats, part: ComponentModel) -> tuple[str, str] | None:
    """Say what is wrong with a component's numbers."""
    there = values[~np.isnan(values)]
    if not there.size:
        return f'column "{part.column}" has no number in any row.', "Find its figures, or leave the component out."
    if np.isinf(there).any():
        return f'column "{part.column}" holds a number without end.', "Leave such a cell empty."
    if there.min() == there.max():
        sentence = f'column "{part.column}" is {there[0]:g} in every row and tells no areas apart.'
        return sentence, "Leave the component out, or correct its figures."
    if part.transform is Scale.LOG and there.min() <= 0:
        sentence = f'column "{part.column}" holds {there.min():g}, which has no logarithm.'
        return sentence, 'Use "normal" or "rank" instead.'
    return None


def counted(number: int, what: str) -> str:
    """Count things in words: "1 row", "3 rows"."""
    return f"{number:,} {what}{'' if number == 1 else 's'}"


def mixed(codes: Sequence[str], declared: str, history: History) -> str:
    """
    Say which codes are not of one boundary set; nothing where all can be.

    Parameters
    ----------
    codes : sequence of str
        Codes, each once.
    declared : str
        The boundary set that they should be of; "" for whichever holds most of them.
    history : History
        What is known of codes. One that it does not hold is judged by its look; one without the look of a code is a
        name, and judged where a set is declared or others look like codes.

    Returns
    -------
    str
        A sentence that counts them and tells of the first few.

    Examples
    --------
    >>> mixed(["E01015741", "E02003275"], "", {})
    '1 of 2 codes are not of LSOA 2011: "E02003275".'
    """
    sets = {code: history[code].boundary_sets if code in history else sets_by_look(code) for code in codes}
    counts: dict[str, int] = {}
    for found in sets.values():
        for set_id in found:
            counts[set_id] = counts.get(set_id, 0) + 1
    if not counts and not declared:
        return ""
    chosen = declared or max(counts, key=lambda set_id: counts[set_id])
    strange = [code for code, found in sets.items() if chosen not in found]
    if not strange:
        return ""
    told = {
        fault.area_code: fault.sentence for fault in check_codes([c for c in strange if c in history], chosen, history)
    }
    first = " ".join(told.get(code, f'"{code}".') for code in strange[:SHOWN])
    return f"{len(strange):,} of {len(codes):,} codes are not of {name_of(chosen)}: {first}"
