"""In which relation a document speaks of another: the nearest cue in the same sentence decides.

The cues are data (vocab/relations.toml). Items of one list share the relation of the first, so that every line of a
`Căn cứ …; …; …` is a legal basis. Without a cue a citation is a plain mention. Source: the sentence forms of Nghị định
30/2020/NĐ-CP, phụ lục III, and of Luật 64/2025/QH15 on effect.
"""

from __future__ import annotations

import re
from collections.abc import Mapping
from dataclasses import dataclass
from functools import lru_cache

from archive.text.folding import lower, squeeze
from archive.vocab import Relation

MENTIONS = "mentions"
CONSIDERING = "considering"
_OPENING = frozenset(("legal-basis", CONSIDERING, "at-request-of"))
"""Relations of the preamble: their cue opens the sentence and holds against a weak one after it."""
_WEAK = "according-to"
_REACH = 400
"""Characters before a citation in which its cue is looked for."""
_AFTER = 60
_BRACKET_WORDS = 3
_MARKS = 2
"""Characters that may stand before the cue that opens a sentence: a bracket, a dash."""
_WEAK_WORDS = 9
"""Words that may stand between `theo` and the citation it governs: `theo điểm a khoản 2 Điều 15 Nghị định số …`."""

_SENTENCE = re.compile(
    r"""[.!?…\n](?:
        (?<=[.!?…])[”"’')\]*]{0,3}\s+[“"‘'(*\[]{0,3}(?=(?P<letter>\w))         # … đạt kế hoạch. Thực hiện …
      | (?<=\n)\s*(?:\d{1,3}|[¹²³⁴⁵⁶⁷⁸⁹⁰]+)[^\S\n]?(?=[^\W\d_])             # footnote: 7Công văn số …
      | (?<=[^\n]{110}\n)\s*(?=[“"(*]{0,2}(?P<capital>\w))                   # a line this long was not cut by the page
      | (?<=\n)\s*(?=(?:Căn\ cứ|Xét|Theo\ đề\ nghị|Thực\ hiện)\b)          # paragraphs of a preamble
    )""",
    re.VERBOSE,
)
_ABBREVIATED = re.compile(r"(?:\b(?:TP|TX|TT|ThS|TS|PGS|GS|BS|Tp)|\bsố)\.$")
_OWN_VERB = re.compile(r"\b(?:đã|gửi|nhận được|có(?! (?:hiệu quả|chất lượng|trách nhiệm)))\b")
_PASSIVE = re.compile(r"\b(?:được|bị)(?: \w+)? $")
_PROVISION = re.compile(r"\b(?:điều|khoản|điểm|mục)\b")


@dataclass(frozen=True, slots=True)
class Cues:
    """The phrases of all relations as two patterns: those before a citation and those after it."""

    before: re.Pattern[str]
    after: re.Pattern[str]
    codes: Mapping[str, str]


@lru_cache(maxsize=8)
def cues_of(relations: tuple[Relation, ...]) -> Cues:
    """Patterns of the phrases, longest first, so that `giám sát việc thực hiện` is not read as `thực hiện`."""
    codes = {lower(phrase): relation.code for relation in relations for phrase in relation.phrases}
    before = [phrase for phrase in codes if not phrase.startswith("…")]
    after = [phrase for phrase in codes if phrase.startswith("…")]
    stripped = {phrase.removeprefix("…").strip(): code for phrase, code in codes.items()}
    return Cues(_any_of(before), _any_of([phrase.removeprefix("…").strip() for phrase in after]), stripped)


def _any_of(phrases: list[str]) -> re.Pattern[str]:
    ordered = sorted(phrases, key=lambda phrase: (-len(phrase), phrase))
    return re.compile(r"\b(?:" + "|".join(map(re.escape, ordered)) + r")\b" if ordered else r"(?!)")


@dataclass(frozen=True, slots=True)
class Bond:
    """The relation of one citation, where that citation ends, and the relation the next item of its list shares."""

    relation: str
    shared: str
    end: int


