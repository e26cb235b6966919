"""Tables of what there is: card kinds, lane roles, link kinds, channels. Data, not branches.

`key` is what files hold; `title` is translated when shown. A recipe for adding a kind is in docs/recipes.md.
"""

from collections.abc import Mapping
from typing import NamedTuple

from journeymapper.model.i18n import mark as _


class Kind(NamedTuple):
    """A kind of card. `letter` begins its codes and is its key in the palette; `role` is the lane it is at home in.

    `form` is how it is drawn: card, pill, bubble, label, tab, edge, bar or note.
    """

    key: str
    title: str
    letter: str
    icon: str
    role: str
    form: str
    rated: tuple[str, ...] = ()


class Role(NamedTuple):
    """What a lane means, whatever people call it. `kind` is what typing into it makes."""

    key: str
    title: str
    hint: str
    side: str
    band: str
    kind: str
    icon: str


class LinkKind(NamedTuple):
    """A kind of link; `path` tells whether people walk along it."""

    key: str
    title: str
    path: bool


class Channel(NamedTuple):
    """A channel through which a customer meets the organisation."""

    key: str
    title: str
    icon: str


class Choice(NamedTuple):
    """A value of a field with a closed list."""

    key: str
    title: str


KINDS: dict[str, Kind] = {
    kind.key: kind
    for kind in (
        Kind("customer_action", _("Customer action"), "A", "steps", "actions", "card"),
        Kind("touchpoint", _("Touchpoint"), "T", "phone", "touchpoints", "pill"),
        Kind("frontstage_action", _("Frontstage action"), "F", "headset", "frontstage", "edge"),
        Kind("thought", _("Thought"), "Q", "bubble", "thoughts", "bubble"),
        Kind("moment_of_truth", _("Moment of truth"), "M", "star", "moments", "label"),
        Kind("moment_of_delight", _("Moment of delight"), "D", "sparkle", "moments", "label"),
        Kind("pain_point", _("Pain point"), "P", "warning", "pains", "tab", ("severity",)),
        Kind("opportunity", _("Opportunity"), "O", "bulb", "opportunities", "tab", ("impact", "effort")),
        Kind("backstage_action", _("Backstage action"), "B", "gear", "backstage", "card"),
        Kind("system", _("System"), "Y", "server", "support", "bar"),
        Kind("note", _("Note"), "N", "note", "text", "note"),
    )
}
"""The card kinds in the order of the palette."""

ROLES: dict[str, Role] = {
    role.key: role
    for role in (
        Role(
            "actions",
            _("Customer actions"),
            _("what the customer does"),
            "onstage",
            _("Onstage"),
            "customer_action",
            "steps",
        ),
        Role(
            "touchpoints",
            _("Touchpoints"),
            _("channels the customer meets"),
            "onstage",
            _("Onstage"),
            "touchpoint",
            "phone",
        ),
        Role(
            "frontstage",
            _("Frontstage actions"),
            _("what staff do in front of the customer"),
            "onstage",
            _("Onstage"),
            "frontstage_action",
            "headset",
        ),
        Role(
            "evidence",
            _("Physical evidence"),
            _("what the customer sees and holds"),
            "onstage",
            _("Onstage"),
            "touchpoint",
            "file",
        ),
        Role(
            "thoughts",
            _("Thoughts"),
            _("in the customer’s own words"),
            "none",
            _("Experience"),
            "thought",
            "bubble",
        ),
        Role("emotion", _("Emotion"), _("how it feels, −2 to +2"), "none", _("Experience"), "note", "heart"),
        Role("moments", _("Moments of truth"), "", "none", _("Experience"), "moment_of_truth", "star"),
        Role(
            "pains",
            _("Pain points"),
            _("severity, evidence, votes"),
            "none",
            _("Experience"),
            "pain_point",
            "warning",
        ),
        Role(
            "backstage",
            _("Backstage actions"),
            _("what the customer never sees"),
            "offstage",
            _("Offstage"),
            "backstage_action",
            "gear",
        ),
        Role("support", _("Support systems"), "", "offstage", _("Offstage"), "system", "server"),
        Role(
            "opportunities",
            _("Opportunities"),
            _("impact and effort"),
            "none",
            _("Improve"),
            "opportunity",
            "bulb",
        ),
        Role("measures", _("KPIs"), "", "none", _("Improve"), "note", "chart"),
        Role("owners", _("Owners"), "", "none", _("Improve"), "note", "person"),
        Role(
            "goals",
            _("Customer goals"),
            _("what the customer wants"),
            "none",
            _("Experience"),
            "note",
            "flag",
        ),
        Role("images", _("Pictures"), "", "none", _("Experience"), "note", "image"),
        Role("text", _("Notes"), "", "none", "", "note", "note"),
    )
}
"""What lanes mean, in the order in which the window offers them."""

SIDES: dict[str, Choice] = {
    side.key: side
    for side in (
        Choice("onstage", _("Onstage: the customer sees it")),
        Choice("offstage", _("Offstage: it supports what the customer sees")),
        Choice("none", _("Neither")),
    )
}

