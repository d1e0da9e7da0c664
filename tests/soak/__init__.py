"""Endurance: thousands of seeded cases, too many for every run of the tests (`make soak`)."""
