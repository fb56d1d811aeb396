"""Bytes of a text file to characters. The one rule: bytes decide, and an encoding nobody recognises is an error.

Order: byte order mark, UTF-16 by its zeros, UTF-8; then the 8-bit encodings of Vietnam by the syllables they give.
"""

from __future__ import annotations

import codecs
import unicodedata
from contextlib import suppress

from archive.errors import ReadError
from archive.extract.legacy import load_schemes
from archive.text.normal import syllable_share

_MARKS = (
    (codecs.BOM_UTF8, "utf-8"),
    (codecs.BOM_UTF32_LE, "utf-32-le"),
    (codecs.BOM_UTF32_BE, "utf-32-be"),
    (codecs.BOM_UTF16_LE, "utf-16-le"),
    (codecs.BOM_UTF16_BE, "utf-16-be"),
)
_WHOLE_TO_DAMAGED = 10
_READABLE_SHARE = 0.6
"""Below this share of syllables no guess at an 8-bit encoding is believed."""


def decode_text(raw: bytes) -> str:
    """Characters of a text file in any encoding used for Vietnamese; TCVN3 and VNI arrive as Unicode.

    Raises:
        ReadError: no known encoding makes Vietnamese of these bytes.
    """
    text = decode_marked(raw)
    return _decode_narrow(raw) if text is None else text


def decode_marked(raw: bytes) -> str | None:
    """Characters of Unicode bytes; None when they are in an 8-bit encoding.

    Damaged bytes, and a last letter cut in two, come out as U+FFFD, as long as nearly all letters are whole.
    """
    for mark, encoding in _MARKS:
        if raw.startswith(mark):
            return raw[len(mark) :].decode(encoding, "replace")
    wide = wide_encoding(raw)
    if wide:
        return raw.decode(wide, "replace")
    with suppress(UnicodeDecodeError):
        return raw.decode("utf-8")
    text = raw.decode("utf-8", "replace")
    whole = len(raw) - len(text)  # a Vietnamese letter takes one or two bytes more than an ASCII one
    return text if whole > _WHOLE_TO_DAMAGED * text.count("\ufffd") else None


def wide_encoding(raw: bytes) -> str | None:
    """UTF-16 without a mark: blanks, digits and most letters have a zero in the same half of each pair."""
    head = raw[: 1 << 12]
    if b"\0" not in head:
        return None
    pairs = len(head) // 2
    low, high = head[0::2].count(0), head[1::2].count(0)
    if high > pairs / 4 and high > 4 * low:
        return "utf-16-le"
    if low > pairs / 4 and low > 4 * high:
        return "utf-16-be"
    return None


def _decode_narrow(raw: bytes) -> str:
    latin = _decode_windows(raw)
    candidates = [
        unicodedata.normalize("NFC", raw.decode("cp1258", "replace")),
        *(scheme.convert_lines(latin) for scheme in load_schemes()),
        raw.decode("utf-8", "replace"),
    ]
    best = max(candidates, key=lambda text: syllable_share(text.replace("\ufffd", "q")))  # damaged words count as such
    if syllable_share(best) < _READABLE_SHARE:
        raise ReadError(
            "không nhận ra bảng mã của văn bản, hoặc tệp bị hỏng, không phải văn bản. "
            "Nếu là văn bản, mở tệp và lưu lại ở dạng UTF-8 rồi nạp lại."
        )
    return best


def _decode_windows(raw: bytes) -> str:
    """Windows-1252, with the five bytes it leaves empty as in Latin-1."""
    return "".join(_WINDOWS[byte] for byte in raw)


_WINDOWS = tuple(
    bytes([byte]).decode("latin-1" if byte in (0x81, 0x8D, 0x8F, 0x90, 0x9D) else "cp1252") for byte in range(256)
)
