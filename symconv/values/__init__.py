"""The value of an expression at a point, as a rigorous ball (Arb).

compiling.py makes functions of points (points.py) on balls (balls.py) from evaluators.py,
special.py, conditions.py and cuts.py; enclosing.py raises the precision until a ball is accurate.
"""
