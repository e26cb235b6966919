"""What lanes mean, told from their names: people call the same lane by many words."""

import re

# Beginnings of words, by role. The first role that has one wins: “Backstage actions” are no actions of the customer.
_WORDS: tuple[tuple[str, tuple[str, ...]], ...] = (
    ("backstage", ("backstage", "back stage", "offstage", "off stage", "behind the scenes", "back office")),
    ("frontstage", ("frontstage", "front stage", "onstage", "on stage", "staff", "employee")),
    (
        "pains",
        ("pain", "problem", "blocker", "friction", "frustrat", "barrier", "issue", "obstacle", "challenge"),
    ),
    ("pains", ("bottleneck",)),
    ("opportunities", ("opportunit", "improvement", "solution", "recommendation", "idea")),
    ("moments", ("moment",)),
    ("emotion", ("emotion", "feel", "mood", "sentiment", "satisfaction")),
    ("thoughts", ("thought", "think", "quote", "mindset", "says", "question")),
    ("goals", ("goal", "need", "expectation", "objective", "motivation", "jobs to be done")),
    ("evidence", ("evidence", "physical", "artefact", "artifact")),
    ("touchpoints", ("touchpoint", "touch point", "channel", "interaction", "contact point")),
    ("support", ("support", "system", "process", "technolog", "infrastructure", "backend", "back end")),
    ("measures", ("kpi", "metric", "measure")),
    ("owners", ("owner", "responsib", "department")),
    ("images", ("picture", "image", "photo", "screenshot", "storyboard")),
    ("actions", ("action", "activit", "task", "doing", "does", "journey", "step", "behavio")),
    ("text", ("note", "comment", "remark", "description")),
)


def role_of_name(name: str) -> str | None:
    """The role of a lane of this name, None where the name tells none."""
    words = " " + re.sub(r"[\W_]+", " ", name.casefold())
    for role, beginnings in _WORDS:
        if any(f" {beginning}" in words for beginning in beginnings):
            return role
    return None
