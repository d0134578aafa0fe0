"""Why the system did not do what it was asked with a file or an address, by kind: its own words are in English."""

import errno
from enum import StrEnum
from typing import Self


class Obstacle(StrEnum):
    """What stood in the way; the catalogue says each."""

    NOT_THERE = "not-there"
    FORBIDDEN = "forbidden"
    A_FOLDER = "a-folder"
    NO_FOLDER = "no-folder"  # a part of the path is something else
    THERE_ALREADY = "there-already"
    READ_ONLY = "read-only"
    FULL = "full"
    NAME_TOO_LONG = "name-too-long"
    DISK = "disk"
    ADDRESS_TAKEN = "address-taken"
    NO_ADDRESS = "no-address"
    OTHER = "other"

    @classmethod
    def of(cls, error: OSError) -> Self:
        """The kind of an error."""
        code = error.errno or 0
        if code < 0:  # so the look-up of a name counts what it did not find
            return cls(Obstacle.NO_ADDRESS)
        return cls(_KINDS.get(code, Obstacle.OTHER))


_KINDS = {
    errno.ENOENT: Obstacle.NOT_THERE,
    errno.EACCES: Obstacle.FORBIDDEN,
    errno.EPERM: Obstacle.FORBIDDEN,
    errno.EISDIR: Obstacle.A_FOLDER,
    errno.ENOTDIR: Obstacle.NO_FOLDER,
    errno.EEXIST: Obstacle.THERE_ALREADY,
    errno.ENOTEMPTY: Obstacle.THERE_ALREADY,
    errno.EROFS: Obstacle.READ_ONLY,
    errno.ENOSPC: Obstacle.FULL,
    errno.EDQUOT: Obstacle.FULL,
    errno.ENAMETOOLONG: Obstacle.NAME_TOO_LONG,
    errno.EIO: Obstacle.DISK,
    errno.EADDRINUSE: Obstacle.ADDRESS_TAKEN,
    errno.EADDRNOTAVAIL: Obstacle.NO_ADDRESS,
}
