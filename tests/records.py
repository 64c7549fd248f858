"""Made-up records of editions, plainly not real: every part can be set."""

from datetime import date

from equitytown.store.records import sealed
from equitytown.terms.edition_change import IssuedCorrection
from equitytown.terms.edition_record import EditionRecord, RecordedFigure, RecordedVerdict

PLACE, ENGLAND, OTHER = "E06000032", "E92000001", "E06000039"
OLD = f"made-up-share|{PLACE}|2022|Persons"
NEW = f"made-up-share|{PLACE}|2023|Persons"


def figure(value=16.5, *, year=2022, publisher="Maker", known_from=date(2024, 1, 1), **changes):
    given = {"lower": None, "upper": None, "title": "Made up", "ends": date(year, 12, 31), **changes}
    return RecordedFigure(value=value, publisher=publisher, known_from=known_from, **given)


def verdict(rating="similar", **changes):
    given = {"method": "a rule", "basis": "computed", "rank": None, "of": None, "trend": "",
             "against": OLD.replace(PLACE, ENGLAND), **changes}  # fmt: skip
    return RecordedVerdict(rating=rating, **given)


def record(edition="first", *, as_of=date(2026, 1, 1), software="1.0", **parts):
    given = {
        "figures": {OLD: figure(), OLD.replace(PLACE, ENGLAND): figure(15.0)},
        "verdicts": {f"{OLD}|national": verdict()},
        "definitions": {
            "made-up-share": {
                "name": "Made-up share",
                "definition": "A share.",
                "publisher": "Maker",
                "polarity": "no judgement",
                "principle": "One",
            }
        },
        "sentences": {"made-up-share|2022|Persons#level": "The share was 16.5% in 2022, similar to England."},
        "texts": {"foreword": "Good morning."},
        "parts": {"framework": "0" * 64},
        **parts,
    }
    return sealed(EditionRecord("testford", edition, as_of, software, "", **given))


def correction(*, old=16.5, new=15.6, **changes):
    given = {"dated": date(2026, 2, 1), "edition": "first", "indicator_id": "made-up-share", "area_code": PLACE,
             "period": "2022", "sex": "Persons", "category": "", "reason": "Two digits were swapped.",
             "issued_by": "A. Analyst", **changes}  # fmt: skip
    return IssuedCorrection(old=old, new=new, **given)
