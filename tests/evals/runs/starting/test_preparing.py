"""A run goes on as it began: more systems may join, and nothing that would change its figures."""

from dataclasses import replace
from pathlib import Path

import pytest

from mcp_mem0.config import ModelSettings, Settings
from mcp_mem0.domain.errors import RequestError, SettingsError
from mcp_mem0.evals.runs.program import MeasuringProgram
from mcp_mem0.evals.runs.starting.preparing import (
    PreparedRun,
    RunWish,
    load_planned_data,
    prepare_run,
)
from tests.support.asked_run import ASKED, CONVERSATION, NAME, write_conversation
from tests.support.two_friends import settings_for

LOCAL = ("rules", "rules+tuned", "rag-512-2", "full-context", "vague-control")


@pytest.fixture
def wish(tmp_path: Path) -> RunWish:
    return RunWish(out=tmp_path / "run", data=write_conversation(tmp_path))


def without_model() -> Settings:
    return settings_for(provider="none")


def with_model(name: str = "scripted") -> Settings:
    settings = settings_for("http://127.0.0.1:9")
    return settings.model_copy(update={"model": settings.model.model_copy(update={"name": name})})


def begin(wish: RunWish, settings: Settings) -> PreparedRun:
    """Prepare a run, and write its plan as a run does."""
    prepared = prepare_run(wish, settings)
    prepared.folder.path.mkdir(exist_ok=True)
    prepared.folder.write_plan(prepared.plan)
    return prepared


def test_nothing_is_written_before_a_run_begins(wish: RunWish) -> None:
    prepared = prepare_run(wish, without_model())

    assert not wish.out.exists()
    assert prepared.before is None


def test_what_is_asked_at_the_end_is_planned(wish: RunWish) -> None:
    plan = prepare_run(wish, without_model()).plan

    assert plan.questions == {NAME: ASKED}
    assert plan.systems == LOCAL
    assert plan.models.answerer is None


def test_what_was_forgotten_is_not_asked_of_memories_that_forget_nothing(
    wish: RunWish, tmp_path: Path
) -> None:
    forgetting = CONVERSATION.replace('id = "shop"', 'id = "shop"\nuntil = 2') + (
        '\n[[ask]]\nid = "shop-forgotten"\nquestion = "Who opened a bakery?"\n'
        'category = "adversarial"\nafter = 3\n[[forget]]\nafter = 2\nturns = ["2:1"]\n'
    )
    (tmp_path / f"{NAME}.toml").write_text(forgetting, encoding="utf-8")

    assert prepare_run(wish, without_model()).plan.questions == {NAME: ("colour-now", "car")}


def test_a_run_goes_on_with_what_was_planned_and_more_systems(wish: RunWish) -> None:
    before = begin(replace(wish, systems=("rules",)), without_model())

    again = prepare_run(RunWish(out=wish.out), without_model())
    more = prepare_run(RunWish(out=wish.out, systems=("full-context",)), without_model())

    assert again.plan == before.plan
    assert again.dataset == before.dataset
    assert more.plan.systems == ("rules", "full-context")
    assert more.plan.id == before.plan.id


def test_a_run_of_an_experiment_alone_stays_one_until_more_is_wanted(
    wish: RunWish, tmp_path: Path
) -> None:
    known = '[[fact]]\nid = "red"\nsaid_in = ["1:2"]\nwho = "Tom"\nsays = ["boat", "red"]\n'
    (tmp_path / f"{NAME}.toml").write_text(CONVERSATION + known, encoding="utf-8")
    begin(replace(wish, experiments=("extraction",)), without_model())

    again = prepare_run(RunWish(out=wish.out), without_model())
    more = prepare_run(RunWish(out=wish.out, experiments=("questions",)), without_model())

    assert again.plan.experiments == ("extraction",)
    assert more.plan.experiments == ("extraction", "questions")


def test_a_model_may_join_a_run_that_had_none(wish: RunWish) -> None:
    begin(wish, without_model())

    plan = prepare_run(wish, with_model()).plan

    assert (plan.models.answerer, plan.systems) == ("scripted", LOCAL)


def test_models_that_were_named_before_need_not_be_named_again(wish: RunWish) -> None:
    begin(replace(wish, answer_model="large", judge_model="exact"), with_model())

    again = prepare_run(RunWish(out=wish.out), with_model())

    assert (again.plan.models.answerer, again.plan.models.judge) == ("large", "exact")
    with pytest.raises(RequestError, match="answerer's model was 'large' and is 'small'"):
        prepare_run(RunWish(out=wish.out, answer_model="small"), with_model())


def test_a_run_of_a_model_says_that_none_is_configured_any_more(wish: RunWish) -> None:
    begin(replace(wish, systems=("rules",)), with_model())

    with pytest.raises(RequestError, match="its model was 'scripted', and none is configured"):
        prepare_run(RunWish(out=wish.out), without_model())


def test_data_without_a_question_to_ask_is_refused(wish: RunWish, tmp_path: Path) -> None:
    said = CONVERSATION.partition("[[ask]]")[0]
    (tmp_path / f"{NAME}.toml").write_text(said, encoding="utf-8")

    with pytest.raises(RequestError, match="has no questions to ask at the end"):
        prepare_run(wish, without_model())


