/** Answers about embeds: from memory where they are there, else drawn once for all who wait. */
import { gunzipSync } from 'node:zlib';
import { withColours } from '../../chart/theme';
import type { Embed, EmbedTexts } from '../../domain/embed';
import { isAppError } from '../../errors';
import { elapsedMs, now } from '../../runtime';
import { logFailure } from '../api';
import { type Asked, formAsked, readAddress } from './address';
import { pngOf } from './png';
import {
  countView,
  isFresh,
  LAST_KNOWN_MS,
  openByAddress,
  openBySignature,
  renew,
} from './register';
import { type Answer, type Asking, answerOf, etagOf, readyForm, type Sent } from './sent';
import {
  type Draw,
  type Drawn,
  type EmbedStore,
  grow,
  keep,
  type Opened,
  type Ready,
  type TextForm,
  type Words,
} from './store';

const QUARTER_MS = 900_000;
const PROMPT_MS = 100;
const TEXT_FORMS: readonly TextForm[] = ['html', 'svg', 'txt', 'json'];

/** What is drawn now is true until the data change, or the quarter of an hour is over. */
function momentOf(store: EmbedStore): string {
  return `${store.version?.stamp} ${Math.floor(now().getTime() / QUARTER_MS)}`;
}

/**
 * The answer where memory holds it: the address was checked, what it shows is of the present version, and
 * that was asked of the database less than a second ago. Null where more has to be done.
 */
export function hotAnswer(store: EmbedStore, asking: Asking): Answer | null {
  const found = hotBody(store, asking.url);
  return found === null ? null : answerOf(found.form, asking, found.sent, 200, found.ancestors);
}

export interface HotBody {
  readonly form: Asked['form'];
  readonly sent: Sent;
  readonly ancestors: string;
}

/** The same without its headers, of which most are the same each time. */
export function hotBody(store: EmbedStore, url: string): HotBody | null {
  if (!isFresh(store)) return null;
  const asked = readAddress(url);
  if (asked === null) return null;
  const opened = openByAddress(store, asked.token);
  if (opened === null) return null;
  const drawn = store.drawn.get(opened.key);
  if (drawn === undefined || !isOfNow(store, drawn, opened)) return null;
  const { form, scale } = asked;
  const sent = form === 'png' ? drawn.pngs.get(`now ${scale}`) : drawn.now.get(form);
  if (sent === undefined) return null;
  drawn.usedAt = elapsedMs();
  countView(store, opened.embed);
  return { form, sent, ancestors: opened.standing.ancestors };
}

const isOfNow = (store: EmbedStore, drawn: Drawn, { standing }: Opened) =>
  drawn.moment === momentOf(store) && drawn.look === standing.look;

/**
 * The answer to whatever was asked, never a failure; null where something has to be drawn first and who
 * can draw was not asked yet (`canDraw`).
 */
export async function embedAnswer(store: EmbedStore, asking: Asking): Promise<Answer | null> {
  const asked = readAddress(asking.url);
  if (!isFresh(store)) await renew(store);
  let opened = asked === null ? null : await open(store, asked.token);
  if (asked !== null && opened === null && mayBeNew(store)) {
    await renew(store);
    opened = await open(store, asked.token);
  }
  if (asked === null || opened === null) {
    const kind = store.register === null ? 'unreadable' : 'nothing';
    return wordAnswer(store, asking, kind);
  }
  const known = store.drawn.get(opened.key);
  if (store.down) return lastKnown(store, opened, known, asked, asking);
  if (known !== undefined && isOfNow(store, known, opened)) {
    return drawnAnswer(store, opened, known, asked, asking, 'now');
  }
  const { draw } = store;
  if (draw === null) return null;
  try {
    const form = textOf(asked.form);
    const drawn = await (store.drawing.get(opened.key) ?? drawOnce(store, opened, form, draw));
    if (drawn === null) return wordAnswer(store, asking, 'nothing');
    return drawnAnswer(store, opened, drawn, asked, asking, 'now');
  } catch (error) {
    logFailure(error);
    return lastKnown(store, opened, known, asked, asking);
  }
}

/** An embed that was made this moment opens at once; whoever guesses makes a few questions a second. */
const mayBeNew = (store: EmbedStore) => !store.down && elapsedMs() - store.checkedAt > PROMPT_MS;

function open(store: EmbedStore, token: string): Promise<Opened | null> {
  return token.includes('.')
    ? openBySignature(store, token)
    : Promise.resolve(openByAddress(store, token));
}

/** What was known last, for ten minutes after the last time that the embed was known to stand. */
async function lastKnown(
  store: EmbedStore,
  opened: Opened,
  known: Drawn | undefined,
  asked: Asked,
  asking: Asking,
): Promise<Answer | null> {
  if (known === undefined || elapsedMs() - store.checkedAt > LAST_KNOWN_MS) {
    return wordAnswer(store, asking, 'unreadable');
  }
  return drawnAnswer(store, opened, known, asked, asking, 'last');
}

/** Pixels are made of the drawing. */
const textOf = (form: Asked['form']): TextForm => (form === 'png' ? 'svg' : form);

