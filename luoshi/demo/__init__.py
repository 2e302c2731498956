"""The demo city: what ships, followed, with simulated figures, reports and accounts. Everything is marked simulated."""
