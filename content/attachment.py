"""An attachment: a file that somebody gave with something they said, kept out of the tree's records in a blob."""

import hashlib
from datetime import datetime

from persistent import Persistent
from ZODB.blob import Blob


class Attachment(Persistent):
    """``media_type`` is what its content is, whatever it is called; ``digest`` (SHA-256, hexadecimal) tells it from any other file."""

    def __init__(self, name: str, media_type: str, data: bytes, who: str, when: datetime) -> None:
        self.name = name
        self.media_type = media_type
        self.size = len(data)
        self.digest = hashlib.sha256(data).hexdigest()
        self.who = who
        self.when = when
        self.blob = Blob()
        with self.blob.open("w") as file:
            file.write(data)

    def read(self) -> bytes:
        """The whole file."""
        with self.blob.open("r") as file:
            return bytes(file.read())
