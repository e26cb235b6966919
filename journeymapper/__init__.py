"""JourneyMapper: customer journey maps and service blueprints in an editable swimlane grid."""

__version__ = "0.1.0"
