"""Announcements and dates for other programs: feeds and calendars, for everybody or for one person (L15)."""
