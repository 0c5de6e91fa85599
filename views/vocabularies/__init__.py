"""The pages on which a network's manager sets the words to choose from there."""
