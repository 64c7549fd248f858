"""The accounts that models leave in a place's folder: read, checked, and refused once what they rest on has changed."""

from collections.abc import Callable, Collection, Iterable, Mapping
from typing import Annotated, Literal, Self

from pydantic import BaseModel, ConfigDict, Field, ValidationError, model_validator

from equitytown.place.faults import Faults, nearest
from equitytown.place.files import Folder
from equitytown.place.schema_types import refuse
from equitytown.place.words import shown, unsafe_text
from equitytown.terms.model_account import HeldOutTable, ModelAccount, PrintedCheck, Setting
from equitytown.terms.observation import Observation

MODELS = ("destitution",)  # each with a folder of its name, and a command `equitytown model NAME`
ACCOUNT = "result.json"
MOST = 5  # faults told of one account: it is written by a command, and is run again rather than mended

AccountReader = Callable[[Folder, Collection[str]], dict[str, ModelAccount]]
"""Gives a place's accounts by the measure that each is of, with faults noted in the folder."""

Share = Annotated[float, Field(ge=0, le=1)]
Hash = Annotated[str, Field(pattern="^[0-9a-f]{64}$")]


class _Part(BaseModel):
    """A part of an account; keys that are not read here are let by."""

    model_config = ConfigDict(extra="ignore", strict=True, allow_inf_nan=False, frozen=True)

    @model_validator(mode="after")
    def _safe(self) -> Self:
        for name, value in self:
            if isinstance(value, str) and (reason := unsafe_text(value)):
                sentence = f"{name} {reason}"
                raise refuse(sentence, "")
        return self


class _MadeFrom(_Part):
    model: str
    version: str
    files: dict[str, Hash] = Field(min_length=1)


class _Town(_Part):
    share: Share
    lower: Share
    upper: Share

    @model_validator(mode="after")
    def _ordered(self) -> Self:
        if not self.lower <= self.share <= self.upper:
            sentence = "the share does not lie between its limits."
            raise refuse(sentence, "")
        return self


class _Setting(_Part):
    parameter: str
    words: str
    unit: str
    kind: str
    value: float
    lower: float
    upper: float
    share_at_lower: Share
    share_at_upper: Share


class _HeldOut(_Part):
    table: str
    words: str
    areas: Annotated[int, Field(ge=1)]
    misplaced: Share
    misplaced_by_place: Share


class _Check(_Part):
    what: str
    measure: str
    period: str
    figure: Share
    ours: Share
    apart: Annotated[float, Field(ge=-1, le=1)]
    inside_limits: bool | None
    address: str


class _Account(_Part):
    label: Literal["modelled"]
    indicator: str
    made_from: _MadeFrom
    seed: Annotated[int, Field(ge=0)]
    draws: Annotated[int, Field(ge=1)]
    town: _Town
    sensitivity: tuple[_Setting, ...]
    held_out: tuple[_HeldOut, ...]
    checks: tuple[_Check, ...]


def read_accounts(folder: Folder, measures: Collection[str]) -> dict[str, ModelAccount]:
    """
    Read the account of each model that has left one.

    Parameters
    ----------
    folder : Folder
        The place's folder; its faults are added to: an account that is not JSON, lacks a key or holds a number out of
        bounds, one of a measure that the place does not have, and one whose files have changed since the model ran.
    measures : collection of str
        The place's measures by identifier.

    Returns
    -------
    dict of str to ModelAccount
        By the measure that each is of. A place without an account has none.
    """
    paths = {name: f"{name}/{ACCOUNT}" for name in MODELS}
    read = [_account(folder, path, name, measures) for name, path in paths.items() if folder.has(path)]
    return {account.indicator_id: account for account in read if account is not None}


def no_accounts(_folder: Folder, _measures: Collection[str]) -> dict[str, ModelAccount]:
    """Read none: a model that is about to run replaces what stands."""
    return {}


