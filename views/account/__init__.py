"""One's account: signing up, in and out, a forgotten password."""
