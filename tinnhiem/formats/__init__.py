"""How dates are written and read: day before month, also in English.

Django's Vietnamese formats say nothing about input, so that 05/02 would be read as 2 May.
"""
