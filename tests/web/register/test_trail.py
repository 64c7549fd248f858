"""The trail shows every edit, deletion, swap, insertion and cut, and whatever was changed behind its back."""

import contextlib

import pytest
from django.db import DatabaseError, connection, transaction
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st

from equitytown.web.accounts.models import User
from equitytown.web.accounts.roles import Role
from equitytown.web.register import trail
from equitytown.web.register.actions import change, move, post_update
from equitytown.web.register.models import Link, Publication, Record, Scope, State, TrailEntry, TrailHead, Update
from equitytown.web.register.rules import Verb
from tests.web import factories

TABLE = "register_trailentry"
COLUMNS = (
    "number", "at", "actor", "role", "verb", "kind", "identifier", "version", "before", "after", "reason", "request",
    "previous", "digest",
)  # fmt: skip
pytestmark = pytest.mark.usefixtures("town")


@pytest.fixture
def record(people):
    """A published action with two updates, reasons and words in other letters: a small trail."""
    made = factories.action(
        title="Insulate homes: café, 😀", detail='Lofts "first"\\n', supporting=["ORG-B"], state=State.PUBLISHED
    )
    post_update(people[Role.CONTRIBUTOR], made, status="under way", text="Begun.")
    post_update(people[Role.CONTRIBUTOR], made, status="", text="Half done.")
    made.refresh_from_db()
    made = move(people[Role.PUBLISHER], made, Verb.WITHDRAW, version=made.version, reason="Wrong figure")
    made = change(
        people[Role.EDITOR], made, {**made.content, "title": "Insulate"}, version=made.version, reason="Shorter"
    )
    made = move(people[Role.EDITOR], made, Verb.SUBMIT, version=made.version)
    made = move(factories.person(Role.EDITOR), made, Verb.APPROVE, version=made.version)
    made = move(people[Role.PUBLISHER], made, Verb.PUBLISH, version=made.version)
    with transaction.atomic():
        person = people[Role.LEAD]
        rights = {
            "role": person.role,
            "organisation": person.organisation,
            "workstreams": person.workstreams,
            "open": True,
        }
        trail.add(None, "make account", trail.ACCOUNT, str(person.pk), 1, before=None, after=rights)
    assert found() == []
    return made


def found():
    return list(trail.verify())


@contextlib.contextmanager
def tampering():
    """Change rows by raw statements, triggers and checks dropped; everything is as it was afterwards."""
    with transaction.atomic():
        with connection.cursor() as cursor:
            cursor.execute("PRAGMA ignore_check_constraints = ON")
            for table in (TABLE, "register_update"):
                for verb in ("UPDATE", "DELETE"):
                    cursor.execute(f"DROP TRIGGER {table}_no_{verb}")
            yield cursor
            cursor.execute("PRAGMA ignore_check_constraints = OFF")
        transaction.set_rollback(True)


def rows(cursor):
    cursor.execute(f"SELECT {', '.join(f'CAST({c} AS BLOB)' for c in COLUMNS)} FROM {TABLE} ORDER BY number")  # noqa: S608
    return cursor.fetchall()


# --- Entries


@settings(max_examples=100, suppress_health_check=[HealthCheck.function_scoped_fixture])
@given(data=st.data())
def test_any_byte_changed_in_any_column_of_any_entry_is_found(record, data):
    assert record
    with tampering() as cursor:
        held = rows(cursor)
        which = data.draw(st.integers(0, len(held) - 1))
        column = data.draw(st.sampled_from(COLUMNS[1:]))
        value = bytearray(held[which][COLUMNS.index(column)])
        place = data.draw(st.integers(0, max(len(value) - 1, 0)))
        byte = data.draw(st.integers(0, 255))
        changed = bytes([*value[:place], byte, *value[place + 1 :]])
        if changed == bytes(value):
            return
        kept = int(changed) if column == "version" and changed.isdigit() else changed
        number = int(held[which][0])
        as_text = "%s" if isinstance(kept, int) else "CAST(%s AS TEXT)"
        cursor.execute(f"UPDATE {TABLE} SET {column} = {as_text} WHERE number = %s", (kept, number))  # noqa: S608
        if rows(cursor) != held:
            assert any(f"ntry {number} " in fault for fault in found())


