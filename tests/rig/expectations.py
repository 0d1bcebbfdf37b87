"""What the tests of the command line expect, counted, and what was otherwise."""


class Expectations:
    def __init__(self):
        self.faults = []
        self.count = 0

    def __call__(self, what, holds, seen=""):
        self.count += 1
        if not holds:
            self.faults.append(f"{what}: {seen}")
