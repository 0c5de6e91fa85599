"""The pages on which a network's manager sets what its team checks before it accepts or publishes."""
