"""The evidence for each criterion: what was seen, never what was said."""

import csv
import json
import re
from collections.abc import Callable, Iterator, Mapping
from importlib.metadata import PackageNotFoundError, version

from equitytown.assure.criteria import Evidence, Met
from equitytown.assure.work import CLOSED, Work, functions_of, our_functions
from equitytown.place.decisions import DECISIONS
from equitytown.place.words import is_hidden
from equitytown.publish.assurance.files import CHECKS, FOLDER
from equitytown.run_log import ENDING, MOMENT_LENGTH
from equitytown.run_log import FOLDER as LOGS
from equitytown.store.manifest import verify
from equitytown.terms.sign_off import one_name

TIDY = ("indicator_id", "area_code", "period", "sex", "value", "status")
WELL_TOLD = 0.9  # of public functions that must have a docstring
LOCKS = re.compile(r"(^|/)(requirements[^/]*\.txt|requirements/[^/]+\.txt|uv\.lock|pylock[^/]*\.toml|poetry\.lock)$")
LINTERS = r"\b(ruff|flake8|pylint|black|lintr|styler)\b"
TESTS = re.compile(r"(^|/)(test_[^/]+\.py|[^/]+_test\.py|test-[^/]+\.[rR])$")
A_TEST = r"\b(def test|test_that\(|class Test)"
RUNS_TESTS = r"\b(pytest|make (test|check)|equitytown check|testthat|devtools::test)\b"
RUNS_WORK = r"\b(equitytown (build|collect)|make report)\b"
CHANGE = "push|pull_request"  # what starts a CI file by itself when a file changes
EVENTS = f"schedule|cron|repository_dispatch|{CHANGE}"  # by hand (workflow_dispatch) is not by itself
BACK_TEST = r"\bequitytown backtest\b.*--against[ =]\S+"
INSTALLS = r"\b(pip install|uv (sync|pip|tool)|pipx install|make( \w+)?|conda|renv::restore)\b"
HEADING = r"^#{1,3} .*(\d+\.\d+|\d{4})"


def _visible(words: str) -> str:
    """Give words of somebody's files and names with nothing hidden in them, that could end a line or colour it."""
    return "".join("\N{REPLACEMENT CHARACTER}" if is_hidden(c) else c for c in words)


def _yes(seen: str) -> Evidence:
    return Evidence(Met.YES, _visible(seen))


def _no(seen: str) -> Evidence:
    return Evidence(Met.NO, _visible(seen))


def _untold(seen: str) -> Evidence:
    return Evidence(Met.UNTOLD, _visible(seen))


def _open_language(work: Work) -> Evidence:
    closed, code = work.code(CLOSED), work.code()
    if closed:
        return _no(f"{len(closed)} files in a closed language or with macros (first: {closed[0]}).")
    if code:
        return _yes(f"{len(code)} files of code, all in open languages (first: {code[0]}); no macros.")
    if work.edition is None:
        return _untold(f"No code, and nothing that equitytown could make an edition of: {work.fault}")
    return _yes(f"{len(work.files)} files, none of them code or macros; the edition is made by equitytown, in Python.")


def _version_control(work: Work) -> Evidence:
    if not work.is_repository:
        return _no(f"No repository around {work.place}.")
    if work.commits is None:
        return _untold("git is not here or does not answer, so its list of files cannot be read.")
    if not work.commits:
        return _no("The repository has no commit.")
    inputs = _inputs(work)
    missing = sorted({path for path in inputs if path not in work.files or path not in work.committed})
    if missing:
        return _no(f"{len(missing)} of {len(inputs)} files of the place are not committed (first: {missing[0]}).")
    changed = sorted(path for path in inputs if not work.is_as_committed(path))
    if changed:
        return _no(f"{len(changed)} of {len(inputs)} files of the place are not as committed (first: {changed[0]}).")
    newest = work.commits[0].day
    return _yes(
        f"{len(work.commits)} commits read, the newest of {newest}; all {len(inputs)} files of the place in it, "
        "as they are."
    )


def _inputs(work: Work) -> list[str]:
    """Name the files that the edition is made from, within the repository; none of what is collected or signed."""
    if work.edition is None:
        return []
    start = f"{work.inside}/" if work.inside else ""
    paths = (file.path for file in work.edition.place.files)
    return [f"{start}{path}" for path in paths if not path.startswith(("store/", "published/"))]