def test_a_folder_of_something_else_is_refused_before_anything_is_shown(wish: RunWish) -> None:
    wish.out.mkdir()
    (wish.out / "letter.txt").write_text("Dear Ida", encoding="utf-8")

    with pytest.raises(RequestError, match="is not empty and has no run"):
        prepare_run(wish, without_model())
    with pytest.raises(RequestError, match="is no folder: name the folder of a run, or a new one"):
        prepare_run(replace(wish, out=wish.out / "letter.txt"), without_model())


def test_the_plan_has_no_secret_and_no_address(wish: RunWish, tmp_path: Path) -> None:
    model = ModelSettings(base_url="http://127.0.0.1:9/geheim", api_key_file=str(tmp_path / "key"))
    (tmp_path / "key").write_text("sk-verysecret", encoding="utf-8")
    (tmp_path / "key").chmod(0o600)

    plan = prepare_run(wish, Settings(model=model)).plan.model_dump_json()

    assert not any(each in plan for each in ("geheim", "127.0.0.1", "verysecret", "key_file"))


def test_other_versions_of_the_prompts_of_its_systems_are_refused(wish: RunWish) -> None:
    before = begin(replace(wish, systems=("mem0-single",)), with_model())
    older = before.plan.model_copy(
        update={"prompts": {**before.plan.prompts, "decide": "decide-0"}}
    )
    before.folder.write_plan(older)

    check_refused(
        replace(wish, systems=("rules",)), with_model(), "the prompt decide was decide-0 and is"
    )


def test_every_program_that_worked_on_a_run_is_named(wish: RunWish) -> None:
    before = begin(wish, without_model())
    older = MeasuringProgram(version="0.0.1", commit=None)
    before.folder.write_plan(before.plan.model_copy(update={"programs": (older,)}))

    assert prepare_run(wish, without_model()).plan.programs == (older, *before.plan.programs)


def test_prompts_join_with_the_systems_that_need_them(wish: RunWish) -> None:
    local = begin(replace(wish, systems=("rules",)), with_model())
    more = begin(replace(wish, systems=("mem0g-paper",)), with_model())

    assert {*local.plan.prompts} == {"answering", "vague", "judge lenient", "judge strict"}
    assert {*more.plan.prompts} > {*local.plan.prompts, "extract", "update", "relations"}
    assert "decide" not in more.plan.prompts


def test_a_setting_may_be_another_where_nothing_was_measured_with_it(wish: RunWish) -> None:
    """Without a model its effort counts for nothing; once one is asked, it stays."""
    begin(wish, without_model())

    prepared = begin(wish, with_effort("high"))

    assert prepared.plan.settings["model"]["effort"] == "high"
    check_refused(wish, with_effort("low"), "model.effort was 'high' and is 'low'")


def with_effort(effort: str) -> Settings:
    settings = with_model()
    model = settings.model.model_copy(update={"effort": effort})
    return settings.model_copy(update={"model": model})


def write_other_data(wish: RunWish) -> None:
    assert wish.data is not None
    wish.data.write_text(CONVERSATION.replace("red in", "red at"), encoding="utf-8")


def check_refused(wish: RunWish, settings: Settings, told: str) -> None:
    with pytest.raises(RequestError, match=told) as refused:
        prepare_run(wish, settings)
    assert "name a new folder with --out" in str(refused.value)


def test_what_would_change_the_figures_is_refused_in_a_sentence(wish: RunWish) -> None:
    settings = with_model()
    begin(wish, settings)
    recall = settings.recall.model_copy(update={"limit": 7})

    check_refused(
        replace(wish, questions=1),
        settings,
        "3 questions about 1 conversation, and now others are chosen, 1 questions",
    )
    check_refused(
        replace(wish, judge_model="other"), settings, "its judge's model was 'scripted' and is"
    )
    check_refused(wish, with_model("newer"), "its memory's model was 'scripted' and is 'newer'")
    check_refused(
        wish, settings.model_copy(update={"recall": recall}), "recall.limit was 50 and is 7"
    )
    write_other_data(wish)
    check_refused(wish, settings, "the data 'boat' is not what it began with")


def test_without_a_model_what_needs_one_is_refused_and_what_does_not_is_named(
    wish: RunWish,
) -> None:
    with pytest.raises(SettingsError, match=r"mem0-single is built.*--systems local"):
        prepare_run(replace(wish, systems=("rules", "mem0-single")), without_model())
    with pytest.raises(SettingsError, match="'opus' is to be asked, and no endpoint"):
        prepare_run(replace(wish, judge_model="opus"), without_model())


def test_unknown_names_are_refused(wish: RunWish) -> None:
    with pytest.raises(RequestError, match="there is no system 'rulez'"):
        prepare_run(replace(wish, systems=("rulez",)), without_model())
    with pytest.raises(RequestError, match="there is no experiment 'growht'"):
        prepare_run(replace(wish, experiments=("growht",)), without_model())


def test_data_that_changed_is_not_reported_with_a_run(wish: RunWish) -> None:
    plan = begin(wish, without_model()).plan
    assert [each.name for each in load_planned_data(plan).conversations] == [NAME]

    write_other_data(wish)

    with pytest.raises(RequestError, match="has changed since the run began"):
        load_planned_data(plan)
