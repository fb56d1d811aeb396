"""Styles of a DOCX: fonts, capitals, raised and hidden text. The one rule: what Word prints counts, not what was typed.

ECMA-376 part 1, 17.7: direct properties over the run style, over the paragraph style, over the defaults.
"""

from __future__ import annotations

from dataclasses import dataclass
from xml.etree.ElementTree import Element

W = "{http://schemas.openxmlformats.org/wordprocessingml/2006/main}"
_DEEPEST_STYLE = 20
_THEME = "theme"


@dataclass(frozen=True, slots=True)
class Look:
    """What the properties of a run, a paragraph or a style say; None where they say nothing."""

    font: str | None = None
    capitals: bool | None = None
    hidden: bool | None = None
    raised: bool | None = None
    list_id: str | None = None
    level: int | None = None

    def over(self, below: Look) -> Look:
        """This look where it says something, else the one below it."""
        return Look(
            font=below.font if self.font is None else self.font,
            capitals=below.capitals if self.capitals is None else self.capitals,
            hidden=below.hidden if self.hidden is None else self.hidden,
            raised=below.raised if self.raised is None else self.raised,
            list_id=below.list_id if self.list_id is None else self.list_id,
            level=below.level if self.level is None else self.level,
        )


class Styles:
    """The looks of all styles of a document, each with what it is based on."""

    def __init__(self, root: Element | None) -> None:
        """Read `word/styles.xml`; without it every style says nothing."""
        self._looks: dict[str, Look] = {}
        self.default = Look()
        if root is None:
            return
        elements = {style.get(f"{W}styleId", ""): style for style in root.iter(f"{W}style")}
        for name in elements:
            self._looks[name] = _resolve(name, elements, 0)
        defaults = root.find(f"{W}docDefaults/{W}rPrDefault/{W}rPr")
        normal = next((name for name, style in elements.items() if _is_default(style)), "")
        self.default = self.look(normal).over(read_run_look(defaults))

    @property
    def fonts(self) -> set[str | None]:
        """Fonts that styles name."""
        return {look.font for look in (self.default, *self._looks.values())}

    def look(self, name: str | None) -> Look:
        """The look of a style; one that says nothing for an unknown style."""
        return self._looks.get(name or "", Look())


def _is_default(style: Element) -> bool:
    return style.get(f"{W}type") == "paragraph" and style.get(f"{W}default") in ("1", "true")


def _resolve(name: str, elements: dict[str, Element], depth: int) -> Look:
    style = elements[name]
    own = read_run_look(style.find(f"{W}rPr")).over(read_list_look(style.find(f"{W}pPr")))
    base = value(style.find(f"{W}basedOn"))
    if base in elements and depth < _DEEPEST_STYLE:
        return own.over(_resolve(base, elements, depth + 1))
    return own


def read_run_look(properties: Element | None) -> Look:
    """Look of `w:rPr`."""
    if properties is None:
        return Look()
    font = None
    fonts = properties.find(f"{W}rFonts")
    if fonts is not None:
        font = fonts.get(f"{W}hAnsi") or fonts.get(f"{W}ascii")
        font = _THEME if fonts.get(f"{W}asciiTheme") or fonts.get(f"{W}hAnsiTheme") else font
    position = value(properties.find(f"{W}vertAlign"))
    return Look(
        font=font,
        capitals=_switch(properties.find(f"{W}caps")),
        hidden=_switch(properties.find(f"{W}vanish")),
        raised=position == "superscript" if position else None,
    )


def read_list_look(properties: Element | None) -> Look:
    """Look of `w:pPr`: only to which list it belongs."""
    numbering = properties.find(f"{W}numPr") if properties is not None else None
    if numbering is None:
        return Look()
    level = value(numbering.find(f"{W}ilvl"))
    return Look(list_id=value(numbering.find(f"{W}numId")), level=int(level) if level else None)


def value(element: Element | None) -> str | None:
    """The `w:val` of an element."""
    return None if element is None else element.get(f"{W}val")


def _switch(element: Element | None) -> bool | None:
    return None if element is None else element.get(f"{W}val", "1") not in ("0", "false", "off")
