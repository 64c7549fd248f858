"""What tests know of the filled application without starting it: made-up accounts' password."""

PASSWORD = "a long enough pass phrase"  # noqa: S105  of made-up accounts
