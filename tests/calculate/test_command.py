import json

import polars as pl
import pytest
import xlsxwriter
from typer.testing import CliRunner

from equitytown import cli
from equitytown.calculate.command import SHORT
from equitytown.calculate.methods import methods
from equitytown.calculate.run import show

FIGURES = "area,sex,numerator,denominator\nA,F,30,100\nA,M,51,163\nB,F,7,90\nB,M,*,80\n"


@pytest.fixture
def run():
    runner = CliRunner()
    return lambda *words: runner.invoke(cli.app, ["calculate", *map(str, words)])


@pytest.fixture
def figures(tmp_path):
    path = tmp_path / "figures.csv"
    path.write_text(FIGURES, encoding="utf-8")
    return path


def test_it_works(run, figures):
    done = run("proportion", figures, "--by", "area", "--multiplier", 100)
    assert done.exit_code == 0, done.output
    lines = done.stdout.splitlines()
    assert lines[0] == "area,numerator,denominator,value,lower,upper,confidence,method,note"
    assert lines[1].startswith("A,81,263,30.79")
    assert lines[2] == "B,,170,,,,0.95,Wilson,numerator is missing in 1 of 2 rows"


def test_every_method_is_listed_with_a_line(run):
    done = run("--list")
    assert done.exit_code == 0
    names = [line.split("  ")[0] for line in done.stdout.splitlines()]
    assert names == [method.command for method in methods().values()]


@pytest.mark.parametrize("method", methods().values(), ids=lambda method: method.name)
def test_every_method_has_help_with_its_options_and_an_example(run, method):
    done = run(method.command, "--help")
    assert done.exit_code == 0, done.output
    words = " ".join(done.stdout.split())
    assert method.summary in words
    assert f"Example: equitytown calculate {method.command} figures.csv" in words
    assert [option.flag for option in method.options if option.flag not in words] == []


def test_several_confidences_may_be_given_either_way(run, figures):
    for words in (("--confidence", "0.95,0.998"), ("--confidence", "0.95", "--confidence", "0.998")):
        done = run("proportion", figures, "--by", "area,sex", *words)
        assert "lower_95,upper_95,lower_99_8,upper_99_8" in done.stdout.splitlines()[0], done.output


def test_all_rows_together_and_each_row_by_itself(run, figures):
    assert len(run("crude-rate", figures, "--by", "").stdout.splitlines()) == 2
    assert len(run("crude-rate", figures).stdout.splitlines()) == 5


def test_a_column_whose_name_has_a_comma_is_one_column(run, tmp_path):
    path = tmp_path / "figures.csv"
    path.write_text('"area, old",numerator,denominator\nA,1,2\n', encoding="utf-8")
    assert run("proportion", path, "--by", "area, old").exit_code == 0


def test_the_answer_may_be_a_file_or_json(run, figures, tmp_path):
    done = run("proportion", figures, "--by", "area", "--out", tmp_path / "answer.parquet")
    assert done.stdout.strip() == f"2 rows in {tmp_path / 'answer.parquet'}."
    assert pl.read_parquet(tmp_path / "answer.parquet")["area"].to_list() == ["A", "B"]
    told = json.loads(run("proportion", figures, "--by", "area", "--json").stdout)
    assert told[1]["value"] is None


def test_a_limit_without_end_is_text_in_json(run, tmp_path):
    path = tmp_path / "falls.csv"
    path.write_text("period,numerator,denominator\n2021,0,900\n2022,4,950\n", encoding="utf-8")
    done = run("ratio-of-rates", path, "--earlier", "2021", "--later", "2022", "--json")
    assert json.loads(done.stdout, parse_constant=pytest.fail)[0]["upper"] == "inf", done.output


