/** An embed as a page of its own: no script, one request, its text as text. */
import type { ReactNode } from 'react';
import { StatusMark } from '@/components/charts/status-mark';
import type { EmbedSize } from '@/lib/domain/embed';
import type { Face, Moment } from './face';
import { footOf } from './words';

export interface DocumentProps {
  readonly face: Face;
  readonly moment: Moment;
  readonly style: string;
  /** Where other forms of it are found; null where its address is not one to pass on. */
  readonly links: EmbedLinks | null;
}

export interface EmbedLinks {
  readonly page: string;
  readonly picture: string;
  readonly oembed: string;
}

/** The sizes that the page holds; it shows the one that fits its frame. */
const DRAWN: readonly (readonly [EmbedSize, string])[] = [
  ['narrow', 'n'],
  ['broad', 'b'],
];

export function EmbedDocument({ face, moment, style, links }: DocumentProps) {
  const { status, figure, aside, finding, organisation } = face;
  return (
    <Shell
      title={face.title}
      style={style}
      language={organisation.locale}
      links={links}
      finding={finding}
    >
      <h1>{face.title}</h1>
      <p className="m">{face.of}</p>
      {figure === null ? null : (
        <p className="f">
          {status === null ? null : <StatusMark status={status} size={18} title={null} />}
          <b>{figure}</b>
        </p>
      )}
      {aside === null || aside === '' ? null : <p className="m">{aside}</p>}
      <p>{finding}</p>
      {DRAWN.map(([size, name]) => {
        const body = face.draw(size);
        return body === null ? null : (
          <svg
            key={size}
            className={name}
            viewBox={`0 0 ${body.width} ${Math.ceil(body.height)}`}
            width={body.width}
            fill="none"
            fontSize={12}
            aria-hidden="true"
          >
            {body.node}
          </svg>
        );
      })}
      <p className="m">{footOf(face, moment).join(' · ')}</p>
    </Shell>
  );
}

export function WordDocument({
  title,
  text,
  style,
}: {
  readonly title: string;
  readonly text: string;
  readonly style: string;
}) {
  return (
    <Shell title={title} style={style} language="en" links={null} finding={text}>
      <h1>{title}</h1>
      <p className="m">{text}</p>
    </Shell>
  );
}

function Shell({
  title,
  style,
  language,
  links,
  finding,
  children,
}: {
  readonly title: string;
  readonly style: string;
  readonly language: string;
  readonly links: EmbedLinks | null;
  readonly finding: string;
  readonly children: ReactNode;
}) {
  return (
    // The tags of the head are optional, and so left out.
    <html lang={language}>
      <meta charSet="utf-8" />
      <meta name="viewport" content="width=device-width" />
      <meta name="robots" content="noindex" />
      <title>{title}</title>
      {links === null ? null : (
        <>
          <link rel="alternate" type="application/json+oembed" href={links.oembed} title={title} />
          <meta property="og:title" content={title} />
          <meta property="og:description" content={finding} />
          <meta property="og:type" content="website" />
          <meta property="og:url" content={links.page} />
          <meta property="og:image" content={links.picture} />
          <meta property="og:image:alt" content={finding} />
          <meta name="twitter:card" content="summary_large_image" />
        </>
      )}
      <style>{style}</style>
      <body>
        <main aria-label={title}>{children}</main>
      </body>
    </html>
  );
}