def bond_of(text: str, start: int, end: int, doc_type: str | None, cues: Cues, previous: Bond | None) -> Bond:
    """The relation of the citation text[start:end]; `previous` is the citation before it, whose list it may go on.

    A document named in the subject of a list item (`Nghị định … quy định chi tiết Luật A; Kế hoạch B`) has its own
    relation and leaves that of the list alone.
    """
    behind = squeeze(lower(text[end : end + _AFTER])).partition(";")[0].partition(".")[0]
    ahead = cues.after.search(behind)
    if ahead:
        code = MENTIONS if behind.startswith(" bởi ", ahead.end()) else cues.codes[ahead[0]]
        return Bond(code, code, end)
    begin = _sentence_start(text, start)
    before = squeeze(lower(text[begin:start]))
    listed = previous if previous and previous.end > begin else None
    between = squeeze(lower(text[listed.end : start])) if listed else ""
    if listed and _continues_list(between):
        return Bond(listed.shared, listed.shared, end)
    code = _bracketed(before, doc_type, cues) or _nearest(before, cues)
    own_cue = any(between.endswith(", ", 0, cue.start()) for cue in cues.before.finditer(between))
    nested = listed is not None and ";" not in between and not own_cue
    return Bond(code, listed.shared if listed and nested else code, end)


def _sentence_start(text: str, start: int) -> int:
    """Offset where the sentence of a citation begins, at most `_REACH` characters before it."""
    begin = max(0, start - _REACH)
    window = text[begin : start + 1]
    for match in reversed(list(_SENTENCE.finditer(window))):
        first = match["letter"] or match["capital"] or "A"
        if (first.isupper() or first.isdigit()) and not _ABBREVIATED.search(window[: match.start() + 1]):
            return begin + match.end()
    return begin


def _continues_list(between: str) -> bool:
    """Whether a citation is the next item of a list: nothing but its separator (and `các`, `và`) stands before it."""
    separator = ";" if ";" in between else ","
    words = between.rpartition(separator)[2].strip(" (*").split()
    if separator in between:
        return all(word in ("và", "các", "một", "số", "dự", "thảo") for word in words)
    return words in (["và"], ["và", "các"], ["hoặc"])


def _bracketed(before: str, doc_type: str | None, cues: Cues) -> str | None:
    """Relation of a citation that opens a bracket without a cue: a submission is what the words before speak of."""
    opened = before.rfind("(")
    inside = before[opened + 1 :]
    if opened < 0 or ")" in inside or cues.before.search(inside) or len(inside.split()) > _BRACKET_WORDS:
        return None
    return CONSIDERING if doc_type == "to-trinh" else MENTIONS


def _nearest(before: str, cues: Cues) -> str:
    """Relation of the last cue that governs what follows; a verb of its own after the cue (`…, Sở đã có`) ends that."""
    found = list(cues.before.finditer(before))
    opening = cues.codes[found[0][0]] if found and found[0].start() <= _MARKS else MENTIONS
    item = before.rfind(";")
    for match in reversed(found):
        code, between = cues.codes[match[0]], before[match.end() :]
        if match.start() < item:
            return opening if opening in _OPENING else MENTIONS
        if code == _WEAK:
            if opening in _OPENING:
                return opening
            if _governs(between):
                return code
        elif _PASSIVE.search(before[: match.start()]) and "bởi" in between.split():
            return MENTIONS
        elif between.startswith(" của ") and code not in _OPENING:
            continue
        elif not ("," in between and _OWN_VERB.search(between.rpartition(",")[2])):
            return code
        else:
            break
    return MENTIONS


def _governs(between: str) -> bool:
    """Whether `theo`, `tại` or `trong` still governs a citation after these words."""
    if len(between.split()) > _WEAK_WORDS or _OWN_VERB.search(between) or any(mark in between for mark in ";:()"):
        return False
    return "," not in between or bool(_PROVISION.search(between))