def test_a_second_table_is_read_too(run, tmp_path):
    people, totals = tmp_path / "people.csv", tmp_path / "totals.csv"
    people.write_text("area,denominator,reference_numerator,reference_denominator\nA,1000,20,10000\n", encoding="utf-8")
    totals.write_text("area,numerator\nA,4\n", encoding="utf-8")
    done = run("indirectly-standardised-ratio", people, "--totals", totals, "--by", "area")
    assert done.stdout.splitlines()[1].startswith("A,4,2,2"), done.output


def test_a_terminal_is_shown_a_table_cut_at_a_screen(monkeypatch, capsys):
    monkeypatch.setenv("COLUMNS", "100")
    show(["area", "value"], [("A", 1.23456789), ("B", None), *(("C", 1) for _ in range(50))])
    shown = capsys.readouterr().out
    assert "1.23457" in shown
    assert "… and 12 more rows; --out FILE writes them all." in shown


def test_a_narrow_terminal_keeps_the_area_and_says_once_what_all_rows_share(monkeypatch, capsys):
    monkeypatch.setenv("COLUMNS", "80")
    names = ["area_code", "sex", "numerator", "denominator", "value", "lower", "upper", "confidence", "method", "note"]
    rows = [
        ("E06000032", sex, 404, 105157, 410.2044, 370.0168, 453.4682, 0.95, "Dobson", None)
        for sex in ("Female", "Male")
    ]
    show(names, rows)
    shown = capsys.readouterr().out
    assert shown.count("E06000032") == 2
    assert "370.017" in shown
    assert "On every row: confidence 0.95, method Dobson." in shown


def test_a_table_too_wide_for_a_terminal_is_never_cut(monkeypatch, capsys):
    monkeypatch.setenv("COLUMNS", "40")
    show(["area_code", *"abcdef"], [("E06000032", *(100_000.5 + i for i in range(6))), ("E06000055", *range(6))])
    shown = capsys.readouterr().out
    assert "…" not in shown
    assert "E06000032" in shown
    assert "100006" in shown


def test_a_terminal_is_shown_the_answer_as_a_table(run, figures, monkeypatch):
    monkeypatch.setattr("equitytown.calculate.run.at_a_terminal", lambda: True)
    shown = run("crude-rate", figures, "--by", "area").stdout
    assert shown.split()[:3] == ["area", "numerator", "denominator"]
    assert "On every row: confidence 0.95" in shown


def test_an_option_that_a_method_cannot_do_without_is_named(run, figures):
    done = run("inequality", figures)
    assert done.exit_code == cli.Exit.FAULTS
    assert "inequality needs --best. See: equitytown calculate inequality --help" in done.stderr


def test_help_lists_the_methods(run):
    assert "directly-standardised-rate" in run("--help").stdout


def test_rows_can_be_taken_or_left_out(run, figures):
    only = run("crude-rate", figures, "--only", "area=A", "--only", "sex=F")
    assert [line[:3] for line in only.stdout.splitlines()[1:]] == ["A,F"]
    rest = run("crude-rate", figures, "--leave-out", "area=A")
    assert [line[:3] for line in rest.stdout.splitlines()[1:]] == ["B,F", "B,M"]
    both = run("crude-rate", figures, "--only", "area=A", "--only", "area=B", "--only", "denominator=90.0")
    assert [line[:3] for line in both.stdout.splitlines()[1:]] == ["B,F"]
    assert (
        '--only area=a: no row holds that. Did you mean "A"?' in run("crude-rate", figures, "--only", "area=a").stderr
    )
    assert "--leave-out area=X: no row holds that." in run("crude-rate", figures, "--leave-out", "area=X").stderr
    none = run("crude-rate", figures, "--only", "area=A", "--leave-out", "area=A")
    assert "--only and --leave-out together keep no row of" in none.stderr
    unmarked = run("crude-rate", figures, "--leave-out", "numerator=*")
    assert [line[:3] for line in unmarked.stdout.splitlines()[1:]] == ["A,F", "A,M", "B,F"]


