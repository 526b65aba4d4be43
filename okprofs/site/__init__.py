"""The site: home, about, privacy, accessibility, language, health, and a person's own page."""
