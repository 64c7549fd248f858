"""What changed between editions, as tables: verdicts, figures, words."""
