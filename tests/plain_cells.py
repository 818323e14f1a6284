"""Cells as dicts as they stand in a file, for the tests of what becomes of predictions and slides."""


def code(source="1 + 1", predict=False, kind=None):
    output = {"output_type": "stream", "name": "stdout", "text": ["2\n"]}
    return new("code", source, ["predict"] if predict else [], kind) | {"execution_count": 5, "outputs": [output]}


def text(source, kind=None):
    return new("markdown", source, [], kind)


def new(cell_type, source, tags, kind):
    metadata = ({"tags": tags} if tags else {}) | ({"slideshow": {"slide_type": kind}} if kind else {})
    return {"cell_type": cell_type, "id": "a", "source": source, "metadata": metadata}
