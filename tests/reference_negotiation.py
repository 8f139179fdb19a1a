"""The definitions of the graph model, written down as they are read: slow, with sets, one state at a time.

Fang, Hipel and Kilgour 1993, "Interactive Decision Making"; Inohara and Hipel 2008 for coalitions. This
solver decides where programs differ. It shares no code with the package but the description of a model.
"""

from itertools import chain, combinations


class Reference:
    """A model as sets: moves[i][s] is the set of states that party i can move to from s."""

    def __init__(self, moves, values):
        self.moves, self.values = moves, values
        self.parties = range(len(moves))
        self.states = range(len(values[0]))

    def improvements(self, i, s):
        return {t for t in self.moves[i][s] if self.values[i][t] > self.values[i][s]}

    def sequences(self, movers, start):
        """States reached from `start` by one or more moves of `movers` (name to function), nobody twice
        running.
        """
        reached, seen, open_ = set(), set(), [(start, None)]
        while open_:
            state, last = open_.pop()
            for name, step in movers.items():
                if name == last:
                    continue
                for target in step(state):
                    reached.add(target)
                    if (target, name) not in seen:
                        seen.add((target, name))
                        open_.append((target, name))
        return reached

    def reach(self, group, start):
        return self.sequences({j: (lambda s, j=j: self.moves[j][s]) for j in group}, start)

    def reach_improving(self, group, start):
        return self.sequences({j: (lambda s, j=j: self.improvements(j, s)) for j in group}, start)

    def stable(self, concept, i, s):
        u = self.values[i]
        others = [j for j in self.parties if j != i]
        for t in self.improvements(i, s):
            if concept == "nash":
                return False
            answers = self.reach_improving(others, t) if concept == "seq" else self.reach(others, t)
            worse = {y for y in answers if u[y] <= u[s]}
            if concept == "smr":
                worse = {y for y in worse if all(u[z] <= u[s] for z in self.moves[i][y])}
            if not worse:
                return False
        return True

    def equilibria(self, concept):
        return [s for s in self.states if all(self.stable(concept, i, s) for i in self.parties)]

    # -- coalitions

    def joint(self, group, s):
        return {t for t in self.reach(group, s) if all(self.values[i][t] > self.values[i][s] for i in group)}

    def coalition_stable(self, concept, group, s):
        others = [j for j in self.parties if j not in group]
        subsets = list(chain.from_iterable(combinations(others, n) for n in range(1, len(others) + 1)))

        def no_better(y):
            return any(self.values[i][y] <= self.values[i][s] for i in group)

        for t in self.joint(group, s):
            if concept == "nash":
                return False
            if concept == "seq":
                answers = self.sequences({sub: (lambda x, sub=sub: self.joint(sub, x)) for sub in subsets}, t)
            else:
                answers = self.reach(others, t)
            worse = {y for y in answers if no_better(y)}
            if concept == "smr":
                worse = {y for y in worse if all(no_better(z) for z in self.reach(group, y))}
            if not worse:
                return False
        return True

    def coalition_equilibria(self, concept):
        groups = [g for n in range(1, len(self.parties) + 1) for g in combinations(self.parties, n)]
        return [s for s in self.states if all(self.coalition_stable(concept, g, s) for g in groups)]
