"""What programs read: JSON, CSV and calendars."""
