import pytest

from equitytown.present.blocks import Cards, Figure, Paragraph, Table, Tally, plain
from equitytown.publish.document import SECTIONS, compose
from equitytown.terms.place import SectionName


@pytest.fixture(scope="module")
def document(compared):
    return compose(compared)


def test_it_works(document):
    assert [section.name for section in document.sections] == list(SECTIONS)


def test_every_measure_and_principle_has_a_page(document, compared):
    slugs = {page.slug for page in document.pages}
    with_a_page = (*compared.listed(), *compared.supporting())
    assert {f"measures/{i.indicator_id}" for i in with_a_page} <= slugs
    assert {f"principles/{p.number}" for p in compared.place.framework.principles} <= slugs


def test_tables_are_gathered_once(document):
    ids = [table.table_id for table in document.tables]
    assert len(ids) == len(set(ids))


def test_every_figure_has_what_a_reader_needs(document):
    for page in document.pages:
        for block in page.blocks:
            if isinstance(block, Figure) and block.chart is not None:
                assert block.title
                assert plain(block.caption)
                assert block.table is not None
                assert block.chart.description


def test_the_ten_figures_are_numbered_in_order(document):
    section = next(s for s in document.sections if s.name == "figures")
    labels = [block.label for block in section.blocks if isinstance(block, Figure)]
    assert labels == [f"Figure {n}" for n in range(1, 11)]
    assert all(block.chart is not None for block in section.blocks if isinstance(block, Figure))


def test_the_printed_table_has_two_rounds_of_nine_columns(document):
    table = next(t for t in document.tables if t.table_id == "outcome-list-as-printed")
    groups = [column.group for column in table.columns if column.group]
    assert [groups.count(f"Round {name}") for name in ("2021/22", "2022/23")] == [9, 9]
    rows = [row for group in table.groups for row in group.rows]
    assert len(rows) == 30
    assert all(len(row.cells) == len(table.columns) for row in rows)


def test_every_table_row_is_as_wide_as_its_header(document):
    for table in document.tables:
        for group in table.groups:
            for row in group.rows:
                assert len(row.cells) == len(table.columns), table.table_id


def test_no_cell_is_empty(document):
    for table in document.tables:
        for group in table.groups:
            for row in group.rows:
                for cell in row.cells:
                    assert plain(cell.text) or cell.verdict or cell.rank, (table.table_id, row)


def test_principle_7_is_never_hidden(document):
    table = next(t for t in document.tables if t.table_id == "every-measure")
    (group,) = (g for g in table.groups if g.heading.startswith("7 "))
    assert "to be confirmed" in [plain(cell.text) for cell in group.rows[0].cells]


def test_the_overview_answers_what_matters_and_what_has_changed(document):
    overview = next(page for page in document.pages if page.slug == "index")
    assert sum(isinstance(block, Tally) for block in overview.blocks) == 1
    assert sum(isinstance(block, Cards) for block in overview.blocks) == 2
    assert any(isinstance(block, Table) for block in overview.blocks)


def test_every_section_that_a_place_may_name_can_be_composed():
    assert list(SECTIONS) == list(SectionName)


def test_a_place_without_figures_composes_and_says_so(started):
    document = compose(started)
    overview = next(page for page in document.pages if page.slug == "index")
    assert overview.title == "Sandwell awaits its first figures"
    words = [plain(block.text) for s in document.sections for block in s.blocks if isinstance(block, Paragraph)]
    assert "The register holds no recommendation yet." in words
    assert any("still to be written" in w or "Draft" in w for w in words)
