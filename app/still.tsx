/** What a page shows of a view, drawn once and kept with the view as HTML. */
import type { ReactNode } from 'react';
import { markup } from '@/components/ui/markup';
import { StillBlock } from '@/components/ui/still-block';
import { layAside } from '@/lib/http/status';

interface Drawn {
  readonly id: string;
  readonly html: string;
}

const drawn = new WeakMap<object, Map<string, Drawn>>();
let count = 0;
/** A number is not given twice, in whatever process: a browser may hold what another one sent. */
const PROCESS = crypto.randomUUID().slice(0, 8);

interface StillProps {
  /** What is shown: as long as it is the same object, its HTML is the same. */
  readonly view: object;
  /** Where a page shows several parts of one view. */
  readonly part?: string;
  readonly children: ReactNode;
}

/** Without hooks, handlers and client components: see `markup`. */
export function Still({ view, part = '', children }: StillProps) {
  const { id, html } = draw(view, part, children);
  return <StillBlock id={id} html={layAside(id, html) ? null : html} />;
}

function draw(view: object, part: string, children: ReactNode): Drawn {
  const parts = drawn.get(view) ?? new Map<string, Drawn>();
  drawn.set(view, parts);
  const known = parts.get(part);
  if (known !== undefined) return known;
  count += 1;
  const made = { id: `${PROCESS}${count.toString(36)}`, html: markup(children) };
  parts.set(part, made);
  return made;
}
