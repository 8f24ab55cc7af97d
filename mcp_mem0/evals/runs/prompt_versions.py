"""The prompts of a run, by what they are for, and their versions."""

from collections.abc import Iterable, Mapping
from typing import Final

from mcp_mem0.evals.systems.catalogue import list_constructions
from mcp_mem0.evals.systems.system import Pipeline, SystemSpec
from mcp_mem0.prompts import (
    answering,
    decide,
    extract,
    judging,
    relations,
    second_look,
    summary,
    update,
    vague,
)

_ASKING: Final = {
    "answering": answering.VERSION,
    "vague": vague.VERSION,
    "judge lenient": judging.LENIENT_VERSION,
    "judge strict": judging.STRICT_VERSION,
}

_DECIDING: Final[Mapping[Pipeline, Mapping[str, str]]] = {
    "single": {"decide": decide.VERSION, "second look": second_look.VERSION},
    "paper": {
        "extract": extract.VERSION,
        "update": update.VERSION,
        "relations": relations.VERSION,
        "conflicts": relations.CONFLICTS_VERSION,
    },
}


def list_prompt_versions(systems: Iterable[SystemSpec]) -> Mapping[str, str]:
    """Return the versions of the prompts that build, answer and judge for some systems."""
    versions = dict(_ASKING)
    for construction in list_constructions(systems):
        if construction.pipeline is not None:
            versions |= {**_DECIDING[construction.pipeline], "summary": summary.VERSION}
    return versions
