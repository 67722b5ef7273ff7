import { answerRead } from '@/lib/http/api';
import { newestRead } from '@/lib/http/schema-find';
import { newest } from '@/lib/usecases/newest';

/** When figures and definitions last changed. */
export function GET(request: Request): Promise<Response> {
  return answerRead(request, newestRead, newest);
}
