"""Texts and treebanks of the learner's own: every script is read, or the reason why not is said."""

import textwrap
from unicodedata import category, normalize

import numpy as np
import pytest
from hypothesis import given
from hypothesis import strategies as st

from helpers import datasets

# The first sentence of Article 1 of the Universal Declaration of Human Rights
SPACED = {
    "Vietnamese": "Tất cả mọi người sinh ra đều được tự do và bình đẳng về nhân phẩm và quyền.",
    "Russian": "Все люди рождаются свободными и равными в своем достоинстве и правах.",
    "Greek": "Όλοι οι άνθρωποι γεννιούνται ελεύθεροι και ίσοι στην αξιοπρέπεια και τα δικαιώματα.",
    "Armenian": "Բոլոր մարդիկ ծնվում են ազատ ու հավասար իրենց արժանապատվությամբ ու իրավունքներով։",
    "Georgian": "ყოველი ადამიანი იბადება თავისუფალი და თანასწორი თავისი ღირსებითა და უფლებებით.",
    "Hebrew": "כל בני אדם נולדו בני חורין ושווים בערכם ובזכויותיהם.",
    "Arabic": "يولد جميع الناس أحرارًا متساوين في الكرامة والحقوق.",
    "Hindi": "सभी मनुष्यों को गौरव और अधिकारों के मामले में जन्मजात स्वतन्त्रता और समानता प्राप्त है ।",
    "Bengali": "সমস্ত মানুষ স্বাধীনভাবে সমান মর্যাদা এবং অধিকার নিয়ে জন্মগ্রহণ করে।",
    "Punjabi": "ਉਨ੍ਹਾਂ ਸਭਨਾ ਨੂੰ ਤਰਕ ਅਤੇ ਜ਼ਮੀਰ ਦੀ ਸੌਗਾਤ ਮਿਲੀ ਹੋਈ ਹੈ ।",
    "Gujarati": "પ્રતિષ્ઠા અને અધિકારોની દૃષ્ટિએ સર્વ માનવો જન્મથી સ્વતંત્ર અને સમાન હોય છે.",
    "Tamil": "மனிதப் பிறிவியினர் சகலரும் சுதந்திரமாகவே பிறக்கின்றனர்.",
    "Telugu": "ప్రతిపత్తిస్వత్వముల విషయమున మానవులెల్లరును జన్మతః స్వతంత్రులును సమానులును నగుదురు.",
    "Malayalam": "മനുഷ്യരെല്ലാവരും തുല്യാവകാശങ്ങളോടും അന്തസ്സോടും സ്വാതന്ത്ര്യത്തോടുംകൂടി ജനിച്ചിട്ടുള്ളവരാണ്‌.",
    "Amharic": "የሰው፡ልጅ፡ሁሉ፡ሲወለድ፡ነጻና፡በክብርና፡በመብትም፡እኩልነት፡ያለው፡ነው።",
    "Korean": "모든 인간은 태어날 때부터 자유로우며 그 존엄과 권리에 있어 동등하다.",
    "Inuktitut": "ᐃᓅᔪᓕᒫᑦ ᐊᓂᖅᑎᕆᔪᓕᒫᑦ ᐃᓅᓚᐅᕐᒪᑕ ᐃᓱᒪᕐᓱᕐᖢᑎᒃ ᐊᒻᒪᓗ ᐊᔾᔨᐅᖃᑎᒌᒃᖢᑎᒃ.",
    "Greenlandic": "Inuit tamarmik inunngorput nammineersinnaassuseqarlutik assigiimmillu ataqqinassuseqarlutillu.",
}
UNSPACED = {
    "Chinese": "人人生而自由,在尊严和权利上一律平等。",
    "Japanese": "すべての人間は、生まれながらにして自由であり、かつ、尊厳と権利とについて平等である。",
    "Thai": "มนุษย์ทั้งหลายเกิดมามีอิสระและเสมอภาคกันในเกียรติศักดิ์และสิทธิ ต่างมีเหตุผลและมโนธรรม",
    "Lao": "ມະນຸດເກີດມາມີສິດເສລີພາບ ແລະ ສະເໝີໜ້າກັນໃນທາງກຽດຕິສັກ ແລະ ທາງສິດດ້ວຍມະນຸດມີສະຕິສຳປັດຊັນຍະ",
    "Khmer": "មនុស្សទាំងអស់ កើតមកមានសេរីភាព និងសមភាព ក្នុងផ្នែកសេចក្ដីថ្លៃថ្នូរនិងសិទ្ធិ។",
}