LINES: dict[str, Choice] = {
    line.key: line
    for line in (
        Choice("interaction", _("Line of interaction")),
        Choice("visibility", _("Line of visibility")),
        Choice("internal_interaction", _("Line of internal interaction")),
    )
}

LINK_KINDS: dict[str, LinkKind] = {
    kind.key: kind
    for kind in (
        LinkKind("flow", _("Flow"), path=True),
        LinkKind("alternative", _("Alternative path"), path=True),
        LinkKind("loop", _("Loop back"), path=True),
        LinkKind("supports", _("Supports"), path=False),
        LinkKind("causes", _("Causes"), path=False),
        LinkKind("solves", _("Solves"), path=False),
    )
}

CHANNELS: dict[str, Channel] = {
    channel.key: channel
    for channel in (
        Channel("app", _("App"), "phone"),
        Channel("phone", _("Phone"), "phone"),
        Channel("web", _("Web"), "globe"),
        Channel("desktop", _("Desktop"), "laptop"),
        Channel("email", _("E-mail"), "mail"),
        Channel("chat", _("Chat"), "chat"),
        Channel("social", _("Social media"), "camera"),
        Channel("store", _("Store"), "store"),
        Channel("desk", _("Desk"), "box"),
        Channel("payment", _("Payment"), "card"),
        Channel("delivery", _("Delivery"), "truck"),
        Channel("post", _("Post"), "mail"),
        Channel("event", _("Event"), "people"),
        Channel("person", _("In person"), "person"),
        Channel("link", _("Link"), "link"),
        Channel("search", _("Search"), "search"),
        Channel("print", _("Print"), "printer"),
        Channel("tv", _("Television"), "tv"),
        Channel("place", _("Place"), "building"),
        Channel("thing", _("Thing"), "package"),
        Channel("system", _("System"), "server"),
        Channel("other", _("Other"), "pin"),
    )
}

WEIGHTS: dict[str, Choice] = {
    weight.key: weight for weight in (Choice("minor", _("Minor")), Choice("major", _("Major")))
}

BASES: dict[str, Choice] = {
    basis.key: basis for basis in (Choice("observed", _("Observed")), Choice("assumed", _("Assumed")))
}

STATES: dict[str, Choice] = {
    state.key: state for state in (Choice("current", _("Current state")), Choice("future", _("Future state")))
}

STATUSES: dict[str, Choice] = {
    status.key: status
    for status in (
        Choice("draft", _("Draft")),
        Choice("assumption", _("Assumption")),
        Choice("validated", _("Validated")),
    )
}

DIRECTIONS: dict[str, Choice] = {
    direction.key: direction
    for direction in (
        Choice("", _("As the language")),
        Choice("ltr", _("Left to right")),
        Choice("rtl", _("Right to left")),
    )
}

MODES: dict[str, Choice] = {
    mode.key: mode for mode in (Choice("actual", _("Actual")), Choice("expected", _("Expected")))
}

HORIZONS: dict[str, Choice] = {
    horizon.key: horizon for horizon in (Choice("now", _("Now")), Choice("future", _("Future")))
}

EVIDENCE_KINDS: dict[str, Choice] = {
    kind.key: kind
    for kind in (
        Choice("interview", _("Interview")),
        Choice("survey", _("Survey")),
        Choice("observation", _("Observation")),
        Choice("analytics", _("Analytics")),
        Choice("crm", _("CRM")),
        Choice("staff", _("Staff")),
        Choice("other", _("Other")),
    )
}

CLOSED_LISTS: dict[tuple[str, str], Mapping[str, object]] = {
    ("map", "state"): STATES,
    ("map", "status"): STATUSES,
    ("map", "direction"): DIRECTIONS,
    ("lane", "side"): SIDES,
    ("line", "role"): LINES,
    ("card", "kind"): KINDS,
    ("card", "weight"): WEIGHTS,
    ("card", "basis"): BASES,
    ("series", "mode"): MODES,
    ("series", "horizon"): HORIZONS,
    ("link", "kind"): LINK_KINDS,
}
"""Fields whose value must be a key of a table, by record type name and field."""

RANGES: dict[tuple[str, str], tuple[float, float]] = {
    ("card", "severity"): (0, 4),
    ("card", "impact"): (0, 3),
    ("card", "effort"): (0, 3),
    ("card", "votes"): (0, 1e6),
    ("card", "pieces"): (0, 1e6),
    ("point", "value"): (-2, 2),
    ("link", "probability"): (0, 1),
    ("persona", "age"): (0, 150),
    ("asset", "width"): (0, 1e6),
    ("asset", "height"): (0, 1e6),
}
"""Numeric fields and the closed range that each must lie in."""


def kind_of_lane(role: str) -> str:
    """The card kind that is at home in a lane of this role; a note where the role is not known."""
    known = ROLES.get(role)
    return known.kind if known else "note"
