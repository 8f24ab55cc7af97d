"""What a statement claims of somebody or something, however it is worded, and comparing claims.

"Jonas is my manager" and "My manager is Petra now" claim two values of one matter, the user's
manager.
Nothing here reads dates, periods or relations: `contradiction` does.
"""
