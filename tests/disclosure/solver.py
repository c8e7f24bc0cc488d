"""Tries to work out what a site withholds.

Generates random archives with sensitive indicators, builds each with the program, and reads only what was published:
data/entries.csv, data/progress.json, data/archive.json and the pages of ledgers. From these it sets up integer programs.
A withheld figure is recovered when its smallest and its greatest possible value are the same.

    solver.py PROGRAM FIRST LAST [--least] [--weak]

PROGRAM builds the archives with the numbers FIRST to LAST. --least also compares how much is withheld with the least
possible, found by trying all sets of small archives. --weak assumes that readers do not know how figures are marked.
"""

import csv
import html
import itertools
import json
import pathlib
import random
import re
import shutil
import subprocess
import sys
import tempfile

import numpy
from scipy.optimize import Bounds, LinearConstraint, milp

SMALL = 5
MOST = 10_000
EPSILON = 1e-6
MONTHS = ["2024-03", "2024-04", "2024-05"]
HARD, DROPPED, ENROLLED = "困难人数", "辍学人数", "在校人数"


# Archives


def small_or_large(chance):
    if chance.random() < 0.5:
        return chance.randint(1, 6)
    return chance.choice([0, 0, chance.randint(5, 30)])


def indicators(chance):
    chosen = [f"{{name: {HARD}, unit: 人, direction: at_least, aggregate: sum, sensitive: true}}"]
    names = [HARD]
    second = chance.choice(["none", "none", "sum", "mean", "max", "min", "last"])
    if second != "none":
        across = ", across: sum" if second == "last" else ""
        chosen.append(
            f"{{name: 困难二, unit: 名, direction: at_least, aggregate: {second}, measure: {HARD}, sensitive: true{across}}}"
        )
        names.append("困难二")
    if chance.random() < 0.4:
        kind = chance.choice(["ratio", "last_ratio"])
        chosen.append(
            f"{{name: 辍学率, unit: '%', direction: at_most, aggregate: {kind}, numerator: {DROPPED}, denominator: {ENROLLED}, sensitive: true}}"
        )
        names.append("辍学率")
    return "indicators:\n" + "".join(f"  - {one}\n" for one in chosen), names


def target(chance, number, name, scopes):
    every = chance.choice(["", "", ", every: month", ", every: term"])
    scope = chance.choice(scopes)
    value = chance.choice([1, 2, 3, 4, 6, 10, 30])
    return f"  - {{id: t{number}, indicator: {name}, value: {value}{every}, scope: {scope}}}\n"


def plan(chance, names, start, end, scopes, least):
    lines = "".join(
        target(chance, number, chance.choice(names), scopes)
        for number in range(chance.randint(least, 3))
    )
    targets = f"targets:\n{lines}" if lines else ""
    return f"---\ntitle: 计划\nstart: {start}\nend: {end}\n{targets}---\n文\n"


def write(root, path, text):
    path = root / "content" / path
    path.parent.mkdir(parents=True, exist_ok=True)
    path.write_text(text, encoding="utf-8")


def visit(chance, names, day):
    data = []
    if chance.random() < 0.8:
        data.append(f"{HARD}: {small_or_large(chance)}")
    if "辍学率" in names and chance.random() < 0.6:
        whole = chance.randint(1, 60)
        data.append(f"{DROPPED}: {min(whole, chance.choice([0, 1, 3, 6, 8, 20, whole]))}")
        data.append(f"{ENROLLED}: {whole}")
    return f"---\ntitle: 家访\ndate: {day}\ntype: 家访\ndata: {{{', '.join(data)}}}\n---\n"


