"""
Charts: finished values in, Vega-Lite specifications out, for a page and again for a phone.

Run charts and logic models are written straight as SVG, since a page draws them while somebody waits.
"""

HOVER = "hover"  # a layer whose name begins so only answers the pointer; drawings on paper leave it out
