"""Maps of a place's small areas: what they hold, how values fall into classes, and how they are drawn."""
