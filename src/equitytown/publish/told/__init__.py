"""What partners told: each kind of the register as blocks, empty where the register holds no such record."""
