"""What the tests of the command line expect, counted, and what was otherwise."""


class Expectations:
    def __init__(self):
        self.faults = []
        self.count = 0

    def __call__(self, what, holds, seen=""):
        self.count += 1
        if not holds:
            self.faults.append(f"{what}: {seen}")

    def report(self):
        """Says what was otherwise, and ends the program."""
        for fault in self.faults:
            print(fault)
        print(f"{self.count} expectations looked at, {len(self.faults)} faults")
        raise SystemExit(1 if self.faults or self.count == 0 else 0)
