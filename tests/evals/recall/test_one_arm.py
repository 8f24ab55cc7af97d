"""One question each that only words, only meaning and only time can answer, with the real model."""

from dataclasses import replace
from pathlib import Path

from mcp_mem0.app import App
from mcp_mem0.config import ModelSettings, RecallSettings, Settings
from mcp_mem0.evals.recall.recall_set import RecallSet, SetQuestion
from mcp_mem0.evals.recall.set_clock import SetClock
from mcp_mem0.evals.recall.set_evaluation import Origins, SetEvaluation
from mcp_mem0.evals.recall.set_files import load_recall_sets

ASKED = {
    "words": "Who approved LF-2093?",
    "meaning": "How much do I earn?",
    "time": "What was I reading in January?",
}
TIMELESS = "What was I reading?"


def take_part() -> tuple[RecallSet, dict[str, SetQuestion]]:
    """Return the part of the set that these questions are about, and the questions by kind."""
    (whole,) = load_recall_sets(only="one_arm")
    kept = ("ticket-", "m-", "t-book-", "beside-")
    tellings = tuple(each for each in whole.tellings if each.id.startswith(kept))
    by_text = {each.text: each for each in whole.questions}
    questions = {kind: by_text[text] for kind, text in ASKED.items()}
    return replace(whole, tellings=tellings), questions


async def find_first(
    store: Path, part: RecallSet, origins: Origins, asked: SetQuestion, recall: RecallSettings
) -> bool:
    """Return whether the first memory answers, with other weights of the searches."""
    settings = Settings(store=str(store), model=ModelSettings(provider="none"), recall=recall)
    async with App(settings, now=SetClock(part.now)) as app:
        services = await app.get_services()
        evaluation = SetEvaluation(
            remember=services.remember, recall=services.recall, limit=50, tokens_max=20_000
        )
        if not origins.by_episode:
            await evaluation.tell(part.tellings, origins)
        (outcome,) = await evaluation.ask([asked], origins)
    return outcome.is_first_right


async def test_each_search_answers_what_the_others_cannot(tmp_path: Path) -> None:
    part, questions = take_part()
    origins = Origins()
    store = tmp_path / "store"

    with_all = {
        kind: await find_first(store, part, origins, asked, RecallSettings())
        for kind, asked in questions.items()
    }
    without = {
        "words": await find_first(
            store, part, origins, questions["words"], RecallSettings(words_weight=0)
        ),
        "meaning": await find_first(
            store, part, origins, questions["meaning"], RecallSettings(vector_weight=0)
        ),
        "time": await find_first(
            store, part, origins, replace(questions["time"], text=TIMELESS), RecallSettings()
        ),
    }

    assert with_all == {"words": True, "meaning": True, "time": True}
    assert without == {"words": False, "meaning": False, "time": False}
