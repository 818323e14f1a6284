"""What learners of 01 and 06b may write: right answers, known misconceptions, and what is wrong in some other way."""

RIGHT = {
    "01": {
        "predict": "def predict(x, w, b):\n    return w * x + b",
        "cost": "def cost(y_hat, y):\n    return np.sum((y_hat - y) ** 2)",
        "one_step": "def one_step(w, b, step):\n"
        "    for there in [(w + step, b), (w - step, b), (w, b + step), (w, b - step)]:\n"
        "        if C(*there) < C(w, b):\n            return there\n    return w, b",
        "cost_after": "def cost_after(w, dw):\n    return np.sum(((w + dw) * x - y) ** 2)",
        "standardise": "def standardise(values):\n    return (values - np.mean(values)) / np.std(values)",
    },
    "06b": {
        "layer_forward": "def layer_forward(x, W, b):\n    return np.tanh(x @ W + b)",
        "weight_gradient": "def weight_gradient(H, D):\n    return H.T @ D",
        "hidden_gradient": "def hidden_gradient(X, H, D, W2):\n"
        "    return weight_gradient(X, (D @ W2.T) * (1 - H**2))",  # stands on the answer before
        "bias_gradient": "def bias_gradient(D_Z):\n    return np.sum(D_Z, axis=0, keepdims=True)",
        "gradient_shapes": "gradient_shapes = [(32, 6), (8, 6), (1, 6), (6, 3), (1, 3), (32, 6)]",
    },
}
KNOWN = {  # each is a misconception that the check recognises
    "01": {
        "predict": "def predict(x, w, b):\n    return w * x",
        "cost": "def cost(y_hat, y):\n    return np.sum(np.abs(y_hat - y))",
        "one_step": "def one_step(w, b, step):\n    return (w + step, b)",
        "cost_after": "def cost_after(w, dw):\n    return np.sum((w * x + dw - y) ** 2)",
        "standardise": "def standardise(values):\n    return values - values.mean() / values.std()",
    },
    "06b": {
        "layer_forward": "def layer_forward(x, W, b):\n    return np.tanh(x @ W) + b",
        "weight_gradient": "def weight_gradient(H, D):\n    return H.T @ D / len(H)",
        "hidden_gradient": "def hidden_gradient(X, H, D, W2):\n    return X.T @ (D @ W2.T)",
        "bias_gradient": "def bias_gradient(D_Z):\n    return D_Z.mean(axis=0, keepdims=True)",
        "gradient_shapes": "gradient_shapes = [(32, 6), (8, 6), (6,), (6, 3), (3,), (32, 6)]",
    },
}
ODD = {  # wrong, and nobody's misconception
    "01": {
        "predict": "def predict(x, w, b):\n    return w * x + b + x**3",
        "cost": "def cost(y_hat, y):\n    return 7",
    },
    "06b": {
        "layer_forward": "def layer_forward(x, W, b):\n    return np.cos(x @ W + 3 * b)",
        "gradient_shapes": "gradient_shapes = 'Hint: three'",
    },
}
