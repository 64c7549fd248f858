"""The command `equity`, and an attack on all that it writes: by linear programming, sharing nothing with it."""

import csv
import json
import random

import numpy as np
import pytest
from scipy.optimize import linprog
from typer.testing import CliRunner

from equitytown import cli
from equitytown.calculate.equity import Asked, equity_tables
from equitytown.calculate.equity_files import write_equity
from equitytown.derive.equity.words import Kind

GROUPS = ("White", "Asian", "Black", "Mixed", "Other", "Elsewhere", "Not known")
RESIDENTS = {"White": 4000, "Asian": 3000, "Black": 900, "Mixed": 500, "Other": 300}
SMALL = 4
USERS = "service,ethnic group,users\nA,White,640\nA,Asian,310\nA,Black,3\nA,Mixed,12\nA,Other,20\nA,Refused,2\n"


@pytest.fixture
def run():
    return lambda *words: CliRunner().invoke(cli.app, ["equity", *map(str, words)])


@pytest.fixture
def population(tmp_path):
    path = tmp_path / "residents.csv"
    path.write_text("ethnic_group,residents\n" + "".join(f"{g},{n}\n" for g, n in RESIDENTS.items()), encoding="utf-8")
    return path


def _file(path, kind, seed):
    draw = random.Random(seed)  # noqa: S311  made-up counts
    lines = (
        ["organisation,grade,characteristic,group,count"]
        if kind == "workforce"
        else ["service,characteristic,group,count"]
    )
    for grade in ("4", "7", "9") if kind == "workforce" else ("Stop smoking", "Weight"):
        counts = [int(draw.choice((2, 9, 80)) * draw.random() * (1 + (g == "White") * 9)) for g in GROUPS]
        male = int(sum(counts) * draw.random())
        unit = f"Council,{grade}" if kind == "workforce" else grade
        lines += [f"{unit},Ethnic group,{g},{n}" for g, n in zip(GROUPS, counts, strict=True)]
        lines += [f"{unit},Sex,Male,{male}", f"{unit},Sex,Female,{sum(counts) - male}"]
    path.write_text("\n".join(lines), encoding="utf-8")


def _rows(folder, name):
    path = folder / f"{name}.csv"
    return list(csv.DictReader(path.read_text(encoding="utf-8").splitlines())) if path.exists() else []


