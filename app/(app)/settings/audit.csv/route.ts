import { pick } from '@/lib/http/api';
import { streamFile } from '@/lib/http/stream';
import { AUDIT_PARAMETERS } from '@/lib/paths-data';
import { AUDIT_FORMATS, auditPieces } from '@/lib/usecases/audit';

export function GET(request: Request): Promise<Response> {
  const query = pick(new URL(request.url).searchParams, AUDIT_PARAMETERS);
  return streamFile(request, (context) => ({
    name: 'audit-log.csv',
    type: AUDIT_FORMATS.csv,
    pieces: auditPieces(context, query, 'csv'),
  }));
}
