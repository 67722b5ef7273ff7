/** Mail in two forms from one: text that any program reads, and HTML of one column, light on a phone. */
import { headerLine, type Letter } from './domain/post';

/** `strong` leads in; `href` is a whole address, of `text` alone; `more` follows. */
export interface MailLine {
  readonly strong?: string;
  readonly text: string;
  readonly href?: string;
  readonly more?: string;
}

export type MailPart =
  | { readonly is: 'title' | 'heading' | 'quiet'; readonly text: string }
  | ({ readonly is: 'paragraph' } & MailLine)
  | { readonly is: 'list'; readonly items: readonly MailLine[] }
  /** Where to go on. */
  | { readonly is: 'way'; readonly text: string; readonly href: string }
  /** Ways that are not pressed for. */
  | {
      readonly is: 'ways';
      readonly ways: readonly { readonly text: string; readonly href: string }[];
    }
  /** Sent with the mail, by its name there. What it shows is said beside it: text has no place for it. */
  | { readonly is: 'picture'; readonly cid: string; readonly alt: string };

/**
 * A letter. What people wrote stays words: it becomes neither a header nor markup.
 *
 * @example letterOf('Minutes', [{ is: 'title', text: 'Minutes' }]).text // 'Minutes\n=======\n'
 */
export function letterOf(subject: string, parts: readonly MailPart[], locale: string): Letter {
  return {
    subject: headerLine(subject),
    text: `${parts.flatMap(textPart).join('\n\n')}\n`,
    html: htmlOf(headerLine(subject), parts, locale),
  };
}

/** Control characters but for line breaks, and those that turn the direction of writing around. */
const HIDDEN = /[^\P{Cc}\n]|[\u061c\u200e\u200f\u202a-\u202e\u2066-\u2069]/gu;
const seen = (text: string): string => text.replaceAll('\r\n', '\n').replaceAll(HIDDEN, '');

function textPart(part: MailPart): string | readonly string[] {
  switch (part.is) {
    case 'title':
      return underlined(part.text, '=');
    case 'heading':
      return underlined(part.text, '-');
    case 'quiet':
      return seen(part.text);
    case 'paragraph':
      return textLine(part);
    case 'list':
      return part.items.map((item) => `- ${textLine(item).replaceAll('\n', '\n  ')}`).join('\n');
    case 'way':
      return `${seen(part.text)}:\n${part.href}`;
    case 'ways':
      return part.ways.map(({ text, href }) => `${seen(text)}:\n${href}`).join('\n');
    case 'picture':
      return [];
  }
}

const LONGEST_RULE = 60;

const underlined = (text: string, sign: string): string =>
  `${seen(text)}\n${sign.repeat(Math.min(LONGEST_RULE, seen(text).length))}`;

const textLine = ({ strong, text, href, more = '' }: MailLine): string =>
  [
    (strong === undefined ? '' : `${seen(strong)}: `) + seen(text) + seen(more),
    ...(href === undefined ? [] : [href]),
  ].join('\n');

const ESCAPED: Readonly<Record<string, string>> = {
  '&': '&amp;',
  '<': '&lt;',
  '>': '&gt;',
  '"': '&quot;',
  "'": '&#39;',
};
const escaped = (text: string): string =>
  seen(text).replaceAll(/[&<>"']/g, (sign) => ESCAPED[sign] ?? sign);
const lines = (text: string): string => escaped(text).replaceAll('\n', '<br>');

const QUIET = 'margin:0 0 12px;font-size:14px;color:#5d646b;overflow-wrap:anywhere';

function htmlPart(part: MailPart): string {
  switch (part.is) {
    case 'title':
      return `<h1 style="margin:0 0 8px;font-size:22px;line-height:1.3">${escaped(part.text)}</h1>`;
    case 'heading':
      return `<h2 style="margin:24px 0 8px;font-size:17px;line-height:1.35">${escaped(part.text)}</h2>`;
    case 'quiet':
      return `<p class="q" style="${QUIET}">${lines(part.text)}</p>`;
    case 'paragraph':
      return `<p style="margin:0 0 12px">${htmlLine(part)}</p>`;
    case 'list':
      return `<ul style="margin:0 0 12px;padding-left:20px">${part.items
        .map((item) => `<li style="margin:0 0 8px">${htmlLine(item)}</li>`)
        .join('')}</ul>`;
    case 'way':
      return `<p style="margin:16px 0"><a href="${escaped(part.href)}" style="display:inline-block;padding:10px 16px;border:1px solid #1f5fbf;border-radius:6px;color:#1f5fbf;text-decoration:none">${escaped(part.text)}</a></p>`;
    case 'ways':
      return `<p class="q" style="${QUIET}">${part.ways
        .map(({ text, href }) => linkTo(href, escaped(text)))
        .join(' · ')}</p>`;
    // Its own ground is light: a program that turns colours round leaves pictures as they are.
    case 'picture':
      return `<p style="margin:0 0 12px"><img src="cid:${escaped(part.cid)}" alt="${escaped(part.alt)}" width="400" style="display:block;width:100%;max-width:400px;height:auto;border-radius:6px"></p>`;
  }
}

function htmlLine({ strong, text, href, more = '' }: MailLine): string {
  const lead = strong === undefined ? '' : `<strong>${escaped(strong)}:</strong> `;
  const said = href === undefined ? lines(text) : linkTo(href, lines(text));
  return lead + said + lines(more);
}

const linkTo = (href: string, html: string): string =>
  `<a href="${escaped(href)}" style="color:#1f5fbf">${html}</a>`;

/** Where the reader likes it dark; what knows no style sheet stays light. */
const DARK =
  '@media(prefers-color-scheme:dark){body{background:#1b1e23!important;color:#eceae5!important}.q{color:#a9afb6!important}a{color:#8fb8f2!important;border-color:#8fb8f2!important}}';

function htmlOf(title: string, parts: readonly MailPart[], locale: string): string {
  return `<!doctype html>
<html lang="${escaped(locale)}">
<head>
<meta charset="utf-8">
<meta name="viewport" content="width=device-width">
<meta name="color-scheme" content="light dark">
<title>${escaped(title)}</title>
<style>${DARK}</style>
</head>
<body style="margin:0;padding:16px;background:#ffffff;color:#1b2430;font:16px/1.5 system-ui,-apple-system,'Segoe UI',Roboto,sans-serif">
<div style="max-width:640px;margin:0 auto">
${parts.map(htmlPart).join('\n')}
</div>
</body>
</html>
`;
}