def generate(root, number):
    chance = random.Random(number)
    schools = chance.randint(1, 3)
    text, names = indicators(chance)
    write(root, "site.yaml", "title: 档案\nas_of: 2024-06-30\n")
    write(root, "indicators.yaml", text)
    for school in range(schools):
        write(root, f"schools/s{school}/school.yaml", f"name: {'甲乙丙'[school]}校\nlevel: primary\n")
        for month in MONTHS:
            for day in sorted(chance.sample(range(1, 29), chance.choice([0, 1, 1, 2]))):
                day = f"{month}-{day:02}"
                write(root, f"schools/s{school}/visits/{day}.md", visit(chance, names, day))
        if chance.random() < 0.3:
            days = [f"2024-0{month}-{day}" for month in (3, 4, 5, 6) for day in (29, 30)]
            rows = [f"{day},{small_or_large(chance)}" for day in sorted(chance.sample(days, 3))]
            write(root, f"schools/s{school}/ledgers/l.csv", f"日期,{HARD}\n" + "\n".join(rows) + "\n")
            write(
                root,
                f"schools/s{school}/ledgers/l.md",
                f"---\ntitle: 台账\ntable: l.csv\ncolumns:\n  - {{name: 日期, as: date}}\n  - {{name: {HARD}, as: data}}\n---\n",
            )
        if chance.random() < 0.4:
            write(root, f"schools/s{school}/plans/p.md", plan(chance, names, "2024-03-01", "2024-12-31", ["joint"], 1))
    write(root, "plans/p.md", plan(chance, names, "2024-03-01", "2024-12-31", ["joint", "each", "each"], 1))
    if chance.random() < 0.4:
        write(root, "plans/q.md", plan(chance, names, "2024-04-01", "2024-05-31", ["joint", "each"], 1))
    if schools > 1 and chance.random() < 0.3:
        write(root, "pairs/a-b/pair.yaml", "name: 结对\nhelper: s0\nhelped: s1\nstart: 2023-01-01\n")
        write(root, "pairs/a-b/plans/p.md", plan(chance, names, "2024-03-01", "2024-12-31", ["joint", "each"], 1))


# What was published


class Entry:
    """A figure in a record or in a row of a ledger."""

    def __init__(self, line, truth):
        self.record, self.school, self.date, self.measure, self.shown = line
        self.truth = truth

    def is_known(self):
        return self.shown not in ("", f"＜{SMALL}")


class Figure:
    """A published figure: how it follows from entries, and what is shown of it."""

    def __init__(self, name, kind, part, whole=(), shown=None, small=None, goal=None):
        self.name, self.kind, self.part, self.whole = name, kind, list(part), list(whole)
        self.shown, self.small, self.goal = shown, small, goal

    def value(self):
        values = [entry.truth for entry in self.part]
        if self.kind == "ratio":
            return sum(values) / sum(entry.truth for entry in self.whole)
        return {"sum": sum, "mean": lambda all: sum(all) / len(all), "min": min, "max": max}[self.kind](values)


