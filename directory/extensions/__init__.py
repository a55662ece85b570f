"""What an app above the directory adds to it: kinds of entry, further parts of a kind, and what its pages show.

The directory never imports such an app. The app fills the registry in the `ready` of its configuration, as the
directory does for its own kinds (registering the same object again changes nothing, for Django may call `ready`
twice); afterwards it is only read. Reading is a look-up in a dictionary, once for a
document or a page: what costs more (SQL, classes) is made from it once and kept.
"""

from directory.extensions.pages import (
    AnswersFinder,
    Derive,
    Finder,
    Finds,
    FollowUp,
    FormPart,
    ListOf,
    MakeFacts,
    MakePanel,
    Merge,
    News,
    OwnWays,
    Panel,
    PanelOf,
    Remind,
    Typed,
    Way,
)
from directory.extensions.parts import PRESENT, Facet, Field, Look, Section, Shape, Table, Territory
from directory.extensions.registering import Registry, RegistryError, registry

__all__ = [
    "PRESENT",
    "AnswersFinder",
    "Derive",
    "Facet",
    "Field",
    "Finder",
    "Finds",
    "FollowUp",
    "FormPart",
    "ListOf",
    "Look",
    "MakeFacts",
    "MakePanel",
    "Merge",
    "News",
    "OwnWays",
    "Panel",
    "PanelOf",
    "Registry",
    "RegistryError",
    "Remind",
    "Section",
    "Shape",
    "Table",
    "Territory",
    "Typed",
    "Way",
    "registry",
]
