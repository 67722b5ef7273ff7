/** Chance that repeats itself: the same seed and labels always give the same draws. */
export interface Random {
  /** From 0 up to, not including, 1. */
  readonly uniform: () => number;
  /** Mean 0, standard deviation 1. */
  readonly normal: () => number;
}

/**
 * A stream of its own for each set of labels, so that a KPI which is added, dropped or given one
 * draw more leaves the figures of all others as they were.
 */
export function randomOf(seed: number, ...labels: readonly (string | number)[]): Random {
  const uniform = mulberry32(hash(`${seed}/${labels.join('/')}`));
  return { uniform, normal: () => irwinHall(uniform) };
}

/** FNV-1a, 32 bits. */
function hash(text: string): number {
  let h = 0x811c9dc5;
  for (let i = 0; i < text.length; i++) {
    h = Math.imul(h ^ text.charCodeAt(i), 0x01000193);
  }
  return h >>> 0;
}

/** Mulberry32 by Tommy Ettinger, public domain. */
function mulberry32(seed: number): () => number {
  let state = seed;
  return () => {
    state = (state + 0x6d2b79f5) | 0;
    let t = Math.imul(state ^ (state >>> 15), state | 1);
    t ^= t + Math.imul(t ^ (t >>> 7), t | 61);
    return ((t ^ (t >>> 14)) >>> 0) / 2 ** 32;
  };
}

/** Twelve uniforms less six: only additions, so that every engine gives the same last digit. */
function irwinHall(uniform: () => number): number {
  let total = -6;
  for (let i = 0; i < 12; i++) total += uniform();
  return total;
}
