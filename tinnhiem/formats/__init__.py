"""Formats of dates: day before month, also in English.

Django's Vietnamese formats define no input formats, so that 05/02 would be read as 2 May.
"""
