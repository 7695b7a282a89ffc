"""The running note: paragraphs, tags, who wrote them, what happens after signing off."""

from dataclasses import replace

import pytest

from tests.builders import person_called, reopen
from wijkdesk.core.clock import FakeClock
from wijkdesk.core.errors import EnvironmentFault
from wijkdesk.core.ids import new_id
from wijkdesk.models.dossier import Household
from wijkdesk.models.life_domain import DEFAULT_DOMAINS
from wijkdesk.models.visit import ContactMoment, Statement, StatementKind
from wijkdesk.services import covered, drafts, sign_offs, statements, visits
from wijkdesk.services.session import Session
from wijkdesk.services.statements import Paragraph, Talked
from wijkdesk.storage import queries, undo
from wijkdesk.storage.store import BLOBS

PDF = b"%PDF-1.7 one page"


def texts(session: Session, moment: ContactMoment) -> list[str]:
    return [note.text or "" for note in statements.of_moment(session, moment.id)]


def written(session: Session, moment: ContactMoment, *lines: str) -> list[Paragraph]:
    items = statements.ordered([Paragraph(new_id(), line) for line in lines])
    statements.write(session, moment, items)
    return items


def test_paragraphs_are_written_once_and_in_order(visiting: Session, visit: ContactMoment) -> None:
    items = written(visiting, visit, "Koelkast: melk, brood.", "", "De brief ligt op tafel.")
    assert texts(visiting, visit) == ["Koelkast: melk, brood.", "De brief ligt op tafel."]
    again = statements.write(visiting, visit, items)
    assert again.changes.commits == ()


def test_enter_splits_and_the_upper_part_keeps_the_id(visiting: Session, visit: ContactMoment) -> None:
    items = written(visiting, visit, "Een twee", "drie")
    upper, lower = statements.split(items[0], 4)
    assert (upper.id, upper.text, lower.text) == (items[0].id, "Een", "twee")
    statements.write(visiting, visit, statements.ordered([upper, lower, items[1]]))
    assert texts(visiting, visit) == ["Een", "twee", "drie"]


def test_joining_keeps_the_upper_id_and_bins_the_lower(visiting: Session, visit: ContactMoment) -> None:
    upper, lower = written(visiting, visit, "Een", "twee")
    joined = statements.join(upper, replace(lower, kind=StatementKind.OPINION))
    statements.write(visiting, visit, [joined], removed=[lower.id])
    assert texts(visiting, visit) == ["Een twee"]
    assert statements.of_moment(visiting, visit.id)[0].id == upper.id
    binned = queries.get(visiting.store, Statement, lower.id)
    assert binned is not None
    assert binned.deleted
    undo.undo(visiting.store)
    assert texts(visiting, visit) == ["Een", "twee"]


def test_mentions_tag_and_take_their_tag_away(
    visiting: Session, family: Household, visit: ContactMoment
) -> None:
    names, me = visits.load(visiting, visit.id).names, visiting.me.id
    samira = person_called(visiting, family, "Samira").id
    manual = Paragraph(new_id(), about=frozenset({"ff"}))
    item = statements.tagged(manual, "Bij @Samira over #Wonen", names, me)
    assert (item.about, item.domains) == ({"ff", samira.hex()}, {DEFAULT_DOMAINS[1].id.hex()})
    assert statements.tagged(item, "Bij haar", names, me).about == {"ff"}


def test_heard_words_ask_who_and_seen_things_are_ones_own(
    visiting: Session, family: Household, visit: ContactMoment
) -> None:
    names, me = visits.load(visiting, visit.id).names, visiting.me.id
    samira = person_called(visiting, family, "Samira").id
    item = Paragraph(new_id(), "De deurwaarder komt.")
    seen = statements.of_kind(item, StatementKind.OBSERVATION, names, me)
    assert seen.said_by == me
    heard = statements.of_kind(seen, StatementKind.REPORTED, names, me)
    assert heard.asks_who
    named = statements.tagged(heard, "@Samira: de deurwaarder komt.", names, me)
    assert (named.said_by, named.asks_who) == (samira, False)
    assert statements.tagged(named, "De deurwaarder komt.", names, me).asks_who
    assert statements.of_kind(named, None, names, me).said_by is None


def test_a_typed_text_is_back_after_the_battery_died(visiting: Session, visit: ContactMoment) -> None:
    place = f"visit/{visit.id.hex()}/note"
    row = new_id()
    drafts.keep(visiting, visit.space, "statement", row, "text", "Ze zegt dat de", caret=14, place=place)
    session = reopen(visiting)
    kept = visits.load(session, visit.id).drafts
    assert [(draft.row, draft.text, draft.caret) for draft in kept] == [(row, "Ze zegt dat de", 14)]
    statements.write(session, visit, [Paragraph(row, "Ze zegt dat de brief er ligt.", "V")])
    assert drafts.unfinished(session) == []
    assert texts(session, visit) == ["Ze zegt dat de brief er ligt."]
    session.close()


