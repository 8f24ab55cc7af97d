"""Says of the files of a store's newest version which are not as they were flushed, and where."""

from pathlib import Path
from typing import Final

from lancedb import AsyncTable

from mcp_mem0.adapters.lancedb_records.damage.checksums import (
    BLOCK_BYTES,
    Checksums,
    FileDamage,
)
from mcp_mem0.adapters.lancedb_records.damage.lance_files import (
    Manifest,
    read_layout,
    read_manifest,
)
from mcp_mem0.adapters.lancedb_records.faults import (
    ANSWER_TIMEOUT_S,
    SlowStoreError,
    describe_cause,
    read,
)
from mcp_mem0.adapters.lancedb_records.lifecycle.place import LocalPlace
from mcp_mem0.adapters.system.file_limit import OutsideFaultError
from mcp_mem0.domain.errors import StoreError

_NAMED_MAX: Final = 20


def describe_file_faults(place: LocalPlace) -> list[str]:
    """Return a sentence for each file that is gone or has changed bytes.

    It reads every file of the newest version, and their sums alone are compared: it blocks.
    """
    manifest = _read_newest(place)
    if manifest is None:
        return []
    found = Checksums(place.sums, place.table).find_damage(_list_files(manifest))
    # Maintenance may have replaced the version, and removed its files, meanwhile.
    newest = _read_newest(place) if found else manifest
    current = set[str]() if newest is None else {*_list_files(newest)}
    damage = [each for each in found if each.name in current]
    faults = [_describe(place, manifest, each) for each in damage[:_NAMED_MAX]]
    if len(damage) > _NAMED_MAX:
        faults.append(f"{len(damage) - _NAMED_MAX:,} more files are not as they were written")
    return faults


def has_all_files(place: LocalPlace) -> bool:
    """Whether all data files of the newest version are there, with the size that it says."""
    manifests = place.list_manifests()
    newest = read_manifest(manifests[0]) if manifests else None
    if newest is None:
        return True
    sizes = {f"data/{file.name}": file.size for each in newest.fragments for file in each.files}
    names = [name for each in newest.fragments for name in each.list_files()]
    return all(_has_size(place.table / name, sizes.get(name)) for name in names)


def _has_size(path: Path, size: int | None) -> bool:
    try:
        return size is None or path.stat().st_size == size
    except FileNotFoundError:
        # Or maintenance has just replaced it: then healing finds that nothing is wrong.
        return False


async def find_index_faults(table: AsyncTable, *, timeout_s: float = ANSWER_TIMEOUT_S) -> list[str]:
    """Load each index completely; return a sentence for each that fails, or takes longer."""
    faults: list[str] = []
    for index in await read(table.list_indices()):
        try:
            await read(table.prewarm_index(index.name), timeout_s=timeout_s)
        except SlowStoreError:
            # The next one may not answer either.
            return [*faults, f"the index of {index.columns[0]} cannot be read in {timeout_s:g} s"]
        except OutsideFaultError:
            raise
        except StoreError as error:
            faults.append(
                f"the index of {index.columns[0]} cannot be read ({describe_cause(error)})"
            )
    return faults


def _read_newest(place: LocalPlace) -> Manifest | None:
    manifests = place.list_manifests()
    return read_manifest(manifests[0]) if manifests else None


def _list_files(manifest: Manifest) -> list[str]:
    return [name for each in manifest.fragments for name in each.list_files()]


def _describe(place: LocalPlace, manifest: Manifest, damage: FileDamage) -> str:
    if damage.changed is None:
        return f"the file {damage.name} is gone, or has another size than when it was written"
    where = _describe_bytes(place, manifest, damage)
    return f"the file {damage.name} is not as it was written: {where}"


def _describe_bytes(place: LocalPlace, manifest: Manifest, damage: FileDamage) -> str:
    blocks = damage.changed or ()
    files = {f"data/{each.name}": each for part in manifest.fragments for each in part.files}
    layout = read_layout(place.table / damage.name) if damage.name in files else None
    if layout is None:
        return "some of its bytes have changed"
    if layout.is_hit_at_its_end(blocks, BLOCK_BYTES):
        return "what says how to read it has changed"
    fields = files[damage.name].fields
    columns = {
        manifest.columns[fields[extent.column]] for extent in layout.find_hit(blocks, BLOCK_BYTES)
    }
    if not columns:
        return "only bytes that hold nothing have changed"
    return f"bytes of the columns {', '.join(sorted(columns))} have changed"
