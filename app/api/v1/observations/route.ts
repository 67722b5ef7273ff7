import { postObservations } from '@/lib/http/observations';

/** Figures in, as JSON, NDJSON, CSV or TSV: `?atomic&dryRun`. */
export function POST(request: Request): Promise<Response> {
  return postObservations(request);
}
