"""A network and its model: what is its own, what is offered to it, what it proposes back."""
