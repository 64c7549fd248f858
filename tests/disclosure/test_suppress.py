import numpy as np
import pytest

from equitytown.disclosure import PRESETS, Reason, audit, linked, protect, rule_of, table_of
from equitytown.disclosure import suppress as suppression
from equitytown.errors import DisclosureError
from tests.disclosure.attackers import ends, fewest, possible, random_table

LT5, HES = PRESETS["lt5"], PRESETS["hes"]


def small_of(protected):
    return np.flatnonzero(protected.rule.is_small(protected.table.counts))


def shown(protected):
    return dict(zip(protected.table.keys, protected.shown.tolist(), strict=True))


def test_a_small_count_takes_three_others_with_it():
    table = table_of({("A", "F"): 3, ("A", "M"): 12, ("B", "F"): 25, ("B", "M"): 31}, names=("ward", "sex"))
    done = protect(table, rule=LT5)
    assert [n for key, n in shown(done).items() if "All" not in key] == [-1] * 4
    assert [n for key, n in shown(done).items() if "All" in key] == [15, 56, 28, 43, 71]
    assert [reason.value for reason in done.reasons[:2]] == ["small count", "protects a small count"]
    assert audit(done) == []


def test_nothing_small_withholds_nothing_and_zeros_are_shown():
    done = protect(table_of({("A",): 0, ("B",): 7}, names=("ward",)), rule=LT5)
    assert set(done.reasons) == {Reason.SHOWN}
    assert done.shown.tolist() == [0, 7, 7]


@pytest.mark.parametrize("seed", range(10))
def test_a_thousand_tables_keep_their_small_counts(seed):
    random = np.random.default_rng(seed)
    for _ in range(100):
        done = protect(random_table(random, rows=random.integers(3, 7), columns=random.integers(3, 5)), rule=LT5)
        for cell in small_of(done):
            least, most = ends(done, cell)
            assert least <= done.table.filled[cell] + 1e-6, done.table.name(cell)
            assert most >= LT5.threshold - 1e-6, done.table.name(cell)


def test_every_table_of_whole_numbers_was_tried_and_none_tells_a_small_count():
    random, tried = np.random.default_rng(7), 0
    for _ in range(60):
        table = random_table(random, rows=2, columns=3, mean=1.6, spread=0.8)
        could = possible(protect(table, rule=LT5), rows=2, columns=3, most=int(max(12, table.counts.max())))
        for key, count in zip(table.keys, table.counts, strict=True):
            if key in could and 1 <= count <= 4:
                tried += 1
                assert {1, 2, 3, 4} <= could[key], (key, table.counts)
    assert tried > 30


def test_few_more_cells_than_the_fewest_are_withheld():
    random = np.random.default_rng(5)
    ours = best = 0
    for _ in range(60):
        table = random_table(random, rows=random.integers(3, 6), columns=random.integers(3, 5), mean=2.3, spread=1.1)
        withheld, least = int(protect(table, rule=LT5).withheld.sum()), fewest(table, LT5)
        assert least <= withheld <= 1.5 * least
        ours, best = ours + withheld, best + least
    assert ours < 1.15 * best


def test_rows_in_another_order_are_protected_as_well():
    random = np.random.default_rng(11)
    for _ in range(20):
        table = random_table(random, rows=6, columns=4)
        rows = {key: int(n) for key, n in zip(table.keys, table.counts, strict=True) if "All" not in key}
        turned = table_of(dict(reversed(rows.items())), names=table.names)
        assert audit(protect(turned, rule=LT5)) == []


def test_somebody_alone_in_a_cell_cannot_work_out_another():
    # 1 and 3 withheld in a row of 4 shown: whoever is the 1 would know the 3, were nothing else withheld there.
    random = np.random.default_rng(3)
    for _ in range(30):
        done = protect(random_table(random, rows=4, columns=4, mean=1.0, spread=0.9), rule=LT5)
        table = done.table
        for alone in np.flatnonzero((table.counts == 1) & ~table.totals):
            known = np.array(done.shown)
            known[alone] = 1
            lowest = np.where(known < 0, table.filled, known)
            wiser = [(int(low), None if hidden < 0 else int(low)) for low, hidden in zip(lowest, known, strict=True)]
            for cell in small_of(done):
                if cell != alone and not (table.totals[cell] and table.counts[cell] == 1):
                    assert width(table, wiser, cell) >= 1, (table.name(alone), table.name(cell))


def test_somebody_alone_in_a_rounded_table_cannot_work_out_another_either():
    random = np.random.default_rng(9)
    for _ in range(15):
        done = protect(random_table(random, rows=3, columns=4, mean=1.6, spread=0.9), rule=HES)
        table, (lowest, highest) = done.table, HES.behind(np.maximum(done.shown, 0))
        for alone in np.flatnonzero((table.counts == 1) & ~table.totals):
            wiser = [
                (1, 1) if i == alone else (int(table.filled[i]), None) if hidden else (int(lowest[i]), int(highest[i]))
                for i, hidden in enumerate(done.withheld)
            ]
            for cell in small_of(done):
                if cell != alone and not (table.totals[cell] and table.counts[cell] == 1):
                    assert width(table, wiser, cell) >= 1, (table.name(alone), table.name(cell))


def width(table, bounds, cell):
    from scipy.optimize import linprog  # noqa: PLC0415  for this attacker alone

    costs = np.zeros(len(table.keys))
    costs[cell] = 1
    zero = np.zeros(table.sums.shape[0])
    least, most = (linprog(sign * costs, A_eq=table.sums, b_eq=zero, bounds=bounds) for sign in (1, -1))
    return np.inf if most.status else -most.fun - least.fun


