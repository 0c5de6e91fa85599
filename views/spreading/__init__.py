"""How a mission travels: kept for later, shared, printed; where its visits come from, and what to do when nobody comes (C10, L06, L18)."""
