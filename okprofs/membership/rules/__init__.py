"""Decisions about membership, one file a question; pure, so they read nothing but what they are given."""
