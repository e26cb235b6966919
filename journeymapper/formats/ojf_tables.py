"""Words of the OpenJourney Format and what they are here. Data, not branches."""

from journeymapper.model.tables import KINDS

PURPOSE_KINDS = {
    "pain-point": "pain_point",
    "bottleneck": "pain_point",
    "opportunity": "opportunity",
}
"""Purposes that say more of what a card is than its lane does."""

OWN_PURPOSES = {
    kind.replace("_", "-"): kind for kind in KINDS if kind not in ("touchpoint", *PURPOSE_KINDS.values())
}
"""Purposes that only this program writes: a kind of card by its own name, where its lane does not tell it.

“touchpoint” is none of them: other programs say it of every node."""

PURPOSE_KINDS_IN_TEXT = {"action": "customer_action", "touchpoint": "touchpoint", "observation": "note"}
"""Purposes that tell a card's kind in a lane whose name tells nothing."""

KINDS_WITH_ICON = frozenset(
    ("customer_action", "touchpoint", "moment_of_truth", "moment_of_delight", "system")
)
"""Kinds of card whose form shows an icon of the card's own."""

KINDS_WITHOUT_SEVERITY = frozenset(("touchpoint",))
"""Kinds of card whose form has no room for a severity."""

CHANNELS = {"digital": "web", "system": "system", "physical": "thing"}
"""Channels of evidence by a word in its type; the first word that is known counts."""

PLACES = (
    *(
        "room",
        "desk",
        "stand",
        "entrance",
        "lobby",
        "reception",
        "office",
        "store",
        "shop",
        "hall",
        "counter",
    ),
    *("building", "house", "clinic", "hospital", "hotel", "station", "parking", "restaurant", "signage"),
)
"""Words by which physical evidence is a place, not a thing."""

ICONS = {
    "account_balance_wallet": "wallet",
    "attach_money": "cash",
    "bolt": "bolt",
    "business": "building",
    "calendar_today": "calendar",
    "call": "phone-call",
    "campaign": "megaphone",
    "card_giftcard": "gift",
    "celebration": "sparkle",
    "chat": "chat",
    "check": "check",
    "check_circle": "check",
    "checklist": "check-list",
    "computer": "laptop",
    "confirmation_number": "ticket",
    "credit_card": "card",
    "description": "file",
    "directions_car": "car",
    "done": "check",
    "done_all": "check-list",
    "email": "mail",
    "event": "calendar",
    "favorite": "heart",
    "flag": "flag",
    "flight": "plane",
    "forum": "chat",
    "group": "people",
    "groups": "people",
    "headset_mic": "headset",
    "help": "question",
    "home": "home",
    "image": "image",
    "info": "info",
    "inventory_2": "box",
    "language": "globe",
    "laptop": "laptop",
    "lightbulb": "bulb",
    "link": "link",
    "local_offer": "tag",
    "local_shipping": "truck",
    "location_on": "pin",
    "lock": "lock",
    "mail": "mail",
    "map": "map",
    "menu_book": "book",
    "money_off": "coin",
    "mood": "heart",
    "payment": "card",
    "payments": "cash",
    "people": "people",
    "person": "person",
    "phone": "phone-call",
    "phone_iphone": "phone",
    "photo_camera": "camera",
    "place": "pin",
    "print": "printer",
    "psychology": "thought",
    "public": "globe",
    "qr_code": "qr",
    "receipt": "receipt",
    "schedule": "clock",
    "search": "search",
    "security": "shield",
    "settings": "gear",
    "share": "share",
    "shopping_bag": "cart",
    "shopping_cart": "cart",
    "smartphone": "phone",
    "star": "star",
    "store": "store",
    "storefront": "store",
    "tablet": "tablet",
    "thumb_up": "thumb-up",
    "tv": "tv",
    "videocam": "video",
    "visibility": "eye",
    "visibility_off": "eye-off",
    "vpn_key": "key",
    "warning": "warning",
    "work": "briefcase",
}
"""Icons by the names of the Material set, which the format's editor uses. What is not here is kept, but not drawn."""