class Site:
    """What a reader knows. The true values of entries serve to say what was recovered, and nothing else."""

    def __init__(self, output, root):
        truths = self.read_truths(root)
        with open(output / "data/entries.csv", encoding="utf-8-sig", newline="") as file:
            lines = list(csv.reader(file))[1:]
        self.entries = [Entry(line, truths[line[0], line[2], line[3]].pop(0)) for line in lines]
        self.aggregates = self.read_indicators(root)
        self.figures = []
        progress = json.loads((output / "data/progress.json").read_text(encoding="utf-8"))
        for one in progress["targets"]:
            for period in one["periods"]:
                self.read_period(one, period)
        for record in sorted({entry.record for entry in self.entries if "/ledgers/" in entry.record}):
            self.read_total(output, record)

    @staticmethod
    def read_truths(root):
        truths = {}
        content = root / "content"
        for path in sorted(content.glob("schools/*/visits/*.md")):
            record = str(path.relative_to(content).with_suffix(""))
            text = path.read_text(encoding="utf-8")
            for measure, value in re.findall(r"(\w+): (\d+)(?=[,}])", text):
                truths.setdefault((record, path.stem, measure), []).append(int(value))
        for path in sorted(content.glob("schools/*/ledgers/*.csv")):
            record = str(path.relative_to(content).with_suffix(""))
            for line in path.read_text(encoding="utf-8").splitlines()[1:]:
                day, value = line.split(",")
                truths.setdefault((record, day, HARD), []).append(int(value))
        return truths

    @staticmethod
    def read_indicators(root):
        text = (root / "content/indicators.yaml").read_text(encoding="utf-8")
        found = {}
        for name, aggregate in re.findall(r"name: (\w+),.*aggregate: (\w+)", text):
            found[name] = aggregate
        return found

    def read_period(self, one, period):
        aggregate = self.aggregates[one["indicator"]]
        records = set(period["records"])

        def of(measure):
            return [
                entry
                for entry in self.entries
                if entry.record in records
                and entry.measure == measure
                and period["start"] <= entry.date <= period["end"]
            ]

        def last(entries):
            schools = {}
            for entry in sorted(entries, key=lambda entry: entry.date):
                schools[entry.school] = entry
            return list(schools.values())

        name = (one["plan"], one["target"], one["scope"], period["start"])
        shown, small = period["actual"], period.get("small")
        if shown is None and not period.get("suppressed"):
            return
        shown = None if shown is None else float(shown)
        goal = self.goal(one, period)
        if aggregate in ("ratio", "last_ratio"):
            part, whole = of(DROPPED), of(ENROLLED)
            if aggregate == "last_ratio":
                part, whole = last(part), last(whole)
            shown = None if shown is None else shown / 100
            figure = Figure(name, "ratio", part, whole, shown, False)
        else:
            part = of(HARD)
            kind = {"last": "sum"}.get(aggregate, aggregate)
            figure = Figure(name, kind, last(part) if aggregate == "last" else part, (), shown, small, goal)
        if figure.part:
            self.figures.append(figure)

    @staticmethod
    def goal(one, period):
        """What a published status tells: at least or below a value."""
        if period["status"] not in ("met", "missed") or one["value"] is None or one["direction"] != "at_least":
            return None
        return (float(one["value"]), period["status"] == "met")

    def read_total(self, output, record):
        text = (output / f"{record}.html").read_text(encoding="utf-8")
        foot = re.search(r"<tfoot.*?</tfoot>", text, re.S)
        if not foot:
            return
        cells = [html.unescape(cell).strip() for cell in re.findall(r"<t[dh][^>]*>(.*?)</t[dh]>", foot[0], re.S)]
        rows = [entry for entry in self.entries if entry.record == record]
        cell = re.sub(r"<[^>]*>", "", cells[-1])
        is_number = re.fullmatch(r"[\d,.]+", cell)
        shown = float(cell.replace(",", "")) if is_number else None
        self.figures.append(Figure((record, "total"), "sum", rows, (), shown, cell.startswith("＜")))


# Integer programs


