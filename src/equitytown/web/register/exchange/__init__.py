"""Files that people take out of the register, fill in, and hand back."""
