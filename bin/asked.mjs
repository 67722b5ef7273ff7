// Being asked to end: by a signal, or because npm was.

/** @typedef {(signal: NodeJS.Signals, again: boolean) => void} Answer */

const SIGNALS = /** @type {const} */ (['SIGINT', 'SIGTERM', 'SIGHUP']);
/** A terminal signals us and npm, and npm signals us: twice within this time is once. */
const ONCE_MS = 1_000;
/** How often we look whether npm's shell is still there. */
const PARENT_MS = 300;

/** @type {Answer | null} */
let answer = null;
let askedAt = 0;

/**
 * Hands the question to `next`, and from then on to nobody else; to nobody at all when it is null.
 *
 * @param {Answer | null} next
 */
export function whenAskedToEnd(next) {
  if (answer === null && next !== null) listen();
  if (next === null) for (const signal of SIGNALS) process.removeListener(signal, ask);
  answer = next;
}

function listen() {
  for (const signal of SIGNALS) process.on(signal, ask);
  // npm runs us in a shell, and passes a signal on to that shell alone, which may end and leave us
  // behind. So the end of the shell is taken for the signal.
  if (process.env['npm_lifecycle_event'] === undefined) return;
  const shell = process.ppid;
  const watch = setInterval(() => {
    if (process.ppid === shell) return;
    clearInterval(watch);
    if (askedAt === 0) ask('SIGTERM');
  }, PARENT_MS);
  watch.unref();
}

/** @param {NodeJS.Signals} signal */
function ask(signal) {
  const now = performance.now();
  if (askedAt > 0 && now - askedAt < ONCE_MS) return;
  const again = askedAt > 0;
  askedAt = now;
  answer?.(signal, again);
}
