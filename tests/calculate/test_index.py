import pytest
from typer.testing import CliRunner
from xlsxwriter import Workbook

from equitytown import cli

DECLARED = """\
name: Index of cold homes
quantiles: 5
domains:
  - id: homes
    weight: 0.5
    components:
      - column: damp
        weight: 0.75
      - column: insulated
        worst: low
        weight: 0.25
  - id: money
    weight: 0.5
    components:
      - column: income
        transform: log
        worst: low
"""
ROWS = "".join(f"E0101574{place},{place},{20 - place},{place * 4 % 7 + 1},n{place}\n" for place in range(1, 7))
TABLE = "area_code,damp,insulated,income,nurses\n" + ROWS


@pytest.fixture
def run(tmp_path):
    """Run the command on a declaration and a table."""

    def ran(*words, declared=DECLARED, table=TABLE):
        (tmp_path / "homes.yaml").write_text(declared, encoding="utf-8")
        (tmp_path / "areas.csv").write_text(table, encoding="utf-8")
        data = ("--data", str(tmp_path / "areas.csv"))
        return CliRunner().invoke(cli.app, ["index", str(tmp_path / "homes.yaml"), *data, *map(str, words)])

    return ran


def test_it_works(run, tmp_path):
    done = run("--out", tmp_path / "index.csv")
    assert done.exit_code == 0, done.output
    assert done.stdout == ""
    assert done.stderr == "Index of cold homes: 6 of 6 areas have one.\n"
    lines = (tmp_path / "index.csv").read_text(encoding="utf-8").splitlines()
    assert lines[0] == (
        "area_code,homes_score,homes_rank,homes_quintile,money_score,money_rank,money_quintile,score,rank,quintile,note"
    )
    assert lines[1].startswith("E01015741,")
    assert run("--quiet").stdout.splitlines()[0] == lines[0]


def test_weights_vary_by_a_share_or_by_draws(run):
    share = run("--sensitivity", "0.2")
    assert "Each weight 20% up and down in turn, 4 sets: in the middle one" in share.stderr
    drawn = run("--sensitivity", "drawn", "--draws", 50, "--seed", 4)
    assert "Weights drawn 50 times (seed 4, concentration 50)" in drawn.stderr
    assert "rank_median,rank_lower,rank_upper,quintile_changed,note" in drawn.stdout
    assert drawn.stdout == run("--sensitivity", "drawn", "--draws", 50, "--seed", 4).stdout
    assert '--sensitivity takes "drawn" or a share' in run("--sensitivity", "much").stderr


def test_what_could_not_be_given_is_said(run):
    few = run(declared=DECLARED.replace("quantiles: 5", "quantiles: 10"))
    assert "Areas are too few for 10 deciles, so none is given." in few.stderr
    rows = "".join(
        f"{code},{damp},{3 - damp},{3 - damp}\n" for code, damp in zip("ABCDE", (1, 1, 1, 1, 2), strict=True)
    )
    tied = run(table="area_code,damp,insulated,income\n" + rows)
    assert "No area is in quintile 3, 4, 5: areas that tie share a rank." in tied.stderr


@pytest.mark.parametrize(
    ("old", "new", "line", "told"),
    [
        ("weight: 0.75", "weight: 0.7", 6, "components have weights that add up to 0.95."),
        ("        weight: 0.75\n", "", 6, "components have weights for some and not for others."),
        ("- column: insulated", "- column: damp", 6, 'components have the column "damp" twice.'),
        ("id: money", "id: homes", 3, 'domains have the id "homes" twice.'),
        ("weight: 0.5", "weight: 50", 5, "weight 50 is not a weight."),
        ("column: damp", "column: dmap", 7, 'there is no column "dmap" in areas.csv.'),
        ("column: damp", "column: nurses", 7, 'column "nurses" holds text ("n1", say).'),
        ("column: damp", "column: area_code", 3, 'take the column of area codes, "area_code", for a component.'),
        ("transform: log", "transform: lg", 16, 'transform "lg" is not known.'),
        ("quantiles: 5", "quantiles: 1", 2, "quantiles 1 will not do."),
        ("quantiles: 5", "boundaries: lsoa-2020", 2, 'boundary set "lsoa-2020" is not known.'),
        ("quantiles: 5", "boundaries: msoa-2021", None, "6 of 6 codes are not of MSOA 2021"),
        ("quantiles: 5", "area: lsoa", 2, 'there is no column "lsoa" in areas.csv.'),
        ("quantiles: 5", "area: area_rank", 2, 'area "area_rank" is called as a column of the answer may be.'),
    ],
)  # fmt: skip
def test_a_fault_of_the_declaration_is_told_with_its_line(run, old, new, line, told):
    done = run(declared=DECLARED.replace(old, new, 1))
    assert done.exit_code == cli.Exit.FAULTS
    assert told in done.stderr
    if line is not None:
        assert f"homes.yaml, line {line}: " in done.stderr


