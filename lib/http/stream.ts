/** Files that are made while they are sent: nothing of them is held whole. */
import type { Context } from '../usecases/context';
import { requestAccess } from './access';
import { guarded, logFailure } from './api';

export interface Streamed {
  readonly name: string;
  readonly type: string;
  readonly pieces: AsyncGenerator<string>;
}

/**
 * A file of the pieces that a use case makes, one when the reader asks for more. What is wrong before the
 * first piece is a problem as everywhere; a fault of ours later breaks the file off, so that it is not
 * taken for whole.
 */
export function streamFile(
  request: Request,
  work: (context: Context) => Streamed,
): Promise<Response> {
  return guarded(async () => {
    const { name, type, pieces } = work((await requestAccess(request, 'read')).context);
    const first = await pieces.next();
    const encoder = new TextEncoder();
    let begun = false;
    const body = new ReadableStream<Uint8Array>({
      async pull(controller) {
        try {
          const next = begun ? await pieces.next() : first;
          begun = true;
          if (next.done === true) controller.close();
          else controller.enqueue(encoder.encode(next.value));
        } catch (error) {
          logFailure(error);
          controller.error(error);
        }
      },
      cancel: async () => {
        await pieces.return(undefined);
      },
    });
    return new Response(body, {
      headers: {
        'content-type': type,
        'content-disposition': `attachment; filename="${name}"`,
        'cache-control': 'private, no-store',
      },
    });
  });
}
