"""A short name for what a map says, to tell one print from another."""

import hashlib

import msgspec

from journeymapper.model.checks import TYPE_NAMES
from journeymapper.model.document import Document


def fingerprint(document: Document) -> str:
    """SHA-256 over all records, in hex. Equal for equal maps, whatever order their records were made in."""
    encoder = msgspec.json.Encoder(order="sorted")
    digest = hashlib.sha256()
    for record in sorted(document, key=lambda record: record.id):
        digest.update(f"{TYPE_NAMES[type(record)]} ".encode())
        digest.update(encoder.encode(record))
        digest.update(b"\n")
    return digest.hexdigest()
