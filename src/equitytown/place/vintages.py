"""Small areas of another vintage than the sets that a place holds: told once, and not line by line."""

from dataclasses import dataclass, field

from equitytown.place.areas import SMALL, AreaBook
from equitytown.place.boundaries import FOLDER
from equitytown.place.faults import Faults

MANY = 3  # areas from which on a slip of the pen is less likely than another vintage
NAMED = 5  # codes that a sentence names; more are counted
VINTAGES = {"E01": ("lsoa-2011", "lsoa-2021"), "E02": ("msoa-2011", "msoa-2021")}  # the sets that share codes' looks
KINDS = {"E01": "LSOAs", "E02": "MSOAs", "E05": "wards"}
PREFIX = 3  # characters of a code that tell its kind


@dataclass(frozen=True, slots=True)
class _Stranger:
    """A row whose code or name is of no area that is held, and what is said of it where it stands alone."""

    line: int
    code: str
    sentence: str
    mend: str


@dataclass(slots=True)
class Strangers:
    """Gathers the rows of a file whose small areas are not those that are held."""

    path: str
    areas: AreaBook
    found: list[_Stranger] = field(default_factory=list)

    def add(self, line: int, code: str, sentence: str, mend: str, *, faults: Faults) -> None:
        """Note a row: for later where its code looks like a small area's, at once otherwise."""
        if code[:PREFIX] in SMALL and code[1:].isdigit():
            self.found.append(_Stranger(line, code, sentence, mend))
        else:
            faults.add(self.path, line, sentence, mend)

    def tell(self, faults: Faults) -> None:
        """
        Say once of each kind that its areas look like those of another vintage; line by line where they are few.

        Parameters
        ----------
        faults : Faults
            Where to note it.
        """
        for prefix in SMALL:
            rows = [row for row in self.found if row.code[:PREFIX] == prefix]
            held = self._held(prefix)
            wanted = [set_id for set_id in VINTAGES.get(prefix, ("ward-YEAR",)) if set_id not in held]
            if held and wanted and len({row.code for row in rows}) >= MANY:
                self._tell_once(prefix, rows, held=held, wanted=wanted, faults=faults)
            else:
                for row in rows:
                    faults.add(self.path, row.line, row.sentence, row.mend)

    def _held(self, prefix: str) -> list[str]:
        """Name the sets of a kind that are held."""
        sets = self.areas.sets.items()
        return sorted(set_id for set_id, found in sets if any(code.startswith(prefix) for code in found.codes))

    def _tell_once(
        self, prefix: str, rows: list[_Stranger], *, held: list[str], wanted: list[str], faults: Faults
    ) -> None:
        codes = list(dict.fromkeys(row.code for row in rows))
        named = ", ".join(codes[:NAMED]) + (f" and {len(codes) - NAMED:,} more" if len(codes) > NAMED else "")
        sentence = (
            f"{len(codes):,} {KINDS[prefix]} have a code or a name that is not of {' or '.join(held)} ({named}). These "
            "look like areas of another vintage than the sets held."
        )
        mend = (
            f"Bring in {' or '.join(wanted)} ({FOLDER}/{wanted[0]}.csv) with equitytown boundaries and name it in "
            f"boundary_sets, or carry counts to {held[-1]} with equitytown convert."
        )
        faults.add(self.path, rows[0].line, sentence, mend)
