"""
The statistics of public health: arrays in, arrays out.

Nothing here knows places, periods or polarity. Each module is one family of methods.
"""
