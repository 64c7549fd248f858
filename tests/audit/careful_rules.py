"""Which rules can be about what a careful reader saw: by its kind, and more narrowly where the kind leaves room."""

# For each kind, the rules that ask what it is about.
BY_KIND: dict[str, tuple[str, ...]] = {
    "value": ("R01", "R04", "R15", "R29", "R30", "R33"),
    "rating": ("R02", "R03", "R05", "R08", "R09", "R25"),
    "rank": ("R05", "R06", "R07", "R09"),
    "comparator": ("R04", "R07", "R24", "R33"),
    "period": ("R05", "R17", "R18", "R26"),
    "trend": ("R05", "R10", "R11", "R15", "R26"),
    "definition": ("R13", "R14", "R15", "R22", "R23", "R32"),
    "unit": ("R12", "R21"),
    "label": ("R11", "R14", "R27", "R28", "R32"),
    "source": ("R16", "R31"),
    "missing": ("R20", "R25"),
    "structure": ("R24", "R28", "R32", "R35"),
    "text-number": ("R18", "R19", "R30"),
    "text-verdict": ("R18", "R34"),
    "text-rank": ("R18", "R19"),
    "caption": ("R31", "R32"),
    "wording": ("R32",),
    "coverage": ("R18", "R35"),
}

# Where another fault of the same kind stands in the same cells, or the kind is wide: the rules that alone can be about
# this one, and a word that the remark must say.
ABOUT: dict[str, tuple[tuple[str, ...], str]] = {}