class Attacker:
    """What a reader of every file can write down: cells, sums, and an equation for each share, rate and ratio."""

    def __init__(self, folder):
        self.cells = {self._key(r): r["count"] for r in _rows(folder, "counts")}
        self.place = {key: i for i, key in enumerate(self.cells)}
        self.equations = []
        for unit, characteristic in {(k[0], k[2]) for k in self.cells}:
            self._sums(unit, characteristic)
        for key in self.cells:
            if key[3] == "All":
                for other in self.cells:
                    if other[:2] == key[:2] and other[3] == "All" and other != key:
                        self.equal([(key, 1), (other, -1)])
        for name in ("completeness", "access", "representation", "likelihood"):
            for row in _rows(folder, name):
                self._derived(name, row)

    @staticmethod
    def _key(row, group=None, grade=None):
        return row["unit"], grade or row.get("grade", "All"), row["characteristic"], group or row["group"]

    def equal(self, terms, number=0.0):
        self.equations.append(([(self.place[key], by) for key, by in terms if key in self.place], number))

    def _sums(self, unit, characteristic):
        mine = [k for k in self.cells if k[0] == unit and k[2] == characteristic]
        known = {"White", "Asian", "Black", "Mixed", "Other", "Male", "Female"}
        for grade in {k[1] for k in mine}:
            own = {k[3]: k for k in mine if k[1] == grade}
            for total, parts in (
                ("Known groups", known), ("Groups without residents", {"Elsewhere"}),
                ("Not known", {"Not recorded", "Not stated"}),
                ("All", {"Known groups", "Groups without residents", "Not known"}),
            ):  # fmt: skip
                if total in own:
                    self.equal([(own[total], -1), *((own[p], 1) for p in parts if p in own)])
        for group in {k[3] for k in mine}:
            own = {k[1]: k for k in mine if k[3] == group}
            for total, parts in (("Senior grades", {"9"}), ("Other grades", {"4", "7"}), ("All", {"4", "7", "9"})):
                if total in own and len(own) > 1:
                    self.equal([(own[total], -1), *((own[p], 1) for p in parts if p in own)])

    def _known(self, row, grade, by=1.0):
        return [(self._key(row, part, grade), by) for part in ("Known groups", "Groups without residents")]

    def _derived(self, name, row):
        value = {k: float(v) for k, v in row.items() if v not in {"", "inf"} and k not in {"unit", "grade", "group"}
                 and v.replace(".", "").replace("e-", "").isdigit()}  # fmt: skip
        grade = row.get("grade", "All")
        if name == "completeness":
            for column, group in (("share_known", ""), ("share_not_recorded", "Not recorded")):
                if column in value and (self._key(row, group or "All", grade) in self.place):
                    parts = [(self._key(row, group, grade), 1.0)] if group else self._known(row, grade)
                    self.equal([*parts, (self._key(row, "All", grade), -value[column])])
            return
        own = self._key(row, grade=grade)
        if name == "access" and "rate" in value:
            n, rest = value["residents"], sum(RESIDENTS.values()) - value["residents"]
            self.equal([(own, 1.0)], value["rate"] * n / 1000)
            known = self._key(row, "Known groups", "All")
            if value.get("to_rest"):
                self.equal([(own, rest / n + value["to_rest"]), (known, -value["to_rest"])])
            if "most_rate" in value and value["most_rate"] < 1000:
                self.equal(
                    [(own, 1.0), (self._key(row, "All", "All"), 1.0), (known, -1.0)], value["most_rate"] * n / 1000
                )
        if name == "representation" and "share" in value:
            self.equal([(own, 1.0), *self._known(row, grade, -value["share"])])
        if name == "likelihood" and "share_senior" in value:
            senior = self._key(row, grade="Senior grades")
            self.equal([(senior, 1.0), (own, -value["share_senior"])])

    def ends(self, cell):
        bounds = [(1, None) if n == "[c]" else (int(n), int(n)) for n in self.cells.values()]
        matrix, right = np.zeros((len(self.equations), len(bounds))), []
        for i, (terms, number) in enumerate(self.equations):
            for at, by in terms:
                matrix[i, at] += by
            right.append(number)
        found = []
        for sign in (1, -1):
            costs = np.zeros(len(bounds))
            costs[self.place[cell]] = sign
            done = linprog(
                costs,
                A_ub=np.vstack([matrix, -matrix]),
                b_ub=np.array([*right, *(-np.array(right))]) + 1e-6,
                bounds=bounds,
            )
            assert done.status in {0, 3}, done.message
            found.append(sign * done.fun if done.status == 0 else np.inf)
        return found


@pytest.mark.parametrize(("kind", "seed"), [("service", 1), ("service", 2), ("workforce", 3), ("workforce", 5)])
def test_no_withheld_small_count_can_be_worked_out_from_all_that_is_written(tmp_path, population, kind, seed):
    path, out = tmp_path / "handed.csv", tmp_path / "out"
    _file(path, kind, seed)
    senior = ("9",) if kind == "workforce" else ()
    made = equity_tables(Asked(path, Kind(kind), population, senior=senior, least_known=0.5))
    write_equity(made, out, read=(path,))
    attacker = Attacker(out)
    hidden = [cell for cell, count in attacker.cells.items() if count == "[c]"]
    assert hidden
    for cell in hidden:
        done = made.protected[cell[0], ""]
        label = [("grade", cell[1])] if "grade" in done.table.names else []
        told = dict([*label, (cell[2], cell[3])])
        at = done.table.place(tuple(told.get(name, "All") for name in done.table.names))
        least, most = attacker.ends(cell)
        assert least <= max(1, done.table.filled[at]) + 1e-3 or done.table.counts[at] > SMALL, cell
        assert most >= min(SMALL, 4) - 1e-3, cell
        assert most - least >= 1, cell


def test_the_attacker_finds_a_count_where_the_one_that_protects_it_is_shown(tmp_path, population):
    path, out = tmp_path / "users.csv", tmp_path / "out"
    path.write_text(USERS, encoding="utf-8")
    write_equity(equity_tables(Asked(path, Kind.SERVICE, population)), out, read=(path,))
    counts = (out / "counts.csv").read_text(encoding="utf-8")
    (out / "counts.csv").write_text(counts.replace("Mixed,[c]", "Mixed,12"), encoding="utf-8")
    least, most = Attacker(out).ends(("A", "All", "Ethnic group", "Black"))
    assert (least, most) == pytest.approx((3, 3), abs=1e-3)


