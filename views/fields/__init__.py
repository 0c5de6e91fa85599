"""The pages on which a network's manager says what is asked there besides what is asked everywhere; and where it is answered."""
