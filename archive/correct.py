"""What people say about documents: correct facts, accept what was read, take a correction back.

The one rule: what a person said is kept beside the original first; the catalogue and the engine follow.
"""

from __future__ import annotations

from collections.abc import Iterable, Mapping, Sequence
from dataclasses import replace
from datetime import UTC, datetime

from archive.engines.query import Ask, OneOf
from archive.errors import CorrectionError, ReadError
from archive.fields import LAYOUT
from archive.library import Library
from archive.model import FIELDS, Correction, Document, Fact, joined_values
from archive.pool import Job, Lost, Pool
from archive.store.catalogue import Record
from archive.store.corrections import PARTS, REVIEWED, apply_corrections, begun_pages, check_field, normal_form
from archive.store.files import Sidecar
from archive.text.folding import fold, squeeze

SHARED = ("issuer", "issuer_parent", "doc_type", "signer", "place")
"""Fields that many documents have in common, so that one misreading of a name is a misreading in all of them."""
MOST_ALIKE = 500
"""Documents one correction is offered for at once."""


def correct_document(
    library: Library, document_id: str, values: Mapping[str, str | None], *, wait: float = 0.0
) -> Document:
    """Set facts as a person knows them: field → value, None for “not printed”. The corrected document is returned.

    Raises:
        NotFoundError: there is no such document.
        CorrectionError: a field is unknown or a value has no valid form; nothing is changed then.
        LockedError: another process is writing.
    """
    return correct_documents(library, (document_id,), values, wait=wait)[0]


def correct_documents(
    library: Library, ids: Sequence[str], values: Mapping[str, str | None], *, wait: float = 0.0
) -> tuple[Document, ...]:
    """Say the same about several documents, in the order given.

    Raises:
        NotFoundError: one of them is not there; nothing is changed then.
        CorrectionError: a field is unknown or a value has no valid form; nothing is changed then.
        LockedError: another process is writing.
    """
    if not values:
        raise CorrectionError("Chưa nói sửa gì. Viết TRƯỜNG=GIÁ TRỊ, ví dụ number=52/NQ-HĐND.")
    said = _said(library, values, _now())
    with library.writing(wait=wait) as current:
        documents = [current.catalogue.get(document_id) for document_id in dict.fromkeys(ids)]
        return tuple(_apply(current, [(document, said) for document in documents]))


def accept_document(
    library: Library, document_id: str, values: Mapping[str, str | None] | None = None, *, wait: float = 0.0
) -> Document:
    """A person went through the whole paper: `values` are set, every other doubtful fact is right as it stands.

    Raises:
        NotFoundError: there is no such document.
        CorrectionError: a value has no valid form; nothing is changed then.
        LockedError: another process is writing.
    """
    now = _now()
    said = _said(library, values or {}, now)
    with library.writing(wait=wait) as current:
        document = current.catalogue.get(document_id)
        named = {correction.field for correction in said}
        confirmed = tuple(
            Correction(field, joined_values(document.facts[field]), now)
            for field in document.doubts
            if field not in named and not (field == "symbol" and "number" in named)
        )
        return _apply(current, [(document, (*said, *confirmed, Correction(REVIEWED, now, now)))])[0]


def withdraw_corrections(library: Library, document_id: str, fields: Iterable[str], *, wait: float = 0.0) -> Document:
    """Take back what people said about these fields; what the rules read counts again. The file is read anew.

    Raises:
        NotFoundError: there is no such document.
        CorrectionError: a field is unknown.
        ReadError: the original cannot be read any more; nothing is changed then.
        LockedError: another process is writing.
    """
    wanted = tuple(fields)
    for field in wanted:
        check_field(field)
    now = _now()
    with library.writing(wait=wait) as current:
        document = current.catalogue.get(document_id)
        return _read_again(current, document, tuple(Correction(field, None, now, withdrawn=True) for field in wanted))


def begin_paper(library: Library, document_id: str, page: int, *, wait: float = 0.0) -> Document:
    """A further paper begins on this page of the file: read the file so, now and whenever it is read again.

    A correction that says that the part is none (`PARTS`) takes it back.

    Raises:
        NotFoundError: there is no such document.
        CorrectionError: no further paper can begin there.
        ReadError: the original cannot be read any more; nothing is changed then.
        LockedError: another process is writing.
    """
    now = _now()
    with library.writing(wait=wait) as current:
        document = current.catalogue.get(document_id)
        last = max((each.number for each in document.pages), default=1)
        if not 1 < page <= last:
            raise CorrectionError(f"Tệp có {last} trang. Văn bản sau bắt đầu được ở trang 2 trở đi.")
        if any(part.page == page for part in document.parts):
            raise CorrectionError(f"Trang {page} đã là chỗ bắt đầu của một văn bản.")
        return _read_again(current, document, (Correction(PARTS, f"trang {page}", now),))


