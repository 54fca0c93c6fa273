"""The list that the program ships."""

from paperbrowse.sources import bundled

SHIPPED = next(bundled()).text
