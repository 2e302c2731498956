"""The JSON API: the same actions, rights and refusals as the pages."""
