"""Keep what was put in and what was read: `Files` (originals, what people said) and `Catalogue` (SQL).

Originals are named by their SHA-256 and never change; everything in the catalogue can be made again from them.
"""
