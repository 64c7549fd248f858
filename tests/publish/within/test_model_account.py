"""The account of a modelled measure beside its map, on Luton's own."""

from dataclasses import replace
from itertools import pairwise

import pytest

from equitytown.present.blocks import Heading, MapFigure, Paragraph, Table, plain
from equitytown.publish.flat import flatten
from equitytown.publish.sections import figures
from equitytown.publish.within import model_account, told
from equitytown.terms.place import FigureKind


@pytest.fixture
def indicator(compared):
    return compared.place.indicators["destitution-modelled"]


def headings(blocks):
    return [block.words for block in blocks if isinstance(block, Heading)]


def tables(blocks):
    return {block.table_id: block for block in blocks if isinstance(block, Table)}


def test_the_page_defines_first_and_then_tells_how_far_to_trust(compared, indicator):
    blocks = told.page(compared, indicator).blocks
    said = headings(blocks)
    assert said[:2] == ["What destitution means here", "By ward: Wards of 2023"]
    assert said[-5:-1] == [
        "How far to trust this model", model_account.DEPENDS, model_account.KEPT, model_account.PRINTED,
    ]  # fmt: skip
    found = tables(blocks)
    assert {f"destitution-modelled-{name}" for name in ("depends", "kept-back", "printed")} <= set(found)
    assert all("modelled" in found[name].caption for name in found)
    account = compared.place.accounts["destitution-modelled"]
    assert len(flatten(found["destitution-modelled-depends"]).rows) == len(account.settings)
    words = " ".join(plain(block.text) for block in blocks if isinstance(block, Paragraph))
    assert "never tuned" in words
    assert account.files["destitution/parameters.csv"][:12] in words


def test_a_row_gives_a_setting_its_range_and_the_share_at_either_end(compared):
    account = compared.place.accounts["destitution-modelled"]
    table = flatten(model_account.depends_on(account, account.settings[:1], "Luton"))
    first = account.settings[0]
    assert [cell.value for cell in table.rows[0]] == [
        "How far the price of the barest needs grew (ratio)", "assumption", first.lower, first.value, first.upper,
        pytest.approx(100 * first.share_at_lower), pytest.approx(100 * first.share_at_upper),
    ]  # fmt: skip
    swings = [abs(setting.share_at_upper - setting.share_at_lower) for setting in account.settings]
    assert all(before > after - 3e-5 for before, after in pairwise(swings))  # shares are kept to five decimals


def test_the_report_defines_beside_the_map_and_keeps_the_table_short(compared):
    plan = next(p for p in compared.place.report.figures if p.indicator_id == "destitution-modelled")
    assert plan.kind is FigureKind.MAP
    only = replace(compared, place=replace(compared.place, report=replace(compared.place.report, figures=(plan,))))
    blocks = figures.blocks(only)
    assert isinstance(blocks[1], MapFigure)
    assert [(b.level, b.words) for b in blocks if isinstance(b, Heading)] == [
        (2, "Destitution"), (3, "What destitution means here"), (3, "What the model's answer depends on most"),
    ]  # fmt: skip
    (table,) = tables(blocks).values()
    assert len(table.groups[0].rows) == model_account.MOST_IN_PRINT


def test_nothing_is_told_of_figures_that_are_of_another_run(compared, indicator):
    account = compared.place.accounts["destitution-modelled"]
    other = {"destitution-modelled": replace(account, share=account.share + 0.01)}
    changed = replace(compared, place=replace(compared.place, accounts=other))
    assert model_account.told(changed, indicator) == ()
    assert model_account.brief(changed, indicator) == ()
    assert model_account.definition(compared, compared.place.indicators["smoking"]) == ()
