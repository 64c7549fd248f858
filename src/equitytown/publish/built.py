"""What a build made, and what it says of it."""

from dataclasses import dataclass, field
from pathlib import Path

from equitytown.audit.proof_words import Proof
from equitytown.publish.edition import Edition


@dataclass(frozen=True, slots=True)
class Built:
    """What a build made."""

    folder: Path
    edition: Edition
    outputs: int
    later: int = 0
    proof: Proof = field(default_factory=lambda: Proof((), 0))

    def sentence(self) -> str:
        """Say where the edition is, what to open first, and how many collected figures it is too early for."""
        place = self.edition.place
        left = f"{self.later:,} collected figures are known only after {place.report.as_of} and were left out: "
        return (
            f"{place.area.area_name}: edition {place.report.edition} is in {self.folder} "
            f"({self.outputs} files). Open {self.folder / 'index.html'}"
            + (f"\n{left}move as_of in report.yaml to take them in." if self.later else "")
            + (f"\n{self._unproved()}" if self.proof.doubts else "")
        )

    def _unproved(self) -> str:
        """Say how much of what people wrote could not be matched, and where it is listed."""
        many = len(self.proof.doubts)
        claims = "1 claim" if many == 1 else f"{many} claims"
        return (
            f"Of the text, {self.proof.matched:,} claims are matched to findings; {claims} that people wrote "
            f"{'is' if many == 1 else 'are'} not: see data/proof.csv, or equitytown proof."
        )

    def summary(self) -> dict[str, object]:
        """Give the same as data."""
        place = self.edition.place
        return {
            "place": place.place_id,
            "edition": place.report.edition,
            "folder": str(self.folder),
            "as_of": place.report.as_of.isoformat(),
            "findings": len(self.edition.findings) + len(self.edition.printed),
            "outputs": self.outputs,
            "claims_matched": self.proof.matched,
            "claims_not_matched": len(self.proof.doubts),
        }
