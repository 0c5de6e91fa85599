"""Pages by which people answer and decide: apply, validate, accept, pledge, follow, close; and the one endpoint of all transitions."""