class Program:
    """All values of withheld entries that agree with what was published."""

    def __init__(self, site, knows_marks):
        self.unknown = [entry for entry in site.entries if not entry.is_known()]
        self.column = {id(entry): at for at, entry in enumerate(self.unknown)}
        self.rows, self.low, self.high = [], [], []
        self.extremes = []
        self.bounds = []
        for entry in self.unknown:
            if entry.shown == f"＜{SMALL}":
                self.bounds.append((1, SMALL - 1))
            else:
                self.bounds.append((SMALL if knows_marks else 1, MOST))
        for figure in site.figures:
            self.add_figure(figure, knows_marks)
        pairs = {}
        for entry in site.entries:
            pairs.setdefault((entry.record, entry.date), {})[entry.measure] = entry
        for pair in pairs.values():
            if DROPPED in pair and ENROLLED in pair:
                self.add([(1, pair[ENROLLED]), (-1, pair[DROPPED])], 0, MOST)

    def terms(self, terms):
        row, known = numpy.zeros(len(self.unknown)), 0.0
        for factor, entry in terms:
            if entry.is_known():
                known += factor * float(entry.shown)
            else:
                row[self.column[id(entry)]] += factor
        return row, known

    def add(self, terms, low, high):
        row, known = self.terms(terms)
        if not row.any():
            return
        low, high = low - known, high - known
        if (row == numpy.round(row)).all():
            low, high = numpy.ceil(low), numpy.floor(high)
        self.rows.append(row)
        self.low.append(low)
        self.high.append(high)

    def add_figure(self, figure, knows_marks):
        number = len(figure.part)
        scale = number if figure.kind == "mean" else 1
        if figure.kind == "ratio":
            if figure.shown is not None:
                for low, high, rate in ((0, MOST**2, figure.shown - EPSILON), (-(MOST**2), 0, figure.shown + EPSILON)):
                    self.add([(1, one) for one in figure.part] + [(-rate, one) for one in figure.whole], low, high)
            return
        if figure.kind in ("min", "max"):
            if figure.shown is not None:
                for entry in figure.part:
                    low, high = (figure.shown, MOST) if figure.kind == "min" else (0, figure.shown)
                    self.add([(1, entry)], low, high)
                self.extremes.append(figure)
            return
        terms = [(1, entry) for entry in figure.part]
        if figure.shown is not None:
            slack = EPSILON * scale
            self.add(terms, figure.shown * scale - slack, figure.shown * scale + slack)
        elif figure.small:
            self.add(terms, EPSILON, SMALL * scale - EPSILON if scale > 1 else SMALL - 1)
        elif knows_marks and figure.small is not None:
            self.add(terms, SMALL * scale, MOST * scale)
        if figure.shown is None and figure.goal is not None:
            value, is_met = figure.goal
            self.add(terms, *((value * scale, MOST * scale) if is_met else (0, value * scale - EPSILON)))

    def solve(self, objective, holding=None):
        """The least value of an objective, or None where there is none. `holding`: which entry holds each extreme."""
        low, high = (numpy.array(side, dtype=float) for side in zip(*self.bounds))
        for figure, entry in zip(self.extremes, holding or ()):
            if not entry.is_known():
                at = self.column[id(entry)]
                low[at], high[at] = max(low[at], figure.shown), min(high[at], figure.shown)
        if (low > high).any():
            return None
        constraints = [LinearConstraint(numpy.array(self.rows), self.low, self.high)] if self.rows else []
        for presolve in (True, False):
            found = milp(
                objective,
                integrality=numpy.ones(len(objective)),
                bounds=Bounds(low, high),
                constraints=constraints,
                options={"presolve": presolve},
            )
            if found.status in (0, 2):
                return found.fun
        sys.exit(f"no solution and no proof that there is none: {found.message}")

    def least(self, objective):
        choices = []
        for figure in self.extremes:
            holders = [e for e in figure.part if e.is_known() and float(e.shown) == figure.shown]
            choices.append(holders[:1] or [e for e in figure.part if not e.is_known()])
        values = [self.solve(objective, holding) for holding in itertools.product(*choices)]
        values = [value for value in values if value is not None]
        return min(values) if values else None

    def ends(self, terms):
        row, known = self.terms(terms)
        if not row.any():
            return known, known
        low, high = self.least(row), self.least(-row)
        if low is None or high is None:
            return None
        return low + known, known - high

    def recovers(self, terms):
        ends = self.ends(terms)
        return None if ends is None else ends[1] - ends[0] < 0.5


def recovered(site, knows_marks):
    """The names of withheld figures that have one possible value; None where nothing agrees with the assumptions."""
    program = Program(site, knows_marks)
    found = []
    for entry in program.unknown:
        is_found = program.recovers([(1, entry)])
        if is_found is None:
            return None
        if is_found:
            found.append((entry.record, entry.date, entry.measure, entry.truth))
    for figure in site.figures:
        if figure.shown is not None:
            continue
        if figure.kind == "ratio":
            part, whole = (sum(one.truth for one in side) for side in (figure.part, figure.whole))
            terms = [(whole, one) for one in figure.part] + [(-part, one) for one in figure.whole]
        elif figure.kind in ("min", "max"):
            continue  # it is the value of an entry: of those above, or the same for all
        else:
            terms = [(1, entry) for entry in figure.part]
        if program.recovers(terms):
            found.append((figure.name, figure.value()))
    return found


