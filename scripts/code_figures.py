"""Prints the figures of the code by which its style is judged, beside those of another revision.

    python -m scripts.code_figures [REVISION]

The method: a module's lines are physical ones, without `__init__.py` and files of five lines or
fewer; a function's are without its docstring; names are those of all functions and methods but
dunders and properties.
"""

import ast
import io
import subprocess
import sys
import tarfile
import tempfile
import tokenize
from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from pathlib import Path
from statistics import median
from typing import Final

ROOT: Final = Path(__file__).parents[1]
PACKAGE: Final = "mcp_mem0"
SHORT_FILE_LINES: Final = 5
LONG_MODULE_LINES: Final = 300
LONG_FUNCTION_LINES: Final = 40


def _split_words(*lines: str) -> frozenset[str]:
    return frozenset(word for line in lines for word in line.split())


VERBS: Final = _split_words(
    "abort accept acknowledge acquire adapt add adjust advance aggregate align allow amend",
    "annotate announce answer append apply approve archive arrange ask assemble assert",
    "assess assign attach attribute authenticate authorize await back backup balance batch",
    "begin bind block boost bound break bring build bundle cache calculate call cancel",
    "canonicalize cap capture carry cast catch centre change charge check choose chunk cite",
    "claim classify clean clear click clip clone close coalesce code collapse collate",
    "collect combine come commit compact compare compile complete compose compress compute",
    "concatenate configure confirm connect consider construct consume contain continue",
    "convert copy correct count cover create crop cut deactivate debounce decide declare",
    "decode decorate decrypt dedupe deduplicate defer define degrade delay delete deliver",
    "demand deny depend derive describe deserialize destroy detach detect determine diff",
    "digest disable discard disclose disconnect discover dispatch display divide do",
    "download drain draw drop dump echo edit elect embed emit empty enable encode encrypt",
    "end enforce enqueue ensure enter enumerate equalize erase escape establish estimate",
    "evaluate evict examine exclude execute exit expand expect expire explain explore",
    "export expose extend extract factor fail fetch fill filter finalize find finish fit",
    "fix flag flatten flush fold follow force forget fork format forward free freeze fuse",
    "gather generate get give go grant group grow guard guess handle hash have heal help",
    "hide hint hold hook identify ignore import improve include increment indent index",
    "infer inform init initialize insert inspect install instantiate interpret interrupt",
    "intersect invalidate invert invoke issue iterate join judge keep kill know label",
    "launch layer lead learn leave let lift limit link lint list listen load locate lock",
    "log look lower maintain make manage map mark mask match materialize measure meet merge",
    "migrate mirror mix modify monitor mount move mutate name narrow negotiate nest",
    "normalise normalize note notice notify number obey observe obtain offer omit open",
    "optimize order organize overlap override pack pad page pair parse partition pass paste",
    "patch pause perform permit persist pick pin ping place plan play plot poll pool pop",
    "populate post prefer prefix preload prepare prepend present preserve prevent preview",
    "print prioritize probe proceed process produce project promise promote prompt",
    "propagate propose protect prove provide prune publish pull purge push put qualify",
    "query queue quiet quote raise rank rate reach react read rebase rebuild recall receive",
    "recognise recognize recompute reconcile reconnect record recover redact redirect",
    "reduce refer refine reflect refresh refuse register reject relate relay release reload",
    "remap remember remove rename render renew reopen reorder repair repeat replace replay",
    "reply report request require rerank rescore reset reshape resolve respond restart",
    "restore restrict resume retire retry return reuse revert review revise revoke rewrite",
    "roll rotate round route run sample sanitize save scale scan schedule scope score scrub",
    "search seek select send separate serialize serve set settle setup shape share shift",
    "shorten show shrink shuffle shut sign simplify simulate skip slice snapshot snip sort",
    "spawn spell spend splice split spread stage stamp start state stay step stop store",
    "stream strip subscribe substitute suggest sum summarise summarize supply support",
    "suppress suspend swap switch sync synthesize take tear tell terminate test throttle",
    "throw tick tidy tie time tokenise tokenize touch trace track trail train transfer",
    "transform translate traverse treat trim try tune turn type unblock undo unescape",
    "unfold uninstall unlock unpack unregister unsubscribe unwrap update upgrade upload",
    "upsert use validate vary verify view visit vote wait wake walk warm warn watch weigh",
    "widen wipe withdraw withhold work wrap write yield",
)

PREDICATES: Final = _split_words(
    "can did does had has is may must needs should wants was were will would",
)

