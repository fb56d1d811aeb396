"""The outer shell of the pages, and the headers around every answer."""

from __future__ import annotations

import ast
import base64
import hashlib
import re
from pathlib import Path

import pytest

from archive.web.shell import PAGES
from tests.web.conftest import Ask


@pytest.mark.parametrize("path", PAGES)
def test_the_shell_is_vietnamese(ask: Ask, path: str) -> None:
    answer = ask("GET", f"{path}?q=x")
    page = answer.body.decode()
    assert answer.status == 200
    assert '<html lang="vi">' in page
    assert "<title>Kho văn bản</title>" in page
    assert "JavaScript trong trình duyệt" in page
    assert not re.search("You need|Streamlit app", page)
    assert 'src="./static/js/' in page, "it is still the shell that starts the page"


def test_the_policy_names_the_inline_script_and_nothing_from_elsewhere(ask: Ask) -> None:
    answer = ask("GET", "/")
    policy = dict(part.split(" ", 1) for part in answer.headers["content-security-policy"].split("; "))
    (script,) = re.findall(r"<script>(.*?)</script>", answer.body.decode(), re.DOTALL)
    digest = base64.b64encode(hashlib.sha256(script.encode()).digest()).decode()
    assert policy["script-src"].split() == ["'self'", "blob:", f"'sha256-{digest}'"]
    assert policy["default-src"] == "'self'"
    assert policy["img-src"] == "'self' data: blob:"
    assert "http" not in answer.headers["content-security-policy"]


@pytest.mark.parametrize("headers", [{}, {"Range": "bytes=0-3"}])
@pytest.mark.parametrize("path", ["/khong-co", "/doc/1", "/index.html", "/nap/"])
def test_where_streamlit_would_show_its_shell_there_is_no_page(ask: Ask, path: str, headers: dict[str, str]) -> None:
    answer = ask("GET", path, headers=headers)
    assert answer.status == 404
    assert "Không có trang này" in answer.body.decode()
    assert answer.headers["content-security-policy"].startswith("default-src 'none'")


@pytest.mark.parametrize("path", ["/", "/favicon.png", "/khong-co", "/tep/0"])
def test_every_answer_has_the_safety_headers(root: Path, ask: Ask, path: str) -> None:
    headers = ask("GET", path).headers
    assert (headers["x-content-type-options"], headers["referrer-policy"]) == ("nosniff", "same-origin")


def test_another_name_for_this_machine_is_refused(ids: list[str], ask: Ask) -> None:
    """A page elsewhere that lets its own name point here (DNS rebinding) gets nothing."""
    answer = ask("GET", f"/tep/{ids[0]}", headers={"Host": "ngoai.example"})
    assert answer.status == 400
    assert ask("GET", f"/tep/{ids[0]}", headers={"Host": "127.0.0.1:8501"}).status == 200


def test_the_icon_is_ours(ask: Ask) -> None:
    answer = ask("GET", "/favicon.png")
    assert answer.headers["content-type"] == "image/png"
    assert answer.body.startswith(b"\x89PNG")


def test_the_app_is_written_as_streamlit_looks_for_it() -> None:
    """`app = make_app()` would be run as a plain script, and every route answered with the shell."""
    tree = ast.parse((Path(__file__).parents[2] / "app.py").read_text("utf-8"))
    (call,) = [
        node.value for node in tree.body if isinstance(node, ast.Assign) and ast.unparse(node.targets[0]) == "app"
    ]
    assert isinstance(call, ast.Call)
    assert ast.unparse(call.func) == "st.App"
