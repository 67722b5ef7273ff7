/** What pages do with sources: with the installation's secret and the hosts that the configuration allows. */
import { sourceWorld, wakeJobs } from '../runtime';
import type { Context } from '../usecases/context';
import type { SourceWorld } from '../usecases/sources/world';
import { type Submitted, submit } from './form';

/** Does what a form asks, and has the server look at once for what is due after it. */
export async function submitSource(
  work: (context: Context, world: SourceWorld) => Promise<void>,
): Promise<Submitted> {
  const submitted = await submit((context) => work(context, sourceWorld()));
  wakeJobs();
  return submitted;
}
