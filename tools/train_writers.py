"""The table of notebook 13: means of five seeds, for the writers side by side and for each part left out once.

    python -m tools.train_writers

trains every model five times, as the notebook trains one, and prints a row for each as soon as it is known (about five
minutes): perplexity on the held-back sentences, the share of 200 sentences written at temperature 0.8 that the grammar
accepts, and the share of those that stand in no training sentence: the mean, then the lowest and the highest seed.
"""

from functools import partial

import numpy as np

from helpers import datasets
from helpers.language import perplexity
from helpers.layers import Dense, Embedding, Flatten, set_random_seed
from helpers.lessons.write_a_sentence import numbers
from helpers.training import Adam, Sequential

SEEDS, WRITTEN, TEMPERATURE = range(1, 6), 200, 0.8
NETWORKS = {
    "attention alone": dict(blocks=1, without=("MLP", "residual", "norm")),
    "attention added to x": dict(blocks=1, without=("MLP", "norm")),
    "one block": dict(blocks=1),
    "two blocks": {},
    **{f"two blocks without {part}": dict(without=(part,)) for part in numbers.PARTS},
    "two blocks, 750 sentences": dict(sentences=750),
    "two blocks, 12,000 sentences": dict(sentences=12000),
    "two blocks, width 16": dict(width=16),
    "two blocks, width 64": dict(width=64),
}


def main():
    unseen, text = the_world()
    rows = {"trigram": trigram, "window of three words (09b)": window}
    rows |= {name: partial(network, **settings) for name, settings in NETWORKS.items()}
    for name, row in rows.items():
        print(f"{name}: {told([row(text, unseen, seed) for seed in SEEDS])}", flush=True)


def the_world():
    """(held back, to learn from), as in the notebook"""
    world = datasets.fruit_sentences(4000, seed=1)
    corpus = datasets.Corpus([words + ["."] for words in world.sentences], least=10)
    return corpus.split(len(corpus) // 4)


def trigram(text, unseen, seed):
    writer = numbers.Trigram(text)
    return writer.perplexity(unseen), *shares(writer, text, seed)


def window(text, unseen, seed):
    set_random_seed(seed)
    words = len(text.vocabulary)
    model = Sequential([Embedding(words, 16, input_shape=(3,)), Flatten(), Dense(32, activation="tanh")])
    model.add(Dense(words, activation="softmax"))
    model.compile(Adam(0.01), "sparse_categorical_crossentropy")
    model.fit(text.histories(3), text.word_ids, epochs=5, batch_size=64, verbose=0)

    def writer(past):
        start = np.full((len(past), 2), numbers.PADDING)
        return model.predict(np.column_stack([start, past])[:, -3:])

    return perplexity(model, unseen), *shares(writer, text, seed)


def network(text, unseen, seed, sentences=3000, **settings):
    """A transformer that has learned from so many sentences of the text; what it lacks is made anew"""
    longest, more = 14, datasets.fruit_sentences(12000, seed=2).sentences
    read = text.reading([*text.sentences, *([*words, "."] for words in more)][:sentences])
    model = numbers.transformer(len(text.vocabulary), longest, seed=seed, **settings)
    numbers.train(model, *numbers.padded(read, longest), seed=seed)
    return numbers.perplexity(model, *numbers.padded(unseen, longest)), *shares(numbers.writer(model), read, seed)


def shares(writer, text, seed):
    """(share of its sentences that the grammar accepts, share of those that it has not read)"""
    known = {tuple(words) for words in text.sentences}
    written = numbers.write(writer, text.vocabulary, TEMPERATURE, WRITTEN, seed, longest=14)
    right = [words for words in written if words[-1] == "." and datasets.is_grammatical(words[:-1])]
    new = [tuple(words) not in known for words in right]
    return len(right) / len(written), np.mean(new) if new else np.nan  # of none, no share is new


def told(runs):
    columns = zip(*runs, strict=True)
    return "  ".join(f"{np.mean(column):.2f} ({min(column):.2f} to {max(column):.2f})" for column in columns)


if __name__ == "__main__":
    main()
