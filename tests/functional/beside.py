"""A database on disk and the real index beside it, as one process has them, without a server."""

from dataclasses import dataclass
from pathlib import Path
from typing import Any

import transaction
import ZODB
import ZODB.FileStorage

from mobee_pyr.content.site import Site
from mobee_pyr.database import ROOT
from mobee_pyr.search import Finding, Index, Indexer, Results, ask, find, inconsistencies
from tests.builders import a_site, the_reader


@dataclass
class Opened:
    """A database on disk with its index, as one process has them."""

    folder: Path
    db: ZODB.DB
    connection: Any
    site: Site
    index: Index
    indexer: Indexer

    def commit(self) -> None:
        self.connection.transaction_manager.commit()

    def follow(self) -> int:
        """Commit, let the index follow, and say how many documents it wrote."""
        self.commit()
        before = self.indexer.written
        self.indexer.catch_up()
        assert not list(inconsistencies(self.index, self.site))
        return self.indexer.written - before

    def found(self, who: str | None = None, **question: Any) -> list[str]:
        return [node.__name__ for node in self.ask(who, **question).nodes]

    def ask(self, who: str | None = None, **question: Any) -> Results:
        return ask(self.index, self.site, the_reader(self.site, who), **question)

    def find(self, who: str | None = None, **question: Any) -> Finding:
        return find(self.index, self.site, the_reader(self.site, who), **question)

    def close(self) -> None:
        self.indexer.stop()
        self.connection.transaction_manager.abort()
        self.connection.close()
        self.db.close()


def opened(folder: Path) -> Opened:
    db = ZODB.DB(ZODB.FileStorage.FileStorage(str(folder / "tree.fs")))
    connection = db.open(transaction.TransactionManager())
    if ROOT not in connection.root():
        connection.root()[ROOT] = a_site()
        connection.transaction_manager.commit()
    index = Index(folder / "index")
    return Opened(folder, db, connection, connection.root()[ROOT], index, Indexer(db, index, poll=0.05))
