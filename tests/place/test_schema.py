"""The YAML of a place: what each file must hold, and the sentence where it does not."""

import pytest

from equitytown.terms.indicator import Basis, Polarity
from tests.place.folders import edit, only, read, told

SMOKING = "indicators/smoking.yaml"


@pytest.mark.parametrize(
    ("path", "old", "new", "sentence"),
    [
        (
            SMOKING,
            "polarity: low is good",
            "polarity: lower",
            'line 12: polarity "lower" is not known.\n    Use one of: high is good, low is good, no judgement.',
        ),
        (
            SMOKING,
            "period_kind: calendar year",
            "period_kind: annual",
            'line 13: period_kind "annual" is not known.\n    Use one of: calendar year, financial year',
        ),
        (SMOKING, "polarity:", "polarty:", 'line 12: polarty is not known here.\n    Did you mean "polarity"?'),
        (SMOKING, "decimals: 1", "decimals: one", 'decimals "one" will not do.\n    Write it like this: decimals: 1'),
        (
            SMOKING,
            "decimals: 1",
            "decimals: 1\ndisclosure: yes",
            'disclosure: rule "yes" is not known.\n    Use lt5, hes, opensafely, or a threshold such as "9"',
        ),
        (
            SMOKING,
            "decimals: 1",
            "decimals: 1\ndisclosure: 5/5",
            "a printed 5 can only be 6 to 7.\n    Take a threshold of 2 or 7.",
        ),
        (SMOKING, "sex: Persons", "sex: Persons and Male", 'sex "Persons and Male" is not known.\n    Use one or more'),
        (SMOKING, "decimals: 1", "decimals: 9", 'decimals "9" will not do.'),
        (SMOKING, "name: Smoking", "name: =Smoking", 'line 1: name "=Smoking prevalence in adults" begins with "="'),
        (SMOKING, "headline: Adults", "headline: <script>Adults", 'line 2: headline "<script>Adults who smoke" holds'),
        (SMOKING, "age: 18 and over", "age:", "line 7: age is empty.\n    Write it like this: age: 18 and over"),
        (SMOKING, "review_date: 2027-11-01", "review_date: 2027", 'review_date "2027" is not a date.'),
        (SMOKING, "review_date: 2027-11-01", "review_date: 2027-13-01", 'review_date "2027-13-01" is not a date.'),
        (
            SMOKING,
            "  supplier: fingertips",
            "  supplier: Fingertips API",
            'source: supplier "Fingertips API" is not an',
        ),
        (SMOKING, "  supplier: fingertips", "  suplier: fingertips", "source: suplier is not known here.\n    Did you"),
        (SMOKING, "caveats:\n", "caveats: wide\nx:\n", "caveats should be a list"),
        (SMOKING, "source:\n", "source: ONS\nx:\n", "source should hold keys of its own"),
        (SMOKING, "neighbour_set: adults", "neighbour_set: CIPFA", "Use one of: adults, children."),
        (SMOKING, "((place)) than", "((town)) than", 'titles: above "((town))" is not a placeholder.'),
        ("place.yaml", "area_code: E06000032", "area_code: 821", 'area_code "821" is not an area code.'),
        ("place.yaml", "population: children", "population: kids", "neighbour_sets: children-2025: population"),
        ("place.yaml", "ranked: 5", "rank: 5", "neighbour_sets: children-2025: rank is not known here.\n    Did you"),
        ("framework.yaml", "number: 3", "number: 9", 'principles, item 4: number "9" will not do.'),
        ("framework.yaml", "- smoking", "- Smoking!", 'measures, item 1 "Smoking!" is not an identifier.'),
        ("report.yaml", "kind: neighbours by sex", "kind: bars", 'figures, item 9: kind "bars" is not known.'),
        ("report.yaml", "as_of: 2026-11-22", "as_of: today", 'as_of "today" is not a date.'),
        (
            "report.yaml",
            "  children: children-2025",
            "  kids: children-2025",
            'neighbour_sets: kids "kids" is not known.',
        ),
        (
            "report.yaml",
            "- foreword",
            "- weather",
            'sections, item 1 "weather" is not known.\n    Use one of: foreword, health-equity, summary',
        ),
        ("report.yaml", "edition: testford-2026", "edition: x-", 'edition "x-" is not an identifier.'),
        (
            "report.yaml",
            "edition: testford-2026",
            f"edition: {'e' * 48}",
            f'edition "{"e" * 48}" has 48 letters.\n    Keep it to 47.',
        ),
        ("report.yaml", "subtitle: ", f"subtitle: {'Long ' * 40}", "subtitle has 227 characters.\n    Keep it to 200"),
        (
            "sources.yaml",
            "address: https://fingertips.phe.org.uk",
            "address: javascript:alert(1)",
            'address "javascript:alert(1)" is not a web address.\n    Write the whole address',
        ),
        (SMOKING, "address: https://", "address: https://[ ", "source: address "),
        ("place.yaml", "area_code: E06000032", "area_code: E0600003\u0662", "is not an area code."),
        (
            "sources.yaml",
            "    licence: Open",
            "    license: Open",
            'license is not known here.\n    Did you mean "licence"?',
        ),
    ],
)
def test_what_does_not_fit_is_told_with_its_line_and_mend(testford, path, old, new, sentence):
    edit(testford, path, old, new)
    found = told(testford)
    assert any(fault.startswith(f"{path}, line ") and sentence in fault for fault in found), found


def test_what_nobody_can_see_is_not_in_a_definition(testford):
    edit(testford, SMOKING, "definition: Out of", 'definition: "Out of\\u202e')
    edit(testford, SMOKING, "that they smoke now.", 'that they smoke now."')
    assert "definition holds a control character.\n    Take it out." in only(testford)


def test_a_key_that_is_missing_is_told_with_an_example(testford):
    edit(testford, SMOKING, "polarity: low is good\n", "")
    assert only(testford) == f"{SMOKING}: polarity is missing.\n    Write it like this: polarity: low is good"


def test_a_key_like_no_other_lists_those_that_there_are(testford):
    edit(testford, "sources.yaml", "suppliers:", "zzz:")
    assert any("zzz is not known here.\n    Keys are: suppliers, corrections." in fault for fault in told(testford))


def test_every_fault_of_a_file_is_told(testford):
    edit(testford, SMOKING, "polarity: low is good", "polarity: lower")
    edit(testford, SMOKING, "decimals: 1", "decimals: one")
    edit(testford, SMOKING, "owner:", "ovner:")
    assert len(told(testford)) == 4


def test_an_identifier_as_a_key_is_checked(testford):
    edit(testford, "sources.yaml", "  fingertips:", "  Finger tips:")
    assert any('"Finger tips" is not an identifier.' in fault for fault in told(testford))


def test_numbers_may_stand_for_words(testford):
    edit(testford, SMOKING, 'supplier_id: "92443"', "supplier_id: 92443")
    assert read(testford).indicators["smoking"].source.supplier_id == "92443"


def test_a_small_number_rule_is_kept_by_name(testford):
    assert read(testford).indicators["smoking"].disclosure == ""
    edit(testford, SMOKING, "decimals: 1", "decimals: 1\ndisclosure: 9")
    assert read(testford).indicators["smoking"].disclosure == "9"


def test_an_indicator_is_read_as_its_term(testford):
    smoking = read(testford).indicators["smoking"]
    assert smoking.polarity is Polarity.LOW
    assert smoking.collected_by is Basis.SURVEY
    assert smoking.neighbour_set == "adults"
    assert type(smoking.neighbour_set) is str
    assert set(smoking.titles) == {"above", "below"}
