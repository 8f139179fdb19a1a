"""A scenario that holds, to break in tests, and where the shipped ones are."""

from pathlib import Path

MODELS = Path(__file__).parents[1] / "examples" / "models"

FERRY = """title: A ferry
parties:
  north:
    name: Nordia
    means: {value: 60, range: [40, 80], assumed: true}
  south:
    name: Sudland
    means: {value: 40, from: [entry_1]}
issues:
  toll:
    name: the ferry's toll
    scale: {low: 0, high: 10, low_means: no toll, high_means: ten crowns}
    today: {value: 5, from: [entry_2]}
    positions:
      north: {value: 0, from: [entry_3]}
      south: {value: 10, range: [8, 10], assumed: true}
    salience:
      north: {value: 90, range: [80, 100], assumed: true}
      south: {value: 50, range: [20, 60], assumed: true}
options:
  stop: {party: north, means: stops the ferry, assumed: true, change: once}
  raise: {party: south, means: raises the toll, from: [entry_4]}
rules:
  - never: stop and raise
today: []
preferences:
  north: {ranking: [1, 2, 3], assumed: true, range: 1}
  south: {priorities: [raise, not stop], from: [entry_4]}
"""
