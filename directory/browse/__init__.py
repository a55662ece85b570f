"""The face of visitors: home, lists, search, entry pages, map, feeds, sitemap."""