def test_a_method_may_be_called_by_its_short_name(run):
    assert "Directly standardised rates" in run("dsr", "--help").stdout
    assert {name.replace("-", "_") for name in SHORT.values()} <= set(methods())


def test_one_method_can_follow_another(run, figures, tmp_path):
    rates = tmp_path / "rates.csv"
    run("crude-rate", figures, "--leave-out", "sex=M", "--by", "area", "--out", rates)
    done = run("rank", rates, "--best", "low")
    assert done.exit_code == 0, done.output
    assert "rank" in done.stdout.splitlines()[0]


def test_weights_may_be_a_file(run, tmp_path):
    deaths, weights = tmp_path / "deaths.csv", tmp_path / "weights.csv"
    deaths.write_text("age,numerator,denominator\n0-64,20,9000\n65+,40,800\n", encoding="utf-8")
    weights.write_text("age,weight\n0-64,80\n65+,20\n", encoding="utf-8")
    done = run("directly-standardised-rate", deaths, "--standard-population", weights)
    assert done.stdout.splitlines()[1].startswith("60,9800,1177.7"), done.output
    weights.write_text("age,weight\n0-64,many\n65+,20\n", encoding="utf-8")
    done = run("directly-standardised-rate", deaths, "--standard-population", weights)
    assert "must have two columns without gaps" in done.stderr


@pytest.mark.parametrize(
    ("words", "told"),
    [
        (("--numerator", "count"), 'there is no column "count". The columns are: area, sex, numerator, denominator'),
        (("--confidence", "95"), "confidence must lie above 0 and below 1, and is 95. Did you mean 0.95?"),
        (("--confidence", "high"), '--confidence takes numbers, and "high" is none.'),
        (("--by", "ward"), 'there is no column "ward"'),
        (("--by", "area", "--by", "area,ward"), 'there is no column "ward"'),
        (("--only", "ward=3"), '--only takes COLUMN=VALUE, and is "ward=3". The columns are: area'),
        (("--leave-out", "area"), '--leave-out takes COLUMN=VALUE, and is "area"'),
        (("--out", "nowhere/answer.csv"), "there is no folder nowhere. Make it first"),
        (("--out", "answer.docx"), "tables are written as .csv, .xlsx or .parquet"),
    ],
)
def test_what_cannot_be_is_a_sentence_and_exit_1(run, figures, words, told):
    done = run("proportion", figures, *words)
    assert done.exit_code == cli.Exit.FAULTS
    assert told in done.stderr
    assert "Traceback" not in done.output


def test_a_mark_that_is_not_known_is_shown_with_its_remedy(run, tmp_path):
    path = tmp_path / "falls.csv"
    path.write_text("area,falls,people\nA,<5,100\nB,7,90\n", encoding="utf-8")
    named = run("crude-rate", path)
    assert "Say which columns they are with --numerator NAME, --denominator NAME." in named.stderr
    done = run("crude-rate", path, "--numerator", "falls", "--denominator", "people")
    assert 'column "falls" must hold numbers, and 1 of 2 cells hold something else: "<5".' in done.stderr
    assert "If they stand for missing numbers, add --missing '<5'." in done.stderr
    done = run("crude-rate", path, "--numerator", "falls", "--denominator", "people", "--missing", "<5")
    assert done.exit_code == 0


