"""Line ends that git changed on the way: with `core.autocrlf` a checkout of a text has others than what was stored."""

import hashlib

UNIX, DOS = b"\n", b"\r\n"
BINARY = b"\0"  # git takes a file with such a byte for no text, and leaves it as it is
KEEP = "add the line `* -text` to .gitattributes in the book's folder, and check the file out anew"


def only_line_ends(raw: bytes, sha256: str) -> bool:
    r"""Whether a text of this hash is that of the bytes but for the ends of all its lines.

    >>> stored = hashlib.sha256(b"a\nb\n").hexdigest()
    >>> only_line_ends(b"a\r\nb\r\n", stored), only_line_ends(b"a\r\nc\r\n", stored)
    (True, False)
    """
    if BINARY in raw:
        return False
    plain = raw.replace(DOS, UNIX)
    return sha256 in {hashlib.sha256(one).hexdigest() for one in (plain, plain.replace(UNIX, DOS))}
