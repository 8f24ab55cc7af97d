"""Commands that maintain a store and this installation."""
