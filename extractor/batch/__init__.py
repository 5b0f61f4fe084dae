"""Folders of documents, overnight: planned, worked on in processes of their own, committed one by one.

``plan``     walks the folder and hashes what is there; names of any bytes become text that can be turned back
``store``    the archive (SQLite or PostgreSQL): a ledger row for every input, its records in the same transaction
``worker``   the process that reads documents, one at a time, and may hang, crash or run out of memory
``pool``     keeps such processes, ends those over a limit, tries a document once more, then quarantines it
``dask``     the same on the machines of a Dask cluster
``runner``   plan, work, commit; ``stored`` reads an archive for exports and for its status

What was done is told by content, options and model, not by name: a batch that is run again goes on where it stopped.
"""
