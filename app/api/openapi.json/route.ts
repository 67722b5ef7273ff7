import { openApi } from '@/lib/http/openapi';

/** The description of the API (OpenAPI 3.1). */
export function GET(): Response {
  return Response.json(openApi(), { headers: { 'cache-control': 'public, max-age=3600' } });
}
