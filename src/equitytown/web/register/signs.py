"""The shape beside each stage and status, so that colour never speaks alone. Paths are in a box of 16 by 16."""

from collections.abc import Mapping

_DISC = "M8 1.5a6.5 6.5 0 1 0 0 13a6.5 6.5 0 1 0 0-13z"
OPEN = f"{_DISC}m0 2a4.5 4.5 0 1 1 0 9a4.5 4.5 0 1 1 0-9z"  # a ring: nothing has begun
HALF = f"{_DISC}m0 2a4.5 4.5 0 0 1 0 9z"  # half full: it is going on
FULL = f"{_DISC}M4.4 8.3l1.3-1.4 1.6 1.6 3.1-3.4 1.4 1.2-4.5 4.9z"  # a disc with a tick: it is done
LATE = "M8 1.2l7 13H1zM7.2 6v4h1.6V6zm0 5v1.6h1.6V11z"  # a triangle: somebody should look
HELD = "M3.5 2.5h3v11h-3zM9.5 2.5h3v11h-3z"  # two bars: it waits
ENDED = (
    "M3.6 2.2L8 6.6l4.4-4.4 1.4 1.4L9.4 8l4.4 4.4-1.4 1.4L8 9.4l-4.4 4.4-1.4-1.4L6.6 8 2.2 3.6z"  # a cross: given up
)
UNKNOWN = "M2 7h12v2H2z"  # a dash: nobody has told

SIGNS: Mapping[str, str] = {
    word: shape
    for shape, words in {
        OPEN: ("draft", "not started", "promised", "open", "idea", "entered", "bid submitted"),
        HALF: ("submitted", "approved", "under way", "partly kept", "partly met", "being tested", "adapted", "ongoing"),
        FULL: (
            "published", "done", "kept", "met", "adopted", "closed", "awarded", "finished", "taken", "carried out",
        ),
        LATE: ("delayed", "stalled", "happened", "escalated"),
        HELD: ("on hold", "carried to the next year"),
        ENDED: (
            "withdrawn", "stopped", "no longer sought", "not kept", "dropped", "not met", "abandoned", "not awarded",
            "turned down", "ended", "overtaken",
        ),
    }.items()
    for word in words
}  # fmt: skip


def sign(word: str) -> str:
    """Give the path of the shape of a stage or a status; a dash where the word is not known."""
    return SIGNS.get(word, UNKNOWN)
