"""Many new files at once, put on the disk together: waiting for each of them takes a disk a hundred times as long."""

import os
from collections.abc import Iterable, Sequence
from contextlib import suppress

from outlook.errors import OutlookError, Refused
from outlook.files import Folder, draft_name, sync, umask, write_all
from outlook.files.troubles import not_written

MANY = 8  # fewer are put on the disk one after the other
_CREATE = os.O_WRONLY | os.O_CREAT | os.O_EXCL | os.O_NOFOLLOW
_READ = os.O_RDONLY | os.O_NOFOLLOW


def fill(folder: Folder, files: Iterable[tuple[str, bytes]]) -> list[str]:
    """Put new files in a folder that nobody knows yet; their names. After a crash some of them may be lacking.

    Raises:
        NotUsable: the disk did not allow it.
    """
    names, mode = list[str](), 0o644 & ~umask()
    for name, data in files:
        write_new(folder, name, name, data, mode)
        names.append(name)
    sync_all(folder, names)
    return names


def add(folder: Folder, files: Iterable[tuple[str, bytes]]) -> list[str]:
    """Put new files in a folder, each whole; their names. Where one cannot be put there, none of them is.

    A crash leaves some of them, each whole.

    Raises:
        Refused: something has such a name; it is left as it is.
        NotUsable: the disk did not allow it.
    """
    drafts, made, mode = dict[str, str](), list[str](), 0o644 & ~umask()
    try:
        for name, data in files:
            drafts[name] = draft_name(name)
            write_new(folder, drafts[name], name, data, mode)
        sync_all(folder, list(drafts.values()))
        for name, draft in drafts.items():
            _link(folder, draft, name)
            made.append(name)
        folder.sync()
    except (OutlookError, OSError) as error:
        for name in made:
            folder.forget(name)
        if isinstance(error, OutlookError):
            raise
        raise not_written(folder.path, error) from error
    finally:
        for draft in drafts.values():
            with suppress(OSError):
                folder.forget(draft)
    return made


def write_new(folder: Folder, name: str, shown: str, data: bytes, mode: int) -> None:
    """Write a new file, not yet on the disk; an error speaks of it by the name that it is shown under.

    Raises:
        NotUsable: the disk did not allow it.
    """
    try:
        descriptor = os.open(name, _CREATE, mode, dir_fd=folder.descriptor)
        try:
            write_all(descriptor, data)
        finally:
            os.close(descriptor)
    except (OSError, ValueError) as error:
        raise not_written(folder.path / shown, error) from error


def _link(folder: Folder, draft: str, name: str) -> None:
    place = {"src_dir_fd": folder.descriptor, "dst_dir_fd": folder.descriptor}
    try:
        os.link(draft, name, follow_symlinks=False, **place)
    except FileExistsError:
        raise Refused(f"{folder.path / name} exists already and is left as it is") from None
    except (OSError, ValueError) as error:
        raise not_written(folder.path / name, error) from error


def sync_all(folder: Folder, names: Sequence[str]) -> None:
    """Put files and the folder's list of their names on the disk.

    Raises:
        NotUsable: the disk did not allow it.
    """
    if len(names) > MANY and _sync_file_system(folder.descriptor):
        return
    for name in names:
        try:
            descriptor = os.open(name, _READ, dir_fd=folder.descriptor)
            try:
                sync(descriptor)
            finally:
                os.close(descriptor)
        except OSError as error:
            raise not_written(folder.path / name, error) from error
    folder.sync()


def _sync_file_system(descriptor: int) -> bool:
    """Put all of a file system on the disk by one call, where the system has one that waits until that is done."""
    import ctypes

    call = getattr(ctypes.CDLL(None, use_errno=True), "syncfs", None)
    return call is not None and call(descriptor) == 0
