"""The calls that look at whole spaces: the graph, names, filters, statistics and settings."""

import time
from collections.abc import Sequence
from dataclasses import dataclass
from typing import Any, Final

from mcp_mem0.domain.errors import DeniedError, RequestError
from mcp_mem0.domain.graph.model import HOPS_MAX, AsOf
from mcp_mem0.domain.graph.overview import NODES_MAX
from mcp_mem0.domain.rendering.explorer.figures import StatisticsModel, build_statistics_model
from mcp_mem0.domain.rendering.explorer.paths import PathsModel, build_paths_model
from mcp_mem0.domain.rendering.explorer.pictures import (
    FiltersModel,
    MentionedNameModel,
    MentionedNamesModel,
    PictureModel,
    build_filters_model,
    build_picture_model,
)
from mcp_mem0.domain.rendering.explorer.waiting import SettingsModel, build_settings_model
from mcp_mem0.domain.requests.parsing import parse_about_request
from mcp_mem0.domain.requests.parsing.checks import (
    check_names,
    check_whole_number,
    parse_search_time,
    resolve_space,
)
from mcp_mem0.domain.requests.parsing.parse_history import resolve_spaces
from mcp_mem0.domain.text.normalise import drop_blank, shorten
from mcp_mem0.server.explorer.calls import ExplorerCall, Person
from mcp_mem0.server.explorer.inputs import (
    AsOfInput,
    GraphInput,
    NamesInput,
    NoInput,
    PathsInput,
    SpaceInput,
    StatisticsInput,
)
from mcp_mem0.server.explorer.memory import ExplorerMemory
from mcp_mem0.server.mcp.memory import Terms

NAMES_MAX: Final = 100
DAYS_MAX: Final = 366
PREFIX_CHARS_MAX: Final = 200


@dataclass(frozen=True, kw_only=True)
class LookingOver:
    """Answers them from one memory."""

    memory: ExplorerMemory
    terms: Terms

    def build_calls(self) -> Sequence[ExplorerCall[Any]]:
        """Return the calls."""
        return (
            ExplorerCall(name="graph", arguments=GraphInput, answer=self.draw_graph),
            ExplorerCall(name="paths", arguments=PathsInput, answer=self.find_paths),
            ExplorerCall(name="names", arguments=NamesInput, answer=self.find_names),
            ExplorerCall(name="filters", arguments=SpaceInput, answer=self.count_names),
            ExplorerCall(name="statistics", arguments=StatisticsInput, answer=self.count_days),
            ExplorerCall(name="settings", arguments=NoInput, answer=self.show_settings),
        )

    async def draw_graph(self, arguments: GraphInput, person: Person) -> PictureModel:
        """Return the most connected entities of a space, or what surrounds some names."""
        started = time.perf_counter()
        names = check_names(arguments.names, name="names", count_max=self.terms.limits.names_max)
        answer = await self.memory.draw_space(
            _choose_space(arguments, person),
            names,
            hops=check_whole_number(arguments.hops, 1, HOPS_MAX, name="hops"),
            limit=check_whole_number(arguments.limit, 1, NODES_MAX, name="limit"),
            as_of=self._parse_as_of(arguments, person),
        )
        return build_picture_model(answer, milliseconds=_measure_ms(started))

    async def find_paths(self, arguments: PathsInput, person: Person) -> PathsModel:
        """Return the shortest paths between two names."""
        as_of = self._parse_as_of(arguments, person)
        request = parse_about_request(
            [arguments.source, arguments.target],
            caller=person.caller,
            limits=self.terms.limits,
            space=_choose_space(arguments, person),
            valid_at=as_of.valid_at and as_of.valid_at.isoformat(),
            known_at=as_of.known_at and as_of.known_at.isoformat(),
        )
        return build_paths_model(request.spaces[0], await self.memory.ask_graph(request))

    async def find_names(self, arguments: NamesInput, person: Person) -> MentionedNamesModel:
        """Return names in use that begin with some letters."""
        found = await self.memory.find_names(
            resolve_spaces(arguments.space, person.caller),
            shorten(arguments.prefix, PREFIX_CHARS_MAX),
            limit=check_whole_number(arguments.limit, 1, NAMES_MAX, name="limit"),
        )
        return MentionedNamesModel(
            names=tuple(
                MentionedNameModel(name=entity.name, space=space, facts=entity.facts)
                for space, entity in found
            )
        )

    async def count_names(self, arguments: SpaceInput, person: Person) -> FiltersModel:
        """Return what can be filtered by."""
        spaces = resolve_spaces(arguments.space, person.caller)
        return build_filters_model(await self.memory.count_names(spaces))

    async def count_days(self, arguments: StatisticsInput, person: Person) -> StatisticsModel:
        """Return statistics by day."""
        started = time.perf_counter()
        spaces = resolve_spaces(arguments.space, person.caller)
        days = check_whole_number(arguments.days, 1, DAYS_MAX, name="days")
        statistics = await self.memory.read_statistics(spaces, days=days)
        return build_statistics_model(
            statistics,
            sees_forgotten=person.sees_forgotten,
            milliseconds=_measure_ms(started),
        )

    async def show_settings(self, _: NoInput, person: Person) -> SettingsModel:
        """Return the settings that hold, to whoever runs the server."""
        if not person.is_local:
            raise DeniedError(
                "settings are shown on the server's own machine only: ask its operator, who reads"
                " them with `mcp-mem0 config`"
            )
        return build_settings_model(await self.memory.read_settings())

    def _parse_as_of(self, arguments: AsOfInput, person: Person) -> AsOf:
        now, zone = self.terms.now(), person.caller.zone
        return AsOf(
            valid_at=parse_search_time(arguments.valid_at, name="valid_at", now=now, zone=zone),
            known_at=parse_search_time(arguments.known_at, name="known_at", now=now, zone=zone),
        )


def _choose_space(arguments: SpaceInput, person: Person) -> str:
    """Return the one space that is looked at.

    Raises:
        RequestError: None is named and there are several.
    """
    count = len(person.caller.read_spaces)
    if drop_blank(arguments.space) is None and count > 1:
        raise RequestError(f"there are {count} spaces: name the one to draw")
    return resolve_space("read", arguments.space, person.caller)


def _measure_ms(started: float) -> float:
    return round((time.perf_counter() - started) * 1_000, 1)
