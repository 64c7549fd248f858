"""text/edits.yaml and text/constants.yaml: what is read, and every fault with its line."""

import pytest

from tests.place.folders import only, read

RIGHT = {
    "sentence_id": "smoking|2022|Persons#level", "drafted": "It was 12.4% in 2022.", "edited": "In 2022 it was 12.4%.",
    "by": "Public health", "dated": "2026-11-26",
}  # fmt: skip


def write(folder, *edits):
    lines = ["edits:"]
    for edit in edits:
        rows = [f"{key}: {value}" for key, value in edit.items()]
        lines += [f"  {'- ' if at == 0 else '  '}{row}" for at, row in enumerate(rows)]
    (folder / "text" / "edits.yaml").write_text("\n".join(lines) + "\n", encoding="utf-8")


def test_an_edit_is_read_with_its_place(testford):
    write(testford, RIGHT)
    (edit,) = read(testford).edits
    assert (edit.sentence_id, edit.edited, edit.reason) == (RIGHT["sentence_id"], RIGHT["edited"], "")
    assert (edit.path, edit.line) == ("text/edits.yaml", 2)


def test_without_the_file_there_is_no_edit(testford):
    assert read(testford).edits == ()
    assert read(testford).constants == ()


@pytest.mark.parametrize(
    ("change", "told"),
    [
        ({"edited": "In 2022 it was 12.5%."}, 'line 4: the edit changes a number or a word of verdict ("12.4%", '),
        ({"edited": "In 2022 it was 12.4%, better than England."}, '("better") and gives no reason'),
        ({"sentence_id": "the first one"}, '"the first one" is not the name of a sentence'),
        ({"sentence_id": "smokin|2022|Persons#level"}, 'Did you mean "smoking"?'),
        ({"edited": '"<script>alert(1)</script>"'}, "markup"),
        ({"edited": '"=HYPERLINK(1)"'}, "formula"),
        ({"edited": '"Bell\\x07"'}, "control character"),
        ({"edited": f'"{"long " * 300}"'}, "Keep a sentence to 1,000"),
        ({"edited": '"One line\\nand another"'}, "one line"),
        ({"dated": "yesterday"}, "is not a date"),
        ({"by": '""'}, "by"),
        ({"edits": "x"}, "edits"),
    ],
)  # fmt: skip
def test_a_malformed_or_hostile_edit_is_a_fault(testford, change, told):
    write(testford, {**RIGHT, **change})
    assert told in only(testford)


def test_a_turned_verdict_with_a_reason_is_read(testford):
    write(testford, {**RIGHT, "edited": "In 2022 it was 12.4%, as before.", "reason": "Shorter."})
    assert read(testford).edits[0].reason == "Shorter."


def test_a_sentence_edited_twice_is_told(testford):
    write(testford, RIGHT, RIGHT)
    assert "edited twice, first on line 2" in only(testford)


def test_a_constant_needs_a_number_and_a_reason(testford):
    path = testford / "text" / "constants.yaml"
    path.write_text("constants:\n  - words: about £95 a week\n    reason: A source.\n", encoding="utf-8")
    assert read(testford).constants[0].words == "about £95 a week"
    path.write_text("constants:\n  - words: no number here\n    reason: A source.\n", encoding="utf-8")
    assert "constants.yaml, line 2" in only(testford)
    path.write_text("constants:\n  - words: about £95 a week\n", encoding="utf-8")
    assert "reason" in only(testford)
