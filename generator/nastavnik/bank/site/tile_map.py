"""Municipalities as a map of square tiles: a cartogram where the region says which tile is whose, else an alphabet."""

from collections import Counter
from collections.abc import Sequence
from dataclasses import dataclass

from nastavnik.bank.holdings import PRACTICES, SCHOOLS, Territory
from nastavnik.bank.site.contexts import MunicipalityRow, Tile

SHADES = 4
"""Tints of tiles with practices, from the palest; a white spot has none."""


@dataclass(frozen=True, slots=True)
class TileMap:
    """Tiles in the order they are read: by rows of the map, or by the alphabet."""

    tiles: Sequence[Tile]

    @property
    def placed(self) -> bool:
        """Whether every tile has its cell."""
        return bool(self.tiles) and all(tile.place.cell for tile in self.tiles)


def tile_map(rows: Sequence[MunicipalityRow]) -> TileMap:
    """A tile a municipality, the deeper the more practices; namesakes are told by the whole of their names."""
    names = Counter(row.place.name for row in rows)
    most = max((row.count for row in rows), default=0)
    tiles = [
        Tile(
            row.place,
            row.place.name if names[row.place.name] == 1 else row.place.title,
            row.count,
            -(-SHADES * row.count // most) if most else 0,
            _address(row),
        )
        for row in rows
    ]
    placed = all(tile.place.cell for tile in tiles)
    return TileMap(sorted(tiles, key=lambda tile: _reading(tile.place)) if placed else tiles)


def _reading(place: Territory) -> tuple[int, int]:
    column, row = place.cell or (0, 0)
    return row, column


def _address(row: MunicipalityRow) -> str:
    """Its practices, else its schools; empty where there is nothing to see yet."""
    if row.count:
        return f"{PRACTICES}by/municipality/{row.place.code}/"
    return f"{SCHOOLS}by/municipality/{row.place.code}/" if row.members else ""