def attack(site, is_weak):
    found = None if is_weak else recovered(site, True)
    if found is None:
        # In some components small figures are not marked, so nothing follows from a missing mark.
        found = recovered(site, False)
    return found


# The least that could be withheld


def withheld(site):
    return sum(not entry.is_known() for entry in site.entries) + sum(
        figure.shown is None for figure in site.figures
    )


def least_withheld(site, most):
    """The least number of withheld figures with which nothing is recovered, if it is found below `most`."""
    places = [entry for entry in site.entries if entry.truth > 0] + [f for f in site.figures if f.value() > 0]
    shown = {}
    for place in places:
        is_entry = isinstance(place, Entry)
        value = place.truth if is_entry else place.value()
        is_small = 0 < value < SMALL and (is_entry or place.kind != "ratio")
        shown[id(place)] = is_small
        if is_entry:
            place.shown = f"＜{SMALL}" if is_small else str(place.truth)
        else:
            place.shown, place.small = (None, True) if is_small else (value, False)
            place.goal = None
    for figure in site.figures:
        if figure.kind == "ratio" and figure.value() > 0:
            part, whole = (sum(one.truth for one in side) for side in (figure.part, figure.whole))
            if any(0 < few < SMALL for few in (part, whole, whole - part)):
                figure.shown, shown[id(figure)] = None, True
    pairs = {}
    for entry in site.entries:
        pairs.setdefault((entry.record, entry.date), {})[entry.measure] = entry
    for pair in pairs.values():
        if DROPPED in pair and ENROLLED in pair and 0 < pair[ENROLLED].truth - pair[DROPPED].truth < SMALL:
            if pair[DROPPED].truth > 0 and not shown[id(pair[DROPPED])]:
                pair[DROPPED].shown, shown[id(pair[DROPPED])] = "", True
    start = withheld(site)
    rest = [place for place in places if not shown[id(place)]]
    for number in range(0, most - start):
        for chosen in itertools.combinations(rest, number):
            kept = [place.shown for place in chosen]
            for place in chosen:
                place.shown = "" if isinstance(place, Entry) else None
            found = recovered(site, True)
            for place, before in zip(chosen, kept):
                place.shown = before
            if found == []:
                return start + number
    return most


# Runs


def main():
    program, first, last = sys.argv[1], int(sys.argv[2]), int(sys.argv[3])
    is_weak, compares = "--weak" in sys.argv, "--least" in sys.argv
    broken, with_withheld, figures, ours, least = [], 0, 0, 0, 0
    for number in range(first, last + 1):
        root = pathlib.Path(tempfile.mkdtemp(prefix="guidang-disclosure-"))
        try:
            generate(root, number)
            ran = subprocess.run([program, "build", "--output", "site"], cwd=root, capture_output=True, text=True)
            if ran.returncode != 0:
                sys.exit(f"archive {number}: {ran.stdout}{ran.stderr}")
            site = Site(root / "site", root)
            found = attack(site, is_weak)
            number_withheld = withheld(site)
            with_withheld += number_withheld > 0
            figures += number_withheld
            if found is None:
                sys.exit(f"archive {number}: nothing agrees with what was published")
            if found:
                broken.append(number)
                print(f"archive {number}: {found}")
            if compares and 0 < number_withheld <= 12 and len(site.entries) + len(site.figures) <= 16:
                possible = least_withheld(site, number_withheld)
                ours, least = ours + number_withheld, least + possible
                if number_withheld > 2 * possible:
                    broken.append(number)
                    print(f"archive {number}: {number_withheld} withheld, {possible} are enough")
        finally:
            shutil.rmtree(root)
    print(f"{last - first + 1} archives, {with_withheld} with withheld figures, {figures} of these; {len(broken)} broken")
    if compares:
        print(f"small archives: {ours} withheld, least possible {least}")
    sys.exit(1 if broken else 0)


main()
