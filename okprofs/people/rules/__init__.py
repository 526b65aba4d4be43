"""Pure decisions about people: passwords, professions, offices."""
