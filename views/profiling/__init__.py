"""What a volunteer says of themselves, one subject a page (M71, P05, P07)."""