def written(folder, text, encoding="utf-8", name="own.txt"):
    (folder / name).write_bytes(textwrap.dedent(text).encode(encoding))
    return folder / name


def test_a_text_becomes_sentences_in_lower_case_without_punctuation(tmp_path):
    path = written(
        tmp_path,
        """\
        “Well,” said Abby – it's 12,50 for
        the co-owner's apples! Élan…

        A title without an end

        3.14, or 7?""",
    )
    assert datasets.read_text(path, least=1).sentences == [
        "well said abby it's <number> for the co-owner's apples".split(),
        ["élan"],
        "a title without an end".split(),
        ["<number>", "or", "<number>"],
    ]


def test_letters_of_all_languages_are_words(tmp_path):
    path = written(tmp_path, "Яблоки и груши. りんご", encoding="utf-8-sig")
    assert datasets.read_text(str(path), least=1).sentences == [["яблоки", "и", "груши"], ["りんご"]]


def test_words_seen_once_in_a_text_are_unknown(tmp_path):
    made = datasets.read_text(written(tmp_path, "apples and pears. apples and plums"))
    assert made.vocabulary.words == ["<unk>", "<pad>", "and", "apples"] and made.tags is None
    assert made.word_ids.tolist() == [3, 2, 0, 3, 2, 0]


@given(st.text())
def test_no_text_is_too_strange(text):
    for words in datasets.text_files.sentences_in(text.splitlines(keepends=True)):
        assert words and all(word and word == word.lower() for word in words)


@pytest.mark.parametrize("text", SPACED.values(), ids=SPACED)
@pytest.mark.parametrize("form", ["NFC", "NFD"])
def test_words_of_every_script_stay_in_one_piece_with_their_marks(tmp_path, text, form):
    read = datasets.read_text(written(tmp_path, normalize(form, f"{text} {text}")), least=1)
    spaced = normalize("NFC", text).lower().replace("፡", " ").split()
    bare = [word.strip("".join(sign for sign in word if category(sign)[0] in "PC")) for word in spaced]
    assert read.sentences == [[word for word in bare if word]] * 2


@pytest.mark.parametrize(
    "text, words",
    [
        ("सेब और क़लम ४२", ["सेब", "और", "क़लम", "<number>"]),
        ("كَتَبَ الوَلَدُ", ["كَتَبَ", "الوَلَدُ"]),
        ('שָׁלוֹם צה״ל צה"ל', ["שָׁלוֹם", "צה״ל", 'צה"ל']),
        ("می\u200cخواهم، نه\u200c", ["می\u200cخواهم", "نه"]),
        ("ක්\u200dරීඩා র\u200d্যাব", ["ක්\u200dරීඩා", "র\u200d্যাব"]),
        ("İstanbul ınci", ["i̇stanbul", "ınci"]),
        ("col·legi ինչպե՞ս", ["col·legi", "ինչպե՞ս"]),
        ("Apfel\u00adbaum", ["apfelbaum"]),
        ("ฉัน\u200bกิน\u200bแอปเปิ้ล", ["ฉัน", "กิน", "แอปเปิ้ล"]),
        ("'quoted' ‘so’ a- -b \"c\"", ["quoted", "so", "a", "b", "c"]),
    ],
)
def test_what_stands_inside_a_word_does_not_break_it(tmp_path, text, words):
    made = datasets.read_text(written(tmp_path, text), least=1)
    assert made.sentences == [[normalize("NFC", word) for word in words]]


@given(
    st.text(st.characters(categories=["Ll", "Lo", "Lm"]), min_size=1), st.text(st.characters(categories=["Mn", "Mc"]))
)
def test_letters_and_the_marks_after_them_are_one_word(letters, marks):
    word = letters + marks + letters
    assert list(datasets.text_files.sentences_in([word])) == [[word.lower()]]


# ---- languages without spaces


@pytest.mark.parametrize("text", UNSPACED.values(), ids=UNSPACED)
def test_words_without_spaces_between_them_are_told_with_the_cure(tmp_path, text):
    with pytest.raises(
        ValueError, match="own.txt has no spaces between its words, .* words: '.+'. .* by a word segmenter"
    ):
        datasets.read_text(written(tmp_path, text))