def test_a_draft_keeps_the_bases_of_when_editing_began(visiting: Session, visit: ContactMoment) -> None:
    (item,) = written(visiting, visit, "Eerst")
    place = f"visit/{visit.id.hex()}/note"
    drafts.keep(visiting, visit.space, "statement", item.id, "text", "Eerst dit", place=place)
    before = drafts.unfinished(visiting)[0].bases
    statement = statements.of_moment(visiting, visit.id)[0]
    with visiting.store.unit() as unit:
        unit.change(statement, text="Intussen")
    drafts.keep(visiting, visit.space, "statement", item.id, "text", "Eerst dit en dat", place=place)
    assert drafts.unfinished(visiting)[0].bases == before
    assert len(before) == 1


def test_after_signing_off_a_change_is_a_new_statement(visiting: Session, visit: ContactMoment) -> None:
    (item,) = written(visiting, visit, "De koelkast is leeg.")
    sign_offs.sign_off(visiting, visit, PDF, 1)
    signed = sign_offs.of_moment(visiting, visit.id)
    assert signed is not None
    assert (signed.words, signed.sign_off.by) == ("Vastgesteld", visiting.me.id)
    assert sign_offs.pdf(visiting, signed.sign_off.id) == PDF
    out = statements.write(visiting, visit, [replace(item, text="In de koelkast ligt melk.", order="V")])
    fresh = statements.of_moment(visiting, visit.id)[0]
    assert out.replaced == {item.id: fresh.id}
    assert (fresh.text, fresh.corrects) == ("In de koelkast ligt melk.", item.id)
    old = queries.get(visiting.store, Statement, item.id)
    assert old is not None
    assert old.text == "De koelkast is leeg."
    again = sign_offs.of_moment(visiting, visit.id)
    assert again is not None
    assert again.words == "Gewijzigd na vaststellen"


def test_a_sign_off_names_the_commits_it_covers(visiting: Session, visit: ContactMoment) -> None:
    written(visiting, visit, "Een", "twee")
    sign_offs.sign_off(visiting, visit, PDF, 1)
    signed = sign_offs.of_moment(visiting, visit.id)
    assert signed is not None
    assert signed.sign_off.commits == {
        one.hex() for _row, one, _device in covered.commits(visiting, visit.id)
    }


def test_a_pdf_that_is_gone_says_so(visiting: Session, visit: ContactMoment) -> None:
    sign_offs.sign_off(visiting, visit, PDF, 1)
    for file in (visiting.folder / BLOBS).iterdir():
        assert PDF not in file.read_bytes()
        file.unlink()
    signed = sign_offs.of_moment(visiting, visit.id)
    assert signed is not None
    with pytest.raises(EnvironmentFault, match="niet op deze laptop"):
        sign_offs.pdf(visiting, signed.sign_off.id)


def test_an_order_that_fits_is_kept(visiting: Session, clock: FakeClock) -> None:
    first, last = Paragraph(new_id(), "a", "B"), Paragraph(new_id(), "c", "D")
    middle = statements.ordered([first, Paragraph(new_id(), "b"), last])
    assert [item.order for item in middle][::2] == ["B", "D"]
    assert "B" < middle[1].order < "D"
    moved = statements.ordered([last, first])
    assert moved[0].order == "D" < moved[1].order


def test_who_is_spoken_about_does_not_speak(
    visiting: Session, family: Household, visit: ContactMoment
) -> None:
    names, me = visits.load(visiting, visit.id).names, visiting.me.id
    jeroen = person_called(visiting, family, "Jeroen").id
    lina = person_called(visiting, family, "Lina").id
    opinion = Paragraph(new_id(), kind=StatementKind.OPINION)
    about = statements.tagged(opinion, "School doet te weinig voor @Lina.", names, me)
    assert (about.said_by, about.asks_who, about.about) == (None, True, {lina.hex()})
    said = statements.tagged(about, "«@Jeroen vindt: school doet te weinig voor @Lina.", names, me)
    assert said.said_by == jeroen
    chosen = replace(said, said_by=lina)
    assert statements.tagged(chosen, said.text + " Echt.", names, me).said_by == lina


def test_what_else_is_known_of_a_paragraph_comes_back_as_it_was(
    visiting: Session, family: Household, visit: ContactMoment
) -> None:
    for talked in Talked:
        item = Paragraph(
            new_id(), "Lina speelt alleen.", heard_from="juf Lotte", language="fa", talked=talked
        )
        statements.write(visiting, visit, [item])
        stored = queries.get(visiting.store, Statement, item.id)
        assert stored is not None
        back = statements.paragraph(stored)
        assert (back.heard_from, back.language, back.talked) == ("juf Lotte", "fa", talked)


def test_discussed_changes_both_ways(visiting: Session, visit: ContactMoment) -> None:
    item = Paragraph(new_id(), "Lina speelt alleen.", "V")
    for talked in (Talked.NOT_YET, Talked.YES, Talked.NO, Talked.NOT_YET, Talked.YES):
        statements.write(visiting, visit, [replace(item, talked=talked)])
        assert statements.of_moment(visiting, visit.id)[0].discussed is dict(statements._TALKED)[talked]


def test_the_language_follows_the_script_until_it_is_chosen(visiting: Session, visit: ContactMoment) -> None:
    me = visiting.me.id
    item = statements.tagged(Paragraph(new_id()), "أريد أن أرتاح", (), me)
    assert item.language == "ar"
    assert statements.tagged(item, "Ik wil rust", (), me).language is None
    assert statements.tagged(replace(item, language="fa"), "أريد", (), me).language == "fa"
