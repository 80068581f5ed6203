"""The program's door: Ctrl-C is in our hands before anything is loaded, which is what takes most of the time."""

import gc
import sys

from outlook import interrupts

USAGE_ERROR = 2
NOT_HERE = "outlook needs a POSIX system such as Linux or macOS; on Windows it works inside WSL\n"


def main() -> None:
    """Run the program; it ends the process."""
    interrupts.watch()
    # A command lives for a moment and ends by os._exit. Looking for circles among all that it loads and the many
    # records that it holds until then took a third of the time of a large book, and freed next to nothing.
    gc.disable()
    try:
        import fcntl  # noqa: F401 - nothing else tells as surely whether files can be locked here
    except ImportError:
        sys.stderr.write(NOT_HERE)
        sys.exit(USAGE_ERROR)
    from outlook import cli

    cli.main()


if __name__ == "__main__":
    main()