IRREGULAR_PARTICIPLES: Final = _split_words(
    "begun bought broken brought built caught chosen dealt done drawn driven eaten fallen",
    "fed felt forgotten found fused given gone grown heard held hidden hurt kept known laid",
    "lain left lent lost made meant met outrun overrun paid ridden risen said seen sent",
    "shown sold sorted sought spelt spent spoken stolen stood struck sung sunk sworn taken",
    "thought told torn understood undone unkept unknown unsaid unseen won worn wound",
    "written",
)

NO_PARTICIPLES: Final = _split_words(
    "bed bring embed exceed feed hundred king need proceed red ring seed shed speed spring",
    "string succeed thing",
)
"""Words that end like a participle and are none."""

BARE_WORDS: Final = _split_words(
    "about after against all alone any around as at before behind below beside between beyond",
    "both by down each else every for from he here in inside into it its near nobody none of",
    "off on onto out over per same she so some than that then there these they this those",
    "through to under up us via we what which who whom with within without",
)
"""Prepositions and pronouns: on their own they name nothing."""

_BROAD_ERRORS: Final = frozenset({"Exception", "BaseException"})

FunctionNode = ast.FunctionDef | ast.AsyncFunctionDef


@dataclass(frozen=True, slots=True)
class Function:
    """A function or method of the package."""

    file: Path
    name: str
    node: FunctionNode
    is_property: bool

    @property
    def words(self) -> list[str]:
        """The words of its name."""
        return [word for word in self.name.strip("_").lower().split("_") if word]

    @property
    def line_count(self) -> int:
        """Its lines without its docstring."""
        first, *_ = self.node.body
        has_docstring = ast.get_docstring(self.node, clean=False) is not None
        docstring = _span(first) if has_docstring else 0
        return _span(self.node) - docstring


def classify_name(words: Sequence[str]) -> str:
    """Return what a name begins with: a verb, a predicate, a participle, or else a noun."""
    first = words[0] if words else ""
    if first in PREDICATES:
        return "predicate"
    if first in IRREGULAR_PARTICIPLES or _looks_like_participle(first):
        return "participle"
    return "verb" if first in VERBS else "noun"


def find_functions(package: Path) -> list[Function]:
    """Return all functions of a package but dunders, nested ones too."""
    return [
        Function(file, node.name, node, _is_property(node))
        for file in sorted(package.rglob("*.py"))
        for node in ast.walk(ast.parse(file.read_text(encoding="utf-8")))
        if isinstance(node, FunctionNode)
        and not (node.name.startswith("__") and node.name.endswith("__"))
    ]


def find_repeated_class_names(package: Path) -> dict[str, list[str]]:
    """Return the class names that stand for two things, each with the files that define it.

    A leading underscore tells nobody apart. Enclosed classes count too.
    """
    files: dict[str, list[str]] = {}
    for file in sorted(package.rglob("*.py")):
        for node in ast.walk(ast.parse(file.read_text(encoding="utf-8"))):
            if isinstance(node, ast.ClassDef):
                files.setdefault(node.name.strip("_"), []).append(str(file))
    return {name: where for name, where in files.items() if len(where) > 1}


def count_modules(package: Path) -> dict[Path, int]:
    """Return how many modules each folder has, not counting `__init__.py`."""
    folders = {file.parent for file in package.rglob("*.py")}
    return {
        folder: sum(file.name != "__init__.py" for file in folder.glob("*.py"))
        for folder in sorted(folders)
    }


def measure(root: Path) -> dict[str, str]:
    """Return the figures of a tree, each under its name."""
    package = root / PACKAGE
    texts = {file: file.read_text(encoding="utf-8") for file in sorted(package.rglob("*.py"))}
    functions = find_functions(package)
    named = [function for function in functions if not function.is_property]
    kinds = [classify_name(function.words) for function in named]
    lines = [line for text in texts.values() for line in text.splitlines()]
    modules = [
        count
        for file, text in texts.items()
        if file.name != "__init__.py" and (count := len(text.splitlines())) > SHORT_FILE_LINES
    ]
    lengths = [function.line_count for function in functions]
    filled = sum(bool(line.strip()) for line in lines)
    comments = sum(map(_count_comments, texts.values()))
    docstrings = sum(map(_count_docstring_lines, texts.values()))
    broad = sum(map(_count_broad_excepts, texts.values()))
    tests = [*(root / "tests").rglob("test_*.py")]
    counted = sum(file.read_text(encoding="utf-8").count("def test_") for file in tests)
    return {
        "files": f"{len(texts):,}",
        "lines, blank ones not counted": f"{filled:,}",
        "lines": f"{len(lines):,}",
        "lines of a module, median / p90 / max": _spread(modules),
        f"modules of more than {LONG_MODULE_LINES} lines": str(
            sum(count > LONG_MODULE_LINES for count in modules)
        ),
        "modules in a folder, max": str(max(count_modules(package).values())),
        "lines of a function, median / p90 / max": _spread(lengths),
        f"functions of more than {LONG_FUNCTION_LINES} lines": str(
            sum(count > LONG_FUNCTION_LINES for count in lengths)
        ),
        "comment lines, %": _percent(comments, len(lines)),
        "docstring lines, %": _percent(docstrings, len(lines)),
        "annotated parameters and returns, %": _percent(*_count_annotations(functions)),
        "broad excepts in 1,000 lines": f"{1_000 * broad / filled:.2f} ({broad})",
        "names of one word, %": _percent(sum(len(each.words) == 1 for each in named), len(named)),
        "names that begin with a verb or predicate, %": _percent(
            sum(kind in {"verb", "predicate"} for kind in kinds), len(kinds)
        ),
        "names that begin with a participle, %": _percent(kinds.count("participle"), len(kinds)),
        "names that end in a preposition or pronoun, %": _percent(
            sum(each.words[-1:] != [] and each.words[-1] in BARE_WORDS for each in named),
            len(named),
        ),
        "length of a name, median": f"{median(len(each.name.strip('_')) for each in named):.0f}",
        "class names that stand for two things": str(len(find_repeated_class_names(package))),
        "test functions": f"{counted:,}",
    }


