"""Letters: what they say, to whom, and how they leave once what they tell is true."""
