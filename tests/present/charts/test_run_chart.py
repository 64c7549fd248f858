"""A run chart as a whole: where its words stand, what marks a stretch, and what it refuses."""

from dataclasses import replace
from datetime import date, timedelta

import pytest

from equitytown.errors import InputError
from equitytown.present.charts.run_chart import Change, RunChartData, StandingOut, StretchKind, run_chart
from equitytown.present.charts.run_chart_words import day_words, placed_above, shown_days
from equitytown.present.theme import NARROW, WIDE
from tests.present.charts.drawn import elements, is_accessible, is_clear, is_safe, read, size, texts
from tests.present.charts.samples import HOSTILE_NAMES, LONG_NAMES

WEEKS = tuple(date(2025, 10, 6) + timedelta(weeks=i) for i in range(26))
VALUES = (21, 24, 19, 23, 20, 25, 22, 26, 21, None, 23, 24, 20, 19, 18, 17, 16, 18, 15, 17, 14, 13, 15, 12, 14, 13)
SHIFT = StandingOut(StretchKind.SHIFT, 12, 25, upwards=False)
TREND = StandingOut(StretchKind.TREND, 11, 16, upwards=False)
CHANGES = (Change(WEEKS[5], "Letters say what the check is for"), Change(WEEKS[12], "Reminders by text"))
TOO_FEW = "10 points off the median are needed for a judgement, and there are 2"


def data(**changes):
    given = {
        "chart_id": "waits",
        "title": "Waits fell after reminders by text",
        "description": "Run chart of days waited, week by week.",
        "unit": "days",
        "dates": WEEKS,
        "values": VALUES,
        "median": 21.5,
        "stretches": (SHIFT, TREND),
        "changes": CHANGES,
        "baseline": 12,
    }
    return RunChartData(**(given | changes))


def plain(**changes):
    return data(**({"stretches": (), "changes": (), "baseline": None} | changes))


