"""What a record is called that another command renamed meanwhile, by what is on the disk at this moment."""

from __future__ import annotations

import os
from typing import TYPE_CHECKING

from outlook.files import LEDGER_LIMIT, READ_SIZE
from outlook.ledger import FILE_NAME, open_ledger

if TYPE_CHECKING:
    from outlook.files import Folder
    from outlook.model.renames import Names

RECORD = ".yaml"
NO_NAMES: tuple[dict[str, str], tuple[tuple[str, ...], ...]] = ({}, ())


def name_today(folder: Folder, name: str) -> str:
    """The name of the record that was called so: the same where it is there, or where no rename says another."""
    if folder.kind(f"{name}{RECORD}") is not None:
        return name
    today = names_in(folder, name).former.get(name, name)
    return today if folder.kind(f"{today}{RECORD}") is not None else name


def names_in(folder: Folder, name: str) -> Names:
    """What the forecasts of a case were called, as far as that says anything of one name."""
    from outlook.model.renames import Names, names_of

    if folder.kind(FILE_NAME) is None or not speaks_of(folder, f'"was":"{name}"'):
        return Names(*NO_NAMES)
    from outlook.belief.timeline import retracted
    from outlook.model.kind_of import is_rename

    entries = open_ledger(folder.path).entries()
    gone = retracted(entries)
    renames = [one for one in entries if is_rename(one) and not one.apart and one.id not in gone]
    return names_of(renames, {one.removesuffix(RECORD) for one in folder.names()})


def speaks_of(folder: Folder, text: str) -> bool:
    """Whether a ledger has the text, without reading it as entries; one that is too large to be read says nothing."""
    wanted, held = text.encode(), b""
    descriptor = folder.descriptor_of(FILE_NAME)
    try:
        if os.fstat(descriptor).st_size > LEDGER_LIMIT:
            return False
        while part := os.read(descriptor, READ_SIZE):
            held = held[-len(wanted) :] + part
            if wanted in held:
                return True
        return False
    finally:
        os.close(descriptor)