@pytest.mark.parametrize(
    "text",
    [
        "人人 生 而 自由 ， 在 尊严 和 权利 上 一律 平等 。 他们 赋有 理性 和 良心 。",
        "すべて の 人間 は 、 生まれ ながら に し て 自由 で あり 、 尊厳 と 権利 と に つい て 平等 で ある 。",
        "むかし むかし、 ある ところに おじいさんと おばあさんが すんで いました。 おじいさんは やまへ いきました。",
        "コミュニケーション の サービス は インターネット で 利用 できる 。",
        "มนุษย์ ทั้งหลาย เกิด มา มี อิสระ และ เสมอภาค กัน ใน เกียรติศักดิ์ และ สิทธิ ที่ มหาวิทยาลัย ธรรมศาสตร์",
        "She said 人人生而自由 and left. He wrote มนุษย์ทั้งหลายเกิดมามีอิสระ on the wall and nobody knew why.",
        "りんご",
        "人人生而自 apple",
    ],
)
def test_texts_of_separated_words_or_with_a_foreign_line_are_read(tmp_path, text):
    assert len(datasets.read_text(written(tmp_path, text), least=1).word_ids) == len(text.split()) - sum(
        category(part[0]) == "Po" for part in text.split()
    )


# ---- what else is handed in


@pytest.mark.parametrize("end", ["\r\n", "\r", "\n"])
def test_the_ends_of_lines_of_every_system_are_read(tmp_path, end):
    path = tmp_path / "own.txt"
    path.write_bytes(end.join(["\ufeffApples and", "pears", "", "plums"]).encode())
    assert datasets.read_text(path, least=1).sentences == [["apples", "and", "pears"], ["plums"]]
    path.write_bytes(textwrap.dedent(TREEBANK).replace("\n", end).encode())
    assert datasets.read_conllu(path, least=1).sentences == [["Abby", "ca", "n't"], ["the", "can"]]


def test_a_very_long_line_is_read(tmp_path):
    assert datasets.read_text(written(tmp_path, "apples and " * 50_000)).lengths.tolist() == [100_000]


def test_the_home_folder_has_its_short_name(tmp_path, monkeypatch):
    for name in ("HOME", "USERPROFILE"):
        monkeypatch.setenv(name, str(tmp_path))
    written(tmp_path, "apples")
    assert datasets.read_text("~/own.txt", least=1).sentences == [["apples"]]


# ---- treebanks


TREEBANK = """\
    # text = Abby can't
    1\tAbby\tAbby\tPROPN\tNNP\t_\t0\troot\t_\t_
    2-3\tcan't\t_\t_\t_\t_\t_\t_\t_\t_
    2\tca\tcan\tAUX\tMD\t_\t1\taux\t_\t_
    3\tn't\tnot\tPART\tRB\t_\t1\tadvmod\t_\t_
    3.1\tgo\tgo\tVERB\t_\t_\t_\t_\t1:dep\t_

    # text = the can
    1\tthe\tthe\tDET\tDT\t_\t2\tdet\t_\t_
    2\tcan\tcan\tNOUN\tNN\t_\t0\troot\t_\t_
    """


def test_a_treebank_gives_its_words_and_universal_tags_without_contractions_and_empty_nodes(tmp_path):
    made = datasets.read_conllu(written(tmp_path, TREEBANK), least=1)
    assert made.sentences == [["Abby", "ca", "n't"], ["the", "can"]]
    assert made.tags == [["PROPN", "AUX", "PART"], ["DET", "NOUN"]]
    assert made.windows(3).shape == (5, 3) and len(made.tag_ids) == 5
    twice = datasets.read_conllu(written(tmp_path, f"{TREEBANK}\n{TREEBANK}"))
    assert len(twice.vocabulary) == 7 and len(datasets.read_conllu(written(tmp_path, TREEBANK)).vocabulary) == 2


def test_the_courses_sentences_come_back_from_both_kinds_of_file(tmp_path):
    made = datasets.fruit_sentences(200, least=1)
    rows = [
        "\n".join(
            f"{i + 1}\t{word}\t_\t{tag}\t_\t_\t_\t_\t_\t_" for i, (word, tag) in enumerate(zip(*pair, strict=True))
        )
        for pair in zip(made.sentences, made.tags, strict=True)
    ]
    (tmp_path / "own.conllu").write_text("\n\n".join(rows) + "\n\n", encoding="utf-8")
    treebank = datasets.read_conllu(tmp_path / "own.conllu", least=1)
    assert (treebank.sentences, treebank.tags) == (made.sentences, made.tags)
    assert np.array_equal(treebank.windows(5), made.windows(5)) and np.array_equal(treebank.tag_ids, made.tag_ids)
    text = ". ".join(" ".join(sentence) for sentence in made.sentences)
    read = datasets.read_text(written(tmp_path, text), least=1)
    assert read.sentences == [[word.lower() for word in sentence] for sentence in made.sentences]


