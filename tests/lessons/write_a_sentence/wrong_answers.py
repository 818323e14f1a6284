"""Notebook 13, Write a sentence: wrong answers unlike the declared ones, and words of the hint each must get."""

import math

import numpy as np


def every_word_sees_all(Q, K, V):
    powers = np.exp(np.einsum("id,jd->ij", Q, K) / math.sqrt(Q.shape[1]))
    return np.einsum("ij,jd->id", powers / powers.sum(axis=1, keepdims=True), V)


def cut_after_softmax(Q, K, V):
    powers = np.exp(Q @ K.T / math.sqrt(Q.shape[1]))
    return np.tril(powers / powers.sum(axis=1, keepdims=True)) @ V


def over_the_askers(Q, K, V):
    powers = np.tril(np.exp(Q @ K.T / math.sqrt(Q.shape[1])))
    return np.einsum("ij,jd->id", powers / powers.sum(axis=0, keepdims=True), V)


def around_the_stack(slopes):
    inside = 1.0
    for slope in slopes:
        inside *= slope
    return inside + 1.0


def whole_table(x):
    return (x - np.mean(x)) / np.sqrt(np.mean((x - np.mean(x)) ** 2) + 0.001)


def sentence_by_sentence(p, real):
    means = [np.mean([-math.log(q) for q, r in zip(*rows, strict=True) if r]) for rows in zip(p, real, strict=True)]
    return math.exp(sum(means) / len(means))


WRONG = {
    "causal_head": [
        (every_word_sees_all, "look ahead"),
        (cut_after_softmax, "after the softmax"),
        (over_the_askers, "columns add up to 1"),
    ],
    "residual_gradient": [
        (around_the_stack, "around the whole stack"),
        (lambda slopes: math.prod(float(slope) for slope in slopes), "without residuals"),
    ],
    "layer_norm": [
        (whole_table, "for the whole table"),
        (lambda x: (x - np.mean(x, 1, keepdims=True)) / np.std(x, 1, keepdims=True), "0.001 under the root is missing"),
        (lambda x: np.array([row - sum(row) / len(row) for row in x]), "spread is missing"),
    ],
    "padded_perplexity": [
        (sentence_by_sentence, "same say"),
        (lambda p, real: math.exp(sum(-math.log(q) for q in np.ravel(p)) / np.size(p)), "padding counts"),
    ],
    "with_temperature": [
        (lambda p, T: np.exp(T * np.log(np.maximum(p, 1e-300))) / np.sum(p**T), "Turned round"),
        (lambda p, T: np.array([q ** (1 / T) for q in p]), "add up to 1"),
    ],
    "matrix_weights": [
        (lambda blocks, width: sum(4 * width * width for _ in range(blocks)), "attention alone"),
        (lambda blocks, width: blocks * (4 * width**2 + 4 * width**2), "8 · width² a block"),
        (lambda blocks, width: blocks * (3 * width**2 + 2 * 4 * width**2), "attention has four"),
    ],
}
