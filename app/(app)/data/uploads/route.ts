import { postUpload } from '@/lib/http/uploads';

/** A file from the form of `/data/upload`, received piece by piece. */
export function POST(request: Request): Promise<Response> {
  return postUpload(request);
}
