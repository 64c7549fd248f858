"""What is looked at on every page: by rules, by measure, by keyboard. Each gives what is wrong, one line a fault."""

from itertools import pairwise
from pathlib import Path
from typing import Any

import axe_playwright_python
from playwright.sync_api import Page

AXE = (Path(axe_playwright_python.__file__).parent / "axe.min.js").read_text()
RULES = ["wcag2a", "wcag2aa", "wcag21a", "wcag21aa", "wcag22aa"]
_RUN = """(only) => axe.run(document, { runOnly: only, resultTypes: ['violations'] })
  .then((found) => found.violations.flatMap((v) => v.nodes.map(
    (n) => v.id + ': ' + n.html.slice(0, 160) + ' ' + (n.failureSummary || ''))))"""
_UNFOLD = "document.querySelectorAll('details').forEach((part) => { part.open = true; })"
_STICKING_OUT = """() => {
  const width = document.documentElement.scrollWidth;
  const wide = width > innerWidth ? ['the page: ' + width] : [];
  return wide.concat([...document.querySelectorAll('main *, header *, nav *, footer *')]
    .filter((e) => !e.closest('svg, .unseen, .stack thead') && !(innerWidth > 736 && e.closest('.broad')))
    .filter((e) => e.getBoundingClientRect().right > innerWidth + 1).map((e) => e.outerHTML.slice(0, 120)));
}"""
# Links within a sentence may be as low as its line (2.5.8 allows it); every other target is measured.
_SMALL = """() => [...document.querySelectorAll('a[href], summary, button, input:not([type=hidden]), select, textarea')]
  .filter((e) => e.checkVisibility({ visibilityProperty: true }) && !e.closest('p, .prose') || e.matches('.button'))
  .map((e) => [e, (e.type === 'radio' || e.type === 'checkbox' ? e.closest('label') : e).getBoundingClientRect()])
  .filter(([, box]) => box.height < 23.5 || box.width < 23.5)
  .map(([e, box]) => e.outerHTML.slice(0, 110) + ' ' + box.width + ' by ' + box.height)"""
_UNLABELLED = """() => [...document.querySelectorAll('input:not([type=hidden], [hidden]), select, textarea')]
  .filter((e) => ![...e.labels].some((label) => label.textContent.trim())).map((e) => e.outerHTML.slice(0, 120))"""
# Everything that the keyboard reaches; of radio buttons, the one that is chosen or else the first.
_NUMBER = """() => {
  const reached = "a[href], button, input:not([type=hidden]), select, textarea, summary, [tabindex='0']";
  const held = [...document.querySelectorAll(reached)].filter((e) => {
    if (e.disabled || !e.checkVisibility({ visibilityProperty: true })) return false;
    if (e.type !== 'radio') return true;
    const same = [...document.querySelectorAll('input[type=radio]')].filter((r) => r.name === e.name);
    return e === (same.find((r) => r.checked) || same[0]);
  });
  held.forEach((e, i) => e.setAttribute('data-order', i));
  return held.length;
}"""
_STAND = """() => {
  const e = document.activeElement, s = getComputedStyle(e), r = e.getBoundingClientRect();
  const x = r.left + Math.min(r.width, innerWidth) / 2, y = r.top + Math.min(r.height, 20) / 2;
  const top = document.elementFromPoint(x, y);
  return { order: e.getAttribute('data-order'), words: e.outerHTML.slice(0, 120),
           outline: s.outlineStyle !== 'none' && parseFloat(s.outlineWidth) >= 2,
           seen: !!top && (e === top || e.contains(top) || top.contains(e)) };
}"""
DAY_PARTS = 4  # stops of a day's control: day, month, year and the calendar


def unfold(page: Page) -> None:
    """Open whatever is folded."""
    page.evaluate(_UNFOLD)


def against_rules(page: Page, *, rules: list[str] | None = None) -> list[str]:
    """Give what axe finds: against every rule of level AA, or against the rules named."""
    page.evaluate(f"window.axe || (() => {{ {AXE} }})()")
    only: dict[str, Any] = {"type": "rule", "values": rules} if rules else {"type": "tag", "values": RULES}
    return list(page.evaluate(_RUN, only))


def sticking_out(page: Page) -> list[str]:
    """Give what reaches beyond the right edge of the window."""
    return list(page.evaluate(_STICKING_OUT))


def too_small(page: Page) -> list[str]:
    """Give the targets that are lower or narrower than 24 pixels."""
    return list(page.evaluate(_SMALL))


def without_label(page: Page) -> list[str]:
    """Give the controls that no label names: a hint or a title beside them is not enough."""
    return list(page.evaluate(_UNLABELLED))


def headed_otherwise(page: Page) -> list[str]:
    """Give what is not one heading of the first level, and headings that skip a level."""
    levels = page.evaluate("[...document.querySelectorAll('h1, h2, h3, h4, h5')].map((e) => +e.tagName[1])")
    skips = [f"h{a} then h{b}" for a, b in pairwise(levels) if b > a + 1]
    return ([] if levels.count(1) == 1 and levels[0] == 1 else [f"{levels.count(1)} h1"]) + skips


def astray(page: Page) -> list[str]:
    """Walk a page by the Tab key: give controls out of order, out of reach, without a mark, or covered."""
    expected, faults, at = page.evaluate(_NUMBER), [], -1
    page.evaluate("document.activeElement.blur()")
    for _ in range(expected * DAY_PARTS):
        page.keyboard.press("Tab")
        found = page.evaluate(_STAND)
        if found["order"] is None:
            faults.append(f"somewhere unexpected after {at}: {found['words']}")
            break
        if int(found["order"]) == at:  # within a control of several parts
            continue
        if int(found["order"]) != at + 1:
            faults.append(f"{found['order']} after {at}: {found['words']}")
        at = int(found["order"])
        faults += [f"not {word}: {found['words']}" for word in ("outline", "seen") if not found[word]]
        if at == expected - 1:
            return faults
    return [*faults, f"only {at + 1} of {expected} reached"]
