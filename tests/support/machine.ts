import { readFileSync } from 'node:fs';

/** Begins to watch. Gives, each time it is asked, the share of the processors' time that the host took since. */
export function heldBack(): () => number {
  const before = processorTimes();
  return () => {
    const after = processorTimes();
    const all = after.all - before.all;
    return all === 0 ? 0 : (after.taken - before.taken) / all;
  };
}

/** Of all processors since the machine began, in its own ticks; of Linux. */
function processorTimes(): { readonly all: number; readonly taken: number } {
  const [line = ''] = readFileSync('/proc/stat', 'utf8').split('\n');
  // user nice system idle iowait irq softirq steal; what guests take is in user already.
  const ticks = line.trim().split(/\s+/).slice(1, 9).map(Number);
  return { all: ticks.reduce((sum, some) => sum + some, 0), taken: ticks[7] ?? 0 };
}
