"""The index: notes in, rows and dossiers out; search. It knows no rule."""
