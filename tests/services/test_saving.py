from wijkdesk.core.ids import new_id
from wijkdesk.models.dossier import Household
from wijkdesk.services import drafts, saving
from wijkdesk.services.session import Session


def test_a_place_comes_back_once(visiting: Session, family: Household) -> None:
    place = {"screen": "dossier", "params": {"household": family.id}, "field": "a/b", "caret": 7}
    saving.keep_place(visiting, place)
    assert saving.take_place(visiting) == place
    assert saving.take_place(visiting) == {}


def test_the_newest_draft_tells_when_it_was_kept(visiting: Session, family: Household) -> None:
    assert saving.newest_draft(visiting) is None
    drafts.keep(visiting, family.space, "statement", new_id(), "text", "Half gez")
    assert saving.newest_draft(visiting) == visiting.now()
