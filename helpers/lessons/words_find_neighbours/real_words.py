"""Three hundred real words to walk among, by kind: which kind, the vectors were never told.

Common words of eleven kinds, chosen by hand; none was taken out for standing in the wrong place. Some have two meanings
(apple, orange, mouse, china, may).
"""

from ...datasets import WordVectors

KINDS = {
    "fruit": (
        "apple banana orange coconut pineapple mango lemon cherry peach pear grape berries strawberries olive "
        "tomato lime bananas plum fig almond oranges apples"
    ),
    "food": (
        "bread butter cheese rice soup sugar salt chicken beef pork cake cream sauce pasta potatoes garlic "
        "salad eggs honey chocolate milk coffee tea beer wine juice soda vodka whiskey cocktail"
    ),
    "animals": (
        "dog cat horse cow pig sheep goat rabbit mouse rat elephant lion tiger bear wolf monkey bird snake "
        "whale deer eagle shark fox duck frog bee spider camel fish turtle"
    ),
    "colours": "red blue green yellow black white brown pink purple gray silver golden crimson maroon",
    "numbers": (
        "one two three four five six seven eight nine ten eleven twelve thirteen fourteen fifteen twenty "
        "thirty forty fifty sixty seventy eighty ninety hundred thousand million"
    ),
    "countries": (
        "france germany italy spain england russia china japan india brazil mexico canada australia egypt "
        "greece turkey sweden norway poland austria denmark finland ireland portugal switzerland belgium iran "
        "iraq israel kenya argentina chile peru thailand"
    ),
    "cities": (
        "paris berlin rome madrid london moscow beijing tokyo delhi vienna athens cairo stockholm oslo warsaw "
        "chicago boston toronto sydney amsterdam copenhagen helsinki dublin lisbon zurich brussels tehran "
        "baghdad jerusalem nairobi bangkok milan munich seattle"
    ),
    "people": (
        "man woman boy girl mother father son daughter brother sister uncle aunt grandfather grandmother wife "
        "husband child baby cousin nephew friend king queen prince princess emperor duke lord lady bride "
        "neighbor he she they"
    ),
    "jobs": (
        "doctor nurse teacher lawyer engineer scientist farmer writer painter singer actor actress carpenter "
        "mechanic pilot soldier librarian secretary baker butcher judge journalist architect dancer surgeon "
        "professor physician chef waiter captain sailor tailor banker priest"
    ),
    "computers": (
        "computer software internet website server laptop keyboard iphone ipad android microsoft google intel "
        "processor email desktop browser pc ibm app download web"
    ),
    "time": (
        "january february march april may june july august september october november december monday tuesday "
        "wednesday thursday friday saturday sunday weekend"
    ),
}


def real_classes():
    """{kind: its words}"""
    return {kind: words.split() for kind, words in KINDS.items()}


class RealWords(WordVectors):
    """The words of real_classes() and their vectors, taken from others (WordVectors); asked as a Vocabulary is"""

    def __init__(self, vectors):
        words = [word for words in real_classes().values() for word in words]
        if unknown := [word for word in words if word not in vectors]:
            raise ValueError(
                f"WordMap needs {len(words)} words, such as those of word_vectors(); no {unknown[0]!r} here"
            )
        super().__init__(words, vectors.vectors[[vectors.row(word) for word in words]])
        self.numbers = self.rows

    def ids(self, words):
        return [self.row(word) for word in words]
