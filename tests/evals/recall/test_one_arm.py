"""One question each that only words, meaning, time or the graph answers, with the real model."""

from dataclasses import dataclass, field, replace
from pathlib import Path

from mcp_mem0.app.running import App
from mcp_mem0.config import GraphSettings, ModelSettings, RecallSettings, Settings
from mcp_mem0.evals.recall.recall_set import RecallSet, SetQuestion
from mcp_mem0.evals.recall.set_clock import SetClock
from mcp_mem0.evals.recall.set_evaluation import Origins, SetEvaluation
from mcp_mem0.evals.recall.set_files import load_recall_sets

ASKED = {
    "graph": "In which town does the mother of the organist of Saint Olave live?",
    "words": "Whose number is 0471 55 28 10?",
    "meaning": "How much do I earn?",
    "time": "What was I reading in January?",
}
EVERYTHING = RecallSettings()
TIMELESS = "What was I reading?"


def take_part() -> tuple[RecallSet, dict[str, SetQuestion]]:
    """Return the part of the set that these questions are about, and the questions by kind."""
    (whole,) = load_recall_sets(only="one_arm")
    kept = ("olave-", "torvald-", "ingegerd-", "home-", "phone-", "m-", "t-book-", "beside-")
    tellings = tuple(each for each in whole.tellings if each.id.startswith(kept))
    by_text = {each.text: each for each in whole.questions}
    questions = {kind: by_text[text] for kind, text in ASKED.items()}
    return replace(whole, tellings=tellings), questions


@dataclass(frozen=True, kw_only=True)
class ToldStore:
    """A store that was told the set."""

    folder: Path
    part: RecallSet
    origins: Origins = field(default_factory=Origins)

    async def is_answered(
        self, asked: SetQuestion, *, recall: RecallSettings = EVERYTHING, has_graph: bool = True
    ) -> bool:
        """Return whether all that answers is among the first five, and first what is first."""
        settings = Settings(
            store=str(self.folder),
            model=ModelSettings(provider="none"),
            recall=recall,
            graph=GraphSettings(enabled=has_graph),
        )
        async with App(settings, now=SetClock(self.part.now)) as app:
            services = await app.get_services()
            evaluation = SetEvaluation(
                remember=services.remember, recall=services.recall, limit=50, tokens_max=20_000
            )
            if not self.origins.by_episode:
                await evaluation.tell(self.part.tellings, self.origins)
            (outcome,) = await evaluation.ask([asked], self.origins)
        return outcome.is_first_right and outcome.compute_recall(5) == 1


async def test_each_search_answers_what_the_others_cannot(tmp_path: Path) -> None:
    part, asked = take_part()
    told = ToldStore(folder=tmp_path / "store", part=part)
    timeless = replace(asked["time"], text=TIMELESS)

    with_all = {kind: await told.is_answered(question) for kind, question in asked.items()}
    without = {
        "graph": await told.is_answered(asked["graph"], has_graph=False),
        "words": await told.is_answered(asked["words"], recall=RecallSettings(words_weight=0)),
        "meaning": await told.is_answered(asked["meaning"], recall=RecallSettings(vector_weight=0)),
        "time": await told.is_answered(timeless),
    }

    assert with_all == dict.fromkeys(("graph", "words", "meaning", "time"), True)
    assert without == dict.fromkeys(("graph", "words", "meaning", "time"), False)
