"""Every data set of the course, with its source: shipped, or made from a seed."""

from .corpus import PADDING, UNKNOWN, Corpus, Vocabulary
from .far_clue import FAR_CLUE_WORDS, far_clue
from .penguins import Penguins, penguins
from .photos import lecture_picture, own_picture, photo
from .pictures import digits, tiny_pictures
from .sentences import fruit_sentences, is_grammatical, word_classes
from .text_files import read_conllu, read_text
from .trades import fruit_trades, moody_trades, seven_trades
from .translations import pretend_translations
from .word_vectors import WordVectors, word_vectors
