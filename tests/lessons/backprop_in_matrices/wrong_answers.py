"""Notebook 06b, Backpropagate in matrices: wrong answers and words of the hint that each must get."""

import numpy as np


def step(pick, times=1.0):
    """A mini-batch step as learners write it, on the examples that `pick` chooses"""

    def answer(X, Y, weights, rows, rate, slopes):
        chosen_X, chosen_Y = pick(X, Y, rows)
        return [w - times * rate * s for w, s in zip(weights, slopes(chosen_X, chosen_Y, weights))]

    return answer


def without_rate(X, Y, weights, rows, rate, slopes):
    return [w - s for w, s in zip(weights, slopes(X[rows], Y[rows], weights))]


def divided_again(X, Y, weights, rows, rate, slopes):
    return [w - rate * s / len(rows) for w, s in zip(weights, slopes(X[rows], Y[rows], weights))]


def sigmoid(z):
    return 1 / (1 + np.exp(-z))


WRONG = {
    "layer_forward": [
        (lambda x, W, b: x @ W + b, "still a straight line"),
        (lambda x, W, b: np.tanh(x @ W) + b, "after the bend"),
        (lambda x, W, b: np.tanh(x @ W), "The bias is missing"),
        (lambda x, W, b: np.tanh(W.T @ x.T + b.T), "the examples belong in rows"),
        (lambda x, W, b: sigmoid(x @ W + b), "That is the sigmoid"),
        (lambda x, W, b: np.tanh(x @ W.T + b), "W came transposed"),
        (lambda x, W, b: np.tanh(W @ x + b), "(examples, inputs) times"),
        (lambda x, W, b: np.tanh(W.T @ x + b), "no transpose is needed"),
        (lambda x, W, b: np.tanh(x * W + b), "the product of matrices is @"),
        (lambda x, W, b: np.tanh(x @ W - b), "added, not subtracted"),
        (lambda x, W, b: np.maximum(x @ W + b, 0), "below 0"),
    ],
    "weight_gradient": [
        (lambda H, D: (H.T @ D).T, "the transpose of the gradient"),
        (lambda H, D: H.T @ D / H.shape[0], "the n is in D already"),
        (lambda H, D: H @ D, "over what do you want to add up"),
        (lambda H, D: H * D, "example by example"),
        (lambda H, D: H.T @ (D * (1 - D**2)), "No bend here"),
        (lambda H, D: -(H.T @ D), "The sign is flipped"),
        (lambda H, D: 2 * (H.T @ D), "Too large by 2"),
        (lambda H, D: 2 * H.T @ D / len(D), "The 2 and the n"),
        (lambda H, D: H @ D.T, "on the wrong side"),
        (lambda H, D: D @ H.T, "H comes first"),
    ],
    "hidden_gradient": [
        (lambda X, H, D, W2: X.T @ (D @ W2.T), "You forgot the bend"),
        (lambda X, H, D, W2: X.T @ (D @ W2.T * (1 - np.tanh(H) ** 2)), "at the wrong value"),
        (lambda X, H, D, W2: X.T @ (D @ W2.T * H * (1 - H)), "slope of the sigmoid"),
        (lambda X, H, D, W2: X.T @ (D * (1 - H**2)), "W₂ is missing"),
        (lambda X, H, D, W2: (D @ W2.T * (1 - H**2)).T @ X, "This is the transpose"),
        (lambda X, H, D, W2: X.T @ (D @ W2.T * (1 - H**2)) / len(D), "the n is in D already"),
        (lambda X, H, D, W2: H.T @ (D @ W2.T * (1 - H**2)), "H on the left"),
        (lambda X, H, D, W2: X.T @ (D @ W2.T * (1 - H)), "the square of its output"),
        (lambda X, H, D, W2: X.T @ (D @ W2.T * (H * H - 1)), "never negative"),
        (lambda X, H, D, W2: D @ W2.T * (1 - H**2), "one step is left"),
        (lambda X, H, D, W2: H.T @ (D @ W2.T), "the bend is missing, and"),
        (lambda X, H, D, W2: X.T @ ((D @ W2.T) @ (1 - H**2)), "*, not @"),
        (lambda X, H, D, W2: X @ ((D @ W2.T) * (1 - H**2)), "must meet those of D_Z"),
        (lambda X, H, D, W2: X.T @ ((D @ W2) * (1 - H**2)), "goes by its transpose"),
    ],
    "bias_gradient": [
        (lambda D_Z: D_Z.sum(axis=1, keepdims=True), "along the rows"),
        (lambda D_Z: D_Z.mean(axis=0, keepdims=True), "the mean over the examples"),
        (lambda D_Z: D_Z.sum(axis=0), "have lost their row"),
        (lambda D_Z: np.sum(D_Z), "everything to one number"),
        (lambda D_Z: D_Z, "slopes example by example"),
        (lambda D_Z: D_Z.sum(axis=1), "sums over the neurons"),
        (lambda D_Z: np.mean(D_Z, axis=0), "add up instead of averaging"),
        (lambda D_Z: -D_Z.sum(axis=0, keepdims=True), "not the way downhill"),
    ],
    "gradient_shapes": [
        ([(32, 6), (6, 8), (1, 6), (3, 6), (1, 3), (32, 6)], "inputs in rows, neurons in columns"),
        ([(32, 6), (8, 6), (32, 6), (6, 3), (32, 3), (32, 6)], "The examples are still in it"),
        ([(32, 6), (8, 6), (1, 6), (6, 3), (1, 3), (32, 3)], "goes back through W₂ᵀ"),
        ([(32, 8), (8, 6), (1, 6), (6, 3), (1, 3), (32, 6)], "a column for each …"),
        ([(6, 32), (8, 6), (1, 6), (6, 3), (1, 3), (32, 6)], "examples in rows"),
        ([(32, 6), (8, 6), (1, 8), (6, 3), (1, 6), (32, 6)], "each neuron of its own layer"),
        ([(32, 6), (8, 3), (1, 6), (6, 3), (1, 3), (32, 6)], "how many of each"),
        (np.array([(32, 6), (8, 6), (6, 1), (6, 3), (3, 1), (32, 6)]), "a bias stands as a row"),
    ],
    "mini_batch_step": [
        (step(lambda X, Y, rows: (X, Y)), "You used all examples"),
        (step(lambda X, Y, rows: (X[: len(rows)], Y[: len(rows)])), "the first few examples"),
        (step(lambda X, Y, rows: (X[rows], Y[: len(rows)])), "no longer belong together"),
        (step(lambda X, Y, rows: (X[rows], Y)), "have stayed whole"),
        (step(lambda X, Y, rows: (X[rows], Y[rows]), -1), "You go uphill"),
        (without_rate, "The learning rate is gone"),
        (divided_again, "the slopes are those of a mean"),
        (lambda X, Y, weights, rows, rate, slopes: slopes(X[rows], Y[rows], weights), "where do you land"),
    ],
    "break_symmetry": [
        (np.zeros((2, 2)), "From zeros"),
        (np.ones((2, 2)), "All ones"),
        (np.array([[1, 1], [-1, -1]]), "a neuron is a column"),
        (np.array([[40.0, 30.0], [-50.0, 20.0]]), "tanh is flat"),
        (np.eye(2), "The columns differ"),
    ],
}