def main(arguments: Sequence[str]) -> None:
    """Print the figures, beside those of a revision if one is named."""
    now = measure(ROOT)
    if not arguments:
        _print_table([(name, figure) for name, figure in now.items()])
        return
    with tempfile.TemporaryDirectory() as folder:
        _unpack(arguments[0], Path(folder))
        before = measure(Path(folder))
    _print_table([("", arguments[0], "now"), *((name, before[name], now[name]) for name in now)])


def _unpack(revision: str, folder: Path) -> None:
    archive = subprocess.run(  # noqa: S603 - a revision is no option after --end-of-options
        ["git", "-C", ROOT, "archive", "--end-of-options", revision, PACKAGE, "tests"],  # noqa: S607
        check=True,
        capture_output=True,
    ).stdout
    with tarfile.open(fileobj=io.BytesIO(archive)) as packed:
        packed.extractall(folder, filter="data")


def _print_table(rows: Sequence[Sequence[str]]) -> None:
    widths = [max(map(len, column)) for column in zip(*rows, strict=True)]
    for row in rows:
        cells = (cell.ljust(width) for cell, width in zip(row, widths, strict=True))
        print("  ".join(cells).rstrip())  # noqa: T201 - it is what the script is for


def _looks_like_participle(word: str) -> bool:
    return word not in NO_PARTICIPLES and len(word) > len("need") and word.endswith(("ed", "ing"))


def _is_property(node: FunctionNode) -> bool:
    names = [ast.unparse(decorator) for decorator in node.decorator_list]
    return any(name.endswith(("property", ".setter", ".deleter")) for name in names)


def _span(node: ast.stmt) -> int:
    return (node.end_lineno or node.lineno) - node.lineno + 1


def _count_comments(text: str) -> int:
    tokens = tokenize.generate_tokens(io.StringIO(text).readline)
    return sum(token.type == tokenize.COMMENT for token in tokens)


def _count_docstring_lines(text: str) -> int:
    nodes = ast.walk(ast.parse(text))
    owners = (ast.Module, ast.ClassDef, ast.FunctionDef, ast.AsyncFunctionDef)
    return sum(
        _span(node.body[0])
        for node in nodes
        if isinstance(node, owners) and ast.get_docstring(node, clean=False) is not None
    )


def _count_broad_excepts(text: str) -> int:
    handlers = (node for node in ast.walk(ast.parse(text)) if isinstance(node, ast.ExceptHandler))
    return sum(
        handler.type is None
        or (isinstance(handler.type, ast.Name) and handler.type.id in _BROAD_ERRORS)
        for handler in handlers
    )


def _count_annotations(functions: Sequence[Function]) -> tuple[int, int]:
    slots = [slot for function in functions for slot in _find_slots(function.node)]
    return sum(slots), len(slots)


def _find_slots(node: FunctionNode) -> Iterator[bool]:
    """Return for each parameter and for the return whether it has a type."""
    arguments = node.args
    for argument in [*arguments.posonlyargs, *arguments.args, *arguments.kwonlyargs]:
        if argument.arg not in {"self", "cls"}:
            yield argument.annotation is not None
    yield node.returns is not None


def _spread(counts: Sequence[int]) -> str:
    ordered = sorted(counts)
    return f"{median(ordered):.0f} / {ordered[len(ordered) * 9 // 10]} / {ordered[-1]}"


def _percent(part: int, whole: int) -> str:
    return f"{100 * part / whole:.1f}"


if __name__ == "__main__":
    main(sys.argv[1:])
