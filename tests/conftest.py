"""What all tests share: no example is given up because the machine was busy."""

from hypothesis import settings

settings.register_profile("kjournal", deadline=None)
settings.load_profile("kjournal")
