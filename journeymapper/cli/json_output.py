"""JSON as commands print it."""

import json


def print_json(value: object) -> None:
    """Print a value as JSON: indented, in UTF-8, readable in every script."""
    print(json.dumps(value, ensure_ascii=False, indent=2, allow_nan=False))
