"""A journal's own page templates, drawn where nothing they say can run, read or hang.

A journal may come from anywhere, and so may its `templates/pages/`. They are drawn in a process of its own, in
Jinja's sandbox, with a limit of time and memory; what they draw is cleaned, and stands in our own frame, which holds
the policy and the scripts.
"""
