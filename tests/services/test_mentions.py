"""@names and #domains in a typed line."""

from wijkdesk.core.ids import Id
from wijkdesk.services.mentions import Name, find, open_mark, plain, suggest, without


def name(mark: str, text: str) -> Name:
    return Name(mark, Id(text.encode().ljust(16, b"0")[:16]), text)


SAMIRA, SAM, SCHOOL, WORK = (
    name("@", "Samira"), name("@", "Sam"), name("#", "School en leren"), name("#", "Werk en dagritme")
)  # fmt: skip
ALL = [SAM, SAMIRA, SCHOOL, WORK]


def test_the_longest_name_wins_and_accents_do_not_count() -> None:
    assert [one.name for one in find("@Samira en @sám over #school en leren.", ALL)] == [SAMIRA, SAM, SCHOOL]


def test_an_address_or_a_longer_word_is_no_mention() -> None:
    assert find("mail noor@samira.nl, @Samiraatje en # Samira", ALL) == []


def test_mentions_can_be_taken_out() -> None:
    text = "Voedselpakket halen @Samira, morgen"
    assert without(text, find(text, ALL)) == "Voedselpakket halen , morgen".replace(" ,", " ,")


def test_a_name_that_the_sentence_leans_on_stays() -> None:
    for text, left in (
        ("Schuldhulp bellen voor @Samira", "Schuldhulp bellen voor Samira"),
        ("Met @Samira naar de winkel @Sam", "Met Samira naar de winkel"),
        ("@Samira Voedselpakket halen", "Voedselpakket halen"),
    ):
        assert without(text, find(text, ALL)) == left


def test_the_mark_at_the_caret_is_open_until_it_is_left() -> None:
    assert open_mark("Zei @Sa", 7) == ("@", "Sa", 4)
    assert open_mark("mail@sa", 7) is None
    assert open_mark("Zei @ hallo", 11) is None


def test_suggestions_begin_with_the_letters_of_any_word() -> None:
    assert suggest("@", "sa", ALL) == [SAM, SAMIRA]
    assert suggest("#", "dag", ALL) == [WORK]
    assert suggest("#", "", ALL) == [SCHOOL, WORK]
    assert suggest("@", "x", ALL) == []


def test_arabic_names_are_found() -> None:
    nour = name("@", "نور")
    assert [one.name for one in find("قالت @نور اليوم", [nour])] == [nour]


def test_domains_after_the_last_sentence_are_no_words_of_it() -> None:
    assert plain("@Samira zegt dat hij komt. #Wonen") == "Samira zegt dat hij komt."
    assert plain("«Ik ben moe.» #Wonen #Werk en dag") == "«Ik ben moe.»"
    assert plain("Het gaat beter. #Wonen is rustig") == "Het gaat beter. Wonen is rustig"
    assert plain("We spraken over #Wonen") == "We spraken over Wonen"
    assert plain("#Wonen") == "Wonen"


def test_people_read_names_and_domains_without_marks() -> None:
    assert plain("Met @Samira over #Wonen, kamer #2, mail noor@samira.nl") == (
        "Met Samira over Wonen, kamer #2, mail noor@samira.nl"
    )
    assert plain("@Samira Rust over geld @Samira", "Samira") == "Rust over geld"
    assert plain("Rust voor @Samira en mij", "Samira") == "Rust voor Samira en mij"
    assert plain("@Samiraatje wil rust", "Samira") == "Samiraatje wil rust"
    assert plain("@Samira", "Samira") == "Samira"
