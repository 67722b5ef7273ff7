/** oEmbed 1.0: other sites ask how an address of ours is shown in a page of theirs. */
import { aboutOf } from '../../domain/embed';
import { embedPath } from '../../paths-embed';
import { ownOrigin } from '../../runtime';
import { readAddress } from './address';
import { isFresh, openByAddress, renew } from './register';
import { embedStore } from './store';

/** Where readers reach this server, as links from elsewhere begin. */
export function publicBase(): string {
  return ownOrigin();
}

const WIDEST = 1_200;
const NARROWEST = 200;
/** A frame of the usual width that shows all without scrolling. */
const HEIGHTS = { kpi: 460, stage: 520, team: 480, journey: 620 } as const;

/** The answer to `GET /api/oembed?url=…`: 404 for every address that opens nothing, 501 for XML. */
export async function answerOembed(request: Request): Promise<Response> {
  const { searchParams } = new URL(request.url);
  if (![null, 'json'].includes(searchParams.get('format'))) return refused(501);
  const base = publicBase();
  const url = searchParams.get('url') ?? '';
  const asked = url.startsWith(`${base}/embed/`) ? readAddress(url.slice(base.length)) : null;
  const store = embedStore();
  if (!isFresh(store)) await renew(store);
  const opened = asked === null ? null : openByAddress(store, asked.token);
  if (asked === null || opened === null) return refused(404);
  const { kind } = opened.embed;
  const width = within(searchParams.get('maxwidth'), 680);
  const height = within(searchParams.get('maxheight'), HEIGHTS[aboutOf(kind) ?? 'journey']);
  const address = `${base}${embedPath(asked.token)}`;
  return Response.json(
    {
      version: '1.0',
      type: 'rich',
      provider_name: 'Throughline',
      provider_url: base,
      width,
      height,
      html: `<iframe src="${address}" width="${width}" height="${height}" style="border:0" loading="lazy" title="Throughline"></iframe>`,
      thumbnail_url: `${address}.png`,
    },
    { headers: { 'cache-control': 'private, no-cache', 'access-control-allow-origin': '*' } },
  );
}

function within(asked: string | null, usual: number): number {
  const most = asked !== null && /^\d{1,5}$/.test(asked) ? Number(asked) : WIDEST;
  return Math.max(NARROWEST, Math.min(usual, most));
}

function refused(status: 404 | 501): Response {
  return new Response(null, { status, headers: { 'cache-control': 'no-store' } });
}
