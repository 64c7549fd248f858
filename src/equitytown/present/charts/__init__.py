"""Charts: finished values in, Vega-Lite specifications out, for a page and again for a phone."""

HOVER = "hover"  # a layer whose name begins so only answers the pointer; drawings on paper leave it out
