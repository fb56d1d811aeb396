"""What Word prints around the text: heads and feet of pages. The one rule: only parts inside the package are looked at.

Relations that lead out of the file (templates, pictures elsewhere) are never followed.
"""

from __future__ import annotations

import posixpath
import re
from collections.abc import Iterator
from xml.etree.ElementTree import Element

from archive.extract.packages import Package
from archive.extract.styles import W

_ID = "{http://schemas.openxmlformats.org/officeDocument/2006/relationships}id"
_DRAWING = "{urn:schemas-microsoft-com:vml}"
_LETTERHEAD = re.compile(
    r"cộng\s+h(?:òa|oà)\s+xã\s+hội|đảng\s+cộng\s+sản\s+việt\s+nam|^\s*số\s*:", re.IGNORECASE | re.MULTILINE
)
_KINDS = (f"{W}headerReference", f"{W}footerReference")


def margin_parts(package: Package, body: Element) -> Iterator[Element]:
    """Heads and feet of the pages, those of the first page first, each part once."""
    targets = _targets(package)
    sections = [*body.iter(f"{W}sectPr")]
    references = [reference for section in sections for reference in section if reference.tag in _KINDS]
    first = [reference for reference in references if reference.get(f"{W}type") == "first"]
    seen = set()
    for reference in (*first, *references):
        target = targets.get(reference.get(_ID, ""))
        if target is None or target in seen:
            continue
        seen.add(target)
        part = package.read(target)
        if part is not None:
            yield part


def drawn_words(part: Element) -> list[str]:
    """Words drawn as a picture (WordArt, a watermark behind the text), each once."""
    drawn = (path.get("string", "").strip() for path in part.iter(f"{_DRAWING}textpath"))
    return list(dict.fromkeys(filter(None, drawn)))


def is_letterhead(text: str) -> bool:
    """Whether the head of a page is the head of the paper itself: the Quốc hiệu, the Party's line or the number."""
    return bool(_LETTERHEAD.search(text))


def _targets(package: Package) -> dict[str, str]:
    """Relation → part of the package; what lies outside is left out."""
    relations = package.read("word/_rels/document.xml.rels")
    return {
        relation.get("Id", ""): posixpath.normpath(posixpath.join("word", relation.get("Target", ""))).lstrip("/")
        for relation in (relations if relations is not None else ())
        if relation.get("TargetMode") != "External"
    }
