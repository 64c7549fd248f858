"""Staff, pay and users of services by protected group: from a partner's counts, and never from a row a person."""
