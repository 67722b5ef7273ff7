/** What has to be undone at the end, also when somebody stops the bench in the middle. */

export type End = () => Promise<void>;

const ends: End[] = [];
let ending: Promise<void> | null = null;

export function atEnd(end: End): void {
  ends.push(end);
}

/** Undoes the newest first; what fails does not keep the rest. */
export function endAll(): Promise<void> {
  ending ??= (async () => {
    for (let end = ends.pop(); end !== undefined; end = ends.pop()) {
      await end().catch((error: unknown) => process.stderr.write(`${String(error)}\n`));
    }
  })();
  return ending;
}

/** Whether somebody has stopped us: what fails from then on fails because of that. */
export const isEnding = (): boolean => ending !== null;

const CODES = { SIGINT: 130, SIGTERM: 143, SIGHUP: 129 } as const;

/** Ctrl-C and its like end what runs, and leave nothing. */
export function endWhenAsked(): void {
  for (const signal of ['SIGINT', 'SIGTERM', 'SIGHUP'] as const) {
    process.on(signal, () => {
      if (ending !== null) return;
      process.stdout.write('Stopped. The databases of the bench go.\n');
      const leave = () => process.exit(CODES[signal]);
      endAll().then(leave, leave);
    });
  }
}
