"""Where premises are decided: by algebra, facts or balls; what stays open is refused.

structure.py   of which structure an expression is in a variable: free, linear, polynomial
"""
