/** How far a file has come, for the script of its page. */
import { AppError } from '../errors';
import { requestAccess } from './access';
import { guarded } from './api';
import { uploadProgress } from './upload-runner';

export function answerProgress(request: Request, idOf: () => number): Promise<Response> {
  return guarded(async () => {
    const { context } = await requestAccess(request, 'read');
    const progress = await uploadProgress(context, idOf());
    if (progress === null) {
      throw new AppError('unknown_upload', 'That file is not here any more.', { status: 404 });
    }
    return Response.json(progress, { headers: { 'cache-control': 'no-store' } });
  });
}
