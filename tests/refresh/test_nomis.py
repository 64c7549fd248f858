"""Nomis: questions, pages, and dates."""

from urllib.parse import parse_qs, urlsplit

import pytest

from equitytown.collect.nomis import rows_of_file
from equitytown.collect.nomis_dates import label_of_date
from equitytown.errors import DriftError
from equitytown.refresh.account import State
from equitytown.terms.period import PeriodKind
from tests.collect.standin import Answer
from tests.refresh.counter import NOMIS, NOMIS_QUESTION, nomis_rows, nomis_serve
from tests.refresh.layouts import as_csv
from tests.refresh.reading import indicator_of, reply_of

CALENDAR, FINANCIAL, ACADEMIC = PeriodKind.CALENDAR, PeriodKind.FINANCIAL, PeriodKind.ACADEMIC


@pytest.fixture
def counter(counter_of):
    return counter_of(NOMIS)


def of_file(rows, question=NOMIS_QUESTION):
    return list(rows_of_file(indicator_of("claimant-count", supplier_id=question), reply_of(as_csv(rows))))


def test_areas_are_asked_for_a_hundred_at_a_time_and_columns_by_name(counter):
    counter.take()
    asked = [parse_qs(urlsplit(path).query) for path in counter.standin.asked if ".data.csv" in path]
    counts = [len(question["geography"][0].split(",")) for question in asked]
    assert counts[0] == 100
    assert sum(counts) == 163  # councils, regions and England
    assert asked[0]["select"][0] == (
        "date_name,geography_code,geography_name,gender,gender_name,measure,measure_name,obs_value,obs_status_name,"
        "record_offset,record_count"
    )
    assert asked[0]["date"] == ["latestMINUS36-latest"]
    assert "month" not in asked[0]
    assert max(map(len, counter.standin.asked)) < 2_000


def test_pages_are_asked_for_until_every_row_came(counter):
    assert counter.take(most=4).new == 12
    offsets = [parse_qs(urlsplit(path).query)["recordoffset"][0] for path in counter.standin.asked if "csv" in path]
    assert offsets == ["0", "4", "0", "4"]


def test_a_supplier_that_stops_short_is_refused(counter):
    def short(body):
        lines = body.splitlines(keepends=True)
        return b"".join(lines[:5]) if b"December 2021" in body else lines[0]

    outcome = counter.take(most=4, damage=short)
    assert outcome.state is State.REFUSED
    assert "a heading and no row" in outcome.sentence
    assert counter.values == {}


def test_a_supplier_that_sends_the_first_page_again_is_refused(counter):
    nomis_serve(counter.standin, nomis_rows(), most=4)
    answer = counter.standin.answer
    counter.standin.answer = lambda path: answer(path.replace("recordoffset=4", "recordoffset=0"))
    assert "says that it has 6 rows, and sent some of them twice" in counter.outcome().sentence
    counter.give()
    answer = counter.standin.answer
    counter.standin.answer = lambda path: twice(answer(path))
    assert "sent some of them twice" in counter.outcome().sentence


def twice(answer):
    """Send each row twice, and words about the data set once."""
    lines = answer.body.splitlines(keepends=True)
    return Answer(b"".join([*lines, *lines[1:]]), media=answer.media)


def test_rows_that_disagree_about_their_number_are_refused(counter):
    outcome = counter.take(damage=lambda body: body.replace(b",6\r\n", b",7\r\n", 1))
    assert "does not say in one word how many rows there are" in outcome.sentence


def test_rows_about_something_else_are_left_out(counter):
    other = [row | {"MEASURE": "1", "OBS_VALUE": "9999"} for row in nomis_rows()]
    assert counter.take([*nomis_rows(), *other]).new == 12
    assert counter.values["E06000032", "2023"] == 16.0


def test_other_months_are_left_out(counter):
    rows = [*nomis_rows(), *(row | {"DATE_NAME": "November 2023", "OBS_VALUE": "1"} for row in nomis_rows())]
    assert counter.take(rows).new == 12


def test_months_without_a_declared_one_are_refused(counter_of):
    counter = counter_of(NOMIS, supplier_id=NOMIS_QUESTION.removesuffix("&month=December"))
    assert "add &month=December to supplier_id" in counter.take().sentence


