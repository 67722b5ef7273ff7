/** Follows a review as a browser does, by server-sent events. */
import { get, type IncomingMessage } from 'node:http';

export interface Follower {
  /** Milliseconds of this process's clock at which a version from that one on was heard of. */
  readonly heard: (version: number) => Promise<number>;
  readonly newest: () => number;
  readonly leave: () => void;
}

/** Connected when it resolves: the present state has been heard. */
export async function follow(address: string, key: string): Promise<Follower> {
  const answer = await new Promise<IncomingMessage>((resolve, reject) => {
    get(address, { agent: false, headers: { authorization: `Bearer ${key}` } }, resolve).on(
      'error',
      reject,
    );
  });
  if (answer.statusCode !== 200) throw new Error(`${address} was answered ${answer.statusCode}.`);
  const at = new Map<number, number>();
  const waiting = new Set<() => void>();
  let newest = -1;
  let text = '';
  answer.setEncoding('utf8').on('data', (chunk: string) => {
    text += chunk;
    const blocks = text.split('\n\n');
    text = blocks.pop() ?? '';
    for (const block of blocks) {
      if (!block.startsWith('data: ')) continue;
      const { version }: { readonly version: number } = JSON.parse(block.slice('data: '.length));
      newest = Math.max(newest, version);
      at.set(version, performance.now());
    }
    for (const wake of waiting) wake();
  });
  answer.on('error', () => undefined);
  const heard = (version: number) =>
    new Promise<number>((resolve) => {
      const look = () => {
        const found = [...at].find(([each]) => each >= version);
        if (found === undefined) return;
        waiting.delete(look);
        resolve(found[1]);
      };
      waiting.add(look);
      look();
    });
  await heard(0);
  return { heard, newest: () => newest, leave: () => answer.destroy() };
}