@pytest.mark.parametrize(
    ("cells", "told"),
    [
        ("[c] * <5 <5 supp 7", '3 of 6 cells hold something else: "<5" (2), "supp".'),
        ("[c] * <5 <5 supp 7", "add --missing '<5' --missing supp."),
        ("7 10% 11.5%", '"10%", "11.5%". Take the % signs out of the file.'),
        ("12.3% supp 7", "Take the % signs out of the file. If they stand for missing numbers, add --missing supp."),
        ("12,5 3,1", '"12,5", "3,1". Write decimals with a point, as in 1.5.'),
        ("007 7", '"007". A number that starts with 0, or has more than 15 figures, is taken for a code'),
        ("a b c", 'hold something else: "a", "b", "c". It holds words: name another column.'),
        ("7 TRUE", "Write 1 for true and 0 for false."),
        ("7 5(est) supp", '"5(est)", "supp". Mend these cells in the file.'),
        ("1,234 7", "Where commas do not set columns apart, 1,234 may be 1234 or 1.234"),
        ("a b c d e f", '"a", "b", "c", "d", "e", …'),
    ],
)  # fmt: skip
def test_cells_that_are_no_numbers_are_listed_with_what_mends_them(run, tmp_path, cells, told):
    path = tmp_path / "falls.csv"
    path.write_text("\n".join(["numerator;denominator", *(f"{cell};100" for cell in cells.split())]), encoding="utf-8")
    assert told in run("crude-rate", path).stderr


def test_codes_that_are_alike_as_numbers_stay_apart(run, tmp_path):
    path = tmp_path / "codes.csv"
    path.write_text("code,numerator,denominator\n2.1,1,100\n2.10,50,100\n", encoding="utf-8")
    assert [line[:5] for line in run("proportion", path, "--by", "code").stdout.splitlines()[1:]] == ["2.1,1", "2.10,"]
    path.write_text(
        "code,numerator,denominator\n999000771000000109,1,100\n999000771000000108,50,100\n", encoding="utf-8"
    )
    found = run("proportion", path, "--by", "code").stdout.splitlines()
    assert found[1].startswith("999000771000000108,50,100,0.5")
    assert len(found) == 3


def test_what_is_written_in_brackets_is_shown_on_a_terminal(monkeypatch, capsys):
    monkeypatch.setenv("COLUMNS", "80")
    show(["area [code]", "value"], [("Derby [r]", 1.0), ("Luton [/a]", 2.0)])
    shown = capsys.readouterr().out
    assert all(word in shown for word in ("area [code]", "Derby [r]", "Luton [/a]"))


def test_marks_and_text_in_a_second_table_are_told(run, figures, tmp_path):
    totals = tmp_path / "totals.csv"
    totals.write_text("area,numerator\nA,<5\nB,7\n", encoding="utf-8")
    figures.write_text(
        "area,numerator,denominator,reference_numerator,reference_denominator\nA,1,100,5,1000\nB,2,100,5,1000\n",
        encoding="utf-8",
    )
    told = run("isr", figures, "--by", "area", "--totals", totals).stderr
    assert 'column "numerator" must hold numbers, and 1 of 2 cells hold something else: "<5"' in told
    done = run("isr", figures, "--by", "area", "--totals", totals, "--missing", "<5")
    assert done.exit_code == 0, done.output


def test_one_percentile_is_refused_in_words(run, tmp_path):
    path = tmp_path / "values.csv"
    path.write_text("value,target\n1,2\n", encoding="utf-8")
    done = run("against-target", path, "--best", "high", "--rule", "percentile range", "--percents", 25)
    assert "a range lies between 2 percentiles, the lower one first, and [25.0] are given" in done.stderr


def test_options_that_cannot_go_together_are_refused(run, figures, tmp_path):
    assert "Give one of them" in run("proportion", figures, "--json", "--out", tmp_path / "a.csv").stderr
    assert "has no sheet to choose" in run("proportion", figures, "--sheet", "2023").stderr
    assert "there is no file weights.csv" in run("dsr", figures, "--standard-population", "weights.csv").stderr


def test_lists_in_a_parquet_file_are_refused_where_they_cannot_serve(run, tmp_path):
    path = tmp_path / "lists.parquet"
    pl.DataFrame({"tags": [["a"], ["b"]], "numerator": [1, 2], "denominator": [10, 20]}).write_parquet(path)
    assert 'column "tags" holds what CSV has no way to write' in run("proportion", path).stderr
    assert 'cannot choose by column "tags", which holds lists' in run("proportion", path, "--only", "tags=a").stderr


