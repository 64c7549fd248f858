"""What anyone may read: the current edition, and what the register has published."""
