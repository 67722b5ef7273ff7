import { downloadFile } from '@/lib/http/download';
import { minutesText } from '@/lib/usecases/minutes';

/** The minutes as Markdown. */
export async function GET(
  request: Request,
  { params }: { params: Promise<{ readonly period: string }> },
): Promise<Response> {
  const { period } = await params;
  const series = new URL(request.url).searchParams.get('series') ?? undefined;
  return downloadFile(request, async (context) => ({
    name: `minutes-${period.replaceAll(/[^A-Za-z0-9-]/g, '')}.md`,
    type: 'text/markdown; charset=utf-8',
    text: await minutesText(context, period, series),
  }));
}