@pytest.mark.parametrize("column", COLUMNS)
def test_every_byte_of_an_entry_counts(record, column):
    assert record
    with tampering() as cursor:
        held = rows(cursor)
        for row in held[-1:]:
            value, number = row[COLUMNS.index(column)], int(row[0])
            for place in range(len(value)):
                other = bytes([*value[:place], value[place] ^ 1, *value[place + 1 :]])
                cast = "CAST(CAST(%s AS TEXT) AS INTEGER)" if column in {"number", "version"} else "CAST(%s AS TEXT)"
                with contextlib.suppress(DatabaseError), transaction.atomic():
                    cursor.execute(f"UPDATE {TABLE} SET {column} = {cast} WHERE number = %s", (other, number))  # noqa: S608
                    assert found(), (column, place)
                    transaction.set_rollback(True)


def test_every_deletion_is_found(record):
    assert record
    with tampering() as cursor:
        for number in range(1, TrailEntry.objects.count() + 1):
            with transaction.atomic():
                cursor.execute(f"DELETE FROM {TABLE} WHERE number = %s", [number])  # noqa: S608
                assert found(), number
                transaction.set_rollback(True)


def test_every_swap_of_neighbours_is_found(record):
    assert record
    with tampering() as cursor:
        for number in range(1, TrailEntry.objects.count()):
            with transaction.atomic():
                for old, new in ((number, 0), (number + 1, number), (0, number + 1)):
                    cursor.execute(f"UPDATE {TABLE} SET number = %s WHERE number = %s", [new, old])  # noqa: S608
                assert found(), number
                transaction.set_rollback(True)


def test_an_entry_put_in_between_or_after_is_found(record):
    last = TrailEntry.objects.last()
    with tampering():
        for digest in ("", last.digest, trail.digest_of(last)):
            with transaction.atomic():
                TrailEntry.objects.create(
                    number=last.number + 1, at=last.at, actor="1", role="editor", verb="change", kind=record.kind,
                    identifier=record.identifier, version=record.version, before={}, after=last.after, reason="",
                    request="", previous=last.digest, digest=digest,
                )  # fmt: skip
                assert found()
                transaction.set_rollback(True)


def test_a_trail_that_was_cut_off_is_found_and_with_an_anchor_even_where_its_end_was_noted_anew(record):
    last = TrailEntry.objects.last()
    anchor = (last.number, last.digest)
    assert list(trail.verify(anchor=anchor)) == []
    with tampering() as cursor:
        cursor.execute(f"DELETE FROM {TABLE} WHERE number = %s", [last.number])  # noqa: S608
        assert found()
        before = TrailEntry.objects.last()
        TrailHead.objects.update(number=before.number, digest=before.digest)
        assert any("was rewritten" in fault for fault in trail.verify(anchor=anchor))
    assert record


def test_a_trail_written_anew_throughout_is_found_with_an_anchor(record):
    last = TrailEntry.objects.last()
    with tampering():
        previous = ""
        for entry in TrailEntry.objects.order_by("number"):
            entry.reason, entry.previous = entry.reason.replace("Wrong figure", "Tidied"), previous
            entry.digest = previous = trail.digest_of(entry)
            entry.save()
        TrailHead.objects.update(digest=previous)
        assert found() == []  # a chain without a key: whoever can write the whole database can write it anew
        assert list(trail.verify(anchor=(last.number, last.digest)))
    assert record


@pytest.mark.parametrize("change_of_it", [{"number": 3}, {"digest": "0" * 64}, {"number": 0, "digest": ""}])
def test_a_changed_end_is_found(record, change_of_it):
    assert record
    TrailHead.objects.update(**change_of_it)
    assert any("its end was noted" in fault for fault in found())


def test_an_end_that_is_gone_is_found(record):
    assert record
    TrailHead.objects.all().delete()
    assert found() != []


@pytest.mark.parametrize("model", [TrailEntry, Update])
def test_the_database_refuses_to_change_or_delete_an_entry_or_an_update(record, model):
    assert record
    with pytest.raises(DatabaseError, match="never changed"), transaction.atomic():
        model.objects.update(**{"reason" if model is TrailEntry else "text": "x"})
    with pytest.raises(DatabaseError, match="never changed"), transaction.atomic():
        model.objects.all()._raw_delete("default")
    assert found() == []


# --- What the entries account for

