"""The page of a campaign: all units with their rounds and what they lack, the calendar, and rounds made from the plan."""
