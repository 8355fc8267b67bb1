"""What the plan proposes for the meetings of units: lines, exempt officials, roll, counting team and times."""
