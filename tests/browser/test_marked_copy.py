"""A marked copy of somebody's table can be read by everyone, and runs nothing that stands in it."""

from equitytown.audit.published import Role
from equitytown.audit.reading import read_text
from equitytown.audit.remarks import Remark, Sureness
from equitytown.audit.telling import Account
from equitytown.audit.telling.page import write_page
from tests.browser.test_access import AXE, RULES, RUN

HEADINGS = ["Measure", *(f"{name} {year}" for year in range(2018, 2024) for name in ("Luton", "England", "Region"))]
TABLE = "\n".join(
    "\t".join(row)
    for row in (HEADINGS, ["<img src=x onerror=alert(1)> Smoking", *["14.1%"] * 18], ["Obesity", *["7.7%"] * 18])
)
PROSE = "Smoking\n\n<script>document.title = 'run'</script> It is 14.1%.\n\n"


def test_a_marked_copy_keeps_the_rules_and_runs_nothing(tmp_path, context):
    read = read_text(PROSE + TABLE)
    remarks = [
        Remark("R01", grade, 'It is "far" off <b>.', "Look.", (line.entries[role],), read.passages[-1:], likely="1%")
        for grade in Sureness
        for line in read.tables[0].lines
        for role in (Role.MEASURE, Role.PLACE)
    ]
    write_page(Account(read, tuple(remarks)), tmp_path / "marked.html")
    page = context(color_scheme="light", bypass_csp=True).new_page()
    page.goto((tmp_path / "marked.html").as_uri())
    assert page.title() == "Audit of the text"
    page.evaluate(AXE)
    assert page.evaluate(RUN, {"type": "tag", "values": RULES}) == []
    page.emulate_media(color_scheme="dark")
    assert page.evaluate(RUN, {"type": "rule", "values": ["color-contrast"]}) == []
    page.set_viewport_size({"width": 320, "height": 900})
    assert page.evaluate("document.documentElement.scrollWidth") == 320
    page.click("#remark-1 a >> nth=0")
    assert page.evaluate("document.querySelector(':target').className") == "marked certain"
