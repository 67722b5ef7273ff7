/** Cycles in links between slugs: the tree of teams, the KPIs that feed each other. */

/**
 * Cycles in a directed graph, each as the slugs along it with the first one repeated at the end.
 * Every knot of links that goes round is named by at least one cycle, and no slug is in two of
 * them; empty when none goes round. Links to slugs that the graph does not hold lead nowhere.
 * Which cycle is named depends on the order of the graph only.
 *
 * @example findCycles(new Map([['a', ['b']], ['b', ['a']]])) // [['a', 'b', 'a']]
 */
export function findCycles(graph: ReadonlyMap<string, readonly string[]>): readonly string[][] {
  const finished = new Set<string>();
  const named = new Set<string>();
  const cycles: string[][] = [];
  for (const start of graph.keys()) {
    for (const cycle of cyclesFrom(start, graph, finished)) {
      if (cycle.some((slug) => named.has(slug))) continue;
      cycles.push(cycle);
      for (const slug of cycle) named.add(slug);
    }
  }
  return cycles;
}

/** Depth first without recursion, as a chain of links may be longer than the call stack. */
function* cyclesFrom(
  start: string,
  graph: ReadonlyMap<string, readonly string[]>,
  finished: Set<string>,
): Generator<string[]> {
  if (finished.has(start)) return;
  const path: { slug: string; rest: string[] }[] = [];
  const onPath = new Set<string>();
  const enter = (slug: string): void => {
    path.push({ slug, rest: [...(graph.get(slug) ?? [])].reverse() });
    onPath.add(slug);
  };
  enter(start);
  for (let top = path.at(-1); top !== undefined; top = path.at(-1)) {
    const next = top.rest.pop();
    if (next === undefined) {
      path.pop();
      onPath.delete(top.slug);
      finished.add(top.slug);
    } else if (onPath.has(next)) {
      const slugs = path.map((step) => step.slug);
      yield [...slugs.slice(slugs.indexOf(next)), next];
    } else if (graph.has(next) && !finished.has(next)) {
      enter(next);
    }
  }
}
