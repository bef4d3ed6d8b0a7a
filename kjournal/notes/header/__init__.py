"""The header: its fences, its lines as YAML means them, and as people meant them."""
