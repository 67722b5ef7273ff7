import { answerOembed } from '@/lib/http/embed/oembed';

export const dynamic = 'force-dynamic';

export function GET(request: Request): Promise<Response> {
  return answerOembed(request);
}
