"""Importing: the services that bring in what other programs remember, over an open store."""

from dataclasses import dataclass
from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from mcp_mem0.app.parts import Services
    from mcp_mem0.services.importing.import_listing import ImportListing
    from mcp_mem0.services.importing.import_undo import ImportUndo
    from mcp_mem0.services.importing.importing import Importing


@dataclass(frozen=True, slots=True, kw_only=True)
class ImportServices:
    """What imports: bringing in, listing, and undoing."""

    importing: "Importing"
    listing: "ImportListing"
    undo: "ImportUndo"


def build_import_services(services: "Services") -> ImportServices:
    """Return the services of imports over an open store."""
    # Imported here: no server needs them.
    from mcp_mem0.services.forget.undo_together import UndoTogether  # noqa: PLC0415
    from mcp_mem0.services.importing.earlier_imports import EarlierImports  # noqa: PLC0415
    from mcp_mem0.services.importing.import_listing import ImportListing  # noqa: PLC0415
    from mcp_mem0.services.importing.import_undo import ImportUndo  # noqa: PLC0415
    from mcp_mem0.services.importing.importing import Importing  # noqa: PLC0415

    undo = services.forget.undo
    earlier = EarlierImports(records=services.records)
    return ImportServices(
        importing=Importing(
            records=services.records,
            remember=services.remember,
            earlier=earlier,
            tidy=services.records.maintain,
        ),
        listing=ImportListing(records=services.records, earlier=earlier),
        undo=ImportUndo(
            records=services.records,
            together=UndoTogether(
                records=services.records,
                conversations=undo.conversations,
                ids=undo.ids,
                now=undo.now,
            ),
            undo=undo,
            settler=services.deciding.settler,
            earlier=earlier,
            tidy=services.records.maintain,
        ),
    )