BEHIND = {
    "its words": lambda r: Record.objects.filter(pk=r.pk).update(content={**r.content, "title": "x"}),
    "its state": lambda r: Record.objects.filter(pk=r.pk).update(state=State.APPROVED),
    "its version": lambda r: Record.objects.filter(pk=r.pk).update(version=r.version + 1),
    "whose it is": lambda r: Record.objects.filter(pk=r.pk).update(organisation="ORG-B"),
    "its title": lambda r: Record.objects.filter(pk=r.pk).update(title="x"),
    "who wrote it": lambda r: Record.objects.filter(pk=r.pk).update(writers=[1]),
    "who changed it": lambda r: Record.objects.filter(pk=r.pk).update(changed_by=None),
    "when": lambda r: Record.objects.filter(pk=r.pk).update(changed_at=r.made_at),
    "its reference": lambda r: Record.objects.filter(pk=r.pk).update(identifier="ACT-77"),
    "who takes part": lambda r: Scope.objects.create(record=r, relation="partner", identifier="ORG-C"),
    "who no longer does": lambda r: r.scopes.all().delete(),
    "a link": lambda r: Link.objects.create(source=r, field="lead", kind="organisations", identifier="ORG-C"),
    "a link gone": lambda r: r.links.first().delete(),
    "its public words": lambda r: Publication.objects.filter(record=r).update(content={"title": "x"}),
    "its public title": lambda r: Publication.objects.filter(record=r).update(title="x"),
    "its public version": lambda r: Publication.objects.filter(record=r).update(version=1),
    "when it was published": lambda r: Publication.objects.filter(record=r).update(published_at=r.made_at),
    "who published it": lambda r: Publication.objects.filter(record=r).update(published_by=None),
    "no longer public": lambda r: Publication.objects.filter(record=r).delete(),
    "an update added": lambda r: Update.objects.create(record=r, at=r.changed_at, status="done", text="All done."),
    "a row added": lambda r: Record.objects.create(
        kind="actions", identifier="ACT-78", content=r.content, title="x", made_at=r.made_at, changed_at=r.made_at
    ),
}  # fmt: skip


@pytest.mark.parametrize("behind", BEHIND)
def test_what_is_changed_behind_the_trail_s_back_is_found(record, behind):
    BEHIND[behind](record)
    assert found() != []


@pytest.mark.parametrize("table", ["register_record", "register_publication"])
def test_what_cannot_be_read_any_more_is_found(record, table):
    assert record
    with tampering() as cursor:
        cursor.execute(f"UPDATE {table} SET content = '{{'")  # noqa: S608
        assert found() != []


def test_a_draft_made_public_behind_the_trail_s_back_is_found():
    made = factories.action()
    Publication.objects.create(
        record=made,
        kind=made.kind,
        content=made.content,
        title=made.title,
        words="",
        version=1,
        published_at=made.made_at,
    )
    assert found() == [f"What is public of {made.identifier} is not what the trail says was published."]


@pytest.mark.parametrize(
    "statement",
    [
        "DELETE FROM register_update WHERE text = 'Begun.'",
        "UPDATE register_update SET text = 'Done.' WHERE text = 'Begun.'",
        "UPDATE register_update SET organisation = 'ORG-B'",
    ],
)
def test_an_update_changed_or_taken_away_behind_the_trail_s_back_is_found(record, statement):
    with tampering() as cursor:
        cursor.execute(statement)
        assert found() == [f"The updates of {record.identifier} are not those that the trail holds."]


def test_a_record_that_is_gone_is_found(record):
    with tampering() as cursor:
        for table in ("register_update", "register_publication", "register_link", "register_scope"):
            cursor.execute(f"DELETE FROM {table}")  # noqa: S608
        cursor.execute("DELETE FROM register_record WHERE id = %s", [record.pk])
        assert any(
            fault == f"{record.identifier} is gone: the trail holds it, and the register does not." for fault in found()
        )


@pytest.mark.parametrize(
    "rights", [{"role": "administrator"}, {"organisation": "ORG-B"}, {"workstreams": ["WS-B"]}, {"is_active": False}]
)
def test_rights_given_behind_the_trail_s_back_are_found(record, people, rights):
    assert record
    User.objects.filter(pk=people[Role.LEAD].pk).update(**rights)
    assert [fault for fault in found() if "may do is not what the trail says" in fault]


def test_a_change_outside_a_transaction_is_no_change():
    with pytest.raises(RuntimeError, match="one transaction"):
        trail_outside()


def trail_outside():
    connection_in_block, connection.in_atomic_block = connection.in_atomic_block, False
    try:
        trail.hold()
    finally:
        connection.in_atomic_block = connection_in_block
