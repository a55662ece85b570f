"""Three ways: what an entry was when a proposal was made, what it is now, what is proposed. Nobody's change is lost."""

from dataclasses import dataclass
from typing import Any, Final
from uuid import UUID

from django.http import HttpRequest, HttpResponse, HttpResponseRedirect
from django.shortcuts import render
from django.urls import reverse
from django.utils.translation import gettext as _
from django.views.decorators.http import require_http_methods

from directory.access.accounts import curator_required, person
from directory.actions import ActionError, Conflict, accepting
from directory.curate import fields, rows
from directory.curate.difference import Piece, after_side, differences
from directory.curate.doors import number_of, proposal_to_decide, text_of
from directory.curate.fields import Names
from directory.curate.messages import say
from directory.documents import DocumentError, upgrade
from directory.documents.compare import fields_of, set_field
from directory.documents.labels import label
from directory.models import Proposal

CURRENT: Final = "current"
PROPOSED: Final = "proposed"


@dataclass(frozen=True, slots=True)
class Choice:
    """One field that differs between the three; `wins` is what is chosen until somebody chooses, empty in a clash."""

    path: str
    label: str
    base: str
    current: list[Piece]
    proposed: list[Piece]
    wins: str

    @property
    def is_list(self) -> bool:
        return self.path == "pictures"

    @property
    def is_clash(self) -> bool:
        return not self.wins


@dataclass(frozen=True, slots=True)
class Three:
    """The three documents."""

    base: dict[str, Any]
    current: dict[str, Any]
    proposed: dict[str, Any]

    @classmethod
    def of(cls, proposal: Proposal) -> "Three":
        entry, revision = proposal.entry, proposal.revision
        if entry is None or entry.revision is None or revision is None:
            raise ActionError(_("There is nothing to merge with."))
        base = revision.base or entry.revision
        return cls(*(upgrade(one.document) for one in (base, entry.revision, revision)))

    def choices(self) -> list[Choice]:
        """The fields that the proposal changes, with what has become of them since."""
        base, current, proposed = (fields_of(one) for one in (self.base, self.current, self.proposed))
        names = Names.of([self.base, self.current, self.proposed])
        paths = [*dict.fromkeys([*proposed, *current, *base])]
        found = []
        for path in paths:
            was, now, wanted = base.get(path), current.get(path), proposed.get(path)
            if path in rows.HIDDEN or now == wanted:
                continue
            wins = PROPOSED if now == was else CURRENT if wanted == was else ""
            before = fields.text(path, was, names)
            kept, taken = (after_side(differences(before, fields.text(path, one, names))) for one in (now, wanted))
            if path == "pictures":
                kept, taken = (rows.pictures(one or [], was or [], "new", names) for one in (now, wanted))
            found.append(Choice(path, label(path), before, kept, taken, wins))
        return sorted(found, key=lambda choice: not choice.is_clash)

    def merged(self, chosen: dict[str, str]) -> dict[str, Any]:
        """The current document with the fields for which the proposal was chosen."""
        document = self.current
        for choice in self.choices():
            if (chosen.get(choice.path) or choice.wins) == PROPOSED:
                document = set_field(document, choice.path, self.proposed)
        return {key: value for key, value in document.items() if key != "provenance"}


@curator_required
@require_http_methods(["GET", "HEAD", "POST"])
def merge(request: HttpRequest, uid: UUID) -> HttpResponse:
    """Choose field by field; the result is checked like every document and applied on top of what is public now."""
    proposal = proposal_to_decide(request, uid)
    back = reverse("curate:proposal", args=[uid])
    if not proposal.is_open or proposal.entry is None:
        say(request, "warning", _("There is nothing to compare: it is decided, or it changes no entry."))
        return HttpResponseRedirect(back)
    three = Three.of(proposal)
    errors: list[dict[str, str]] = []
    sent = [name for name in request.POST if name.startswith("choice-")]
    chosen = {name.removeprefix("choice-"): str(request.POST[name]) for name in sent}
    if request.method == "POST":
        errors = _apply(request, proposal, three, chosen)
        if not errors:
            say(request, "success", _("“%(title)s” is published as you put it together.") % {"title": proposal.title})
            return HttpResponseRedirect(reverse("curate:queue"))
    context = {
        "section": "curate",
        "part": "queue",
        "heading": _("Three versions of “%(title)s”") % {"title": proposal.entry.title},
        "proposal": proposal,
        "back": back,
        "choices": [{"choice": one, "chosen": chosen.get(one.path) or one.wins} for one in three.choices()],
        "current": proposal.entry.revision_id,
        "errors": errors,
        "text": text_of(request),
    }
    return render(request, "curate/merge.html", context, status=422 if errors else 200)


def _apply(request: HttpRequest, proposal: Proposal, three: Three, chosen: dict[str, str]) -> list[dict[str, str]]:
    """Carry it out; gives what stands in the way."""
    open_ones = [one for one in three.choices() if one.is_clash and chosen.get(one.path) not in (CURRENT, PROPOSED)]
    if open_ones:
        words = _("Choose one for “%(field)s”.")
        return [{"text": words % {"field": one.label}, "href": f"#choice-{one.path}"} for one in open_ones]
    entry = proposal.entry
    if entry is None or number_of(request.POST.get("current", "")) != entry.revision_id:
        return [{"text": _("The entry has changed once more while you chose. Compare again."), "href": "#main"}]
    try:
        accepting.accept_merged(
            proposal=proposal,
            by=person(request),
            document=three.merged(chosen),
            base=entry.revision,
            text=text_of(request),
        )
    except Conflict:
        return [{"text": _("The entry has changed once more while you chose. Compare again."), "href": "#main"}]
    except ActionError as error:
        return [{"text": str(error), "href": "#main"}]
    except DocumentError as error:
        texts = [(path, text) for path, found in error.errors.items() for text in found]
        return [{"text": f"{label(path)}: {text}", "href": "#main"} for path, text in texts]
    return []