def _readme(work: Work) -> Evidence:
    files = work.named("README.md", "README.rst", "README.txt", "README")
    if not files:
        return _no("No README at the top of the repository or of the place's folder.")
    ours = list(work.lines(files, r"\bequitytown [a-z]+(?=[ `]|$)"))
    wrong = [(path, line, words) for path, line, words in ours if words.split()[1] not in work.commands]
    wrong += [found for found in work.lines(files, r"(?<=`)make [a-z-]+|^ {4}make [a-z-]+")
              if found[2].split()[1] not in _tasks(work)]  # fmt: skip
    if wrong:
        path, line, words = wrong[0]
        return _no(f'{path}, line {line}: "{words}" is no command here ({len(wrong)} such).')
    builds = [*work.lines(files, r"\bequitytown build\b|\bmake report\b")]
    installs = [*work.lines(files, INSTALLS)]
    if not builds or not installs:
        lacking = "how to install" if not installs else "the command that builds the edition"
        return _no(f"{files[0]} does not say {lacking}.")
    path, line, words = builds[0]
    return _yes(f'{path}, line {line}: "{words}"; every command named there exists.')


def _tasks(work: Work) -> set[str]:
    """Name the tasks of a Makefile."""
    return set(re.findall(r"^([a-z-]+):", work.read("Makefile"), flags=re.MULTILINE))


def _peer_review(work: Work) -> Evidence:
    standing = work.edition.standing if work.edition is not None else None
    if standing is not None and standing.is_signed:
        names = ", ".join(f"{s.name} ({s.role.value}, {s.signed[:10]})" for s in standing.hold)
        return _yes(f"published/sign-offs.csv: what the edition says now is signed by {names}.")
    for commit in work.commits or ():
        for name in re.findall(r"^Reviewed-by: *([^<\n]+)", commit.message, flags=re.MULTILINE):
            if one_name(name) and one_name(name) != one_name(commit.author):
                return _yes(f"Commit of {commit.day} by {commit.author}: reviewed by {name.strip()}.")
    signed = len(standing.hold) if standing is not None else 0
    return _no(f"{signed} signatures hold for what the edition says now, and no commit read names who reviewed it.")


def _open_publication(work: Work) -> Evidence:
    address = work.edition.place.report.code_address if work.edition is not None else ""
    if work.edition is None or not address:
        return _no("report.yaml has no code_address.")
    if work.built is None:
        return _untold(f"report.yaml names {address}, and no edition is built that could lead to it.")
    page = work.built / "assurance.html"
    if not page.is_file() or f'href="{address}"' not in page.read_text(encoding="utf-8"):
        return _no(f"{page} does not lead to {address}.")
    seen = [made for made in work.edition.place.decisions if address in made.concerns and made.dated and made.by]
    if not seen:
        return _untold(
            f"{page} leads to {address}. Whether it opens for everyone was not tried: let somebody open it outside the "
            "council's network, and write that into decisions.yaml with the day, their name, and the address under "
            "concerns."
        )
    return _yes(f"{page} leads to {address}, and {DECISIONS} says who opened it: {seen[-1].by}, {seen[-1].dated}.")


def _little_by_hand(work: Work) -> Evidence:
    if work.built is None:
        return _untold(f"No edition in {work.editions}.")
    wrong = verify(work.built)
    if wrong:
        return _no(f"{len(wrong)} files of {work.built} are not what the build wrote (first: {wrong[0]})")
    made = json.loads((work.built / "manifest.json").read_text(encoding="utf-8"))
    return _yes(
        f"{work.built}: {len(made['outputs'])} files made from {len(made['inputs'])} by one command, none changed."
    )


def _documented(work: Work) -> Evidence:
    own = functions_of([work.read(path) for path in work.code((".py",)) if not TESTS.search(path)])
    found = own if own.public else our_functions()
    share = found.told / found.public
    words = f"{found.told:,} of {found.public:,} public functions and classes have a docstring"
    if not work.named("README.md", "README.rst", "README.txt", "README"):
        return _no("No README for who uses it.")
    if share < WELL_TOLD:
        return _no(f"Only {words}.")
    if work.built is None or not (work.built / "methods.html").is_file():
        return _untold(f"{words}; no edition is built that has a page on methods.")
    return _yes(f"README; {work.built / 'methods.html'}; {words}.")


def _standard_folders(work: Work) -> Evidence:
    if work.edition is None:
        return _no(f"The folder has faults: {work.fault}")
    place = work.edition.place
    return _yes(f"{work.place}: {len(place.files)} files read, {len(place.indicators)} measures, no fault.")


