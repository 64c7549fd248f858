"""The assurance pack of an edition, as rows, files and annex."""

import csv
import json
from dataclasses import replace
from datetime import timedelta

import pytest

from equitytown.audit.build_checks import Findings, own_checks
from equitytown.present.blocks import Bullets, Document, Paragraph, Section, Span, Table, plain
from equitytown.publish.assurance.assumptions import assumptions
from equitytown.publish.assurance.components import Component, bill_of_materials, components, licence_of
from equitytown.publish.assurance.data_log import data_log
from equitytown.publish.assurance.faces import face_checks
from equitytown.publish.document import masthead
from equitytown.publish.record import record_of
from equitytown.publish.record_parts import parts_of
from equitytown.publish.sections import assurance
from equitytown.terms.checks import CheckResult, failed
from equitytown.terms.decision import Decision
from equitytown.terms.edition_change import Issued
from equitytown.terms.observation import Status
from equitytown.terms.projection import ProjectedPoint, Projection
from equitytown.terms.sign_off import SigningRole, SignOff, Standing, one_name, standing
from tests.records import correction

PACK = {
    "assumptions.csv", "checks.csv", "checks.json", "components.cdx.json", "components.csv", "data-log.csv",
    "decisions.csv", "sign-offs.csv",
}  # fmt: skip


def found(edition):
    return Findings(edition.place, edition.holdings.observations, edition.known(), edition.all_findings())


def rows(folder, name):
    with (folder / "assurance" / name).open(encoding="utf-8", newline="") as file:
        return list(csv.DictReader(file))


def words(blocks):
    return " ".join(plain(b.text) for b in blocks if isinstance(b, Paragraph))


def table(blocks, table_id):
    return next(b for b in blocks if isinstance(b, Table) and b.table_id == table_id)


def test_every_build_makes_the_pack(luton_edition):
    assert {file.name for file in (luton_edition / "assurance").iterdir()} == PACK
    assert all(row["result"] == "passed" for row in rows(luton_edition, "checks.csv"))
    assert {"audit", "proof", "traces", "pdf-accessibility"} <= {
        row["check_id"] for row in rows(luton_edition, "checks.csv")
    }


def test_every_figure_is_in_the_data_log_once(compared):
    log = data_log(compared)
    printed = {f.observation for f in compared.printed}
    every = len(compared.place.observations) + len(printed)
    assert sum(r.used + r.withheld + r.replaced + r.too_late for r in log) == every
    assert {r.path for r in log} >= {file.path for file in compared.place.files}
    assert all(r.sha256 for r in log if r.path != "worked out here")


def test_what_is_known_later_is_told_as_too_late(compared):
    day = compared.place.report.as_of + timedelta(days=1)
    first = compared.holdings.observations[0]
    late = replace(first, known_from=day)
    more = replace(compared, place=replace(compared.place, observations=(*compared.place.observations, late)))
    assert sum(r.too_late for r in data_log(more)) == 1


def test_each_assumption_names_the_file_that_declares_it(compared, luton):
    told = assumptions(compared)
    assert all((luton / a.declared_in.partition(",")[0]).is_file() for a in told)
    smoking = {a.name: a for a in told if a.about == "smoking"}
    assert smoking["which way is good"].choice == "low is good"
    assert smoking["neighbours"].version == "2026-11-22"


def test_checks_find_what_is_wrong(compared):
    first, *rest = compared.holdings.observations
    impossible = replace(first, value=-5.0, lower=None, upper=None)
    lost = replace(first, provenance=replace(first.provenance, snapshot_id="no such file"))
    for wrong, check_id in ((impossible, "figures"), (lost, "walk")):
        results = own_checks(replace(found(compared), used=(wrong, *rest)))
        assert [c.check_id for c in failed(results)] == [check_id]
        assert first.observation_id in failed(results)[0].details[0]


def test_a_small_count_in_the_open_is_found(compared):
    smoking = replace(compared.place.indicators["smoking"], disclosure="lt5")
    place = replace(compared.place, indicators={**compared.place.indicators, "smoking": smoking})
    o = next(o for o in compared.holdings.observations if o.indicator_id == "smoking")
    results = own_checks(replace(found(compared), place=place, known=(replace(o, numerator=3.0),)))
    assert (
        "rule lt5 withholds stands in the open" in next(c for c in results if c.check_id == "small-numbers").details[0]
    )


