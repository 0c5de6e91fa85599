"""Puts a letter into the form in which mails travel: headers, plain text and HTML, in ASCII, as bytes.

Written by hand, because the standard library takes four times as long as the letter itself, inside the transaction.
"""

import binascii
import re
import secrets
import textwrap
from collections.abc import Iterator
from datetime import datetime
from email.utils import format_datetime, formataddr, make_msgid, parseaddr
from functools import lru_cache

from mobee_pyr.mail.letter import Letter

PASSING = "passing"
"""What the id of a mail begins with whose address was given for it alone: whatever becomes of it, it is not kept (`postman`)."""

LINE = 66
"""Letters of a header's line, beside its name."""

WORD = 39
"""Bytes of one encoded word: with what frames them, a line of 75 beside the longest name."""


def message(letter: Letter, language: str, sender: str, name: str, address: str, when: datetime, stop: str = "", tag: str = "") -> bytes:
    """The mail, with bare line feeds, as it is kept; ``sender`` is ``mobee <mobee@example.org>``.

    ``stop``: the address at which one click ends such letters, without signing in (RFC 8058). ``tag``: what its id begins with.
    """
    boundary, (written, domain) = f"=_{secrets.token_hex(16)}", _sender(sender)
    headers = {
        "Subject": _encoded(letter.subject),
        "From": written,
        "To": _address(name, address),
        "Date": format_datetime(when),
        "Message-ID": f"<{tag}+{secrets.token_hex(6)}@{domain}>" if tag else make_msgid(domain=domain),
        "Auto-Submitted": "auto-generated",
        "Content-Language": language,
        "MIME-Version": "1.0",
        "Content-Type": f'multipart/alternative; boundary="{boundary}"',
    }
    if stop:
        headers |= {"List-Unsubscribe": f"<{stop}>", "List-Unsubscribe-Post": "List-Unsubscribe=One-Click"}
    head = "".join(f"{field}: {value}\n" for field, value in headers.items()).encode()
    parts = b"".join(_parts(boundary, letter))
    return head + b"\n" + parts + f"--{boundary}--\n".encode()


def _parts(boundary: str, letter: Letter) -> Iterator[bytes]:
    for kind, said in (("plain", letter.text), ("html", letter.html)):
        head = f"--{boundary}\nContent-Type: text/{kind}; charset=utf-8\nContent-Transfer-Encoding: quoted-printable\n\n"
        yield head.encode() + binascii.b2a_qp(said.replace("\r", "").encode(), istext=True).rstrip(b"\n") + b"\n\n"


@lru_cache(maxsize=8)
def _sender(sender: str) -> tuple[str, str]:
    """In whose name, as a header says it; and the domain of their address."""
    name, address = parseaddr(sender)
    return _address(name, address), address.rpartition("@")[2]


def _address(name: str, address: str) -> str:
    """``"Léa Martin" <lea@example.org>``: one address, whatever is in the name."""
    name = " ".join(name.split())
    first = re.split(r"[\s,;]", address.strip(), maxsplit=1)[0]
    local, _at, domain = parseaddr(first)[1].rpartition("@")
    reached = f"{local}@{_ascii(domain)}"
    return formataddr((name, reached)) if _plain(name) else f"{_encoded(name)} <{reached}>"


def _encoded(text: str) -> str:
    """A text in a header: as it is, or as words of RFC 2047, each short enough for a line and whole in its letters."""
    if _plain(text):
        return "\n ".join(textwrap.wrap(text, LINE, break_long_words=False, break_on_hyphens=False))
    words, word = [], b""
    for sign in map(str.encode, text):
        if len(word) + len(sign) > WORD:
            words.append(word)
            word = b""
        word += sign
    return "\n ".join(f"=?utf-8?b?{binascii.b2a_base64(each, newline=False).decode()}?=" for each in (*words, word))


def _ascii(domain: str) -> str:
    """``exämple.org`` as machines write it."""
    try:
        return domain.encode("idna").decode()
    except UnicodeError:
        return domain


def _plain(text: str) -> bool:
    """Does it travel as it is? What looks like an encoded word is encoded, so that it is read as it was written."""
    return text.isascii() and "=?" not in text
