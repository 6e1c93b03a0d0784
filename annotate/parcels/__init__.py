"""Questions handed to a provider together: half the price, and an answer within a day instead of at once."""