def test_a_sex_and_a_status_are_read(counter):
    rows = [row | {"GENDER": "0", "GENDER_NAME": "Male"} for row in nomis_rows()]
    assert "none of its 12 rows is about an area and sex" in counter.take(rows).sentence
    counter.take([row | {"OBS_STATUS_NAME": "Provisional"} for row in nomis_rows()])
    held = counter.held["E06000032", "2023"]
    assert (held.status.value, held.note) == ("provisional", "Provisional")


@pytest.mark.parametrize(
    ("question", "words"),
    [
        ("NM_162_1", "is no question to Nomis"),
        ("162?date=latest", "is no question to Nomis"),
        ("NM_162_1?date", "is no question to Nomis"),
        ("NM_162_1?date=latest&geography=TYPE464&select=obs_value", "leave geography, select out of the question"),
        ("NM_162_1?date=latest&month=Dec", 'month "Dec" is none'),
    ],
)
def test_a_question_that_cannot_be_asked_is_not(counter_of, question, words):
    counter = counter_of(NOMIS, supplier_id=question)
    assert words in counter.outcome().sentence
    assert counter.standin.asked == []


def test_a_saved_table_is_read_without_asking(counter_of):
    counter = counter_of(NOMIS, by_file=True)
    assert counter.take().new == 12
    assert counter.standin.asked == []


def test_a_saved_table_that_is_not_whole_is_refused():
    with pytest.raises(DriftError, match="says that it has 12 rows, and holds 11"):
        of_file(nomis_rows()[:-1])


def test_a_saved_table_need_not_be_numbered():
    rows = [{name: cell for name, cell in row.items() if not name.startswith("RECORD")} for row in nomis_rows()]
    assert len(of_file(rows)) == 12


def test_a_saved_table_that_answers_another_question_is_refused():
    with pytest.raises(DriftError, match='no column "AGE"'):
        of_file(nomis_rows(), NOMIS_QUESTION + "&age=0")
    with pytest.raises(DriftError, match='holds no row that answers "date=latest&measure=1"'):
        of_file(nomis_rows(), "NM_162_1?date=latest&measure=1")


def test_dimensions_may_be_lists_and_ranges():
    for codes in ("2", "1,2", "1...3", "7,1...2"):
        assert len(of_file(nomis_rows(), f"NM_162_1?date=latest&measure={codes}&month=December")) == 12


@pytest.mark.parametrize(
    ("text", "month", "kind", "label"),
    [
        ("2022", "", CALENDAR, "2022"),
        ("December 2022", "December", CALENDAR, "2022"),
        ("November 2022", "December", CALENDAR, ""),
        ("March 2023", "March", FINANCIAL, "2022/23"),
        ("April 2023", "April", FINANCIAL, "2023/24"),
        ("January 2023", "January", ACADEMIC, "2022/23"),
        ("Jan 2022-Dec 2022", "", CALENDAR, "2022"),
        ("Apr 2022-Mar 2023", "March", FINANCIAL, "2022/23"),
        ("Apr 2022-Mar 2023", "December", CALENDAR, ""),
        ("Jan 2020-Dec 2022", "", PeriodKind.POOLED, "2020 to 2022"),
    ],
)
def test_a_date_becomes_the_label_of_its_year(text, month, kind, label):
    assert label_of_date(text, month=month, kind=kind) == label


@pytest.mark.parametrize(
    ("text", "month", "kind", "words"),
    [
        ("2022", "", FINANCIAL, "are no financial year"),
        ("December 2022", "", CALENDAR, "December 2022 is a month"),
        ("December 2022", "December", PeriodKind.SURVEY, "cannot stand for a survey year"),
        ("December 2022", "December", PeriodKind.POOLED, "are no pooled calendar years"),
        ("Apr 2022-Mar 2023", "", CALENDAR, "are no calendar year"),
        ("Jan 2022-Mar 2022", "", CALENDAR, "3 months from January 2022 are no calendar year"),
        ("Dec 2022-Jan 2022", "", CALENDAR, "months from"),
        ("Jam 2022-Dec 2022", "", CALENDAR, "no date that is known"),
        ("2022-12", "", CALENDAR, "no date that is known"),
    ],
)
def test_a_date_that_is_no_year_of_the_measures_kind_is_refused(text, month, kind, words):
    with pytest.raises(DriftError, match=words):
        label_of_date(text, month=month, kind=kind)
