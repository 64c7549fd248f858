"""Words and values of the register, as templates write them."""
