"""A planned import carried out: all of it, or nothing."""

from outlook.book import Book
from outlook.book.whole import write_whole
from outlook.exchange.our_own import OTHERS
from outlook.exchange.plan import Plan
from outlook.exchange.spool import Watched, unwatched


def carry_out(plan: Plan, book: Book, watched: Watched = unwatched) -> dict[str, str]:
    """Write what is planned; the SHA-256 of each new record by its full id.

    `watched` passes on the entries of a case meanwhile.

    A process that is killed leaves records without entries; the same import again adds the entries.

    Raises:
        Refused: somebody else has written the same meanwhile.
        Unreadable: the disk did not allow it; nothing of it is left, or the message names what is.
    """
    title = f"Imported from {'a table' if plan.table.system == OTHERS else plan.table.judged_by}"
    entries = {case: watched(own, len(own)) for case, own in plan.entries.items()}
    digests: dict[str, str] = {}
    write_whole(book, title, plan.new_records(), entries, digests)
    return digests
