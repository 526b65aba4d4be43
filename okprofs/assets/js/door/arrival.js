// Who is inside follows from the set of scans, in any order: the same rule as events/rules/arrival.py.
export function arrivals(scans) {
  const takenBack = new Set(scans.filter((scan) => scan.kind === "taken_back").map((scan) => `${scan.who} ${scan.back}`));
  const found = new Map();
  for (const scan of scans) {
    if (scan.kind !== "in" || takenBack.has(`${scan.who} ${scan.key}`)) continue;
    found.set(scan.who, [...(found.get(scan.who) ?? []), scan]);
  }
  for (const [who, ins] of found) {
    ins.sort((one, other) => one.at - other.at || (one.key < other.key ? -1 : 1));
    found.set(who, { at: ins[0].at, door: ins[0].door, keys: [...new Set(ins.map((scan) => scan.key))] });
  }
  return found;
}
