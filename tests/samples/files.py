"""Samples as files.

Rule: a file is written from the paper or from its text, never both mixed.
"""

from __future__ import annotations

from pathlib import Path

from tests.samples.model import Sample


def write(sample: Sample, folder: Path) -> Path:
    """Write a sample in its form into a folder that exists."""
    path = folder / sample.name
    path.write_text(sample.text, "utf-8", newline="\n")
    return path
