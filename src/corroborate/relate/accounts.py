"""Accounts: on whose first account each one rests, and the id of the claim they make."""

from __future__ import annotations

import hashlib
from collections.abc import Sequence
from dataclasses import replace

from corroborate.relate.origins import Trail
from corroborate.types import Account


def with_origins(accounts: Sequence[Account], trail: Trail) -> tuple[Account, ...]:
    """The accounts of one claim, each with the independent origin it rests on, credits followed to the end among them."""
    return tuple(
        replace(a, origin=trail.followed(a.article, a.span, [(b.article, b.span) for b in accounts if b.article != a.article]))
        for a in accounts
    )


def claim_id(kind: str, first: Account) -> str:
    """A claim's id: from its earliest account, so that it is kept as the claim grows."""
    return hashlib.sha256(f"claim:{kind}:{first.article}:{first.span.start}:{first.span.end}".encode()).hexdigest()[:16]
