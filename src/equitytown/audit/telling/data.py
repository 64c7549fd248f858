"""An audit for a script: keys that stay."""

from typing import Any

from equitytown.audit.published import Entry, Passage, PublishedTable
from equitytown.audit.remarks import Rule, Sureness
from equitytown.audit.telling.account import Account, Numbered, measures_in

Data = dict[str, Any]  # Any: what JSON holds


def as_data(account: Account, *, fail_on: Sureness) -> Data:
    """
    Give an audit as plain data.

    Parameters
    ----------
    account : Account
        What was read and what is remarked.
    fail_on : Sureness
        The grade from which a remark means that the file does not pass.

    Returns
    -------
    dict
        `ok`, `file`, `counts`, `remarks` and `read`.
    """
    return {
        "ok": not account.fails(fail_on),
        "file": account.published.name,
        "counts": {grade.value: count for grade, count in account.counts.items()},
        "remarks": [_remark(numbered) for numbered in account.numbered],
        "read": {
            "tables": [_table(table) for table in account.published.tables],
            "passages": len(account.published.passages),
            "unread": list(account.published.unread),
        },
    }


def rules_as_data(rules: dict[str, Rule]) -> list[Data]:
    """Give the rules as plain data."""
    return [
        {"rule": r.rule_id, "title": r.title, "asks": r.asks, "why": r.why, "surest": r.surest.value}
        for r in rules.values()
    ]


def _remark(numbered: Numbered) -> Data:
    remark = numbered.remark
    return {
        "number": numbered.number,
        "rule": remark.rule_id,
        "title": numbered.title,
        "sureness": remark.sureness.value,
        "says": remark.says,
        "mend": remark.mend,
        "likely": remark.likely,
        "older": remark.older,
        "where": remark.where,
        "cells": [_cell(entry) for entry in remark.entries],
        "passages": [_passage(passage) for passage in remark.passages],
    }


def _cell(entry: Entry) -> Data:
    column = entry.column
    return {
        "row": entry.row,
        "column": column.letter,
        "heading": column.heading,
        "role": column.role.value,
        "round": column.round,
        "text": entry.text,
    }


def _passage(passage: Passage) -> Data:
    return {"line": passage.line, "unit": passage.unit, "kind": passage.kind.value, "text": passage.text}


def _table(table: PublishedTable) -> Data:
    return {
        "name": table.name,
        "place_name": table.place_name,
        "rounds": list(table.rounds),
        "measures": measures_in(table),
        "columns": [
            {"column": c.letter, "heading": c.heading, "role": c.role.value, "round": c.round} for c in table.columns
        ],
        "mended": [{"kind": str(slip.kind), "row": slip.row, "says": slip.says} for slip in table.slips],
    }