def _reusable(work: Work) -> Evidence:
    code = work.code((".py",))
    found = functions_of([work.read(path) for path in code])
    if code and not found.every:
        return _no(f"{len(code)} Python files without a function or class (first: {code[0]}).")
    if found.every:
        return _yes(f"{found.every:,} functions and classes in {len(code)} Python files.")
    if work.code():
        return _untold(f"{len(work.code())} files of code in other languages, which are not read here.")
    if work.edition is None:
        return _untold(f"No code, and nothing that equitytown could make an edition of: {work.fault}")
    return _yes(f"No code of its own; equitytown does the work, in {our_functions().every:,} functions and classes.")


def _coding_standard(work: Work) -> Evidence:
    if not work.code():
        if work.edition is None:
            return _no(f"The folder has faults: {work.fault}")
        return _yes("No code of its own; every YAML and CSV file fits its schema.")
    set_up = [*work.lines(work.named("pyproject.toml", "ruff.toml", "setup.cfg", ".flake8", ".lintr"), LINTERS)]
    run_by = [*work.lines([*work.ci(), *work.named("Makefile", ".pre-commit-config.yaml")], LINTERS)]
    if not set_up or not run_by:
        return _no("No linter is set up." if not set_up else f"{set_up[0][0]} sets one up, and nothing runs it.")
    return _yes(f"{set_up[0][0]}, line {set_up[0][1]}: {set_up[0][2]}; run by {run_by[0][0]}, line {run_by[0][1]}.")


def _tested(work: Work) -> Evidence:
    tests = [path for path in work.files if TESTS.search(path) and re.search(A_TEST, work.read(path))]
    pieces = f"{len(tests)} files of tests" if tests else _checks(work)
    if not pieces:
        return _no("No tests, and no edition whose build ran checks.")
    back = [*work.lines([*work.ci(), *work.named("Makefile")], BACK_TEST)]
    if not back:
        return _no(f"{pieces}, but no CI file or Makefile runs `equitytown backtest` against older figures.")
    path, line, words = back[0]
    against = re.split(r"[ =]", words)[-1].strip("\"'")
    if against not in work.files:
        return _no(f"{path}, line {line}: {against} is not in the repository.")
    if not any(line.strip() for line in work.read(against).splitlines()[1:]):
        return _no(f"{path}, line {line}: {against} holds no figure.")
    return _yes(f"{pieces}; back test against {against} ({path}, line {line}).")


def _checks(work: Work) -> str:
    """Count the checks that the edition's build ran, where the work has no code to test; nothing where one failed."""
    file = work.built / FOLDER / CHECKS if work.built is not None and not work.code() else None
    if file is None or not file.is_file():
        return ""
    told = json.loads(file.read_text(encoding="utf-8"))
    return f"No code of its own; {len(told['checks'])} checks of the build passed" if told["passed"] else ""


def _dependencies(work: Work) -> Evidence:
    locks = [path for path in work.files if LOCKS.search(path)]
    if not locks:
        return _no("No locked file of requirements.")
    for path in locks:
        words = work.read(path)
        pinned, hashed = _locked(words)
        if not pinned or hashed < pinned:
            return _no(f"{path}: {pinned} packages pinned, {hashed} hashes.")
    return _yes(f"{len(locks)} locked files, each package with its hash (first: {locks[0]}).")


def _locked(words: str) -> tuple[int, int]:
    """Count the packages that a locked file pins, and those of them that have a hash of their own."""
    parts = re.split(r"(?m)^(?=[A-Za-z0-9][\w.\[\],-]*==)|^(?=\[\[packages?\]\])", words)
    pins = [part for part in parts if re.match(r"[A-Za-z0-9][\w.\[\],-]*==|\[\[packages?\]\]", part)]
    pins = [part for part in pins if not re.search(r"(?m)^source = \{ (editable|virtual|directory) =", part)]
    return len(pins), sum(bool(re.search(r"--hash=sha256:|\b(hash|sha256) ?= ?\"", part)) for part in pins)


def _logs(work: Work) -> Evidence:
    folder = work.editions / LOGS
    name = f"{work.edition.place.report.edition}-" if work.edition is not None else ""
    found = (file for file in folder.glob(f"*{ENDING}") if file.name[: -len(ENDING) - MOMENT_LENGTH] == name)
    logs = sorted(found, key=lambda file: file.stem[-MOMENT_LENGTH:]) if folder.is_dir() else []
    if not logs:
        return _no(f"No log of this edition in {folder}.")
    lines = logs[-1].read_text(encoding="utf-8").splitlines()
    return _yes(f"{logs[-1]}: {len(lines)} lines ({len(logs)} logs kept).")


