import { downloadFile } from '@/lib/http/download';
import { profileFile } from '@/lib/usecases/uploads/choose';

/** A kept profile as a file for `throughline import --profile`. */
export function GET(request: Request): Promise<Response> {
  const name = new URL(request.url).searchParams.get('name') ?? '';
  return downloadFile(request, (context) => profileFile(context, name));
}
