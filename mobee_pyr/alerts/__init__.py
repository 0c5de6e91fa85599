"""Being told of what is new: volunteers of missions that fit them, whoever saved a search of what answers to it, référents of their week.

Nothing of it happens within a request. All of it works in slices, each a short transaction of its own, and goes on where it was left.
"""
