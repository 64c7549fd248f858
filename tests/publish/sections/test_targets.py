"""Where we mean to be, as blocks and as a file. Every target here is SYNTHETIC."""

import csv
from dataclasses import replace
from datetime import date

import pytest

from equitytown.compare.target import find_targets
from equitytown.present.blocks import Bullets, Figure, Heading, Paragraph, Table, plain
from equitytown.publish.edition import Edition
from equitytown.publish.sections import targets
from equitytown.publish.targets_dataset import COLUMNS, write_targets
from equitytown.terms.indicator import Basis
from equitytown.terms.projection import ProjectedPoint, Projection
from equitytown.terms.target import PathPoint, TargetOf, TargetStatus
from tests import towns
from tests.factories import ENGLAND
from tests.targets import england, measure, moving, own, target, year

ROWS = (
    own(60.0, "2019/20", numerator=1800, denominator=3000), own(61.0, "2020/21"), own(64.0, denominator=3000),
    england(64.0, "2019/20"), england(65.0, "2020/21"), england(66.0),
    own(50.0, category_type="Meals", category="Eligible"), own(68.0, category_type="Meals", category="Not eligible"),
)  # fmt: skip
AIMS = (
    target(target_id="path", title="SYNTHETIC path", by=date(2025, 12, 31), baseline=PathPoint(year("2019/20"), 60.0)),
    moving(target_id="moving", title="SYNTHETIC moving", groups=("Meals",), note="SYNTHETIC note."),
    target(target_id="gap", title="SYNTHETIC gap", of=TargetOf.GAP, value=1.0),
    target(
        target_id="old", title="SYNTHETIC old", status=TargetStatus.REPLACED, ended_on=date(2023, 1, 1), value=66.0,
        reason="It was too near.", replaced_by="path",
    ),
)  # fmt: skip


@pytest.fixture(scope="module")
def edition():
    place = towns.town(*ROWS, indicators=(measure(),), nation=ENGLAND, targets=AIMS)
    held = towns.held(place)
    return Edition(place, held, (), (), targets=find_targets(place, held, inside=()))


def of_kind(blocks, kind):
    return [block for block in blocks if isinstance(block, kind)]


def test_a_place_without_targets_says_so_and_what_one_needs(edition):
    blocks = targets.blocks(replace(edition, targets=()))
    assert plain(blocks[0].text).startswith("No target has been agreed yet")
    (needs,) = of_kind(blocks, Bullets)
    assert len(needs.items) == 4
    assert targets.page(replace(edition, targets=())).slug == "targets"


def test_the_overview_has_a_row_for_each_and_those_that_ended_last(edition):
    overview = targets.overview(edition)
    assert [group.heading for group in overview.groups] == ["Targets", "No longer held"]
    cells = [[plain(cell.text) for cell in row.cells] for group in overview.groups for row in group.rows]
    assert cells[0] == ["SYNTHETIC path", "At least 70.0%", "31 December 2025", "64.0%", "2022/23", "\u22126.0",
                        "Not met; behind the path"]  # fmt: skip
    assert cells[2][1] == "Gap to England at most 1.0 percentage point"
    assert cells[2][3:] == ["2.0 percentage points", "2022/23", "\u22121.0", "Not met"]
    assert cells[3][5:] == ["[z]", "Replaced"]


def test_each_live_target_has_its_paragraphs_and_its_chart(edition):
    blocks = targets.blocks(edition)
    assert [h.words for h in of_kind(blocks, Heading)] == [aim.title for aim in AIMS]
    assert [f.figure_id for f in of_kind(blocks, Figure)] == ["target-path", "target-moving", "target-gap"]
    first = of_kind(blocks, Figure)[0]
    assert first.title == "Made-up share: 6.0 percentage points short of the target in 2022/23, behind the path"
    assert "SYNTHETIC note." in [plain(p.text) for p in of_kind(blocks, Paragraph)]


def test_each_sentence_has_a_name_that_stays(edition):
    names = [part.sentence_id for parts in targets.drafted(edition, edition.targets[0]) for part in parts]
    assert names == [f"target|path#{name}" for name in ("agreed", "level", "standing", "people", "path", "yearly")]


def test_the_table_under_a_chart_holds_figures_england_and_what_the_target_asks_for(edition):
    table = of_kind(targets.blocks(edition), Figure)[0].table
    assert [c.key for c in table.columns] == ["period", "reached", "limits", "england", "target"]
    rows = {plain(row.cells[0].text): [plain(c.text) for c in row.cells[1:]] for row in table.groups[0].rows}
    assert rows["2019/20"] == ["60.0%", "58.2% to 61.7%", "64.0%", "60.0%"]
    assert rows["2024/25"] == ["[x]", "[x]", "[x]", "70.0%"]


