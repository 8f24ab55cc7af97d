"""The files of the page: what ships is what its makers published, and loads as it is."""

import hashlib
import re
from pathlib import Path

import pytest

from mcp_mem0.server.client_app.document import ENTRY, order_modules
from mcp_mem0.server.explorer.page import locate_page

PAGE = locate_page()
VENDOR = PAGE / "vendor"
MODULES = {
    path.relative_to(PAGE).as_posix(): path.read_text(encoding="utf-8")
    for path in PAGE.rglob("*.js")
    if VENDOR not in path.parents
}
MODULE_LINES_MAX = 300


def read_sums() -> dict[str, str]:
    lines = (VENDOR / "SHA256SUMS").read_text().splitlines()
    return {name: digest for digest, name in (line.split("  ") for line in lines)}


def test_each_library_is_unchanged_and_has_its_licence() -> None:
    shipped = {
        path.relative_to(VENDOR).as_posix(): hashlib.sha256(path.read_bytes()).hexdigest()
        for path in VENDOR.glob("*/*")
    }

    assert shipped == read_sums()
    assert {path.parent.name for path in VENDOR.glob("*/LICENSE")} == {
        path.name for path in VENDOR.iterdir() if path.is_dir()
    }


def test_the_table_of_libraries_names_each_with_its_version() -> None:
    told = (VENDOR / "README.md").read_text(encoding="utf-8")
    versions = dict(re.findall(r"^\| (\w+) \| ([\d.]+) \| MIT \|", told, re.MULTILINE))

    assert versions.keys() == {path.name for path in VENDOR.iterdir() if path.is_dir()}
    for name, version in versions.items():
        library = next((VENDOR / name).glob("*.js")).read_text(encoding="utf-8")
        assert version in library


def test_every_module_is_used_and_loaded_with_the_page() -> None:
    page = (PAGE / "index.html").read_text(encoding="utf-8")
    preloaded = re.findall(r'<link rel="modulepreload" href="/explorer/assets/([^"]+)">', page)
    needed = order_modules(MODULES, ENTRY)

    assert sorted(needed) == sorted(MODULES)
    assert sorted(preloaded) == sorted(set(needed) - {ENTRY})


def test_what_the_page_names_is_there() -> None:
    page = (PAGE / "index.html").read_text(encoding="utf-8")
    named = re.findall(r'(?:href|src)="/explorer/assets/([^"]+)"', page)

    assert named
    assert [name for name in named if not (PAGE / name).is_file()] == []


@pytest.mark.parametrize("name", sorted(MODULES))
def test_no_module_makes_markup_or_code_from_words(name: str) -> None:
    forbidden = r"innerHTML|outerHTML|insertAdjacentHTML|document\.write|\beval\(|new Function"

    assert not re.findall(forbidden, MODULES[name])
    assert MODULES[name].count("\n") <= MODULE_LINES_MAX


def test_the_page_has_no_script_or_style_of_its_own() -> None:
    page = (PAGE / "index.html").read_text(encoding="utf-8")

    assert not re.findall(r"<style|\sstyle=|\son\w+=|<script(?![^>]* src=)", page)


def test_nothing_is_loaded_from_elsewhere() -> None:
    texts = [path.read_text(encoding="utf-8") for path in PAGE.rglob("*") if _is_ours(path)]
    places = {place for text in texts for place in re.findall(r"https?://[^\s\"')]+", text)}

    assert places <= {"http://www.w3.org/2000/svg"}


def _is_ours(path: Path) -> bool:
    return path.suffix in {".js", ".css", ".html"} and VENDOR not in path.parents
