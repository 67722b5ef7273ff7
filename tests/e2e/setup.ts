/** Starts what all end-to-end tests share: a server with the demo, and an empty one. */
import { assertBuilt, startServer } from './server';

export default async function setup(): Promise<() => Promise<void>> {
  assertBuilt();
  const starting = [startServer('--demo'), startServer('--empty')] as const;
  const stop = async () => {
    const started = await Promise.allSettled(starting);
    const running = started.flatMap((each) => (each.status === 'fulfilled' ? each.value : []));
    await Promise.all(running.map((server) => server.stop()));
  };
  try {
    const [demo, empty] = await Promise.all(starting);
    process.env['E2E_BASE_URL'] = demo.address;
    process.env['E2E_EMPTY_URL'] = empty.address;
  } catch (error) {
    await stop();
    throw error;
  }
  return stop;
}
