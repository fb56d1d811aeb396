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
_WEAK_WORDS = 9
"""Words that may stand between `theo` and the citation it governs: `theo điểm a khoản 2 Điều 15 Nghị định số …`."""

_SENTENCE = re.compile(
    r"""[.!?…][”"’')\]*]{0,3}\s+[“"‘'(*\[]{0,3}(?=(?P<letter>\w))   # … đạt kế hoạch. Thực hiện …
      | \n\s*(?:\d{1,3}|[¹²³⁴⁵⁶⁷⁸⁹⁰]+)[^\S\n]?(?=[^\W\d_])           # footnote: 7Công văn số …
      | \n\s*(?=(?:Căn\ cứ|Xét|Theo\ đề\ nghị|Thực\ hiện)\b)        # paragraphs of a preamble
    """,
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


def relation_of(
    text: str, start: int, end: int, doc_type: str | None, cues: Cues, previous: tuple[int, str] | None
) -> str:
    """Code of the relation of the citation text[start:end].

    previous: end and relation of the citation before it, whose list it may continue.
    """
    behind = squeeze(lower(text[end : end + _AFTER])).partition(";")[0].partition(".")[0]
    ahead = cues.after.search(behind)
    if ahead:
        return MENTIONS if behind.startswith(" bởi ", ahead.end()) else cues.codes[ahead[0]]
    begin = _sentence_start(text, start)
    before = squeeze(lower(text[begin:start]))
    shared = previous[1] if previous and previous[0] > begin else None
    if shared and _continues_list(text[previous[0] if previous else begin : start]):
        return shared
    bracket = _bracketed(before, cues)
    if bracket is not None:
        return bracket or (CONSIDERING if doc_type == "to-trinh" else MENTIONS)
    return _nearest(before, cues)


def _sentence_start(text: str, start: int) -> int:
    """Offset where the sentence of a citation begins, at most `_REACH` characters before it."""
    begin = max(0, start - _REACH)
    window = text[begin : start + 1]
    for match in reversed(list(_SENTENCE.finditer(window))):
        starts = match["letter"] is None or match["letter"].isupper() or match["letter"].isdigit()
        if starts and not _ABBREVIATED.search(window[: match.start() + 1]):
            return begin + match.end()
    return begin


def _continues_list(between: str) -> bool:
    """Whether a citation is the next item of a list: nothing but its separator (and `các`, `và`) stands before it."""
    item = between.rpartition(";")[2] if ";" in between else between.rpartition(",")[2] if "," in between else between
    words = squeeze(lower(item)).strip(" (*").split()
    if ";" in between or "," in between:
        return all(word in ("và", "các", "một", "số", "dự", "thảo") for word in words)
    return words in (["và"], ["và", "các"], ["hoặc"])


def _bracketed(before: str, cues: Cues) -> str | None:
    """Relation of a citation that opens a bracket: that of a cue inside it, "" without one; None outside brackets."""
    opened = before.rfind("(")
    if opened < 0 or before.find(")", opened) >= 0:
        return None
    inside = before[opened + 1 :]
    if cues.before.search(inside):
        return None
    return "" if len(inside.split()) <= 3 else None


def _nearest(before: str, cues: Cues) -> str:
    """Relation of the last cue that governs what follows; a verb of its own after the cue (`…, Sở đã có`) ends that."""
    found = list(cues.before.finditer(before))
    opening = cues.codes[found[0][0]] if found else MENTIONS
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