def test_a_gap_of_shares_is_drawn_in_percentage_points(edition):
    figure = next(f for f in of_kind(targets.blocks(edition), Figure) if f.figure_id == "target-gap")
    assert "gap to England (percentage points), " in plain(figure.caption)
    assert "(percentage points): figures and target" in figure.table.caption
    assert "%" not in figure.chart.description.replace("95%", "")
    assert "%" not in str(
        [plain(cell.text) for group in figure.table.groups for row in group.rows for cell in row.cells]
    )


def test_milestones_are_named_where_what_was_agreed_is_told(edition):
    held = replace(edition.targets[0].target, milestones=(PathPoint(year("2023/24"), 66.0),))
    ((agreed,), *_) = targets.drafted(edition, replace(edition.targets[0], target=held))
    assert " by 31 December 2025, with a milestone of 66.0% in 2023/24. Agreed by" in plain(agreed.text)


def test_groups_stand_in_a_table_under_the_way_of_grouping(edition):
    (table,) = [t for t in of_kind(targets.blocks(edition), Table) if t.table_id == "target-moving-groups"]
    assert [g.heading for g in table.groups] == ["Meals"]
    assert [plain(row.cells[3].text) for row in table.groups[0].rows] == ["\u221216.0", "+2.0"]


def test_very_wide_limits_are_told_before_the_claim_and_one_period_makes_no_chart():
    rows = (own(60.0, lower=30.0, upper=90.0),)
    place = towns.town(*rows, indicators=(measure(),), nation=ENGLAND, targets=(target(),))
    held = towns.held(place)
    blocks = targets.blocks(Edition(place, held, (), (), targets=find_targets(place, held, inside=())))
    told = [plain(p.text) for p in of_kind(blocks, Paragraph)]
    assert told[2].startswith(
        "The limits are very wide (30.0% to 90.0%): treat what follows with caution. It was 60.0%"
    )
    assert of_kind(blocks, Figure) == []


def test_a_measures_page_gives_each_live_target_a_line(edition):
    _, lines = targets.beside_measure(edition, measure())
    assert plain(lines.items[0]) == "SYNTHETIC path: at least 70.0% by 31 December 2025. Not met; behind the path."
    assert lines.items[1][0].href == "targets#moving"
    assert len(lines.items) == 3
    assert targets.beside_measure(edition, measure(indicator_id="other")) == ()


def test_a_projection_is_drawn_and_its_years_stand_on_the_axis(edition):
    points = tuple(ProjectedPoint(year(y), v, v - 1, v + 1) for y, v in (("2023/24", 65.0), ("2024/25", 66.0)))
    ahead = Projection("made-up-share", "E06000032", "Persons", 0.8, points)
    shown = replace(edition, targets=(replace(edition.targets[0], projection=ahead),))
    (figure,) = of_kind(targets.blocks(shown), Figure)
    assert "Carried on: 64.0% in 2022/23, 66.0% in 2024/25." in figure.chart.description
    rows = {plain(row.cells[0].text): [plain(c.text) for c in row.cells[-2:]] for row in figure.table.groups[0].rows}
    assert (rows["2022/23"], rows["2024/25"]) == (["[z]", "[z]"], ["66.0%", "65.0% to 67.0%"])


def test_a_modelled_figure_is_called_an_estimate():
    place = towns.town(*ROWS, indicators=(measure(collected_by=Basis.MODELLED),), nation=ENGLAND, targets=AIMS[:1])
    held = towns.held(place)
    made = Edition(place, held, (), (), targets=find_targets(place, held, inside=()))
    assert any("It was estimated at 64.0%" in plain(p.text) for p in of_kind(targets.blocks(made), Paragraph))


def test_the_file_has_a_row_for_each_target_and_each_group(edition, tmp_path):
    write_targets(edition.targets, tmp_path)
    with (tmp_path / "targets.csv").open(encoding="utf-8", newline="") as file:
        rows = list(csv.DictReader(file))
    assert [(r["target_id"], r["category"]) for r in rows] == [
        ("path", ""), ("moving", ""), ("moving", "Eligible"), ("moving", "Not eligible"), ("gap", ""), ("old", ""),
    ]  # fmt: skip
    assert (rows[0]["standing"], rows[0]["path"], rows[0]["people"]) == ("behind the path", "66", "180")
    assert (rows[2]["aim"], rows[2]["standing"]) == ("66", "not met")
    assert tuple(rows[0]) == COLUMNS
