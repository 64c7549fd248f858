"""What the pages of some kinds show beside a record's own fields, kind by kind; for both faces by the same road."""