def test_it_works(run, tmp_path, population):
    path = tmp_path / "users.csv"
    path.write_text(USERS,
                    encoding="utf-8")  # fmt: skip
    done = run(path, "--kind", "service", "--population", population, "--out", tmp_path / "out")
    assert done.exit_code == 0, done.output
    assert done.stdout.index("How many people's group is known") < done.stdout.index("Users for each 1,000")
    counts = {row["group"]: row["count"] for row in _rows(tmp_path / "out", "counts")}
    assert (counts["Black"], counts["White"], counts["Not stated"]) == ("[c]", "640", "2")
    account = json.loads((tmp_path / "out" / "audit.json").read_text(encoding="utf-8"))
    assert account["counts_that_can_be_worked_out"] == 0
    assert account["withheld"] == len(account["withheld_cells"]) == 2
    assert "small" not in json.dumps(account["withheld_cells"])
    told = json.loads(run(path, "--kind", "service", "--json").stdout)
    assert told["ok"]
    assert next(iter(told["tables"])) == "completeness"


def test_a_file_of_persons_ends_with_code_1_and_writes_nothing(run, tmp_path):
    path = tmp_path / "staff.csv"
    path.write_text("Employee ID,Sex,Grade\n1,Male,5\n", encoding="utf-8")
    done = run(path, "--kind", "workforce", "--out", tmp_path / "out")
    assert done.exit_code == cli.Exit.FAULTS
    assert "Count first" in done.stderr
    assert not (tmp_path / "out").exists()


def test_faults_are_json_with_their_lines_and_help_has_an_example(run, tmp_path):
    path = tmp_path / "users.csv"
    path.write_text("service,sex,users\nA,Men,x\n", encoding="utf-8")
    told = json.loads(run(path, "--kind", "service", "--json").stdout)
    assert (told["ok"], told["faults"][0]["line"]) == (False, 2)
    assert "Example: equitytown equity" in " ".join(run("--help").stdout.split())


def test_pay_is_told_with_gaps_and_what_is_withheld_is_counted(run, tmp_path):
    path = tmp_path / "pay.csv"
    path.write_text(
        "organisation,characteristic,group,Heads,mean hourly pay\nC,Sex,Men,400,20\nC,Sex,Women,600,18\n"
        "C,Sex,All,1000,18.8\nC,Race,White,940,18.9\nC,Race,Asian,40,17\nC,Race,Black,20,18\nC,Race,All,1000,18.8\n",
        encoding="utf-8",
    )
    told = json.loads(run(path, "--kind", "pay", "--column", "headcount=Heads", "--json").stdout)
    gaps = {row["group"]: row["mean_gap"] for row in told["tables"]["pay"] if row["characteristic"] == "Sex"}
    assert gaps == pytest.approx({"Male": 0, "Female": 10, "All": None})
    assert told["audit"]["pay_withheld"] == 2
    assert run(path, "--kind", "pay", "--column", "Heads").exit_code == cli.Exit.FAULTS


@pytest.mark.parametrize(
    ("words", "told"),
    [
        (("--senior", "12"), 'no row is of grade "12"'),
        (("--senior", "4,9"), "every grade is called senior"),
        ((), "Or add --absent-is-zero"),
        (("--absent-is-zero", "--out", "staff.csv"), "is a file. Name a folder"),
        (("--rule", "none"), 'rule "none" is not known'),
    ],
)
def test_what_is_asked_wrongly_is_refused(run, tmp_path, monkeypatch, words, told):
    monkeypatch.chdir(tmp_path)
    path = tmp_path / "staff.csv"
    path.write_text("grade,sex,headcount\n4,Men,30\n4,Women,40\n9,Men,12\n", encoding="utf-8")
    done = run(path, "--kind", "workforce", *words)
    assert done.exit_code == cli.Exit.FAULTS
    assert told in done.stderr
    assert run(path, "--kind", "workforce", "--absent-is-zero", "--quiet").output == ""


def test_a_file_that_is_read_is_never_written_over(run, tmp_path):
    path = tmp_path / "counts.csv"
    path.write_text("service,sex,users\nA,Men,30\nA,Women,40\n", encoding="utf-8")
    done = run(path, "--kind", "service", "--out", tmp_path)
    assert done.exit_code == cli.Exit.FAULTS
    assert "--out would replace" in done.stderr


def test_a_screen_names_what_it_shows_in_plain_words(run, tmp_path, population):
    users = tmp_path / "users.csv"
    users.write_text(USERS, encoding="utf-8")
    said = run(users, "--kind", "service", "--population", population).output
    for words in ("Times the rate of", "everybody else", "could be", "Differs from", "yes"):
        assert words in said
    assert not any(words in said for words in ("to rest", "to_rest", "true", "True"))
