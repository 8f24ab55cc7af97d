"""The page as one document: its modules in order, and nothing that would be loaded."""

import re

import pytest

from mcp_mem0.app.explorer.client_app import read_document
from mcp_mem0.server.client_app.document import build_document, order_modules

FILES = {
    "index.html": (
        "<!doctype html>\n<html><head>\n"
        '  <link rel="icon" href="/explorer/assets/icon.svg" type="image/svg+xml">\n'
        '  <link rel="stylesheet" href="/explorer/assets/styles/base.css">\n'
        '  <script type="module" src="/explorer/assets/main.js"></script>\n'
        "</head><body></body></html>\n"
    ),
    "styles/base.css": "body { margin: 0; }\n",
    "main.js": 'import { greet } from "./core/words.js";\ngreet("</script>");\n',
    "core/words.js": (
        'import { NAME as name } from "./names.js";\n'
        "export function greet(text) {\n  return `${name}: ${text}`;\n}\n"
    ),
    "core/names.js": 'export const NAME = "Mira";\n',
    "vendor/cytoscape/cytoscape.min.js": "var cytoscape;\n",
    "vendor/uplot/uPlot.iife.min.js": "var uPlot;\n",
}


def test_modules_come_after_those_that_they_import() -> None:
    assert order_modules(FILES, "main.js") == ["core/names.js", "core/words.js", "main.js"]


def test_what_modules_import_and_export_is_handed_on() -> None:
    page = build_document(FILES)

    assert "<style>\nbody { margin: 0; }\n</style>" in page
    assert "const { NAME: name } = module_core_names_js;" in page
    assert "return { greet };" in page
    assert "export" not in page


def test_no_word_in_a_script_ends_it() -> None:
    page = build_document(FILES)

    assert page.count("</script>") == page.count("<script") == 3
    assert 'greet("<\\/script>")' in page


def test_modules_in_a_circle_are_refused() -> None:
    circle = {**FILES, "core/names.js": 'import { greet } from "./words.js";\n'}

    with pytest.raises(ValueError, match=r"circle: main.js → core/words.js → core/names.js"):
        build_document(circle)


def test_the_document_of_the_page_loads_nothing() -> None:
    page = read_document()
    markup = re.sub(r"<(script|style)[^>]*>.*?</\1>", "", page, flags=re.DOTALL)

    assert not re.findall(r'(?:src|href)="(?!#)[^"]*"', markup)
    assert "import {" not in page
    assert page.count('<script type="module">') == 1
