"""What stays running: the watcher and the web server."""
