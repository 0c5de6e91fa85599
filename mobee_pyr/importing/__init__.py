"""Brings organisations and their missions in from elsewhere, as often as one likes, and says what it did."""
