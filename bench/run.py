"""
Measure a full build, a second build and the overview page, each beside its budget and a floor.

Run as `make bench`, or `python bench/run.py [PLACE]`. CPU seconds count, not the clock, so that a
busy machine gives nearly the same figures.
"""

import csv
import os
import re
import shutil
import subprocess
import sys
import tempfile
from collections.abc import Sequence
from dataclasses import dataclass
from pathlib import Path

BENCH = Path(__file__).resolve().parent
MEGABYTE = 1024.0  # in the kilobytes that Linux counts memory in

# The budgets of the annual report; see docs/reference/edition.md.
BUILD_SECONDS = 15.0
BUILD_MEGABYTES = 1500.0
REBUILD_SECONDS = 4.0
OVERVIEW_KILOBYTES = 300.0


@dataclass(frozen=True, slots=True)
class Cost:
    """What a command took: processor seconds of itself and its children, and the peak of its memory."""

    seconds: float
    megabytes: float


@dataclass(frozen=True, slots=True)
class Line:
    """One measured figure beside its budget, and beside a floor where there is one."""

    name: str
    figure: float
    unit: str
    budget: float
    floor: float | None = None

    @property
    def verdict(self) -> str:
        """Within or over the budget."""
        return "within" if self.figure <= self.budget else "over"

    def __str__(self) -> str:
        ratio = f"{self.figure / self.floor:5.1f} x {self.floor:.2f}" if self.floor else "-"
        return (
            f"{self.name:<34}{self.figure:>9.1f} {self.unit:<4}{self.budget:>8g} {self.unit:<4}"
            f"{self.verdict:<8}{ratio:>14}"
        )


def run(command: Sequence[str], *, home: Path) -> Cost:
    """Run a command with caches of its own, and say what it took; its words are shown only if it fails."""
    environment = {**os.environ, "XDG_CACHE_HOME": str(home / "cache"), "NO_COLOR": "1"}
    with (home / "output.txt").open("w+", encoding="utf-8") as output:
        process = subprocess.Popen(command, env=environment, stdout=output, stderr=subprocess.STDOUT)
        _, status, used = os.wait4(process.pid, 0)
        process.returncode = os.waitstatus_to_exitcode(status)
        if process.returncode:
            output.seek(0)
            raise SystemExit(f"{' '.join(command)}\nended with {process.returncode}:\n{output.read()}")
    return Cost(used.ru_utime + used.ru_stime, used.ru_maxrss / MEGABYTE)


def build(place: Path, out: Path, *, home: Path) -> Cost:
    """Build an edition of a place."""
    command = [sys.executable, "-m", "equitytown", "build", str(place), "--out", str(out), "--quiet"]
    return run(command, home=home)


def floor(name: str, place: Path, *, home: Path) -> Cost:
    """Run one of the floors."""
    return run([sys.executable, str(BENCH / "floors.py"), name, str(place)], home=home)


def change_one_figure(place: Path) -> str:
    """Move the newest value of the place's first series by a tenth, and say which it was."""
    code = re.search(r"^area_code: *(\w+)", (place / "place.yaml").read_text(encoding="utf-8"), flags=re.MULTILINE)
    for indicator in sorted((place / "indicators").glob("*.yaml")):
        path = place / "data" / f"{indicator.stem}.csv"
        with path.open(encoding="utf-8", newline="") as file:
            rows = list(csv.DictReader(file))
        own = [row for row in rows if code and row["area_code"] == code[1] and "." in row["value"]]
        if own:
            own[-1]["value"] = f"{float(own[-1]['value']) + 0.1:.4f}"
            with path.open("w", encoding="utf-8", newline="") as file:
                writer = csv.DictWriter(file, fieldnames=list(rows[0]), lineterminator="\n")
                writer.writeheader()
                writer.writerows(rows)
            return f"{indicator.stem}, {own[-1]['period']}"
    raise SystemExit(f"No figure could be changed in {place / 'data'}.")


def overview_size(editions: Path) -> float:
    """Kilobytes of the overview page with all it loads by itself, the chart scripts left out."""
    page = next(editions.glob("*/index.html")).resolve()
    text = page.read_text(encoding="utf-8")
    files = {page}
    for address in re.findall(r'<(?:link|script|img|source)\b[^>]*?\b(?:href|src|srcset)="([^"#?]+)', text):
        files.add((page.parent / address).resolve())
    for sheet in [path for path in files if path.suffix == ".css"]:
        addresses = re.findall(r"url\([\"']?([^\"')#?]+)", sheet.read_text(encoding="utf-8"))
        files |= {(sheet.parent / address).resolve() for address in addresses if ":" not in address}
    kept = [path for path in files if path.is_file() and not ("vega" in path.name and path.suffix == ".js")]
    pages = [path for path in kept if path.suffix != ".html" or path == page]
    return sum(path.stat().st_size for path in pages) / 1000


def measure(place: Path) -> list[Line]:
    """Take every measurement, in a folder that is thrown away."""
    with tempfile.TemporaryDirectory(prefix="equitytown-bench-") as scratch:
        home = Path(scratch)
        copy, out = home / place.name, home / "editions"
        shutil.copytree(place, copy, ignore=shutil.ignore_patterns("editions"))
        bare = [floor(name, copy, home=home) for name in ("figures", "documents")]
        seconds = sum(cost.seconds for cost in bare)
        memory = max(cost.megabytes for cost in bare)
        first = build(copy, out, home=home)
        size = overview_size(out)
        print(f"Changed for the second build: {change_one_figure(copy)}\n")
        second = build(copy, out, home=home)
    return [
        Line("full build, processor", first.seconds, "s", BUILD_SECONDS, seconds),
        Line("full build, peak memory", first.megabytes, "MB", BUILD_MEGABYTES, memory),
        Line("second build, one figure changed", second.seconds, "s", REBUILD_SECONDS, seconds),
        Line("overview without chart scripts", size, "kB", OVERVIEW_KILOBYTES),
    ]


def main(arguments: Sequence[str]) -> None:
    """Print the measurements of a place."""
    place = Path(arguments[0] if arguments else "places/luton").resolve()
    if not (place / "place.yaml").is_file():
        raise SystemExit(f"{place} has no place.yaml. Name a place's folder: python bench/run.py places/luton")
    lines = measure(place)
    print(f"{'measured':<34}{'figure':>9}{'':5}{'budget':>8}{'':5}{'':8}{'times floor':>14}")
    print(*lines, sep="\n")
    print("\nFloor: one group-by over the place's figures, one chart and one page, libraries loaded.")


if __name__ == "__main__":
    main(sys.argv[1:])
