"""Handouts of the notebooks: what each edition holds (editions), the page (page), its formulas (formulas), the PDF
(printing). tools/make_handouts.py is the command."""
