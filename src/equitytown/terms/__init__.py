"""The words of the field as frozen dataclasses and closed lists. Nothing here computes a statistic."""
