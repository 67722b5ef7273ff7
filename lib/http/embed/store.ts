/** What the server keeps of embeds in memory: which can be opened, what they look like, who looked. */
import type { KeyObject } from 'node:crypto';

import type { Embed, EmbedTexts } from '../../domain/embed';
import type { Principal } from '../../domain/principal';
import type { EmbedVersion } from '../../usecases/embed-register';

/** A form that is ready to be sent. */
export interface Ready {
  readonly zipped: Buffer;
  readonly etag: string;
  /** Of a page: hash of its style sheet; else empty. */
  readonly styleHash: string;
}

export type TextForm = 'html' | 'svg' | 'txt' | 'json';

export interface Drawn {
  /** The version of the data and the quarter of an hour that it was drawn in. */
  readonly moment: string;
  /** The embed as it was when it was drawn: what opens it may be replaced, and its look changed. */
  readonly look: string;
  /** The forms that are made already. */
  readonly now: Map<TextForm, Ready>;
  /** The same, saying that it is what was known last. */
  readonly last: Map<TextForm, Ready>;
  /** PNGs, by which of the two and scale; each is made when it is first asked for. */
  readonly pngs: Map<string, { readonly body: Buffer; readonly etag: string }>;
  /** Makes so many of the forms that are not; null when all are. */
  finish: ((most: number) => void) | null;
  bytes: number;
  usedAt: number;
}

/** An embed that can be opened, and what opens it. */
export interface Standing {
  readonly embed: Embed;
  /** Null where it was made at the machine itself. */
  readonly maker: Principal | null;
  readonly expiresMs: number;
  readonly hash: Buffer | null;
  readonly key: Uint8Array | KeyObject | null;
  readonly ancestors: string;
  /** All that decides how it looks. */
  readonly look: string;
}

/** What somebody may open: the embed, with what its host has chosen; `key` names what is drawn of it. */
export interface Opened {
  readonly standing: Standing;
  readonly embed: Embed;
  readonly key: string;
  /** Null where the address is not one to pass on. */
  readonly token: string | null;
}

/** The forms of an embed at present, and as what was known last; each is made when it is read. */
export interface BothForms {
  readonly now: EmbedTexts;
  readonly last: EmbedTexts;
}

/** Draws an embed; null where there is nothing to draw any more. */
export type Draw = (opened: Opened) => Promise<BothForms>;

export interface EmbedStore {
  register: ReadonlyMap<string, Standing> | null;
  /** Of the register and of what is drawn; null before the first. */
  version: EmbedVersion | null;
  /** When it was last asked whether anything has changed, and the answer came: began at. */
  checkedAt: number;
  /** The last time of asking brought no answer. */
  down: boolean;
  askedAt: number;
  renewing: Promise<void> | null;
  readonly drawn: Map<string, Drawn>;
  readonly drawing: Map<string, Promise<Drawn | null>>;
  bytes: number;
  uses: Map<number, { views: number; seenAt: number }>;
  flushing: NodeJS.Timeout | null;
  /** Given by the route when it is first asked; afterwards the front needs no way through Next. */
  draw: Draw | null;
  /** What is shown instead of an embed, by form. */
  words: Readonly<Record<'nothing' | 'unreadable', Words>> | null;
}

export interface Words {
  readonly texts: Readonly<Record<TextForm, Ready>>;
  readonly pngs: Map<string, { readonly body: Buffer; readonly etag: string }>;
}

/** Shared by the front and the route bundled apart from it, which load their own copy of this module. */
const STORE = Symbol.for('throughline.embeds');
const holder = globalThis as { [STORE]?: EmbedStore };

export function embedStore(): EmbedStore {
  holder[STORE] ??= {
    register: null,
    version: null,
    checkedAt: Number.NEGATIVE_INFINITY,
    down: false,
    askedAt: Number.NEGATIVE_INFINITY,
    renewing: null,
    drawn: new Map(),
    drawing: new Map(),
    bytes: 0,
    uses: new Map(),
    flushing: null,
    draw: null,
    words: null,
  };
  return holder[STORE];
}

/** For tests: as after a start. */
export function forgetEmbeds(): void {
  const timer = holder[STORE]?.flushing;
  if (timer != null) clearTimeout(timer);
  delete holder[STORE];
}

/** So that a thousand embeds, in all their forms, fit well within 200 MB. */
const MOST_BYTES = 96_000_000;

/** Keeps what was drawn, in place of what was before. */
export function keep(store: EmbedStore, key: string, drawn: Drawn): void {
  const before = store.drawn.get(key);
  if (before === drawn) return;
  if (before !== undefined) store.bytes -= before.bytes;
  store.drawn.set(key, drawn);
  store.bytes += drawn.bytes;
}

/** What is kept has got so many bytes more. What was not looked at for longest goes where there is no room. */
export function grow(store: EmbedStore, key: string, drawn: Drawn, bytes: number): void {
  drawn.bytes += bytes;
  if (store.drawn.get(key) !== drawn) return;
  store.bytes += bytes;
  if (store.bytes <= MOST_BYTES) return;
  const oldest = [...store.drawn].toSorted(([, a], [, b]) => a.usedAt - b.usedAt);
  for (const [name, each] of oldest) {
    if (store.bytes <= 0.8 * MOST_BYTES) return;
    if (name !== key && store.drawn.delete(name)) store.bytes -= each.bytes;
  }
}
