"""What callers ask for, as values that the services trust: requests, who asks, and the limits.

Only values belong here; reading a caller's words into them is `parsing`, and what a request does
is `services`.
"""
