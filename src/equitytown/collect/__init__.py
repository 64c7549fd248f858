"""
Collect: figures from where they are published or handed over.

`inspection` is the door: it says whether a file from a partner is safe to take in.
"""