def test_england_among_the_areas_is_told(run, tmp_path):
    path = tmp_path / "areas.csv"
    path.write_text("area_code,value\nE06000032,5\nE06000055,7\nE92000001,6\n", encoding="utf-8")
    told = run("rank", path, "--best", "low")
    assert 'area_code "E92000001" stands among the areas' in told.stderr
    assert "To leave it out: --leave-out area_code=" in told.stderr
    assert run("rank", path, "--best", "low", "--leave-out", "area_code=E92000001").stderr == ""
    assert run("against-target", path, "--target", "6", "--best", "low").stderr == ""
    path.write_text("region,value\nE12000001,5\nE12000002,7\nE92000001,6\ntotal,6\n", encoding="utf-8")
    assert run("rank", path, "--best", "low").stderr == ""  # all are large


def test_examples_put_no_area_in_a_group_of_its_own(run):
    for method in ("rank", "rank-interval", "quantile", "category", "funnel-significance", "funnel-limits"):
        assert "--by" not in run(method, "--help").stdout.partition("Example:")[2]
    assert "--by region" in run("group-average", "--help").stdout.partition("Example:")[2]
    example = run("dsr", "--help").stdout.partition("Example:")[2]
    assert "--by area_code" in " ".join(example.split())


def test_a_comparator_may_be_a_number_and_options_are_named_as_on_the_command_line(run, figures):
    told = run("compare", figures, "--value", "numerator", "--lower", "numerator", "--upper", "numerator").stderr
    assert "--comparator may also be a number." in told
    told = run("difference-of-rates", figures, "--between", "area", "--earlier", "A").stderr
    assert "Name two: --earlier and --later." in told


def test_a_workbook_whose_first_sheet_is_another_is_told_its_sheets(run, tmp_path):
    path = tmp_path / "deaths.xlsx"
    with xlsxwriter.Workbook(path) as workbook:
        workbook.add_worksheet("Cover").write_row(0, 0, ["Mortality data"])
        sheet = workbook.add_worksheet("Data")
        sheet.write_row(0, 0, ["numerator", "denominator"])
        sheet.write_row(1, 0, [3, 100])
    assert "Other sheets of the workbook: Data; choose one with --sheet." in run("crude-rate", path).stderr
    assert run("crude-rate", path, "--sheet", "Data").exit_code == 0


def test_options_that_share_a_description_are_told_apart(run):
    words = " ".join(run("crude-rate", "--help").stdout.split())
    assert "This is the numerator." in words
    assert "This is the denominator." in words


def test_an_answer_never_replaces_what_it_is_made_from(run, figures):
    for words in (("--out", figures), ("--out", figures.parent / "." / figures.name)):
        done = run("proportion", figures, *words)
        assert done.exit_code == cli.Exit.FAULTS
        assert "which is read. Give the answer another name" in done.stderr
    assert figures.read_text(encoding="utf-8") == FIGURES
    other = figures.with_name("answer.csv")
    other.write_text("of last week", encoding="utf-8")
    assert run("proportion", figures, "--out", other).exit_code == 0
    assert other.read_text(encoding="utf-8").startswith("area,sex,numerator")


def test_a_count_beyond_all_whole_numbers_is_printed(run, tmp_path):
    path = tmp_path / "much.csv"
    path.write_text("numerator,denominator\n1e+22,1e+23\n", encoding="utf-8")
    assert run("proportion", path).stdout.splitlines()[1].startswith("1e+22,1e+23,0.1,")


def test_a_file_that_is_not_there_is_a_sentence(run):
    done = run("proportion", "nowhere.csv")
    assert done.exit_code == cli.Exit.FAULTS
    assert "there is no file nowhere.csv" in done.stderr


def test_an_unknown_method_is_wrong_use(run, figures):
    assert run("nonsense", figures).exit_code == cli.Exit.USAGE
    assert run("proportion").exit_code == cli.Exit.USAGE
