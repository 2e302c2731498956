"""The only writes to projects and undertakings: `projects`, `reports`, `undertakings`."""