def check_rows(
    accounts: Mapping[str, ModelAccount], observations: Iterable[Observation], *, area_code: str, faults: Faults
) -> None:
    """
    Refuse an account whose answer is not the figure that the place's rows give for the whole of it.

    Parameters
    ----------
    accounts : mapping of str to ModelAccount
        By measure.
    observations : iterable of Observation
        The place's rows, of every vintage.
    area_code : str
        The place.
    faults : Faults
        Where to note a row of another run, edited by hand or left behind.
    """
    newest: dict[str, Observation] = {}
    for o in observations:
        if o.indicator_id in accounts and o.area_code == area_code and o.value is not None and not o.category:
            before = newest.get(o.indicator_id)
            if before is None or (o.period, o.known_from) > (before.period, before.known_from):
                newest[o.indicator_id] = o
    for indicator_id, account in accounts.items():
        held = newest.get(indicator_id)
        if held is None or held.value is None or account.is_of(held.value):
            continue
        sentence = f"the place's figure is {held.value:g}, and {account.path} gives {100 * account.share:g}."
        again = f"Run equitytown model {account.path.removesuffix(f'/{ACCOUNT}')} {faults.folder}."
        faults.add(f"data/{indicator_id}.csv", held.provenance.row, sentence, again)


def _account(folder: Folder, path: str, name: str, measures: Collection[str]) -> ModelAccount | None:
    file = folder.read(path)
    if file is None:
        return None
    again = f"Run equitytown model {name} {folder.faults.folder}."
    try:
        found = _Account.model_validate_json(file.text)
    except ValidationError as error:
        _note(error, path, f"The model writes this file, nobody else. {again}", folder.faults)
        return None
    if found.indicator not in measures:
        sentence = f'it is of "{shown(found.indicator)}", which is no measure of this place.'
        mend = nearest(found.indicator, measures) or f"Add indicators/{shown(found.indicator)}.yaml, or take it out."
        folder.faults.add(path, None, sentence, mend)
        return None
    _check_fresh(folder, found.made_from.files, again)
    return _told(path, found)


def _note(error: ValidationError, path: str, mend: str, faults: Faults) -> None:
    """Turn what does not fit into sentences."""
    for details in error.errors(include_url=False)[:MOST]:
        where = ", ".join(str(part + 1 if isinstance(part, int) else part) for part in details["loc"])
        if details["type"] == "json_invalid":
            sentence = f"the file is not JSON ({details['ctx']['error']})."
        elif details["type"] == "missing":
            sentence = f"{where} is missing."
        elif details["type"] == "told":
            sentence = f"{where}: {details['ctx']['sentence']}"
        else:
            found = shown(str(details["input"]))
            sentence = f'{where} is "{found}", and will not do: {details["msg"].removeprefix("Input ")}.'
        faults.add(path, None, sentence, mend)


def _check_fresh(folder: Folder, files: dict[str, str], again: str) -> None:
    """Refuse figures that were made from something else than what is held."""
    for path, sha256 in sorted(files.items()):
        known = next((file.sha256 for file in folder.read_files if file.path == path), None)
        if known is None:
            held = folder.read(path)
            known = held.sha256 if held is not None else sha256  # that it cannot be read is a fault already
        if known != sha256:
            folder.faults.add(path, None, "the file has changed since the model ran.", again)


def _told(path: str, found: _Account) -> ModelAccount:
    settings = tuple(
        Setting(
            one.parameter, one.words, one.unit, one.kind == "assumption", one.value, one.lower, one.upper,
            one.share_at_lower, one.share_at_upper,
        )
        for one in found.sensitivity
    )  # fmt: skip
    town, made_from = found.town, found.made_from
    return ModelAccount(
        path, found.indicator, found.label, made_from.model, made_from.version, town.share, town.lower, town.upper,
        found.seed, found.draws, made_from.files, settings,
        tuple(HeldOutTable(**one.model_dump()) for one in found.held_out),
        tuple(PrintedCheck(**one.model_dump()) for one in found.checks),
    )  # fmt: skip
