"""Commands that take care of a store and of this installation."""
