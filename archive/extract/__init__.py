"""A file to cleaned text with pages."""