function drawOnce(
  store: EmbedStore,
  opened: Opened,
  first: TextForm,
  draw: Draw,
): Promise<Drawn | null> {
  const drawing = drawAndKeep(store, opened, first, draw).finally(() =>
    store.drawing.delete(opened.key),
  );
  store.drawing.set(opened.key, drawing);
  return drawing;
}

/** Nobody waits for more than the form that was asked for first; the others are made right after. */
async function drawAndKeep(
  store: EmbedStore,
  opened: Opened,
  first: TextForm,
  draw: Draw,
): Promise<Drawn | null> {
  // Of before it is drawn: what changes meanwhile makes it old, never the other way round.
  const moment = momentOf(store);
  const forms = await draw(opened).catch((error: unknown) => {
    // What it was about is not there any more, or a host chose what there never was.
    if (isAppError(error) && error.status < 500) return null;
    throw error;
  });
  if (forms === null) return null;
  const left = [
    ...TEXT_FORMS.map((form) => ['now', form] as const),
    ...TEXT_FORMS.map((form) => ['last', form] as const),
  ].toSorted(([, a], [, b]) => Number(b === first) - Number(a === first));
  const drawn: Drawn = {
    moment,
    look: opened.standing.look,
    now: new Map(),
    last: new Map(),
    pngs: new Map(),
    finish: (most) => {
      for (const [which, form] of left.splice(0, most)) {
        const ready = readyForm(form, forms[which][form]);
        drawn[which].set(form, ready);
        grow(store, opened.key, drawn, ready.zipped.length + 300);
      }
      if (left.length === 0) drawn.finish = null;
    },
    bytes: 0,
    usedAt: elapsedMs(),
  };
  drawn.finish?.(1);
  keep(store, opened.key, drawn);
  setImmediate(() => finishSlowly(store, opened.key, drawn));
  return drawn;
}

/** A form at a time, so that others are answered in between; not for what is replaced already. */
function finishSlowly(store: EmbedStore, key: string, drawn: Drawn): void {
  if (drawn.finish === null || store.drawn.get(key) !== drawn) return;
  try {
    drawn.finish(1);
    setImmediate(() => finishSlowly(store, key, drawn));
  } catch (error) {
    drawn.finish = null;
    logFailure(error);
  }
}

async function drawnAnswer(
  store: EmbedStore,
  opened: Opened,
  drawn: Drawn,
  asked: Asked,
  asking: Asking,
  which: 'now' | 'last',
): Promise<Answer | null> {
  const { form, scale } = asked;
  if (!drawn[which].has(textOf(form))) drawn.finish?.(Number.POSITIVE_INFINITY);
  const text = drawn[which].get(textOf(form));
  if (text === undefined) return wordAnswer(store, asking, 'unreadable');
  if (form !== 'png') return shown(store, opened, drawn, asked, asking, text, 200);
  const name = `${which} ${scale}`;
  const known = drawn.pngs.get(name);
  if (known !== undefined) return shown(store, opened, drawn, asked, asking, known, 200);
  const png = await rasterised(text, opened.embed, scale);
  drawn.pngs.set(name, png);
  grow(store, opened.key, drawn, png.body.length);
  return shown(store, opened, drawn, asked, asking, png, 200);
}

async function rasterised(svg: Ready, { theme }: Pick<Embed, 'theme'>, scale: 1 | 2) {
  const text = gunzipSync(svg.zipped).toString('utf8');
  const body = await pngOf(withColours(text, theme, 'DejaVu Sans'), scale);
  return { body, etag: etagOf(body) };
}

function shown(
  store: EmbedStore,
  opened: Opened,
  drawn: Drawn,
  asked: Asked,
  asking: Asking,
  sent: Sent,
  status: number,
): Answer {
  drawn.usedAt = elapsedMs();
  countView(store, opened.embed);
  return answerOf(asked.form, asking, sent, status, opened.standing.ancestors);
}

/** What stands where there is nothing to show: the same bytes and the same status whatever the reason. */
async function wordAnswer(
  store: EmbedStore,
  asking: Asking,
  kind: 'nothing' | 'unreadable',
): Promise<Answer | null> {
  const words = store.words?.[kind];
  // Whoever can draw has them made when it starts.
  if (words === undefined) return null;
  const form = formAsked(asking.url);
  const sent = form === 'png' ? await wordPng(words) : words.texts[form];
  return answerOf(form, asking, sent, kind === 'nothing' ? 404 : 503, '*');
}

async function wordPng(words: Words): Promise<Sent> {
  const known = words.pngs.get('png');
  if (known !== undefined) return known;
  const made = await rasterised(words.texts.svg, { theme: 'light' }, 1);
  words.pngs.set('png', made);
  return made;
}

/** From here on the store can draw, and has the words for what cannot be shown. */
export function canDraw(
  store: EmbedStore,
  draw: Draw,
  forms: { nothing: EmbedTexts; unreadable: EmbedTexts },
): void {
  store.draw ??= draw;
  if (store.words !== null) return;
  const ready = (each: EmbedTexts): Words => ({
    texts: {
      html: readyForm('html', each.html),
      svg: readyForm('svg', each.svg),
      txt: readyForm('txt', each.txt),
      json: readyForm('json', each.json),
    },
    pngs: new Map(),
  });
  store.words = { nothing: ready(forms.nothing), unreadable: ready(forms.unreadable) };
}
