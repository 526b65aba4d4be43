"""Stories in a real browser: what people come here to do, from the first page to the last mail."""
