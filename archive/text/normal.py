"""Raw text of a reader to the stored text. The one rule: what was printed stays; only what a machine put there goes.

Tone placement (hoà, hòa) and i/y are never rewritten, and compatibility forms (m³, ½) stay: NFC, never NFKC.
Old 8-bit encodings must be converted before, because the soft hyphen removed here is the letter ư in TCVN3.
"""

from __future__ import annotations

import re
import unicodedata
from functools import lru_cache

_BLANKS = [0xA0, *range(0x2000, 0x200B), 0x202F, 0x205F, 0x3000]
_REMOVED = [
    *range(0x09), *range(0x0E, 0x1C), 0x1F, *range(0x7F, 0x85), *range(0x86, 0xA0),
    0xAD, *range(0x200B, 0x2010), *range(0x202A, 0x202F), *range(0x2060, 0x2070), 0xFEFF,
    *range(0xD800, 0xE000), 0xFFFE, 0xFFFF,  # no characters at all: no file or catalogue takes them
]  # fmt: skip
_BREAKS = [0x0B, 0x0C, 0x1C, 0x1D, 0x85, 0x2028, 0x2029]
_ODD: dict[int, str] = {
    **dict.fromkeys(_REMOVED, ""),
    **dict.fromkeys(_BLANKS, " "),
    **dict.fromkeys(_BREAKS, "\n"),
    0x1E: "-",  # Word's no-break hyphen
    0xF02D: "-",  # list marks of the Symbol font
    0xF0B7: "•",
    **dict(zip(range(0xFB00, 0xFB05), ("ff", "fi", "fl", "ffi", "ffl"), strict=True)),
}
_LATIN_TWINS = dict(zip("ÐðƉƢƣ", "ĐđĐƯư", strict=True))
"""Letters that old fonts and converters put in the place of a Vietnamese one of the same look."""
_CYRILLIC_TWINS = dict(zip("АВЕЅІЈКМНОРСТУХаеѕіјорсух", "ABESIJKMHOPCTYXaesijopcyx", strict=True))
_TWINS = str.maketrans({**_LATIN_TWINS, **_CYRILLIC_TWINS})

_CHANGED = re.compile(
    f"[{re.escape(''.join(map(chr, sorted(_ODD))))}{''.join(_LATIN_TWINS)}\u0400-\u04ff]",
)
"""Any character that has to go or to be looked at: none in nearly all texts, so one scan answers for all."""
_CYRILLIC_ONLY = re.compile("[БГДЖЗИЙЛПФЦЧШЩЪЫЬЭЮЯбвгджзийклмнптфцчшщъыьэюя]")
_LETTERS = re.compile(r"[^\W\d_²³¹⁰-₉¼-¾]+")
_LABEL = re.compile(r"\(?[a-zđ](?:[/.][a-zđ\d])?[).;:,]{1,3}")
"""A letter that numbers a point or is a short form, and no word: `b)`, `(b/c);`."""


def clean_text(raw: str) -> str:
    """The text as it is stored: composed letters, plain blanks, no leavings of converters.

    Blanks at line ends go, but a line of thirty blanks or more stays: Word draws its footnote rule so.
    More than three empty lines become two.

    >>> clean_text("**BÁO CÁO****Quý I năm 2024**\\r\\nso với năm 2023<sup>7</sup>  ")
    'BÁO CÁO\\nQuý I năm 2024\\nso với năm 2023⁷'
    """
    text = raw
    if "\r" in text:
        text = text.replace("\r\n", "\n").replace("\r", "\n")
    changed = _CHANGED.search(text) is not None
    if changed:
        text = text.translate(_ODD)
    if not unicodedata.is_normalized("NFC", text):
        text = unicodedata.normalize("NFC", text)
    if changed:
        text = _mend_twins(text)
    text = _drop_markup(text)
    if " \n" in text or "\t\n" in text:
        text = "\n".join(line.rstrip(" \t") or _footnote_rule(line) for line in text.split("\n"))
    if "\n\n\n\n\n" in text:
        text = re.sub(r"\n{5,}", "\n\n\n", text)
    return text.lstrip("\n").rstrip()


def _footnote_rule(line: str) -> str:
    return line if len(line) >= 30 else ""


def _mend_twins(text: str) -> str:
    """Put the Vietnamese letter for its twin where the word becomes a syllable or an abbreviation (QÐ-UBND)."""
    foreign = bool(_CYRILLIC_ONLY.search(text))

    def mend(match: re.Match[str]) -> str:
        word = match.group()
        mended = word.translate(_TWINS)
        if mended == word or not _LETTERS.fullmatch(mended) or (foreign and any(x in _CYRILLIC_TWINS for x in word)):
            return word
        abbreviation = mended.isupper() and not all(letter in _CYRILLIC_TWINS for letter in word)
        return mended if abbreviation or is_syllable(mended) or word in _LATIN_TWINS else word

    return _LETTERS.sub(mend, text)


