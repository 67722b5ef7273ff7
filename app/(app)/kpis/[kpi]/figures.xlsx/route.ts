import { downloadXlsx } from '@/lib/http/download';
import { kpiFiguresDownload } from '../download';

export function GET(
  request: Request,
  { params }: { params: Promise<{ kpi: string }> },
): Promise<Response> {
  return downloadXlsx(request, async (context, parameters) =>
    kpiFiguresDownload(context, parameters, (await params).kpi),
  );
}
