"""Joins a mail to a transaction: it leaves when what it tells is committed, and never was when that is aborted.

repoze.sendmail brings the joining. Its queue and processor are not used (release 4.5): a mail that met a passing failure is
found a second time under its `.sending-` name, is tried again after three hours only, and goes out with bare line feeds.
"""

import logging
from typing import Any

from repoze.sendmail.delivery import MailDataManager

from mobee_pyr.mail.outbox import Draft, Outbox

LOG = logging.getLogger(__name__)


class AfterCommit(MailDataManager):
    """One mail: written when the transaction votes, kept when it is over."""

    def __init__(self, draft: Draft, manager: Any) -> None:
        super().__init__(self._keep, onAbort=draft.drop, transaction_manager=manager)
        self._draft = draft

    def sortKey(self) -> str:
        """After every database: whatever they refuse, they refuse before the mail is written."""
        return f"~mail {id(self)}"

    def tpc_vote(self, trans: Any) -> None:
        """Write the mail: a disk that is full is found out while all can still be undone."""
        self._draft.write()
        super().tpc_vote(trans)

    def abort(self, trans: Any) -> None:
        """Drop the mail, whether or not the commit had begun."""
        if self.tpc_phase == 0:
            super().abort(trans)
        self._draft.drop()

    def tpc_abort(self, trans: Any) -> None:
        """Drop the mail."""
        if self.tpc_phase != 0:
            super().tpc_abort(trans)
        self._draft.drop()

    def _keep(self) -> None:
        try:
            self._draft.keep()
        except OSError:
            LOG.exception("a mail stayed among the drafts of the outbox")


def send(outbox: Outbox, manager: Any, content: bytes) -> None:
    """Put a mail into the outbox at the end of the manager's present transaction."""
    AfterCommit(outbox.draft(content), manager).join_transaction()
