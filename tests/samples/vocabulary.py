"""The invented province's own vocabulary file: its places, and the few bodies and abbreviations no other place has.

Rule: what the shipped vocabulary knows (UBND, Sở Tài chính, Tỉnh ủy) is not said again; it only finds its places here.
"""

from __future__ import annotations

from collections.abc import Iterator

from tests.samples.world import DISTRICTS_END, World, slug

_HEAD = """\
# Vocabulary of the sample archive: the invented tỉnh Vân Lĩnh. None of its places and bodies exists.
# Named in archive.toml of an installation: vocabulary = ["documents/samples/vocabulary.toml"].
"""
_OWN = """
[[issuer]]
code = "ban-quan-ly-du-an-dau-tu-xay-dung"
name = "Ban Quản lý dự án đầu tư xây dựng"
short = ["BQLDAĐTXD"]
scope = "province"

[[issuer]]
code = "ban-quan-ly-khu-du-lich-khau-vac"
name = "Ban Quản lý khu du lịch Khau Vạc"
short = ["BQLKDLKV"]

[[abbreviation]]
short = "TTĐHTM"
expansions = ["Trung tâm điều hành thông minh"]
safe = true

[[abbreviation]]
short = "TCNSCĐ"
expansions = ["Tổ công nghệ số cộng đồng"]
safe = true
"""


def vocabulary_toml(world: World) -> str:
    """The file's text."""
    return "\n".join((_HEAD, "place = [", *_places(world), "]", _OWN))


def _places(world: World) -> Iterator[str]:
    top = world.province
    end = DISTRICTS_END.isoformat()
    yield _place(top.slug, top.name, top.kind)
    for area in world.districts:
        yield _place(f"{top.slug}.{area.slug}", area.name, area.kind, parent=top.slug, until=end)
    for area in world.communes:
        code = f"{top.slug}.{area.parent}.{area.slug}"
        yield _place(code, area.name, area.kind, parent=f"{top.slug}.{area.parent}", until=end)
    for area in world.later_communes:
        code = f"{top.slug}.{slug(area.kind)}-{area.slug}"
        yield _place(code, area.name, area.kind, parent=top.slug, since="2025-07-01")


def _place(code: str, name: str, kind: str, **more: str) -> str:
    given = {"code": code, "name": name, "kind": kind, **more}
    return f"  {{ {', '.join(f'{key} = {chr(34)}{value}{chr(34)}' for key, value in given.items())} }},"
