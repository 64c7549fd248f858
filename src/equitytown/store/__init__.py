"""Store: snapshots of bytes, observations with vintages, editions that are published whole."""
