import { downloadCsv } from '@/lib/http/download';
import { kpiListDownload } from '../kpis/download';

export function GET(request: Request): Promise<Response> {
  return downloadCsv(request, kpiListDownload);
}