@pytest.mark.parametrize("rule", ["lt5", "hes", "9/1", "4/10"])
def test_wards_within_authorities_by_sex_and_age_are_protected(rule):
    random = np.random.default_rng(2)
    wards, rows = {f"w{w}": f"au{w % 2}" for w in range(7)}, {}
    for ward in wards:
        for sex in "FM":
            for age in ("0-19", "20-64", "65+"):
                rows[ward, sex, age] = int(random.poisson(np.exp(random.normal(2.3, 1.0))))
    table = table_of(rows, names=("ward", "sex", "age"), within={"ward": wards})
    done = protect(table, rule=rule_of(rule))
    assert audit(done) == []
    for cell in small_of(done):
        least, most = ends(done, cell)
        assert least <= table.filled[cell] + 1e-6
        assert most >= done.rule.threshold - 1e-6


def test_a_rounded_table_shows_rounded_numbers_alone():
    done = protect(table_of({("A",): 13, ("B",): 0, ("C",): 41}, names=("ward",)), rule=HES)
    assert done.shown.tolist() == [15, 0, 40, 55]


def test_tables_that_share_totals_are_protected_as_one():
    # By itself each table hides its small count; side by side the sexes give the ages away.
    sexes = table_of({("A", "F"): 3, ("A", "M"): 12, ("B", "F"): 9, ("B", "M"): 8}, names=("ward", "sex"))
    ages = table_of({("A", "0-64"): 2, ("A", "65+"): 13, ("B", "0-64"): 7, ("B", "65+"): 10}, names=("ward", "age"))
    done = protect(linked(sexes, ages), rule=LT5)
    assert audit(done) == []
    assert [ends(done, cell)[0] for cell in small_of(done)] == [1, 1]


def test_what_is_kept_stays_shown_and_exact():
    table = table_of({("A", "F"): 3, ("A", "M"): 12, ("B", "F"): 25, ("B", "M"): 31, ("C", "F"): 14, ("C", "M"): 16},
                     names=("ward", "sex"))  # fmt: skip
    free = protect(table, rule=LT5)
    taken = next(key for key, n in shown(free).items() if n < 0 and key[0] in "BC")
    done = protect(table, rule=LT5, keep=[taken])
    assert shown(done)[taken] == table.counts[table.place(taken)]
    assert audit(done) == []
    rounded = protect(table_of({("A",): 13, ("B",): 41}, names=("ward",)), rule=HES, keep=[("All",)])
    assert rounded.shown.tolist()[-1] == 54


def test_what_has_been_given_away_is_refused():
    table = table_of({("A", "F"): 3, ("A", "M"): 12}, names=("ward", "sex"))
    with pytest.raises(DisclosureError, match=r"1 small counts are to stay shown \(first: A, F\)"):
        protect(table, rule=LT5, keep=[("A", "F")])
    with pytest.raises(DisclosureError, match="cannot be protected while the counts that are kept stay shown"):
        protect(table, rule=LT5, keep=[("A", "M"), ("A", "All")])


def test_an_audit_finds_what_simple_suppression_gives_away():
    table = table_of({("A", "F"): 3, ("A", "M"): 12, ("B", "F"): 25, ("B", "M"): 31}, names=("ward", "sex"))
    bare = np.where(LT5.is_small(table.counts), -1, table.counts)
    found = audit(suppression.Protected(table, LT5, (), bare))
    assert [(table.name(e.cell), e.lowest, e.highest) for e in found] == [("A, F", 3, 3)]


def test_a_table_that_is_never_done_is_refused(monkeypatch):
    monkeypatch.setattr(suppression, "ROUNDS", 0)
    with pytest.raises(DisclosureError, match=r"could not be protected in 0 rounds\. Nothing is published"):
        protect(table_of({("A",): 3, ("B",): 9}, names=("ward",)), rule=LT5)


def test_what_was_printed_rounded_stays_printed_rounded():
    table = table_of({("A", "F"): 8, ("A", "M"): 12, ("B", "F"): 3, ("B", "M"): 6}, names=("ward", "sex"))
    stays = shown(protect(table, rule=HES, standing=[("A", "F"), ("A", "All")]))
    assert (stays["A", "F"], stays["A", "All"]) == (10, 20)


def test_a_small_count_does_not_stay_printed():
    table = table_of({("A",): 3, ("B",): 12}, names=("ward",))
    with pytest.raises(DisclosureError, match="1 small counts are to stay shown"):
        protect(table, rule=LT5, standing=[("A",)])


def test_what_is_printed_nowhere_is_nobody_s_secret_and_hides_others():
    table = table_of({("A",): 3, ("B",): 12, ("C",): 25}, names=("ward",))
    alone = protect(table, rule=LT5, unprinted=[("A",)])
    assert shown(alone) == {("A",): -1, ("B",): 12, ("C",): 25, ("All",): 40}
    assert audit(alone) == []
    assert shown(protect(table, rule=LT5, unprinted=[("C",)])) == {("A",): -1, ("B",): 12, ("C",): -1, ("All",): 40}


def test_a_public_count_stays_shown_however_small_and_is_known_to_the_attacker():
    rows = {("White",): 40, ("Asian",): 3, ("Black",): 9, ("Not recorded",): 2}
    table = table_of(
        rows, names=("group",), within={"group": {key[0]: "Known" for key in rows} | {"Not recorded": "Not known"}}
    )
    done = protect(table, rule=LT5, public=[("Not recorded",), ("Not known",)])
    found = shown(done)
    assert (found["Not recorded",], found["Asian",], found["Black",]) == (2, -1, -1)
    assert found["All",] == 54
    assert audit(done) == []