def _tidy(work: Work) -> Evidence:
    file = work.built / "data" / "observations.csv" if work.built is not None else None
    if file is None or not file.is_file():
        return _untold(f"No edition in {work.editions} whose data could be looked at.")
    with file.open(encoding="utf-8", newline="") as opened:
        rows = csv.reader(opened)
        header = next(rows, [])
        count = sum(1 for _ in rows)
    if missing := [name for name in TIDY if name not in header]:
        return _no(f"{file} lacks columns: {', '.join(missing)}.")
    return _yes(f"{file}: {count:,} figures, one a row, in {len(header)} columns.")


def _packaged(work: Work) -> Evidence:
    own = [path for path in work.code((".py", ".r")) if not TESTS.search(path)]
    if own:
        built = [
            *work.lines(work.named("pyproject.toml", "setup.py", "DESCRIPTION"), r"^\[build-system\]|setup\(|^Package:")
        ]
        return (_yes(f"{built[0][0]}, line {built[0][1]}: {built[0][2]}") if built
                else _no(f"{len(own)} files of code and no pyproject.toml with a build system."))  # fmt: skip
    named = [*work.lines([p for p in work.files if LOCKS.search(p)], r"^equitytown\b.*|^name = \"equitytown\"")]
    try:
        installed = version("equitytown")
    except PackageNotFoundError:
        installed = ""
    if not named or not installed:
        return _no("No code of its own, and no locked file that names equitytown.")
    return _yes(
        f"No code of its own; equitytown {installed} is installed, and {named[0][0]}, line {named[0][1]} names it."
    )


def _continuous(work: Work) -> Evidence:
    runs = [*work.lines([path for path in work.ci() if _is_started(work, path, CHANGE)], RUNS_TESTS)]
    if runs:
        path, line, words = runs[0]
        return _yes(f'{path}, line {line}: "{words}".')
    scripts = [path for path in work.files if path.startswith((".ci/", "ci/"))]
    if scripts:
        return _untold(f"{scripts[0]} is there, and nothing here shows what runs it.")
    return _no("No CI file runs tests.")


def _starts(work: Work, path: str, events: str) -> Iterator[tuple[str, int, str]]:
    """Find the lines of a CI file that say what starts it."""
    pattern = rf"^\s*-?\s*({events})\b\s*(:|$)|^on:.*\b({events})\b|\bcron\b|\bCI_PIPELINE_SOURCE\b"
    return work.lines([path], pattern if "cron" in events else pattern.replace(r"|\bcron\b", ""))


def _is_started(work: Work, path: str, events: str) -> bool:
    """Say whether a change starts a CI file: those of a workflow name what does, others start at every change."""
    return "/workflows/" not in path or any(_starts(work, path, events))


def _scheduled(work: Work) -> Evidence:
    for path in work.ci():
        triggers, runs = [*_starts(work, path, EVENTS)], [*work.lines([path], RUNS_WORK)]
        if triggers and runs:
            return _yes(f'{path}: "{triggers[0][2]}" in line {triggers[0][1]}, "{runs[0][2]}" in line {runs[0][1]}.')
    return _no("No CI file runs `equitytown build` or `equitytown collect` on a schedule or a trigger.")


def _signposted(work: Work) -> Evidence:
    files = work.named("CHANGELOG.md", "NEWS.md", "CHANGELOG", "CHANGES.md")
    headings = [
        (path, number)
        for path in files
        for number, line in enumerate(work.read(path).splitlines(), start=1)
        if re.match(HEADING, line)
    ]
    if not headings:
        return _no(f"{files[0]} has no heading with a version or a date." if files else "No CHANGELOG.md.")
    many = f"{len(headings)} heading{'s' if len(headings) > 1 else ''}"
    return _yes(f"{headings[0][0]}: {many} with a version or a date (first: line {headings[0][1]}).")


EVIDENCE: Mapping[str, Callable[[Work], Evidence]] = {
    "open-language": _open_language,
    "version-control": _version_control,
    "readme": _readme,
    "peer-review": _peer_review,
    "open-publication": _open_publication,
    "little-by-hand": _little_by_hand,
    "documented": _documented,
    "standard-folders": _standard_folders,
    "reusable-functions": _reusable,
    "coding-standard": _coding_standard,
    "tested": _tested,
    "dependencies": _dependencies,
    "logs": _logs,
    "tidy-data": _tidy,
    "packaged": _packaged,
    "continuous-integration": _continuous,
    "scheduled": _scheduled,
    "signposted": _signposted,
}
