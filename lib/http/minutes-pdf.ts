/** The minutes of a review as sheets of paper. */
import { AppError } from '../errors';
import { minutesPdf } from '../pdf/minutes';
import { PAPERS, type Paper } from '../pdf/paper';
import { typefaces } from '../runtime';
import type { Context } from '../usecases/context';
import { minutesPage } from '../usecases/minutes';

export async function minutesOnPaper(
  context: Context,
  period: string,
  asked: { readonly series: string | undefined; readonly paper: string | undefined },
): Promise<Uint8Array<ArrayBuffer>> {
  const paper = readPaper(asked.paper);
  const view = await minutesPage(context, period, asked.series);
  const { locale, timeZone } = view.organisation;
  const key = [paper, locale, timeZone, ...view.links.map(({ hash }) => hash)].join(' ');
  return drawnOnce(key, () => minutesPdf(view, { paper, typefaces: typefaces() }));
}

/** So many are kept: drawing takes a good part of a second, and what was drawn never changes. */
const KEPT = 8;
const kept = new Map<string, Promise<Uint8Array<ArrayBuffer>>>();

function drawnOnce(
  key: string,
  draw: () => Promise<Uint8Array<ArrayBuffer>>,
): Promise<Uint8Array<ArrayBuffer>> {
  const known = kept.get(key);
  const drawn = known ?? draw();
  kept.delete(key);
  kept.set(key, drawn);
  if (known !== undefined) return drawn;
  drawn.catch(() => kept.delete(key));
  const [oldest] = kept.keys();
  if (kept.size > KEPT && oldest !== undefined) kept.delete(oldest);
  return drawn;
}

function readPaper(asked: string | undefined): Paper {
  const named = (asked ?? 'a4').toLowerCase();
  const paper = PAPERS.find((each) => each === named);
  if (paper !== undefined) return paper;
  throw new AppError(
    'bad_paper',
    `There is no paper "${asked}" here. Ask for ${PAPERS.join(' or ')}.`,
    {
      status: 400,
    },
  );
}
