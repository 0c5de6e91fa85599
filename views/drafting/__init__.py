"""A network's workflows: changed in a draft, tried, switched to."""
