"""Findings into blocks: what a reader sees. No statistic is born here."""
