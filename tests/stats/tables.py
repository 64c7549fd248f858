"""Reading the comma-separated cases that statistics are tested on."""

import csv
from pathlib import Path

import numpy as np

DATA = Path(__file__).resolve().parent.parent / "data"
MISSING = {"", "NA", "NaN"}


def rows_of(path):
    with path.open(encoding="utf-8", newline="") as file:
        return list(csv.DictReader(file))


def column(rows, name):
    """One column as numbers, missing ones as NaN."""
    return np.array([np.nan if row[name] in MISSING else float(row[name]) for row in rows])


def grouped(rows, name):
    """Rows by what stands in one column, in the order of the file."""
    groups = {}
    for row in rows:
        groups.setdefault(row[name], []).append(row)
    return groups