def cases():
    years = tuple(date(1995 + i, 1, 1) for i in range(31))
    return {
        "full": data(),
        "plain": plain(),
        "one point": plain(dates=WEEKS[:1], values=(5.0,), median=5.0, note=TOO_FEW),
        "two points": plain(dates=WEEKS[:2], values=(5.0, 7.0), median=6.0, note=TOO_FEW),
        "nothing held": plain(values=(None,) * 26, median=None, note="no figure is held in the baseline"),
        "ends with gaps": plain(values=(*VALUES[:20], *(None,) * 6)),
        "percentage": data(unit="%", decimals=1),
        "no unit": data(unit=""),
        "long unit": data(unit="appointments kept in every hundred that were offered to families " * 3),
        "months": plain(dates=tuple(date(2024 + i // 12, i % 12 + 1, 1) for i in range(26))),
        "long ago": plain(dates=years, values=tuple(range(31)), median=15.0),
        "large": data(values=tuple(v and v * 1e6 for v in VALUES), median=21.5e6),
        "below zero": data(values=tuple(v and v - 22 for v in VALUES), median=-0.5),
        "equal": plain(values=(7.0,) * 26, median=7.0),
        "median by the last value": plain(median=13.0),
        "many stretches": data(
            stretches=(
                SHIFT,
                TREND,
                *(StandingOut(StretchKind.TREND, i, i + 4, upwards=i % 2 == 0) for i in range(0, 21, 2)),
            )
        ),
        "many changes": data(changes=tuple(Change(day, LONG_NAMES[i % 3]) for i, day in enumerate(WEEKS[:14]))),
        "changes on one day": data(changes=(Change(WEEKS[3], "A"), Change(WEEKS[3], "B"), Change(WEEKS[4], "C"))),
        "changes outside": data(changes=(Change(date(2020, 1, 1), "Before"), Change(date(2030, 1, 1), "After"))),
        "hostile": data(
            title=HOSTILE_NAMES[0],
            description=HOSTILE_NAMES[1],
            unit=HOSTILE_NAMES[2],
            changes=(*(Change(WEEKS[4], name) for name in HOSTILE_NAMES), Change(WEEKS[9], "W" * 400)),
            note=" ".join(HOSTILE_NAMES),
        ),
    }


@pytest.mark.parametrize("case", cases())
@pytest.mark.parametrize("form", ["wide", "narrow"])
class TestEveryCase:
    def test_no_text_touches_another_or_leaves_the_drawing(self, case, form):
        assert is_clear(getattr(run_chart(cases()[case]), form))

    def test_it_is_as_wide_as_the_page_or_the_phone(self, case, form):
        assert size(getattr(run_chart(cases()[case]), form))[0] == {"wide": WIDE, "narrow": NARROW}[form]

    def test_it_holds_shapes_and_words_in_the_theme_s_colours_and_nothing_else(self, case, form):
        assert is_safe(getattr(run_chart(cases()[case]), form))

    def test_it_can_be_read_out(self, case, form):
        assert is_accessible(getattr(run_chart(cases()[case]), form))

    def test_it_is_the_same_every_time(self, case, form):
        assert getattr(run_chart(cases()[case]), form) == getattr(run_chart(cases()[case]), form)


class TestWhatStandsOut:
    def test_a_shift_has_a_shape_and_a_word(self):
        drawn = run_chart(data(stretches=(SHIFT,))).wide
        assert len(elements(drawn, "path", "shift")) == 14
        assert "Shift below" in texts(drawn)

    def test_a_trend_has_another_shape_and_word(self):
        drawn = run_chart(data(stretches=(TREND,))).wide
        assert len(elements(drawn, "path", "trend")) == 6
        assert "Falling trend" in texts(drawn)

    def test_a_trend_within_a_shift_keeps_its_shape(self):
        drawn = run_chart(data()).wide
        assert (len(elements(drawn, "path", "trend")), len(elements(drawn, "path", "shift"))) == (6, 9)
        assert {"Shift below", "Falling trend"} <= set(texts(drawn))

    def test_a_rising_one_points_upwards(self):
        up = StandingOut(StretchKind.TREND, 0, 4, upwards=True)
        high = StandingOut(StretchKind.SHIFT, 5, 12, upwards=True)
        drawn = run_chart(data(stretches=(up, high))).wide
        assert {"Rising trend", "Shift above"} <= set(texts(drawn))
        assert elements(drawn, "path", "trend")[0].get("d") != elements(run_chart(data()).wide, "path", "trend")[0]

    def test_plain_points_are_dots(self):
        assert len(elements(run_chart(plain()).wide, "path", "point")) == 25


class TestWords:
    def test_the_last_value_and_the_median_stand_at_the_end(self):
        assert {"13", "Median", "21.5"} <= set(texts(run_chart(data()).wide))

    def test_a_value_before_gaps_has_its_date(self):
        assert {"17", "(16 Feb)"} <= set(texts(run_chart(cases()["ends with gaps"]).wide))

    def test_a_change_is_numbered_and_told_below_with_its_day(self):
        drawn = texts(run_chart(data()).wide)
        assert drawn.count("1") == drawn.count("2") == 2
        assert "Reminders by text, from 29 December 2025" in drawn

    def test_a_note_is_a_sentence_below(self):
        assert "No figure is held in the baseline" in texts(run_chart(cases()["nothing held"]).wide)

    def test_a_gap_breaks_the_line_and_is_no_zero(self):
        assert len(elements(run_chart(plain()).wide, "path", "stroke-town")) == 2
        assert "0" not in texts(run_chart(plain()).wide)

    def test_the_median_is_dashed_beyond_its_baseline(self):
        dashed = [one for one in elements(run_chart(data()).wide, "path") if one.get("stroke-dasharray") == "5 4"]
        whole = [one for one in elements(run_chart(plain()).wide, "path") if one.get("stroke-dasharray") == "5 4"]
        assert (len(dashed), len(whole)) == (1, 0)

    def test_both_forms_can_share_a_page(self):
        both = run_chart(data())
        assert read(both.wide).get("aria-labelledby") != read(both.narrow).get("aria-labelledby")

    def test_months_are_written_without_days(self):
        assert day_words([date(2026, 1, 1), date(2026, 2, 1)]) == ["Jan", "Feb"]
        assert day_words([date(2026, 1, 1)]) == ["1 Jan"]
        assert shown_days(["Jan"], 10) == [0]

    def test_names_that_would_touch_stand_in_lanes(self):
        assert placed_above([(0, 50, "Shift above")] * 3, low=0, high=300) == [0, 1, 2]


class TestRefusals:
    @pytest.mark.parametrize(
        ("changes", "words"),
        [
            ({"dates": (), "values": ()}, "has no date"),
            ({"values": VALUES[:3]}, "has 26 dates and 3 values"),
            ({"dates": (WEEKS[1], WEEKS[0], *WEEKS[2:])}, r"do not ascend in 1 of 26 \(first: 2025-10-06\)"),
            ({"stretches": (replace(SHIFT, last=26),)}, r"1 stretches lie outside .* \(first: points 12 to 26 of 26\)"),
        ],
    )
    def test_what_cannot_be_drawn(self, changes, words):
        with pytest.raises(InputError, match=words):
            run_chart(data(**changes))
