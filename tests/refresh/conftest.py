"""A place that asks a supplier on this machine."""

import json
import re
import shutil
from collections.abc import Callable, Iterator, Mapping
from dataclasses import dataclass, field, replace
from datetime import date
from pathlib import Path

import pytest
import yaml

from equitytown import reading
from equitytown.collect.fetch import Courtesy
from equitytown.refresh.account import Account, Outcome
from equitytown.refresh.run import Wish, refresh
from equitytown.store.archive import Archive
from tests.collect.standin import Answer, StandIn, serving
from tests.place.folders import edit
from tests.refresh import counter
from tests.refresh.layouts import SMOKING, as_csv, fingertips_loaded, fingertips_name, smoking

DATA = "/api/all_data/csv/by_indicator_id?indicator_ids=92443&child_area_type_id=502&parent_area_type_id=6"
NAME = "/api/indicator_metadata/by_indicator_id?indicator_ids=92443"
LOADED = "/api/available_data?indicator_id=92443"
TODAY = date(2026, 11, 26)


@pytest.fixture
def standin() -> Iterator[StandIn]:
    with serving() as found:
        found.put(NAME, Answer(fingertips_name(), media="application/json"))
        found.put(LOADED, Answer(fingertips_loaded(), media="application/json"))
        found.put(DATA, Answer(as_csv(smoking())))
        yield found


@pytest.fixture(scope="session")
def started_luton(tmp_path_factory: pytest.TempPathFactory) -> Path:
    """A place just started, with one measure that Fingertips has."""
    folder = reading.start("luton", area_code="E06000032", into=tmp_path_factory.mktemp("places"))
    edit(folder, "indicators/smoking.yaml", 'supplier_id: "92443"', f'supplier_id: "92443"\n  supplier_name: {SMOKING}')
    return folder


@dataclass
class Town:
    """The place, its archive, and the supplier that it asks."""

    folder: Path
    standin: StandIn
    wish: Wish = field(default_factory=lambda: Wish(
        sources=("fingertips",), today=TODAY, courtesy=Courtesy(pause=0, tries=2, first_wait=0.01, seconds=5)
    ))  # fmt: skip

    def refresh(self, **changes: object) -> Account:
        return refresh(self.folder, replace(self.wish, instead=self.instead, **changes))

    @property
    def instead(self) -> dict[str, str]:
        return {"https://fingertips.phe.org.uk": self.standin.origin}

    def outcome(self, **changes: object) -> Outcome:
        return next(o for o in self.refresh(**changes).outcomes if o.indicator_id == "smoking")

    @property
    def archive(self) -> Archive:
        return Archive(self.folder / "store")

    def values(self) -> dict[tuple[str, str], float | None]:
        """The newest figures held by area and period."""
        return {(o.area_code, o.period.label): o.value for o in self.archive.figures("smoking", "fingertips")}


@pytest.fixture
def town(started_luton: Path, tmp_path: Path, standin: StandIn) -> Town:
    folder = tmp_path / "luton"
    shutil.copytree(started_luton, folder)
    for path in (folder / "indicators").glob("*.yaml"):
        if path.stem != "smoking":
            text = path.read_text(encoding="utf-8")
            path.write_text(text.replace("supplier: fingertips", "supplier: lait"), encoding="utf-8")
    return Town(folder, standin)


@pytest.fixture
def counter_of(started_luton: Path, tmp_path: Path) -> Iterator[Callable[[counter.Layout], counter.Counter]]:
    """A place whose measure of smoking comes from a supplier of your choice, and that supplier's counter."""

    def made(layout: counter.Layout, *, by_file: bool = False, **source: str) -> counter.Counter:
        folder = tmp_path / "luton"
        shutil.copytree(started_luton, folder)
        for path in (folder / "indicators").glob("*.yaml"):
            if path.stem != "smoking":
                text = path.read_text(encoding="utf-8")
                path.write_text(re.sub(r"supplier: .*", "supplier: printed", text), encoding="utf-8")
        told = {"supplier": layout.supplier_id, "supplier_id": layout.measure, "supplier_name": counter.NAME} | source
        path = folder / "indicators" / "smoking.yaml"
        text = re.sub(r"(?m)^  (supplier|supplier_id|supplier_name): .*\n", "", path.read_text(encoding="utf-8"))
        lines = "".join(f"  {key}: {json.dumps(word)}\n" for key, word in told.items() if word)
        path.write_text(text.replace("source:\n", f"source:\n{lines}"), encoding="utf-8")
        _describe(folder / "sources.yaml", layout.supplier_id, layout.mapping)
        wish = Wish(
            sources=(layout.supplier_id,),
            today=TODAY,
            courtesy=Courtesy(pause=0, tries=2, first_wait=0.01, seconds=5),
        )
        return counter.Counter(folder, found, layout, wish, by_file)

    with serving() as found:
        yield made


def _describe(path: Path, supplier_id: str, mapping: Mapping[str, str] | None) -> None:
    """Write a supplier into sources.yaml, with a file in its own layout or by a mapping."""
    sources = yaml.safe_load(path.read_text(encoding="utf-8"))
    handed = {"path": counter.FILE} | ({"columns": dict(mapping)} if mapping else {})
    words = {"name": "Supplier", "publisher": "Publisher", "licence": "Licence"}
    sources["suppliers"][supplier_id] = words | {"files": [handed]}
    path.write_text(yaml.safe_dump(sources), encoding="utf-8")