_TAG = re.compile(r"<(?P<tag>su[pb])>(?P<inner>[^<>]{0,80})</su[pb]>|<br\s{0,3}/?>", re.IGNORECASE)
_RAISED = str.maketrans("0123456789", "⁰¹²³⁴⁵⁶⁷⁸⁹")
_LOWERED = str.maketrans("0123456789", "₀₁₂₃₄₅₆₇₈₉")
_HEAD = re.compile(r"^[ \t]{0,3}#{1,6}(?:[ \t]+|$)", re.MULTILINE)
_BOLD_PAIR = re.compile(r"\*\*\*?(?=[^\s*])[^*]+\*\*")
_EMPTY_BOLD = re.compile(r"\*\*[ \t]{1,9}\*\*(?!\*)")
_STARS = re.compile(r"\*\*+")
_ITALIC = re.compile(
    r"""\* (?<![\w*\\]\*) (?=[^\s*)])                # `*Nơi nhận:*`, not `2*3`, not `(*)`
        (?P<inner> (?: [^*\n] | \n(?![ \t]*\n) )+ )  # within one paragraph
        (?<=[^\s*(\\]) \* (?![\w*])""",
    re.VERBOSE,
)
_ESCAPE = re.compile(r"\\(?:([\\`*_{}\[\]()#+\-.!|<>~])|(?=\n))")


def _drop_markup(text: str) -> str:
    """Take out what markdown and HTML converters leave in plain text; a lone `*`, rules and list dashes stay."""
    if "<" in text:
        text = _TAG.sub(_plain_tag, text)
    if "#" in text:
        text = _HEAD.sub("", text)
    if "*" in text:
        if _BOLD_PAIR.search(text):
            text = _STARS.sub(_plain_stars, _EMPTY_BOLD.sub(" ", text))
        text = _ITALIC.sub(r"\g<inner>", text)
    if "\\" in text:
        text = _ESCAPE.sub(r"\1", text)
    return text


def _plain_stars(run: re.Match[str]) -> str:
    """What stands for two stars or more: a line break between bold runs, nothing, or the stars if they were printed."""
    before, after = run.string[run.start() - 1 : run.start()], run.string[run.end() : run.end() + 1]
    count, text_before, text_after = len(run.group()), bool(before.strip()), bool(after.strip())
    printed = before == "\\" or before + after == "()" or (before.isdigit() and after.isdigit())
    if not printed and 4 <= count <= 6 and text_before and text_after:
        return "\n"
    if not printed and count <= 3 and (text_before or text_after):
        return ""
    return run.group()


def _plain_tag(match: re.Match[str]) -> str:
    if match["tag"] is None:
        return "\n"
    inner = match["inner"].strip()
    return raise_digits(inner) if match["tag"].lower() == "sup" else inner.translate(_LOWERED)


def raise_digits(text: str) -> str:
    """Digits as superscripts: the printed form of a footnote mark and of m².

    >>> raise_digits("12")
    '¹²'
    """
    return text.translate(_RAISED)


_TONES = str.maketrans(
    {
        marked: plain
        for plain, group in {
            "a": "áàảãạ", "ă": "ắằẳẵặ", "â": "ấầẩẫậ", "e": "éèẻẽẹ", "ê": "ếềểễệ", "i": "íìỉĩị",
            "o": "óòỏõọ", "ô": "ốồổỗộ", "ơ": "ớờởỡợ", "u": "úùủũụ", "ư": "ứừửữự", "y": "ýỳỷỹỵ",
        }.items()
        for marked in group
    }
)  # fmt: skip
_SYLLABLE = re.compile(
    r"""(?:ngh|ng|nh|gh|gi|kh|ph|th|tr|ch|qu|[bcdđghklmnpqrstvx])?
        (?: (?:uyê|iê|yê|uâ|uô|ươ|oa|oă|oe|oo|uê|uy|uơ|[aăâeêioôơuưy]) (?:ng|nh|ch|[cmnpt])?
          | oai|oay|oao|oeo|uay|uây|uya|uyu|iêu|yêu|uôi|ươi|ươu|uêu
          | ia|ua|ưa|ai|ao|au|ay|âu|ây|eo|êu|iu|oi|ôi|ơi|ui|ưi|ưu )""",
    re.VERBOSE,
)


@lru_cache(maxsize=1 << 15)
def is_syllable(word: str) -> bool:
    """Whether a word of letters (NFC) has the form of a Vietnamese syllable: an onset, or none, and a rime.

    >>> is_syllable("nghiêng"), is_syllable("Khoá"), is_syllable("ñoàng")
    (True, True, False)
    """
    return len(word) <= 8 and _SYLLABLE.fullmatch(word.lower().translate(_TONES)) is not None


class _Counts(dict[str, complex]):
    """Word with its marks → words in it that are syllables (real part), words in all (imaginary): one sum adds both.

    A cache without order: this is asked for each word of each page.
    """

    def __missing__(self, piece: str) -> complex:
        """Count and keep."""
        if len(self) >= _MOST_COUNTS:
            self.clear()
        words = [word for word in _LETTERS.findall(piece) if len(word) > 4 or not word.isupper()]
        label = _LABEL.fullmatch(piece) is not None
        self[piece] = count = 0j if label else complex(sum(map(is_syllable, words)), len(words))
        return count


_MOST_COUNTS = 1 << 15
_counts = _Counts()


def syllable_share(text: str) -> float:
    """Share (0 to 1) of the words that are well-formed syllables; 0.0 for a text without words.

    Capitals of up to four letters are left out: they are abbreviations; so are single letters as in `b)`. Measured
    on real files: printed Vietnamese has 0.90 to 1.0, the text layers of bad scanners 0.36 to 0.68, TCVN3 read as
    Latin-1 0.29 to 0.36.
    """
    count = sum(map(_counts.__getitem__, unicodedata.normalize("NFC", text).split()), 0j)
    return count.real / count.imag if count.imag else 0.0
