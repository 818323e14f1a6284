"""What a learner gets back: one page with the points, the checks' lines and the cells that were graded. No network."""

import html

from . import scores

STYLE = """body { font: 18px/1.5 sans-serif; max-width: 46em; margin: 2em auto; padding: 0 1em; color: #222 }
h2 { font-size: 1.1em; margin: 1.6em 0 .3em } p { margin: .3em 0 }
pre { background: #f4f4f4; padding: .6em .8em; overflow-x: auto; font-size: .85em }"""
PAGE = """<!DOCTYPE html>
<html lang="en">
<head><meta charset="utf-8"><meta name="viewport" content="width=device-width">
<title>{title}</title><style>{style}</style></head>
<body><main>
<h1>{title}</h1>
<p><strong>{sum}</strong></p>
{body}
</main></body>
</html>
"""


def page(row, found, lesson, full, half):
    """The page of one learner as text; found: answers.Found, or None if nothing could be graded"""
    most = sum(full.values())
    told = f"{scores.total(row, full, half):g} of {most:g} points" if row.results else "Not graded"
    notes = "".join(f"<p>{html.escape(note)}</p>\n" for note in row.notes)
    body = "".join(
        _part(exercise, result, found.answers[exercise.name], full, half)
        for exercise, result in zip(lesson.exercises, row.results, strict=False)
    )
    title = html.escape(f"{lesson.stem}: {row.learner}")
    return PAGE.format(title=title, style=STYLE, sum=told, body=notes + body)


def _part(exercise, result, source, full, half):
    got = f"{scores.points(result, full[result.name], half):g} of {full[result.name]:g}"
    answer = f"<pre>{html.escape(source.strip())}</pre>\n" if source else ""
    line = html.escape(f"{result.mark} {result.text}")
    return f"<h2>{html.escape(exercise.title)} ({got})</h2>\n<p>{line}</p>\n{answer}"
