"""The shape of what is asked: would I fit, the four steps of an application, and what a reviewer decides."""