def find_alike(library: Library, document_id: str, field: str) -> tuple[Document, ...]:
    """Documents in which the same words were read as the same wrong value as in a corrected one, newest first.

    Where a person said that an inferred value is right: those in which it was inferred from the same words. Empty where
    nobody said anything, or the field is one that documents do not have in common (number, date, title …).

    Raises:
        NotFoundError: there is no such document.
        EngineUnavailableError: the search engine does not answer.
    """
    fact = library.catalogue.get(document_id).fact(field)
    said = fact.status in ("corrected", "confirmed")
    if field not in SHARED or field not in LAYOUT.keywords or not said or fact.machine is None:
        return ()
    ask = Ask(OneOf(field, (fact.machine,)), limit=MOST_ALIKE, order="-date")
    found = library.catalogue.many([name for name, _ in library.engine.find(ask).scores])
    return tuple(other for other in found.values() if other.id != document_id and _read_alike(other.facts[field], fact))


def correct_alike(
    library: Library, document_id: str, field: str, ids: Iterable[str], *, wait: float = 0.0
) -> tuple[Document, ...]:
    """Say of those documents that (still) are read alike what a person said of one; `find_alike` told which.

    Raises:
        NotFoundError: the corrected document is not there.
        LockedError: another process is writing.
    """
    wanted, now = set(ids), _now()
    with library.writing(wait=wait) as current:
        value = joined_values(current.catalogue.get(document_id).facts[field]) if field in SHARED else None
        alike = [document for document in find_alike(current, document_id, field) if document.id in wanted]
        return tuple(_apply(current, [(document, (Correction(field, value, now),)) for document in alike]))


def _read_alike(facts: Sequence[Fact], corrected: Fact) -> bool:
    return (
        len(facts) == 1
        and facts[0].status not in ("confirmed", "corrected")
        and (corrected.status == "corrected" or facts[0].status == "inferred")
        and facts[0].value == corrected.machine
        and _form(facts[0].raw) == _form(corrected.raw)
    )


def _form(raw: str | None) -> str:
    return squeeze(fold(raw or ""))


def _said(library: Library, values: Mapping[str, str | None], now: str) -> tuple[Correction, ...]:
    """Corrections in the order of the fields: a symbol said together with its number counts, see `_last_words`."""
    said = {name: normal_form(name, value, library.vocab) for name, value in values.items()}
    if begun_pages([Correction(PARTS, said.get(PARTS), now)]):
        raise CorrectionError("Chỗ một văn bản nữa bắt đầu được nói riêng: `archive correct MÃ --begins TRANG`.")
    return tuple(Correction(name, said[name], now) for name in (*FIELDS, PARTS) if name in said)


def _apply(current: Library, said: Iterable[tuple[Document, tuple[Correction, ...]]]) -> list[Document]:
    """Put down what was said, then show it: also where it ended half-way, so that notes and catalogue agree."""
    records: list[Record] = []
    try:
        for document, corrections in said:
            sidecar = current.files.correct(document.sha256, corrections)
            (record,) = current.catalogue.records((document.id,))
            records.append(replace(record, document=apply_corrections(record.document, sidecar.corrections)))
    finally:
        current.keep(records)
    return [record.document for record in records]


def _read_again(current: Library, document: Document, said: tuple[Correction, ...]) -> Document:
    """Read a file anew as it is to be read after what was said; only then that is put down.

    Raises:
        ReadError: the original cannot be read any more; nothing is changed then.
    """
    known = current.files.sidecar(document.sha256) or Sidecar(document.name, said[0].at)
    after = replace(known, corrections=(*known.corrections, *said))
    path = current.files.original(document.sha256, document.name)
    job = Job(path, document.name, document.sha256, public=after.public, begins=after.begins)
    with Pool(current.config) as pool:
        (found,) = pool.read_all((job,))
    if isinstance(found, Lost):
        raise ReadError(found.error)
    current.keep_again(((found, current.files.correct(document.sha256, said)),))
    return current.catalogue.get(document.id)


def _now() -> str:
    return datetime.now(UTC).isoformat(timespec="seconds")
