"""What stays running: the watcher and the web server.

`watcher.Watcher` runs the graph at every change; `server.make_app` and `server.serve` show what was built. Importing
them is cheap: watchdog, starlette and uvicorn are loaded when one starts.
"""
