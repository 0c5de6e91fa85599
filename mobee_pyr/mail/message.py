"""Puts a letter into the form in which mails travel: headers, plain text and HTML, in ASCII, as bytes.

Written by hand, because the standard library takes four times as long as the letter itself, inside the transaction.
"""

import binascii
import secrets
from collections.abc import Iterator
from datetime import datetime
from email.header import Header
from email.utils import format_datetime, formataddr, make_msgid, parseaddr

from mobee_pyr.mail.letter import Letter


def message(letter: Letter, language: str, sender: str, name: str, address: str, when: datetime, stop: str = "") -> bytes:
    """The mail, with bare line feeds, as it is kept; ``sender`` is ``mobee <mobee@example.org>``.

    ``stop``: the address at which one click ends such letters, without signing in (RFC 8058).
    """
    boundary = f"=_{secrets.token_hex(16)}"
    headers = {
        "Subject": Header(letter.subject, _charset(letter.subject), header_name="Subject").encode(),
        "From": _address(*parseaddr(sender)),
        "To": _address(name, address),
        "Date": format_datetime(when),
        "Message-ID": make_msgid(domain=parseaddr(sender)[1].rpartition("@")[2]),
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


def _address(name: str, address: str) -> str:
    """``"Léa Martin" <lea@example.org>``: one address, whatever is in the name."""
    name = " ".join(name.split())
    local, _at, domain = parseaddr(address)[1].rpartition("@")
    reached = f"{local}@{_ascii(domain)}"
    if _charset(name) == "us-ascii":
        return formataddr((name, reached))
    return f"{Header(name, 'utf-8', header_name='To').encode()} <{reached}>"


def _ascii(domain: str) -> str:
    """``exämple.org`` as machines write it."""
    try:
        return domain.encode("idna").decode()
    except UnicodeError:
        return domain


def _charset(text: str) -> str:
    """What looks like an encoded word is encoded, so that it is read as it was written."""
    return "us-ascii" if text.isascii() and "=?" not in text else "utf-8"
