"""
Refresh: a place's figures brought up to date from its suppliers, and how old what it holds is.

`run` asks, checks and keeps; `account` tells what came and what did not; `status` tells what is held.
"""
