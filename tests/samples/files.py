"""Samples as files, each in its form.

Rule: a file is written from the paper or from its text, never both mixed.
"""

from __future__ import annotations

from pathlib import Path

from tests.samples.chance import code
from tests.samples.model import Sample


def write(sample: Sample, folder: Path) -> Path:
    """Write a sample in its form into a folder that exists.

    Raises:
        FileNotFoundError: a PDF needs the Tinos fonts, and they are not installed.
    """
    path = folder / sample.name
    if sample.kind in ("txt", "md"):
        path.write_text(sample.text, "utf-8", newline="\n")
    elif sample.kind == "docx":
        from tests.samples.docx_file import write_docx

        write_docx(sample.paper, path)
    elif sample.kind == "html":
        from tests.samples.html_file import write_html

        write_html(sample.paper, path)
    else:
        from tests.samples.pdf_file import write_pdf, write_scan

        if sample.kind == "pdf":
            write_pdf(sample.paper, path)
        else:
            write_scan(sample.paper, path, seed=code(sample.name))
    return path
