"""Put an analysis into the templates: one HTML file with its style and script inside, and a policy that lets nothing else run."""

from __future__ import annotations

import base64
import hashlib
import re
from functools import lru_cache
from importlib.resources import files

from jinja2 import ChoiceLoader, Environment, PackageLoader, StrictUndefined
from markupsafe import Markup

from corroborate import __version__
from corroborate.report.story import view_page
from corroborate.types import Analysis

_UNPRINTABLE = re.compile("[\x00-\x08\x0b\x0c\x0e-\x1f\x7f-\x9f\ud800-\udfff\ufffe\uffff]")


def render(analysis: Analysis, *, title: str | None = None) -> str:
    """The page for *analysis* as one self-contained HTML document. *title* replaces the one made from its stories.

    Every text is escaped; characters that HTML cannot hold are shown as U+FFFD. Needs no network and no script for reading.
    """
    style, script = _static("page.css"), _static("page.js")
    page = environment().get_template("page.html.j2").render(
        page=view_page(analysis, title), version=__version__, style=Markup(style), script=Markup(script), style_hash=_hash(style), script_hash=_hash(script)
    )
    return printable(page)


@lru_cache(maxsize=2)
def environment(desk: str | None = None) -> Environment:
    """The templates. *desk*: a package with more of them, which are served: then what can be corrected carries a link to do so."""
    loaders = [PackageLoader(package, "templates") for package in ([desk] if desk else []) + ["corroborate.report"]]
    made = Environment(loader=ChoiceLoader(loaders), autoescape=True, undefined=StrictUndefined, trim_blocks=True, lstrip_blocks=True)
    made.globals["desk"] = desk is not None
    return made


def printable(page: str) -> str:
    """*page* with characters that HTML cannot hold shown as U+FFFD."""
    return _UNPRINTABLE.sub("\ufffd", page)


@lru_cache(maxsize=4)
def _static(name: str) -> str:
    return (files("corroborate.report") / "static" / name).read_text(encoding="utf-8")


def _hash(source: str) -> str:
    return "sha256-" + base64.b64encode(hashlib.sha256(source.encode()).digest()).decode()
