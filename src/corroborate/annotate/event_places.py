"""Where a named place lies: city, region or country, with the country, and degrees for cities that can be told apart."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass
from functools import lru_cache
from pathlib import Path

from corroborate.knowledge import table
from corroborate.language.gazetteer import Gazetteer, gazetteer
from corroborate.text.spans import Span
from corroborate.text.tokens import tokens
from corroborate.types import Where

CLEARLY = 4  #: times as many inhabitants as the next city of its name, for the larger to be meant where no country is told


@dataclass(frozen=True, slots=True)
class City:
    country: str
    latitude: float
    longitude: float
    thousands: int


@dataclass(frozen=True, slots=True)
class Atlas:
    """Cities by name, the largest first, and what is known of other names."""

    cities: Mapping[str, tuple[City, ...]]
    names: Gazetteer

    def where(self, name: str, country: str | None = None) -> Where:
        """Where *name* lies, with *country* (ISO 3166-1 alpha-3) where the text tells it; precision "unknown" where we cannot tell."""
        words = [span.of(name) for span in tokens(name, Span(0, len(name)))]
        found = self.names.find(words, 0) if words else None
        known = found[1] if found is not None and found[0] == len(words) else None
        if known is not None and known.type == "country" and known.use != "capital":
            return Where("country", known.iso3)
        city = self._city(name, country or (known.iso3 if known is not None else None))
        if city is not None:
            return Where("city", city.country, city.latitude, city.longitude)
        if known is not None and known.use == "region":
            return Where("region", known.iso3)
        return Where("unknown", country)

    def _city(self, name: str, country: str | None) -> City | None:
        of_name = self.cities.get(name, ())
        fitting = [c for c in of_name if c.country == country] if country is not None else list(of_name)
        if len(fitting) > 1 and fitting[0].thousands < CLEARLY * fitting[1].thousands:
            return None
        return fitting[0] if fitting else None


@lru_cache(maxsize=4)
def atlas(data: Path | None = None) -> Atlas:
    """The shipped tables, with *data*'s laid over them."""
    cities: dict[str, list[City]] = {}
    for line in table("cities", data)["compiled"].splitlines():
        name, country, north, east, thousands = line.split("\t") if line else ("", "", "0", "0", "0")
        cities.setdefault(name, []).append(City(country, float(north), float(east), int(thousands)))
    return Atlas({n: tuple(sorted(c, key=lambda c: (-c.thousands, c.country, c.latitude))) for n, c in cities.items()}, gazetteer(data))
