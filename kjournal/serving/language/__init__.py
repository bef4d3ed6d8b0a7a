"""The language server: findings, completions, cards and edits for an editor that speaks the protocol (LSP).

`server.Server.serve` runs it over two streams. Importing this package is cheap: pygls and the graph are loaded when it starts.
"""
