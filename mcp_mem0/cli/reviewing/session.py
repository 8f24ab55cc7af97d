"""A review at a terminal: it goes on after each answer, until the person quits."""

import re
import sys
from collections.abc import Iterator
from dataclasses import dataclass, replace
from typing import Final

from mcp_mem0.app.reads import READ_REVIEW
from mcp_mem0.cli.invocation import Invocation
from mcp_mem0.cli.output.receipts import format_command, print_receipt, wrap_except_commands
from mcp_mem0.cli.output.terminal import write, write_error
from mcp_mem0.cli.reviewing.acts import ReviewActs, choose_doubt, parse_keep
from mcp_mem0.domain.errors import Mem0Error, RequestError, quote_value
from mcp_mem0.domain.rendering.browsing.reviews import render_review
from mcp_mem0.domain.requests.model import ReviewRequest
from mcp_mem0.domain.results.review import Review

_CONFLICT: Final = re.compile(r"c(\d{1,6})", re.IGNORECASE)
_NUMBER: Final = re.compile(r"\d{1,9}")
_QUIT: Final = frozenset({"q", "quit", "exit"})
_LIST: Final = frozenset({"l", "list"})


@dataclass(kw_only=True)
class ReviewSession:
    """Shows a review page by page, and does what a person says about it.

    Conflicts are those of the first page that was read, so that their numbers stay. Later pages go
    on before the last change that was shown, so that neither an undo nor what others write
    meanwhile leaves out a change.
    """

    run: Invocation
    request: ReviewRequest
    _shown: Review | None = None

    def hold(self) -> None:
        """Show the first page, then ask until the person quits."""
        review = self._read(self.request)
        if not review.items:
            self.run.check_named_space()
        self._show(review)
        if not review.items and not review.page_doubts and not review.has_next_page:
            return
        while self._ask():
            pass

    def _ask(self) -> bool:
        """Ask once; return whether to go on."""
        write(self._build_question())
        line = sys.stdin.readline()
        words = line.split()
        if not line:
            # After Ctrl-D, what the shell writes next begins a line.
            write("\n")
            return False
        if words and words[0].lower() in _QUIT:
            return False
        if not words and not self._review.has_next_page:
            return False
        try:
            self._answer(words)
        except Mem0Error as error:
            write_error(f"mcp-mem0: {error}\n")
        return True

    def _answer(self, words: list[str]) -> None:
        if not words:
            self._show_next_page()
            return
        first, *rest = words
        conflict = _CONFLICT.fullmatch(first)
        if first.lower() in _LIST:
            self._show(self._read(replace(self.request, page=1)))
        elif conflict is not None:
            self._settle(int(conflict[1]), " ".join(rest))
        elif _NUMBER.fullmatch(first):
            receipt = ReviewActs(run=self.run).undo(self._choose_spaces(rest), int(first))
            print_receipt(receipt, as_json=False)
        else:
            raise RequestError(
                f"{quote_value(' '.join(words))} is not a number in the review: nothing was changed"
            )

    def _choose_spaces(self, words: list[str]) -> tuple[str, ...]:
        if not words:
            return self.request.spaces
        named = " ".join(words)
        if named not in self.request.spaces:
            raise RequestError(f"the review has no space {quote_value(named)}: nothing was undone")
        return (named,)

    def _settle(self, number: int, answer: str) -> None:
        doubt = choose_doubt(self._review, number)
        if not answer:
            write(f"c{number}: keep the first, the second or both? (1, 2, b; Enter: leave it) ")
            answer = sys.stdin.readline().strip()
        if answer:
            receipt = ReviewActs(run=self.run).settle(doubt, parse_keep(answer))
            print_receipt(receipt, as_json=False)

    def _show_next_page(self) -> None:
        seen = self._review
        rest = replace(seen, items=(), withheld=(), left_out=0, next_before=None)
        if seen.next_before is not None:
            rest = self._read(replace(self.request, page=1, before=seen.next_before))
        self._show(replace(rest, page=seen.page + 1, doubts=seen.doubts))

    def _show(self, review: Review) -> None:
        self._shown = review
        write(wrap_except_commands(render_review(review, format_command)) + "\n", for_person=True)

    def _read(self, request: ReviewRequest) -> Review:
        return self.run.read(READ_REVIEW, request)

    @property
    def _review(self) -> Review:
        """The page that is shown."""
        if self._shown is None:
            raise LookupError("no page has been shown")
        return self._shown

    def _build_question(self) -> str:
        return f"Undo which number? ({'; '.join(self._list_choices())}) "

    def _list_choices(self) -> Iterator[str]:
        if self._review.doubts:
            yield "c1: settle that conflict"
        yield "l: list again"
        if self._review.has_next_page:
            yield "Enter: next page; q: quit"
        else:
            yield "Enter: quit"
