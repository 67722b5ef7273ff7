import { downloadFile } from '@/lib/http/download';
import { minutesOnPaper } from '@/lib/http/minutes-pdf';

/** The minutes on paper: A4, or `?paper=letter`. */
export async function GET(
  request: Request,
  { params }: { params: Promise<{ readonly period: string }> },
): Promise<Response> {
  const { period } = await params;
  const asked = new URL(request.url).searchParams;
  return downloadFile(request, async (context) => ({
    name: `minutes-${period.replaceAll(/[^A-Za-z0-9-]/g, '')}.pdf`,
    type: 'application/pdf',
    bytes: await minutesOnPaper(context, period, {
      series: asked.get('series') ?? undefined,
      paper: asked.get('paper') ?? undefined,
    }),
  }));
}
