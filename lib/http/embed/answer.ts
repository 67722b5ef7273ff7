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
  type Opened,
  openByAddress,
  openBySignature,
  renew,
} from './register';
import {
  type Answer,
  type Asking,
  answerOf,
  etagOf,
  readyForms,
  type Sent,
  styleHashOf,
} from './sent';
import { type Drawn, type EmbedStore, keep, type Ready, type Words } from './store';

/** The forms of an embed at present, and as what was known last. */
export interface BothForms {
  readonly now: EmbedTexts;
  readonly last: EmbedTexts;
}

const QUARTER_MS = 900_000;
const PROMPT_MS = 100;

/** What is drawn now is true until the data change, or the quarter of an hour is over. */
function momentOf(store: EmbedStore): string {
  return `${store.stamp} ${Math.floor(now().getTime() / QUARTER_MS)}`;
}

/**
 * The answer where memory holds it: the address was checked, what it shows is of the present version, and
 * that was asked of the database less than a second ago. Null where more has to be done.
 */
export function hotAnswer(store: EmbedStore, asking: Asking): Answer | null {
  if (!isFresh(store)) return null;
  const asked = readAddress(asking.url);
  if (asked === null) return null;
  const opened = openByAddress(store, asked.token);
  if (opened === null) return null;
  const drawn = store.drawn.get(opened.key);
  if (drawn === undefined || !isOfNow(store, drawn, opened)) return null;
  const body = asked.form === 'png' ? drawn.pngs.get(`now ${asked.scale}`) : drawn.now[asked.form];
  return body === undefined ? null : shown(store, opened, drawn, asked, asking, body, 200);
}

const isOfNow = (store: EmbedStore, drawn: Drawn, { standing }: Opened) =>
  drawn.moment === momentOf(store) && drawn.look === standing.look;

/** Draws an embed; null where there is nothing to draw any more. Given by those who can draw. */
export type Draw = (opened: Opened) => Promise<BothForms>;

/**
 * The answer to whatever was asked, never a failure. Without `draw` it is null where something has to be
 * drawn first.
 */
export async function embedAnswer(store: EmbedStore, asking: Asking, draw: Draw): Promise<Answer>;
export async function embedAnswer(
  store: EmbedStore,
  asking: Asking,
  draw: null,
): Promise<Answer | null>;
export async function embedAnswer(
  store: EmbedStore,
  asking: Asking,
  draw: Draw | null,
): Promise<Answer | null> {
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
  const drawing = store.drawing.get(opened.key);
  if (drawing === undefined && draw === null) return null;
  try {
    const drawn = await (drawing ?? drawOnce(store, opened, draw));
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

function drawOnce(store: EmbedStore, opened: Opened, draw: Draw | null): Promise<Drawn | null> {
  const drawing = drawAndKeep(store, opened, draw).finally(() => store.drawing.delete(opened.key));
  store.drawing.set(opened.key, drawing);
  return drawing;
}

async function drawAndKeep(
  store: EmbedStore,
  opened: Opened,
  draw: Draw | null,
): Promise<Drawn | null> {
  // Of before it is drawn: what changes meanwhile makes it old, never the other way round.
  const moment = momentOf(store);
  const forms = await draw?.(opened).catch((error: unknown) => {
    // What it was about is not there any more, or a host chose what there never was.
    if (isAppError(error) && error.status < 500) return null;
    throw error;
  });
  if (forms == null) return null;
  const drawn: Drawn = {
    moment,
    look: opened.standing.look,
    now: readyForms(forms.now),
    last: readyForms(forms.last),
    pngs: new Map(),
    styleHash: styleHashOf(forms.now.html),
    bytes: 0,
    usedAt: elapsedMs(),
  };
  for (const ready of [...Object.values(drawn.now), ...Object.values(drawn.last)]) {
    drawn.bytes += ready.zipped.length + 300;
  }
  keep(store, opened.key, drawn);
  return drawn;
}

async function drawnAnswer(
  store: EmbedStore,
  opened: Opened,
  drawn: Drawn,
  asked: Asked,
  asking: Asking,
  which: 'now' | 'last',
): Promise<Answer> {
  const { form, scale } = asked;
  if (form !== 'png') return shown(store, opened, drawn, asked, asking, drawn[which][form], 200);
  const name = `${which} ${scale}`;
  const known = drawn.pngs.get(name);
  if (known !== undefined) return shown(store, opened, drawn, asked, asking, known, 200);
  const png = await rasterised(drawn[which].svg, opened.embed, scale);
  drawn.pngs.set(name, png);
  drawn.bytes += png.body.length;
  keepCounted(store, opened.key, drawn, png.body.length);
  return shown(store, opened, drawn, asked, asking, png, 200);
}

/** What was kept already has grown. */
function keepCounted(store: EmbedStore, key: string, drawn: Drawn, more: number): void {
  if (store.drawn.get(key) !== drawn) return;
  store.bytes += more;
  keep(store, key, drawn);
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
  return answerOf(asked.form, asking, sent, status, {
    ancestors: opened.standing.ancestors,
    styleHash: drawn.styleHash,
  });
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
  return answerOf(form, asking, sent, kind === 'nothing' ? 404 : 503, {
    ancestors: '*',
    styleHash: words.styleHash,
  });
}

async function wordPng(words: Words): Promise<Sent> {
  const known = words.pngs.get('png');
  if (known !== undefined) return known;
  const made = await rasterised(words.texts.svg, { theme: 'light' }, 1);
  words.pngs.set('png', made);
  return made;
}

/** The words for what cannot be shown, ready to be sent. */
export function prepareWords(
  store: EmbedStore,
  forms: { nothing: EmbedTexts; unreadable: EmbedTexts },
): void {
  const ready = (each: EmbedTexts): Words => ({
    texts: readyForms(each),
    styleHash: styleHashOf(each.html),
    pngs: new Map(),
  });
  store.words ??= { nothing: ready(forms.nothing), unreadable: ready(forms.unreadable) };
}
