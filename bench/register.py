"""
The register under load: 50 people at once on two workers, while an edition is published every few seconds.

Run as a part of `make bench`, or `python -m bench.register --seconds 60`. Everything is on loopback, on a register of
5,000 synthetic records that is thrown away. A floor in the same run, a bare Django view behind the same server and
asked by the same people, tells what of a page's time is the machine's.
"""

import argparse
import json
import multiprocessing
import os
import shutil
import subprocess
import sys
import tempfile
import threading
from pathlib import Path
from statistics import median, quantiles

from bench.visitors import Noted, visit
from equitytown.store.editions import _switch  # the very step by which an edition is published
from tests.web.live.servers import ROOT, Installation, Server, running

PEOPLE = {"public": 20, "contributor": 15, "lead": 6, "editor": 7, "publisher": 2}
PROCESSES = 2  # in which the people live
RECORDS = 5_000
LONGEST = 300  # seconds of a run
PUBLISHED_EVERY = 3.0  # seconds between two editions
GOAL = 300.0  # milliseconds in which 95 of 100 pages are there
EDITION = "luton-2023"


def main() -> None:
    """Measure, print, and end with 1 where anything was lost or failed."""
    asked = argparse.ArgumentParser(description=__doc__.split("\n\n")[0])
    asked.add_argument("--seconds", type=int, default=60)
    asked.add_argument("--think", type=float, default=1.0, help="seconds that a person waits on average, between pages")
    told = asked.parse_args()
    seconds = min(told.seconds, LONGEST)
    with tempfile.TemporaryDirectory(prefix="equitytown-load-") as scratch:
        installation = Installation(Path(scratch))
        try:
            sound = _measured(installation, seconds=seconds, think=told.think)
        finally:
            installation.close()
    sys.exit(not sound)


def _measured(installation: Installation, *, seconds: int, think: float) -> bool:
    records, people = _prepared(installation)
    everyone = [{"role": "public", "session": ""}] * PEOPLE["public"] + people
    everyone = [{**person, "seed": number} for number, person in enumerate(everyone)]
    with running(installation, application="bench.bare") as server:
        floor = _visited(server, everyone, {}, seconds=max(5, seconds // 6), think=think)
    with running(installation) as server:
        _visited(server, everyone, records, seconds=5, think=think)  # what is read once is read
        before, over, begun = server.memory(), threading.Event(), server.processor()
        published: list[str] = []
        publisher = threading.Thread(target=_publish, args=(installation, over, published))
        publisher.start()
        noted = _visited(server, everyone, records, seconds=seconds, think=think)
        over.set()
        publisher.join()
        after, taken = server.memory(), server.processor() - begun
    log = (installation.folder / "server.log").read_text(encoding="utf-8")
    _print_pages(noted, floor.seconds["floor"], seconds=seconds)
    faults = installation.ask("faults")
    lost = len(set(noted.updates) - set(installation.ask("texts"))) + len(
        set(noted.edits) - set(installation.ask("edited"))
    )
    locks = log.count("database is locked")
    print(
        f"\n{len(published)} editions published meanwhile; {len(noted.updates)} updates and {len(noted.edits)} edits "
        f"acknowledged, {noted.conflicts} conflicts told.\n"
        f"Failed: {len(noted.failed)}. Lock errors: {locks}. Lost updates and edits: {lost}. "
        f"Faults of the trail: {len(faults)}. Memory: {before:.0f} MB before, {after:.0f} MB after.\n"
        f"Processor: {1000 * taken / sum(map(len, noted.seconds.values())):.1f} ms of the server's a page; "
        f"load of the machine's {os.cpu_count()} processors in the last minute: {os.getloadavg()[0]:.1f}.\n"
        f"Floor: a bare Django view, the same server and people: median {1000 * median(floor.seconds['floor']):.1f} ms."
    )
    print(*noted.failed[:5], *faults[:5], sep="\n", end="\n" if noted.failed or faults else "")
    return not (noted.failed or locks or lost or faults)


def _prepared(installation: Installation) -> tuple[dict[str, list[str]], list[dict[str, str]]]:
    """Set a register up with synthetic records, an edition, and people who are signed in."""
    print(f"Preparing a register of {RECORDS:,} synthetic records, and an edition", flush=True)
    done = installation.command("setup")
    if done.returncode:
        raise SystemExit(done.stderr)
    editions = installation.folder / "editions"
    build = [sys.executable, "-m", "equitytown", "build", str(installation.place), "--out", str(editions), "--quiet"]
    subprocess.run(build, check=True, cwd=ROOT, env=installation.environment)
    first = (editions / EDITION).resolve()
    shutil.copytree(first, first.with_name("another"))
    installation.ask("town")
    records = installation.ask("synthetic", many=RECORDS)
    people = installation.ask("people", **{f"{role}s": many for role, many in PEOPLE.items() if role != "public"})
    return records, people


def _publish(installation: Installation, over: threading.Event, published: list[str]) -> None:
    """Publish the two editions in turn."""
    editions = installation.folder / "editions"
    link = editions / EDITION
    names = [link.readlink(), link.readlink().with_name("another")]
    while not over.wait(PUBLISHED_EVERY):
        published.append(str(names[(len(published) + 1) % 2]))
        _switch(editions, link, published[-1])


def _visited(
    server: Server, people: list[dict[str, object]], records: dict[str, list[str]], *, seconds: int, think: float
) -> Noted:
    """Have everyone come at once, from a few processes."""
    told = {"port": server.port, "seconds": seconds, "think": think, "records": records}
    shares = [json.dumps({**told, "people": people[n::PROCESSES]}) for n in range(PROCESSES)]
    noted = Noted()
    with multiprocessing.get_context("spawn").Pool(PROCESSES) as pool:
        for seen in pool.map(visit, shares):
            noted.add(seen)
    return noted


def _print_pages(noted: Noted, floor: list[float], *, seconds: int) -> None:
    total = sum(map(len, noted.seconds.values()))
    print(
        f"\n{sum(PEOPLE.values())} people, two workers, {seconds} s: {total:,} pages, {total / seconds:.0f} a second\n"
    )
    print(f"{'page':<24}{'count':>7}{'median':>9}{'p95':>8}{'p99':>8} ms{'goal p95':>10}  {'':8}{'median / floor':>15}")
    rows = [*sorted(noted.seconds.items()), ("all", [s for some in noted.seconds.values() for s in some])]
    for name, held in [*rows, ("floor", floor)]:
        middle, most, nearly = (1000 * value for value in _spread(held))
        verdict = "" if name == "floor" else "within" if most <= GOAL else "over"
        goal = "" if name == "floor" else f"{GOAL:g}"
        ratio = middle / (1000 * median(floor))
        print(
            f"{name:<24}{len(held):>7}{middle:>9.1f}{most:>8.1f}{nearly:>8.1f}   {goal:>10}  {verdict:8}{ratio:>15.1f}"
        )


def _spread(held: list[float]) -> tuple[float, float, float]:
    """Give the median and the 95th and 99th hundredth of some seconds."""
    if len(held) == 1:
        return held[0], held[0], held[0]
    cuts = quantiles(held, n=100, method="inclusive")
    return median(held), cuts[94], cuts[98]


if __name__ == "__main__":
    main()