def test_what_readers_are_shown_leads_to_what_is_held(compared, tmp_path):
    (tmp_path / "report.pdf").write_bytes(b"%PDF-1.7")
    held = compared.holdings.observations[0].observation_id
    lost = f"smoking|{compared.place.area.area_code}|1066|Persons#rating"
    for trace, passes in ((held, True), (f"{held}#lower", True), (lost, False), ("sources|a|b|c", True)):
        shown = Section("s", "S", (Paragraph((Span("1", trace=trace),)),))
        document = Document(masthead(compared), (shown,), (), (), ())
        traces, pdf = face_checks(compared, document, tmp_path)
        assert traces.passed is passes
        assert not pdf.passed, "it declares no accessibility"


def test_components_state_their_licence_and_copyleft_is_flagged():
    every = components()
    assert {"equitytown", "python", "polars", "typst"} <= {c.name for c in every}
    assert not any(c.copyleft for c in every)
    assert Component("x", "1", "GNU Affero General Public License v3").copyleft
    assert not Component("x", "1", "GNU Lesser General Public License v3 (LGPLv3)").copyleft


def test_a_licence_that_is_its_whole_text_is_not_taken_for_a_name():
    class Told:
        metadata = {"License": "words " * 50}  # noqa: RUF012  stands in for a distribution

    class Silent(dict):
        def get_all(self, _, default):
            return default

    Told.metadata = Silent(Told.metadata)
    assert licence_of(Told()) == "not stated"


def test_the_bill_of_materials_is_the_same_each_time_and_tells_nothing_of_the_machine():
    bill = bill_of_materials(components())
    assert bill == bill_of_materials(components())
    told = json.loads(bill)
    assert told["specVersion"] == "1.6"
    assert "serialNumber" not in told
    assert "timestamp" not in told["metadata"]
    assert told["metadata"]["component"]["name"] == "equitytown"
    assert "file:" not in bill
    assert "://" not in bill.replace(told["$schema"], "")


def test_the_content_changes_with_a_figure_and_not_with_who_signed(compared):
    said = record_of(compared).content
    checks = (CheckResult("a", "b", passed=False),)
    assert record_of(replace(compared, standing=Standing("x"), checks=checks)).content == said
    first, *rest = compared.holdings.observations
    changed = (replace(first, value=(first.value or 0) + 0.1), *rest)
    assert record_of(replace(compared, holdings=replace(compared.holdings, observations=changed))).content != said


def test_the_content_holds_whatever_a_reader_is_told(compared):
    said, place = str(parts_of(compared)), compared.place
    first, *rest = compared.holdings.observations
    smoking = place.indicators["smoking"]
    issued = (Issued(correction(), None),)
    others = [
        replace(compared, place=replace(place, **part))
        for part in (
            {"nation": replace(place.nation, area_name="Britain")},
            {"decisions": (Decision("d", None, "That it rains.", "It does.", "", ()),)},
            {"corrections": ("one",)},
            {"indicators": {**place.indicators, "smoking": replace(smoking, headline="Smoke")}},
        )
    ]
    noted = (replace(first, note="As it were.", status=Status.PROVISIONAL), *rest)
    others += [
        replace(compared, holdings=replace(compared.holdings, observations=noted)), replace(compared, issued=issued),
        replace(compared, targets=compared.targets[1:]),
        replace(compared, issued=(Issued(correction(reason="Another."), None),)),
    ]  # fmt: skip
    found = [str(parts_of(other)) for other in others]
    assert len({said, *found}) == len(others) + 1
    assert str(parts_of(compared, since=compared.record)) != said
    assert str(parts_of(replace(compared, issued=(Issued(correction(), ()),)))) == found[-3]


