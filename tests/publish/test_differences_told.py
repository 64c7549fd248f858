"""What a build says otherwise than the published edition, as it is listed."""

from equitytown.compare.edition_differences import differences
from equitytown.publish.differences_told import MOST_TOLD, listed
from tests.records import OLD, PLACE, figure, record, verdict

WHERE = "Made-up share (made-up-share)"


def test_the_places_own_come_first_in_plain_words_and_the_rest_is_counted(compared):
    others = {OLD.replace(PLACE, f"E080000{n:02}"): figure() for n in range(1, 31)}
    was = record(figures={OLD: figure(), **others})
    now = record(
        figures={OLD: figure(lower=15.0, upper=18.0, publisher="Other"), **{key: figure(17.0) for key in others}},
        verdicts={f"{OLD}|national": verdict("worse")},
        parts={"framework": "1" * 64, "counts/made-up-share": "2" * 64},
    )
    lines = listed(list(differences(was, now)), now, compared.place)
    assert lines[0] == (
        f"{WHERE}, Luton, 2022, Persons: lower limit none; upper limit none; publisher Maker, "
        "now lower limit 15; upper limit 18; publisher Other"
    )
    assert f"{WHERE}, Luton, 2022, Persons, compared with England: similar, now worse" in lines
    assert "framework: no longer what it was" in lines
    assert lines[-1] == "and 14 more."
    assert len(lines) == MOST_TOLD + 1