def test_a_column_named_for_another_vintage_is_refused(run):
    declared = DECLARED.replace("quantiles: 5", "area: LSOA11CD\nboundaries: lsoa-2021")
    done = run(declared=declared, table=TABLE.replace("area_code", "LSOA11CD"))
    assert 'line 3: the column "LSOA11CD" has the name of codes of LSOA 2011, not of LSOA 2021.' in done.stderr
    assert "Write lsoa-2011 here, or carry the table over." in done.stderr


def test_a_declaration_that_lists_nothing_is_refused(run):
    assert "domains list nothing." in run(declared="name: None\ndomains: []\n").stderr


@pytest.mark.parametrize(
    ("table", "told"),
    [
        (TABLE.replace("E01015742", "E01015741"), '1 area with more than one row (first: "E01015741").'),
        (TABLE.replace("E01015742", ""), 'column "area_code" is empty in 1 row.'),
        (TABLE.replace("E01015742", "E02003275"), '1 of 6 codes are not of LSOA 2011: "E02003275".'),
        (TABLE.replace("E01015742", "Luton 007A"), '1 of 6 codes are not of LSOA 2011: "Luton 007A".'),
        (TABLE.replace("E01015741,1,19,5", "E01015741,1,19,0"), 'column "income" holds 0, which has no logarithm.'),
        ("area_code,damp,insulated,income\nA,3,1,1\nB,3,2,\n", 'column "damp" is 3 in every row'),
        ("area_code,damp,insulated,income\nA,,1,1\nB,,2,3\n", 'column "damp" has no number in any row.'),
        ("area_code,damp,insulated,income\nA,1,1,1\nB,inf,2,3\n", 'column "damp" holds a number without end.'),
        ("area_code,damp,insulated,income\n", "has no rows"),
    ],
)
def test_a_table_that_will_not_do_is_refused(run, table, told):
    done = run(table=table)
    assert done.exit_code == cli.Exit.FAULTS
    assert told in done.stderr


def test_vintages_are_told_apart_by_a_look_up(run, tmp_path):
    lookup = tmp_path / "lookup.csv"
    pairs = [(f"E0101574{place}", f"E0101574{place}") for place in range(2, 7)]
    pairs += [("E01015741", "E01035000"), ("E01015741", "E01035001")]
    lookup.write_text("LSOA11CD,LSOA21CD\n" + "".join(f"{old},{new}\n" for old, new in pairs), encoding="utf-8")
    columns = ("--lookup", lookup, "--old", "LSOA11CD", "--new", "LSOA21CD")
    assert run(*columns).exit_code == 0
    mixed = run(*columns, table=TABLE.replace("E01015743", "E01035000"))
    assert "1 of 6 codes are not of LSOA 2011: E01035000 is of LSOA 2021, not of LSOA 2011." in mixed.stderr
    authorities = TABLE.replace("E01015741", "E06000028").replace("E01015742", "E06000058")
    assert "are not of" in run(table=authorities).stderr
    assert "no look-up" in run("--old", "LSOA11CD").stderr
    assert "name its columns" in run(*columns[:2]).stderr
    assert "which is read" in run("--out", tmp_path / "areas.csv").stderr


def test_names_in_place_of_codes_are_told_where_the_boundary_set_is_declared(run):
    declared = DECLARED.replace("quantiles: 5", "quantiles: 5\nboundaries: lsoa-2021\narea: ward")
    table = TABLE.replace("area_code", "ward").replace("E0101574", "Ward ")
    done = run(declared=declared, table=table)
    assert done.exit_code == cli.Exit.FAULTS
    assert '6 of 6 codes are not of LSOA 2021: "Ward 1".' in done.stderr
    assert "Name a column of codes as area" in done.stderr


def test_a_rank_or_decile_must_say_which_end_is_bad(run):
    declared, table = DECLARED.replace("column: damp", "column: IMD_decile"), TABLE.replace("damp", "IMD_decile")
    done = run(declared=declared, table=table)
    assert 'column "IMD_decile" seems to be a decile, and the file does not say which end' in done.stderr
    said = declared.replace("column: IMD_decile", "column: IMD_decile\n        worst: low")
    assert run(declared=said, table=table).exit_code == 0


def test_an_empty_first_sheet_names_the_others(tmp_path):
    (tmp_path / "homes.yaml").write_text(DECLARED, encoding="utf-8")
    with Workbook(str(tmp_path / "areas.xlsx")) as book:
        book.add_worksheet("Notes").write(0, 0, "Read me")
        book.add_worksheet("Data")
    done = CliRunner().invoke(cli.app, ["index", str(tmp_path / "homes.yaml"), "--data", str(tmp_path / "areas.xlsx")])
    assert "Other sheets of the workbook: Data; choose one with --sheet." in done.stderr