def test_a_projection_is_held_by_its_words_not_its_last_digits(compared):
    target, *rest = [found for found in compared.targets if found.target.is_live]
    start = target.reached.period
    found = set()
    for upper in (70.0, 70.0 + 1e-11, 75.0):
        ahead = Projection("x", "y", "Persons", 0.95, (ProjectedPoint(start, 60.0, 50.0, upper),), start=start)
        found.add(str(parts_of(replace(compared, targets=(replace(target, projection=ahead), *rest)))))
    assert len(found) == 2


def signed(name, role, content="c"):
    return SignOff("e", content, "m", name, role, "2026-11-26T09:00:00Z", "")


@pytest.mark.parametrize(
    ("people", "is_signed"),
    [
        ([("Ann", SigningRole.ASSURER), ("Ben", SigningRole.APPROVER)], True),
        ([("Ann", SigningRole.ASSURER), ("ann", SigningRole.APPROVER)], False),
        ([("Ann", SigningRole.ASSURER), ("Ben", SigningRole.ASSURER)], False),
        ([], False),
    ],
)
def test_two_people_in_two_roles_make_an_edition_signed(people, is_signed):
    held = standing([signed(*person) for person in people], edition="e", content="c")
    assert held.is_signed is is_signed
    assert standing([signed(*person) for person in people], edition="e", content="d").is_signed is False


def test_the_annex_tells_what_is_awaited_and_whose_signature_lapsed(compared):
    both = [signed("Ann", SigningRole.ASSURER), signed("Ben", SigningRole.APPROVER, "old")]
    held = standing(both, edition="e", content="c")
    told = assurance.blocks(replace(compared, standing=held))
    lede = plain(told[0].text)
    assert "Ann signed it as assurer on 26 November 2026. It awaits its approver." in lede
    assert "the signature no longer holds: that of Ben, approver." in lede
    assert len(table(told, "signatures").groups[0].rows) == 2
    waiting = [plain(item) for b in told if isinstance(b, Bullets) for item in b.items]
    assert any("Discrimination and racism" in item and "hate crime" in item for item in waiting)


def test_the_page_gives_the_beginning_of_the_hash_and_folds_long_tables(compared):
    told = assurance.blocks(replace(compared, standing=Standing("0123456789abcdef" * 4)))
    assert "begins with 0123456789ab; assurance/checks.json" in words(told)
    assert "0123456789abc" not in words(told)
    assert table(told, "assumptions").folded
    assert "Protected by the publisher" in [plain(c.text) for c in table(told, "assumptions").groups[0].rows[0].cells]


def test_a_failed_check_stands_in_the_annex_and_keeps_the_edition_a_draft(compared):
    wrong = CheckResult("walk", "Every figure leads to its file.", passed=False, details=("smoking does not.",))
    both = [signed("Ann", SigningRole.ASSURER), signed("Ben", SigningRole.APPROVER)]
    edition = replace(compared, checks=(wrong,), standing=standing(both, edition="e", content="c"))
    told = assurance.blocks(edition)
    assert "One check failed" in words(told)
    assert "smoking does not." in [plain(c.text) for c in table(told, "checks").groups[0].rows[0].cells]
    assert masthead(edition).draft


def test_decisions_say_what_was_not_written_down(compared):
    made = (Decision("one", None, "That.", "So.", "", ()),)
    rowed = table(assurance.blocks(replace(compared, place=replace(compared.place, decisions=made))), "decisions")
    assert [plain(c.text) for c in rowed.groups[0].rows[0].cells][2:] == ["Not written down", "The whole edition"]


def test_a_place_that_was_just_started_has_its_annex(started):
    told = assurance.blocks(started)
    assert "This edition is a draft: nobody has signed it." in words(told)
    assert "No decision is on record" in words(told)


@pytest.mark.parametrize(
    "other",
    ["ANN  LEE", "Lee, Ann", "\u00c1nn Lee", "A\u0301nn Lee", "Ann-Lee", "\uff21nn Lee", "Ann L\u2019ee", "Ann Lee."],
)
def test_one_person_is_not_two_however_the_name_is_written(other):
    assert not standing((signed("Ann Lee", SigningRole.ASSURER), signed(other, SigningRole.APPROVER)),
                        edition="e", content="c").is_signed  # fmt: skip


def test_names_that_differ_by_a_vowel_sign_are_two():
    assert one_name("কিম") != one_name("কুম")
