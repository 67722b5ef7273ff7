/** Pictures in mail: the product's own drawings, as small PNGs. */
import type { Body } from '../../components/embed/face';
import { svgOf, trailBody } from '../../components/mail/drawn';
import type { MailChart, MailPicture } from '../domain/post';
import { pngOf } from '../http/embed/png';

/** Twice as many pixels as it is wide on a phone. */
const SCALE = 2;
/** A review's digest has the same charts for all who get it. */
const KEPT = 24;
const kept = new Map<string, Promise<Buffer>>();

export async function pictureOf(cid: string, body: Body): Promise<MailPicture> {
  return { cid, png: await drawnOnce(svgOf(body)) };
}

/** The chart of a figure of minutes. */
export function drawChart(chart: MailChart): Promise<MailPicture> {
  return pictureOf(chart.cid, trailBody(chart));
}

function drawnOnce(svg: string): Promise<Buffer> {
  const known = kept.get(svg);
  const drawn = known ?? pngOf(svg, SCALE);
  kept.delete(svg);
  kept.set(svg, drawn);
  if (known === undefined) drawn.catch(() => kept.delete(svg));
  const [oldest] = kept.keys();
  if (kept.size > KEPT && oldest !== undefined) kept.delete(oldest);
  return drawn;
}