def test_no_sentence_comes_from_comments_blank_lines_or_empty_nodes_alone(tmp_path):
    first, second = TREEBANK.split("\n\n")
    blocks = [
        "    # newdoc",
        first,
        "  ",
        "    # text =",
        "    0.1\tgo\tgo\tVERB\t_\t_\t_\t_\t_\t_",
        second,
        "    # end",
        "",
    ]
    made = datasets.read_conllu(written(tmp_path, "\n\n".join(blocks)), least=1)
    assert made.sentences == [["Abby", "ca", "n't"], ["the", "can"]] and made.lengths.tolist() == [3, 2]


def test_a_word_without_a_tag_among_others_is_tagged_x(tmp_path):
    made = datasets.read_conllu(written(tmp_path, TREEBANK.replace("AUX", "_").replace("DET", "")), least=1)
    assert made.tags == [["PROPN", "X", "PART"], ["X", "NOUN"]]


@pytest.mark.parametrize(
    "row, words",
    [
        (
            "1\tAbby\tAbby\t_\tNNP\n",
            "own.txt has no tags: its fourth column, UPOS, holds nothing but _. Take a treebank",
        ),
        (
            "1\t_\t_\tPROPN\tNNP\n",
            "own.txt has no words: its second column, FORM, holds nothing but _. Take a treebank",
        ),
    ],
)
def test_a_treebank_without_tags_or_words_is_told(tmp_path, row, words):
    with pytest.raises(ValueError, match=words):
        datasets.read_conllu(written(tmp_path, f"{row}\n{row}\n"))


@pytest.mark.parametrize("read", [datasets.read_text, datasets.read_conllu])
@pytest.mark.parametrize(
    "spoil, error, words",
    [
        (lambda folder: folder / "missing.txt", FileNotFoundError, r"There is no file .*missing.txt \(looked for in "),
        (lambda folder: folder, IsADirectoryError, "test_a_file.* is a folder: give the name of a text file"),
        (
            lambda folder: written(folder, "Äpfel und Birnen", encoding="latin-1"),
            ValueError,
            "own.txt is not UTF-8 text",
        ),
        (lambda folder: written(folder, "Äpfel", encoding="utf-16"), ValueError, r"not UTF-8 text \(UTF-16\): save it"),
        (lambda folder: written(folder, "\ufeffÄpfel", encoding="utf-16-be"), ValueError, r"text \(UTF-16\): save it"),
        (lambda folder: written(folder, "Apfel", encoding="utf-16-le"), ValueError, "zero bytes, as UTF-16"),
        (lambda folder: written(folder, "1\tAbby\tAbby\tPROPN\n" * 9999 + "\0"), ValueError, "it holds zero bytes"),
        (
            lambda folder: written(folder, "PK\3\4Abby"),
            ValueError,
            r"text \(a zip archive, as .docx, .* not plain text",
        ),
        (lambda folder: written(folder, "{\\rtf1 Abby}"), ValueError, r"text \(RTF, not plain text\): save it"),
        (lambda folder: written(folder, "%PDF-1.7"), ValueError, r"text \(PDF, not plain text\): save it"),
        (lambda folder: "Abby likes apples. " * 99, FileNotFoundError, "There is no file Abby likes"),
        (lambda folder: written(folder, ""), ValueError, "own.txt holds no (words|sentences)"),
        (lambda folder: written(folder, "\n \n"), ValueError, "own.txt holds no (words|sentences)"),
    ],
)
def test_a_file_that_cannot_be_read_is_named_with_the_reason(tmp_path, read, spoil, error, words):
    with pytest.raises(error, match=words):
        read(spoil(tmp_path))


@pytest.mark.parametrize(
    "text",
    [
        "Abby likes apples.\n",
        "# only = a comment\n",
        "1\tAbby\n",
        "x\tAbby\tAbby\tPROPN\n",
        "1\tAbby\tAbby\tPROPN\n\nAbby\n",
    ],
)
def test_a_text_that_is_no_treebank_is_told_from_one(tmp_path, text):
    number = text.count("\n\n") + 1
    with pytest.raises(
        ValueError, match=rf"own.txt (is not in CoNLL-U: sentence {number} cannot|holds no sentences in CoNLL)"
    ):
        datasets.read_conllu(written(tmp_path, text))
