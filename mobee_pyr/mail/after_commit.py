"""Joins mails to a transaction: they leave when what they tell is committed, and never were when that is aborted.

repoze.sendmail brings the joining. Its queue and processor are not used (release 4.5): a mail that met a passing failure is
found a second time under its `.sending-` name, is tried again after three hours only, and goes out with bare line feeds.
"""

import logging
from typing import Any

from repoze.sendmail.delivery import MailDataManager

from mobee_pyr.mail.outbox import Draft, Outbox

LOG = logging.getLogger(__name__)


class AfterCommit(MailDataManager):
    """The mails of one transaction: written when it votes, kept when it is over."""

    def __init__(self, outbox: Outbox, manager: Any) -> None:
        self.draft = outbox.draft()
        super().__init__(self._keep, onAbort=self.draft.drop, transaction_manager=manager)

    def sortKey(self) -> str:
        """After every database: whatever they refuse, they refuse before the mails are written."""
        return f"~mail {id(self)}"

    def savepoint(self) -> "Savepoint":
        """What was sent so far."""
        return Savepoint(self.draft)

    def tpc_vote(self, trans: Any) -> None:
        """Write the mails: a disk that is full is found out while all can still be undone."""
        self.draft.write()
        super().tpc_vote(trans)

    def abort(self, trans: Any) -> None:
        """Drop the mails, whether or not the commit had begun."""
        if self.tpc_phase == 0:
            super().abort(trans)
        self.draft.drop()

    def tpc_abort(self, trans: Any) -> None:
        """Drop the mails."""
        if self.tpc_phase != 0:
            super().tpc_abort(trans)
        self.draft.drop()

    def _keep(self) -> None:
        try:
            self.draft.keep()
        except OSError:
            LOG.exception("mails stayed among the drafts of the outbox")


class Savepoint:
    """Undone to it, a transaction sends what it had sent then, and no more."""

    def __init__(self, draft: Draft) -> None:
        self._draft, self._count = draft, len(draft.contents)

    def rollback(self) -> None:
        """Take back what was sent since."""
        del self._draft.contents[self._count :]


def send(outbox: Outbox, manager: Any, content: bytes) -> None:
    """Put a mail into the outbox at the end of the manager's present transaction."""
    transaction = manager.get()
    try:
        sending = transaction.data(outbox)
    except KeyError:
        sending = None
    if sending not in transaction._resources:
        sending = AfterCommit(outbox, manager)
        sending.join_transaction(transaction)
        transaction.set_data(outbox, sending)
    sending.draft.contents.append(content)
