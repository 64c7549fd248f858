"""The schema of a place's YAML files as a page: every key, its meaning, a good example and a bad one."""

from collections.abc import Iterator

from pydantic.fields import FieldInfo

from equitytown.place.schema import FILES
from equitytown.place.schema_faults import choices_within, model_within
from equitytown.place.schema_types import Model

HEADER = "| key | needed | meaning | good | bad |\n| --- | --- | --- | --- | --- |"


def schema_reference() -> str:
    """
    Write the reference of a place's YAML files.

    Returns
    -------
    str
        Markdown: a heading and a table for each file, and one for each group of keys inside it.

    Examples
    --------
    >>> schema_reference().splitlines()[0]
    '## place.yaml'
    """
    return "\n\n".join(part for name, model in FILES.items() for part in _parts(name, model, level=2)) + "\n"


def _parts(name: str, model: type[Model], *, level: int) -> Iterator[str]:
    """Give the heading, sentence and table of a model, then those of the models inside it."""
    yield f"{'#' * level} {name}"
    yield (model.__doc__ or "").strip()
    rows = "\n".join(_row(key, field) for key, field in model.model_fields.items())
    yield f"{HEADER}\n{rows}"
    for key, field in model.model_fields.items():
        if inside := model_within(field.annotation):
            yield from _parts(f"{name}: {key}", inside, level=3)


def _row(key: str, field: FieldInfo) -> str:
    meaning = field.description or ""
    if words := choices_within(field.annotation):
        meaning += f" One of: {', '.join(words)}."
    good = ", ".join(str(example) for example in field.examples or ())
    bad = field.json_schema_extra.get("bad", "") if isinstance(field.json_schema_extra, dict) else ""
    cells = (f"`{key}`", "yes" if field.is_required() else "no", meaning, f"`{good}`", f"`{bad}`")
    return f"| {' | '.join(cell.replace('|', '&#124;') for cell in cells)} |"
