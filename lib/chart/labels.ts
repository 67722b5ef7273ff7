/** Where labels go so that none covers another. */

export interface Slot {
  /** Where the centre of the label would like to be. */
  readonly at: number;
  /** Room that it takes along the axis. */
  readonly size: number;
  /** How much its wish counts against its neighbours'; 1 unless told. */
  readonly weight?: number;
}

interface Block {
  readonly members: readonly number[];
  readonly size: number;
  start: number;
}

/**
 * Centres of labels along one axis: each as near as can be to where it belongs, in the order of
 * those places, none overlapping, all between `low` and `high` as long as they fit there at all.
 *
 * Pools adjacent violators: labels that would overlap move as one block, to the mean of what
 * its members wish for.
 *
 * @example spread([{ at: 10, size: 10 }, { at: 12, size: 10 }], 0, 100) // [6, 16]
 */
export function spread(slots: readonly Slot[], low: number, high: number): number[] {
  const size = (index: number) => slots[index]?.size ?? 0;
  const place = (members: readonly number[]): Block => {
    let total = 0;
    let wished = 0;
    let weights = 0;
    for (const index of members) {
      const weight = slots[index]?.weight ?? 1;
      wished += weight * ((slots[index]?.at ?? 0) - total - size(index) / 2);
      weights += weight;
      total += size(index);
    }
    const start = Math.max(low, Math.min(high - total, wished / weights));
    return { members, size: total, start };
  };

  const order = slots.map((_, index) => index);
  order.sort((a, b) => (slots[a]?.at ?? 0) - (slots[b]?.at ?? 0) || a - b);
  const blocks: Block[] = [];
  for (const index of order) {
    let block = place([index]);
    for (;;) {
      const before = blocks.at(-1);
      if (before === undefined || before.start + before.size <= block.start + 1e-9) break;
      blocks.pop();
      block = place([...before.members, ...block.members]);
    }
    blocks.push(block);
  }

  const centres = slots.map(() => 0);
  for (const block of blocks) {
    let edge = block.start;
    for (const index of block.members) {
      centres[index] = edge + size(index) / 2;
      edge += size(index);
    }
  }
  return centres;
}

/**
 * Which of `count` evenly spaced points get a label: the first and the last, and so many
 * between them, evenly, as have `apart` units of room each.
 *
 * @example tickIndexes(26, 400, 100) // [0, 6, 13, 19, 25]
 */
export function tickIndexes(count: number, length: number, apart: number): number[] {
  if (count <= 0) return [];
  if (count === 1) return [0];
  const steps = Math.max(1, Math.min(count - 1, Math.floor(length / apart)));
  return Array.from({ length: steps + 1 }, (_, i) => Math.round((i * (count - 1)) / steps));
}
