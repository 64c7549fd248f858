"""Cases that tests of inequality measures share: our own, published ones, and the golden indicators."""

from functools import cache
from typing import NamedTuple

import numpy as np
from hypothesis import strategies as st

from equitytown.stats import inequality
from tests.stats.tables import DATA, column, grouped, rows_of

OWN = rows_of(DATA / "inequality_own.csv")
PUBLISHED = rows_of(DATA / "published_inequality.csv")

PLACED = {name for name, measure in inequality.MEASURES.items() if "population" in measure.takes}

# Subgroups with figures, people and standard errors.
subgroups = st.lists(
    st.tuples(st.floats(10, 90), st.floats(10, 1000), st.floats(0.05, 2)), min_size=3, max_size=8
).map(lambda rows: [np.array(part) for part in zip(*rows, strict=True)])  # fmt: skip


def numbers(text):
    return np.array([float(part) for part in text.split()])


def own(*names):
    """Our own cases of some measures."""
    return [case for case in OWN if case["measure"] in names]


def title(case):
    return " ".join(filter(None, (case["case"], case.get("measure") or case["statistic"], case.get("options"))))


def options_of(text):
    """Read "most=100" and "best=high" as options."""
    pairs = (part.split("=") for part in text.split())
    return {name: value if name == "best" else int(value) for name, value in pairs}


def work_out(name, value, population, **options):
    """Call a measure by name, with people where it asks for them."""
    measure = inequality.MEASURES[name]
    beside = (population,) if name in PLACED else ()
    taken = {key: option for key, option in options.items() if key in measure.takes}
    return measure.function(value, *beside, **taken)


def assert_as_worked(case):
    """Value, standard error and limits of our own case; limits cut off where a measure cannot go."""
    given = [numbers(case[name]) for name in ("values", "populations", "standard_errors")]
    found = work_out(case["measure"], *given[:2], standard_error=given[2], **options_of(case["options"]))
    mine = [found.value, found.standard_error, found.lower, found.upper]
    expected = [float(case[name]) for name in ("value", "standard_error", "lower", "upper")]
    np.testing.assert_allclose(mine, expected, rtol=1e-11)
    assert found.note == ""


class Indicator(NamedTuple):
    """One golden indicator."""

    value: np.ndarray
    population: np.ndarray
    error: np.ndarray
    scale: float
    best: str
    order: str
    reference: int | None

    @property
    def most(self):
        """What a figure is at most, as the peer has it."""
        return self.scale if self.scale == 100 else np.inf

    @property
    def standing(self):
        return {"best": self.best, "order": self.order}


@cache
def indicators(folder):
    """Golden indicators by name."""
    found = {}
    for name, rows in grouped(rows_of(folder / "inequality_input.csv"), "indicator").items():
        first, marks = rows[0], column(rows, "reference")
        found[name] = Indicator(
            *(column(rows, part) for part in ("est", "pop", "se")),
            scale=float(first["scaleval"]),
            best="high" if first["favourable"] == "1" else "low",
            order="ordered" if first["ordered"] == "1" else "unordered",
            reference=int(marks.argmax()) if marks.any() else None,
        )
    return found


@cache
def answers(folder):
    """The peer's answers: (indicator, function, options) to estimate, standard error, lower and upper."""
    return {
        (row["indicator"], row["fn"], row["options"]): [
            float(column([row], part)[0]) for part in ("estimate", "se", "lowerci", "upperci")
        ]
        for row in rows_of(folder / "inequality_expected.csv")
    }


def golden_cases(folder, function, options=""):
    """Every indicator with the peer's answer for one of its functions."""
    found = [
        (indicator, np.array(answers(folder)[name, function, options]))
        for name, indicator in indicators(folder).items()
        if (name, function, options) in answers(folder)
    ]
    assert found, (function, options)
    return found


def assert_all_agree(found, expected):
    """Estimate, standard error and limits agree to 1e-8."""
    mine = [found.value, found.standard_error, found.lower, found.upper]
    np.testing.assert_allclose(mine, expected, rtol=1e-8)


def assert_estimate_agrees(found, expected):
    np.testing.assert_allclose(found.value, expected[0], rtol=1e-8)
