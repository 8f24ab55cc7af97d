"""A short conversation of two friends in three sessions, and settings to remember it with."""

from datetime import UTC, datetime, timedelta, timezone

from mcp_mem0.config import DecidingSettings, ModelSettings, Settings
from mcp_mem0.domain.model.rows import Message
from mcp_mem0.evals.datasets.dataset import DatasetQuestion, LongConversation, Session, Turn

SPRING = datetime(2023, 5, 8, 13, 56, tzinfo=UTC)
SUMMER = datetime(2023, 7, 3, 23, 30, tzinfo=timezone(timedelta(hours=2)))
WINTER = datetime(2023, 12, 1, 9, 5, tzinfo=UTC)

BOAT = "I painted my boat red in the harbour"
BAKERY = "My sister Vera opened a bakery"
LIGHTHOUSE = "I climbed the lighthouse with my nephew"


def turn(id_: str, name: str, text: str, at: datetime | None = None) -> Turn:
    return Turn(id=id_, message=Message(role="user", content=text, name=name, at=at))


FRIENDS = LongConversation(
    name="ida/tom.1",
    sessions=(
        Session(
            said_at=SPRING,
            turns=(
                turn("D1:1", "Ida", "Hello Tom, what did you do at the weekend?"),
                turn("D1:2", "Tom", BOAT, SPRING + timedelta(minutes=2)),
            ),
        ),
        Session(
            said_at=SUMMER,
            turns=(turn("D2:1", "Ida", BAKERY), turn("D2:2", "Tom", "What does she bake?")),
        ),
        Session(said_at=WINTER, turns=(turn("D3:1", "Tom", LIGHTHOUSE),)),
    ),
    questions=(),
)
"""Two people who are both called "user"."""


def ask(text: str, asked_at: datetime | None = None) -> DatasetQuestion:
    return DatasetQuestion(id="1", text=text, category="any", answer="", asked_at=asked_at)


def settings_for(url: str = "", *, answers_max: int = 2, provider: str = "auto") -> Settings:
    """Settings that ask the model at a place, or none, and try again at once."""
    model = ModelSettings(base_url=url, name="scripted", timeout_s=20.0, retries=0)
    return Settings(
        model=model.model_copy(update={"provider": provider}),
        deciding=DecidingSettings(
            retry_first_s=0.01, retry_max_s=0.02, answers_max=answers_max, summary_every=0
        ),
    )
