"""The child process that reads one foreign document: bytes in, lines of `answer` out, and nothing else.

It is started by `supervisor`, as `python -I` in the folder `/`.
"""

import json
import os
import sys
from typing import BinaryIO

from outlook.documents.answer import line, lines
from outlook.documents.formats import reader
from outlook.documents.limits import Limits, take_on, write_nothing_more
from outlook.errors import InvalidValue, Refused


def main(ending: str, name: str, limits: str) -> None:
    """Read the document on standard input, within limits, and say on standard output what it holds."""
    allowed = Limits(*json.loads(limits))
    take_on(allowed)
    with _own_output() as answer:

        def watch(read: int, of: int) -> None:
            answer.write(line(pages=(read, of)))
            answer.flush()

        try:
            read = reader(ending, name)
            write_nothing_more()
            answer.writelines(lines(read(sys.stdin.buffer.read(), name, watch), allowed))
        except MemoryError:
            answer.write(line(limit="memory"))
        except InvalidValue as error:
            answer.write(line(invalid=str(error)))
        except Refused as error:
            answer.write(line(refused=str(error)))


def _own_output() -> BinaryIO:
    """Standard output for us alone: what a library prints goes to standard error, which nobody reads."""
    ours = os.dup(1)
    os.dup2(2, 1)
    return os.fdopen(ours, "wb")
