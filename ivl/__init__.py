"""Cohorts of intravenous leiomyomatosis: read them, narrow them, describe them, draw them.

Data flow one way: spreadsheet → ``intake`` → ``Cohort`` → ``describe`` and ``survival`` →
``figures`` (an ``Exhibit``) → ``export`` or the page. Everything but ``ui`` works in a notebook.
"""
