"""
Words for findings, under the contract of `docs/methods/wording.md`.

"Significantly" stands only with a test or a published verdict behind it; "similar" is written "not
statistically different"; better and worse need a declared polarity; a change needs a test; nothing
here says why a figure moved.
"""
