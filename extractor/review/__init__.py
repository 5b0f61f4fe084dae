"""The reviewer's desk: see what the machine doubts, correct it, teach it.

``fields``   a record as named cells (``indicators[3].target``), and how a text comes into one
``places``   where on a page, or in which line, a cell was read
``doubts``   how certain each cell is, and why: what the queue is ordered by
``reading``  a document's rows as text, kept in the archive, so that nothing need be read twice
``journal``  what reviewers did: who, what, when, from, to; added to, never changed; `desk` is the archive seen through it
``corrected`` records with the corrections that count
``figures``  progress, errors found, budgets, targets; ``charts`` draws them, ``report`` puts them into one file
``exchange`` corrections through CSV, XLSX and back, and to Label Studio
``teach``    a corrected table into labelled rows, with what ``suggest`` makes of its words
``session``  one reviewer at work; ``view``, ``shown``, ``pages`` and ``words`` are what they see
``opening``  an archive, or a single document, for which one is made

``app``, ``desktop`` and ``lists`` are the user interface, behind ``guard``; nothing else knows of a browser.
"""
