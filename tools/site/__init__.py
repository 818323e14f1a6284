"""Builds `site/`: the course as a book to read, and live in the browser, as one folder for any web server.

`book/` makes the pages (Sphinx), `live.py` JupyterLite with the same notebooks, `packages.py` what Python needs there.
Runs in .venv-site (requirements-site.lock), apart from the course: JupyterLite wants an older JupyterLab.
"""
