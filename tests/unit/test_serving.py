"""How a server ends."""

import transaction
import ZODB

from mobee_pyr.commands.serving import close


def test_a_connection_that_was_closed_half_way_does_not_keep_the_server_from_ending():
    """As one is whose database server went away between two steps of its end: it no longer listens to transactions."""
    db = ZODB.DB(None)
    half_closed = db.open(transaction.TransactionManager(explicit=True))
    half_closed.transaction_manager.unregisterSynch(half_closed)
    storage = db.storage
    close(db)
    assert not storage.opened()
