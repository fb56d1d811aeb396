"""Everything that can go wrong, as one tree. Each message says what, where and what to do, in Vietnamese.

ArchiveError                    1
├── ConfigError                 2   a setting is unknown or wrong
├── NotFoundError               3   no such document
├── LockedError                 4   another process is writing
├── ReadError                   5   a file cannot be read
│   ├── UnsupportedFormatError  5   no reader for these bytes
│   ├── EncryptedError          5   the file needs a password
│   └── NeedsOcrError           5   a scan, and no OCR on this machine
├── SecretPaperError            6   marked Mật, Tối mật or Tuyệt mật: refused
├── CorrectionError             7   a corrected value has no valid form
├── IndexMissingError           8   the index must be rebuilt
├── EngineUnavailableError      9   the search engine does not answer
└── CompareError               10   two documents could not be compared
"""


class ArchiveError(Exception):
    """Root of all errors this package raises on purpose."""

    exit_code = 1


class ConfigError(ArchiveError):
    """A setting is unknown or has a wrong value."""

    exit_code = 2


class NotFoundError(ArchiveError):
    """There is no document with this id."""

    exit_code = 3


class LockedError(ArchiveError):
    """Another process is writing to the archive."""

    exit_code = 4


class ReadError(ArchiveError):
    """A file cannot be read."""

    exit_code = 5


class UnsupportedFormatError(ReadError):
    """No reader knows these bytes."""


class EncryptedError(ReadError):
    """The file opens only with a password."""


class NeedsOcrError(ReadError):
    """The pages are images and this machine has no OCR."""


class SecretPaperError(ArchiveError):
    """The paper carries a state-secret mark (Mật, Tối mật, Tuyệt mật) and must not be stored here."""

    exit_code = 6


class CorrectionError(ArchiveError):
    """A person's correction has no valid form for its field."""

    exit_code = 7


class IndexMissingError(ArchiveError):
    """The index is missing or was made by another version or engine; `archive rebuild` makes it again."""

    exit_code = 8


class EngineUnavailableError(ArchiveError):
    """The search engine does not answer."""

    exit_code = 9


class CompareError(ArchiveError):
    """Two documents could not be compared in the time and memory there is."""

    exit_code = 10
