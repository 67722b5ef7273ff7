/** Digests ended by the link in one, by whoever has it. */
import { stopContext, stoppedBy } from '../auth/digest-key';
import { isAppError } from '../errors';
import { stopDigests } from '../usecases/follows';

/** Ends what the key is for; false for one that is none of ours. Once more is as good. */
export async function stopByKey(key: string): Promise<boolean> {
  try {
    const what = stoppedBy(key);
    const context = await stopContext(key);
    // Who comes in no more gets nothing anyway.
    if (context.principal.kind === 'person') await stopDigests(context, what);
    return true;
  } catch (error) {
    if (isAppError(error)) return false;
    throw error;
  }
}
