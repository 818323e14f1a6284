"""What a learner types, as words and as it is drawn."""

from helpers.lessons.words_in_windows.numbers import MISSING, shown, split


def test_a_text_is_split_into_words_and_marks():
    words = "Bert can't , can he ? old-fashioned maçãs 3 € . . .".split()
    assert split("Bert can't, can he? old-fashioned  maçãs 3€...") == words and split("  ") == []


def test_what_the_font_lacks_is_shown_as_a_box_and_what_is_long_is_cut():
    assert shown("a漢b", 9) == f"a{MISSING}b" and shown("maçãs", 9) == "maçãs" and shown("a\n b", 9) == "a b"
    assert shown("abcdefgh", 5) == "abcd…" and shown("abcde", 5) == "abcde"
