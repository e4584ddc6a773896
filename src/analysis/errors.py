class UserError(Exception):
    """A mistake that the user can mend; its one-line message says what, where, and what to do."""
