"""Writing requests, and qualifying what others wrote."""
