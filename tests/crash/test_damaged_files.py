"""Every file of a small store, damaged in every way: the store is right, or healed and says what it
lost, or refused with a sentence. It is never silently wrong, and never silent for ever."""

from collections.abc import Generator
from pathlib import Path

import pytest

from tests.crash.damaged_store import (
    DAMAGES,
    PAGE,
    STORES,
    DamageFamily,
    damage_family,
    list_files,
    name_kind,
)

pytestmark = [pytest.mark.crash, pytest.mark.timeout(900)]


@pytest.fixture(scope="module", params=STORES)
def family(
    request: pytest.FixtureRequest, tmp_path_factory: pytest.TempPathFactory
) -> Generator[DamageFamily]:
    with damage_family(tmp_path_factory.mktemp("damaged"), request.param) as made:
        yield made


@pytest.mark.parametrize("rebooted", [False, True], ids=["the same boot", "another boot"])
@pytest.mark.parametrize("damage", DAMAGES)
def test_no_damaged_file_makes_a_store_silently_wrong(
    family: DamageFamily, damage: str, *, rebooted: bool
) -> None:
    cases = list(family.play(damage, rebooted=rebooted))

    assert len(cases) > 10
    assert [str(case) for case in cases if case.outcome == "silently wrong"] == []


def test_the_newest_commit_is_known_though_its_manifest_and_the_note_are_gone(
    family: DamageFamily,
) -> None:
    manifests = [file for file in list_files(family.store) if name_kind(file) == "manifests"]
    # LanceDB numbers them backwards.
    newest = min(file for file in manifests if file.suffix == ".manifest")
    note = Path(".mcp_mem0", "flushed.json")

    case = family.judge_damaged({newest: "removed", note: "removed"}, rebooted=False)

    assert case.outcome != "silently wrong", str(case)


def test_lost_pages_of_a_large_file_are_noticed_in_every_column(tmp_path: Path) -> None:
    with damage_family(tmp_path, "large") as family:
        files = [file for file in list_files(family.store) if name_kind(file) == "rows"]
        largest = max(files, key=lambda file: (family.store / file).stat().st_size)
        pages = (family.store / largest).stat().st_size // PAGE

        cases = [
            family.judge_page(largest, page, rebooted=rebooted)
            for page in range(0, pages, 3)
            for rebooted in (False, True)
        ]

    assert pages > 9
    assert [str(case) for case in cases if case.outcome == "silently wrong"] == []
