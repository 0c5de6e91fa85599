"""What surrounds the answers of a network's team: who takes care of what, what presses, two pairs of eyes, what changed."""
