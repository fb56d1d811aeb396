"""A text stamped on a PDF as e-signing programs put number and day: the appearance of a signature field.

Rule: the page's own content stays as it is.
"""

from __future__ import annotations

from pathlib import Path

from pypdf import PdfWriter
from pypdf.generic import ArrayObject, DecodedStreamObject, DictionaryObject, FloatObject, NameObject, NumberObject


def stamp(path: Path, text: str, x: float, y: float) -> None:
    """Put a text on page 1 as the appearance of a signature field, as e-signing programs put number and day."""
    writer = PdfWriter(clone_from=path)
    font = DictionaryObject(
        {NameObject("/Type"): NameObject("/Font"), NameObject("/Subtype"): NameObject("/Type1"),
         NameObject("/BaseFont"): NameObject("/Helvetica")}
    )  # fmt: skip
    form = DecodedStreamObject()
    form.set_data(b"BT /F1 11 Tf 0 3 Td (%s) Tj ET" % text.encode())
    box = ArrayObject(map(FloatObject, (0, 0, 40, 14)))
    form.update(
        {NameObject("/Type"): NameObject("/XObject"), NameObject("/Subtype"): NameObject("/Form"),
         NameObject("/BBox"): box,
         NameObject("/Resources"): DictionaryObject({NameObject("/Font"): DictionaryObject({NameObject("/F1"): font})})}
    )  # fmt: skip
    widget = DictionaryObject(
        {NameObject("/Type"): NameObject("/Annot"), NameObject("/Subtype"): NameObject("/Widget"),
         NameObject("/FT"): NameObject("/Sig"), NameObject("/F"): NumberObject(4),
         NameObject("/Rect"): ArrayObject(map(FloatObject, (x, y, x + 40, y + 14))),
         NameObject("/AP"): DictionaryObject({NameObject("/N"): writer._add_object(form)})}
    )  # fmt: skip
    page = writer.pages[0]
    page[NameObject("/Annots")] = ArrayObject([*page.get("/Annots", []), writer._add_object(widget)])
    writer.write(path)
