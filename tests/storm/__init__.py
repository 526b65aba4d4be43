"""Storms: many people, dying processes, real servers. Each with a control that shows that the test can fail."""
