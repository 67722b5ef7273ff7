/** Pictures in mail: the product's own drawings, as small PNGs. */

import type { Body } from '@/components/embed/face';
import { svgOf, trailBody } from '@/components/mail/drawn';
import type { MailChart, MailPicture } from '../domain/post';
import { pngOf } from '../http/embed/png';

/** Twice as many pixels as it is wide on a phone. */
const SCALE = 2;

export async function pictureOf(cid: string, body: Body): Promise<MailPicture> {
  return { cid, png: await pngOf(svgOf(body), SCALE) };
}

/** The chart of a figure of minutes. */
export function drawChart(chart: MailChart): Promise<MailPicture> {
  return pictureOf(chart.cid, trailBody(chart));
}
