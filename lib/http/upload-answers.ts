/** How far a file has come, for the script of its page. */
import { AppError } from '../errors';
import { guarded } from './api';
import { uploadProgress } from './upload-runner';

export function answerProgress(idOf: () => number): Promise<Response> {
  return guarded(async () => {
    const progress = await uploadProgress(idOf());
    if (progress === null) {
      throw new AppError('unknown_upload', 'That file is not here any more.', { status: 404 });
    }
    return Response.json(progress, { headers: { 'cache-control': 'no-store' } });
  });
}
