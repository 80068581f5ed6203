"""Line ends that git changed on the way: with `core.autocrlf` a checkout of a text has others than what was stored."""

import hashlib

UNIX, DOS = b"\n", b"\r\n"
BINARY = b"\0"  # git takes a file with such a byte for no text, and leaves it as it is
KEEP = "add the line `* -text` to .gitattributes in the book's folder, and check the file out anew"


def as_stored(raw: bytes, sha256: str) -> bytes | None:
    r"""The text of this hash, where these bytes have it or differ from it in the ends of all lines; None where not.

    >>> stored = hashlib.sha256(b"a\nb\n").hexdigest()
    >>> as_stored(b"a\r\nb\r\n", stored), as_stored(b"a\r\nc\r\n", stored)
    (b'a\nb\n', None)
    """
    plain = raw if BINARY in raw else raw.replace(DOS, UNIX)
    ways = (raw,) if BINARY in raw else (raw, plain, plain.replace(UNIX, DOS))
    return next((one for one in ways if hashlib.sha256(one).hexdigest() == sha256), None)
