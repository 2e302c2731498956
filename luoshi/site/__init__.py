"""The site: settings, addresses, the ASGI application and the local server (`luoshi serve`)."""
