"""Search: an index beside the tree, always rebuildable from it, that shows to each reader what they may open and no more."""

from mobee_pyr.search.consistency import Inconsistency, inconsistencies
from mobee_pyr.search.finding import Finding, find
from mobee_pyr.search.index import Index, IndexBusy, IndexMissing
from mobee_pyr.search.indexer import Indexer, Status
from mobee_pyr.search.questions import Question, Results, ask

__all__ = [
    "Finding", "Inconsistency", "Index", "IndexBusy", "IndexMissing", "Indexer", "Question", "Results", "Status",
    "ask", "find", "inconsistencies",
]  # fmt: skip
