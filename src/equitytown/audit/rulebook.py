"""The rules as data: one file each in `rules/`, read once."""

from functools import cache
from importlib.resources import files

import yaml

from equitytown.audit.remarks import Rule, Sureness
from equitytown.errors import InputError


@cache
def rulebook() -> dict[str, Rule]:
    """Give every rule by its identifier: those of a table alone (R01), then those that need a place (H01)."""
    found = dict[str, Rule]()
    folder = files("equitytown.audit").joinpath("rules")
    held = folder.iterdir() if folder.is_dir() else ()
    for file in sorted(held, key=lambda file: (file.name.startswith("H"), file.name)):
        if file.name.endswith(".yaml"):
            told = yaml.safe_load(file.read_text(encoding="utf-8"))
            surest = Sureness(told.pop("surest"))
            rule = Rule(rule_id=file.name.removesuffix(".yaml"), surest=surest, **told)
            found[rule.rule_id] = rule
    return found


def rule(rule_id: str) -> Rule:
    """
    Give one rule.

    Raises
    ------
    InputError
        If there is none of that name.
    """
    held = rulebook()
    if rule_id not in held:
        raise InputError(f'There is no rule "{rule_id}". There are: {", ".join(held)}.')
    return held[rule_id]
