"""The explorer's page as one document, for clients that show pages and load nothing else.

Its parts are put into it as they are. Each module becomes a function that returns what it exports,
so the modules keep their names to themselves; they import by `import { a, b } from "./c.js"`,
export by `export` before a declaration, and never in a circle.
"""

import re
from collections.abc import Iterator, Mapping
from posixpath import dirname, join, normpath
from typing import Final

INDEX: Final = "index.html"
ENTRY: Final = "main.js"
SCRIPTS: Final = ("vendor/cytoscape/cytoscape.min.js", "vendor/uplot/uPlot.iife.min.js")
"""Libraries that the page loads when it first needs them; here they are part of it."""

_IMPORT: Final = re.compile(
    r'^import \{(?P<names>[^}]*)\} from "(?P<path>\.[^"]+)";\n', re.MULTILINE
)
_EXPORT: Final = re.compile(
    r"^export (?=(?:async function|function|class|const|let) (?P<name>\w+))", re.MULTILINE
)
_STYLE: Final = re.compile(
    r'^ *<link rel="stylesheet" href="/explorer/assets/(?P<path>[^"]+)">\n', re.MULTILINE
)
_OTHER_LINK: Final = re.compile(r'^ *<link rel="(?:icon|modulepreload)"[^>]*>\n', re.MULTILINE)
_ENTRY_TAG: Final = re.compile(r'^ *<script type="module"[^>]*></script>\n', re.MULTILINE)


def build_document(files: Mapping[str, str]) -> str:
    """Return the page with its styles and scripts inside.

    Args:
        files: The texts of the page's files by their paths below its folder.

    Raises:
        KeyError: A file that the page names is not there.
        ValueError: Modules import each other in a circle.
    """
    page = _STYLE.sub(lambda found: f"<style>\n{files[found['path']]}</style>\n", files[INDEX])
    page = _ENTRY_TAG.sub("", _OTHER_LINK.sub("", page))
    scripts = [f"<script>\n{_protect(files[path])}</script>\n" for path in SCRIPTS]
    modules = "".join(_wrap(path, files[path]) for path in order_modules(files, ENTRY))
    inside = f'{"".join(scripts)}<script type="module">\n{_protect(modules)}</script>\n'
    return page.replace("</body>", f"{inside}</body>")


def order_modules(files: Mapping[str, str], entry: str) -> list[str]:
    """Return the modules that an entry needs, each after those that it imports.

    Raises:
        KeyError: One is not there.
        ValueError: They import each other in a circle.
    """
    ordered: list[str] = []
    _visit(files, entry, ordered, ())
    return ordered


def _visit(files: Mapping[str, str], path: str, ordered: list[str], above: tuple[str, ...]) -> None:
    if path in above:
        raise ValueError(f"modules import each other in a circle: {' → '.join((*above, path))}")
    if path in ordered:
        return
    for imported in _find_imports(path, files[path]):
        _visit(files, imported, ordered, (*above, path))
    ordered.append(path)


def _find_imports(path: str, text: str) -> Iterator[str]:
    for found in _IMPORT.finditer(text):
        yield _resolve(path, found["path"])


def _resolve(path: str, imported: str) -> str:
    return normpath(join(dirname(path), imported))


def _wrap(path: str, text: str) -> str:
    """Return a module as a constant with what it exports."""
    names = [found["name"] for found in _EXPORT.finditer(text)]
    body = _IMPORT.sub(
        lambda found: (
            f"const {{{found['names'].replace(' as ', ': ')}}} ="
            f" {_name_module(_resolve(path, found['path']))};\n"
        ),
        text,
    )
    body = _EXPORT.sub("", body)
    return (
        f"const {_name_module(path)} = (() => {{\n{body}return {{ {', '.join(names)} }};\n}})();\n"
    )


def _name_module(path: str) -> str:
    return "module_" + re.sub(r"\W", "_", path)


def _protect(script: str) -> str:
    """Return a script in which nothing ends the element that holds it."""
    return script.replace("</script", "<\\/script").replace("<!--", "<\\!--")
